package org.batuta.forms;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.batuta.Visitor;
import org.batuta.forms.Form.Field;
import org.batuta.forms.Form.Kind;

/** What a decent person writes into each field, by its name: never the same name twice. */
final class Good {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PASSWORD = "a quiet evening 17";

    private final String living;
    private final Map<String, String> known = new LinkedHashMap<>();

    /**
     * @param member somebody who can log in
     * @param living the domain in which something new may live
     */
    Good(String member, String living) {
        this.living = living;
        known.put("member", member);
        known.put("confirm", "");
        known.put("scheduledFor", "");
        known.put("name", "hostile{n}");
        known.put("key", "hostile-{n}");
        known.put("login", "hostile{n}");
        known.put("email", "hostile{n}@example.org");
        known.put("password", PASSWORD);
        known.put("present", Visitor.PASSWORD);
        known.put("code", "000000");
        known.put("receiver", "98{n}");
        known.put("who", "nobody-of-this-name");
        known.put("repeated", PASSWORD);
        known.put("reason", "new disks {n}");
        known.put("comment", "you know this server {n}");
        known.put("subject", "mail is slow {n}");
        known.put("text", "since nine {n}");
        known.put("value", "never said {n}");
        known.put("type", "trials");
        known.put("condition", "name != \"hostile{n}\"");
        known.put("addresses", "");
        known.put("address", "hostile{n}.example.org");
        known.put("domain", "hostile{n}-forms.test");
        known.put("localPart", "hostile{n}");
        known.put("quotaMb", "123");
        known.put("records[0].name", "w");
        known.put("records[0].type", "TXT");
        known.put("records[0].ttl", "");
        known.put("records[0].value", "fine {n}");
    }

    /** The form filled in so that it would be taken; what already stands in it stays, as far as it can. */
    Map<String, String> values(Form form, Visitor visitor) {
        Map<String, String> values = form.values();
        String number = Integer.toString(NUMBER.incrementAndGet());
        form.asked().forEach(field -> values.put(field.name(), value(field).replace("{n}", number)));
        if (values.containsKey("key")) {
            values.put("key", "key-" + number);
        }
        if (values.containsKey("version")) {
            values.put("version", version(form, visitor));
        }
        return values;
    }

    private String value(Field field) {
        if (field.offered().contains(living)) {
            return living;
        }
        boolean stands = field.kind() == Kind.UNSEEN
                || field.kind() == Kind.CHOSEN && !field.value().isEmpty();
        if (stands && !known.getOrDefault(field.name(), "").equals("TXT")) {
            return field.value();
        }
        if (field.kind() == Kind.CHOSEN && !known.containsKey(field.name())) {
            return field.offered().stream()
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .orElse("");
        }
        if (!field.value().isEmpty() && !known.containsKey(field.name())) {
            return field.value();
        }
        if (!known.containsKey(field.name())) {
            throw new AssertionError("A new field: say in Good what a decent person writes into " + field.name());
        }
        return known.get(field.name());
    }

    /** The version that a page says now. */
    private static String version(Form form, Visitor visitor) {
        return Form.on(Markup.read(visitor.get(form.action()).body())).stream()
                .filter(Form::posts)
                .filter(shown -> shown.fields().containsKey("version"))
                .map(shown -> shown.values().get("version"))
                .findFirst()
                .orElse("0");
    }
}
