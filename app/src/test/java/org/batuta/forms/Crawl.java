package org.batuta.forms;

import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.batuta.Visitor;

/**
 * Somebody who follows every link of our pages, and presses every button that only shows a form otherwise, to see all
 * forms that there are. Of pages that differ only by what they are about, a few are looked at.
 */
final class Crawl {

    private static final int OF_A_KIND = 4;
    private static final Pattern OURS = Pattern.compile("/(?!/|camunda|assets|logout|actuator).*");

    private static final Set<String> LOGGING_IN_AND_OUT = Set.of("/login", "/login/passkey", "/logout");

    /** Buttons that show the form again with another row, or without one. */
    private static final Set<String> ONLY_SHOW = Set.of("add", "drop");

    private final Visitor visitor;
    private final Map<String, Form> forms = new LinkedHashMap<>();
    private final Map<String, Integer> looked = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> ahead = new ArrayDeque<>();

    private Crawl(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Every form that this visitor finds from these addresses on. */
    static Collection<Form> of(Visitor visitor, Collection<String> starts) {
        Crawl crawl = new Crawl(visitor);
        starts.forEach(crawl::note);
        while (!crawl.ahead.isEmpty()) {
            crawl.look(crawl.ahead.removeFirst());
        }
        return crawl.forms.values();
    }

    private void note(String address) {
        String plain = address.replaceAll("#.*", "");
        if (OURS.matcher(plain).matches() && seen.add(plain)) {
            ahead.add(plain);
        }
    }

    private void look(String address) {
        if (looked.merge(kind(address), 1, Integer::sum) > OF_A_KIND) {
            return;
        }
        HttpResponse<String> answer = visitor.get(address);
        if (answer.statusCode() >= 500) {
            throw new AssertionError(address + " answers " + answer.statusCode());
        }
        answer.headers().firstValue("Location").ifPresent(this::note);
        if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
            read(Markup.read(answer.body()));
        }
    }

    private void read(Markup page) {
        page.all("a").forEach(link -> link.attribute("href").ifPresent(this::note));
        Form.on(page).forEach(this::take);
    }

    private void take(Form form) {
        if (LOGGING_IN_AND_OUT.contains(form.action())
                || forms.putIfAbsent(form.name(), form) != null
                || !form.posts()) {
            return;
        }
        form.buttons().forEach((name, value) -> {
            if (ONLY_SHOW.contains(name)) {
                Map<String, String> pressed = form.values();
                pressed.put(name, value);
                read(Markup.read(Trial.post(visitor, form.action(), Form.encoded(pressed))
                        .body()));
            }
        });
    }

    /** Pages of one kind differ by identifiers and by what is asked for in them. */
    private static String kind(String address) {
        return address.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{id}").replaceAll("=[^&]*", "=");
    }
}
