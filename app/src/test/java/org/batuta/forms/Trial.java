package org.batuta.forms;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.batuta.Visitor;
import org.batuta.forms.Form.Field;
import org.batuta.forms.Form.Kind;

/**
 * One form, sent once with one thing in it that does not belong there, and the answer.
 *
 * @param field what was tried
 * @param values what was sent in all fields
 * @param answer what came back
 */
record Trial(Form form, Field field, Map<String, String> values, HttpResponse<String> answer) {

    static final String FORM = "application/x-www-form-urlencoded";

    /** What leads to the login because it is for those who cannot log in. */
    private static final Set<String> MEANT = Set.of("/login?sent", "/login?reset", "/login?joined");

    private static final int BAD = 400;
    private static final int FAILED = 500;

    static HttpResponse<String> post(Visitor visitor, String address, String encoded) {
        return visitor.send("POST", address, FORM, encoded);
    }

    boolean isTaken() {
        return answer.statusCode() / 100 == 3;
    }

    /** Where it leads, when it was taken. */
    String next() {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** What is wrong with the answer to a form that changes something; nothing for a good one. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (answer.statusCode() >= FAILED) {
            complaints.add("failed");
        } else if (isTaken() && next().startsWith("/login") && !MEANT.contains(next())) {
            complaints.add("led to the login");
        } else if (answer.statusCode() >= BAD && isFilledIn()) {
            complaints.add("was refused with a page, not at its field");
        } else if (answer.statusCode() < 300) {
            complaints.addAll(complaintsAboutThePage());
        }
        return complaints.stream().map(what -> this + " " + what).toList();
    }

    private List<String> complaintsAboutThePage() {
        List<String> complaints = new ArrayList<>();
        Markup page = Markup.read(answer.body());
        Optional<Form> again = Form.on(page).stream()
                .filter(shown -> shown.place().equals(form.place()) && shown.posts())
                .findFirst();
        if (again.isEmpty()) {
            return List.of("did not show the form again");
        }
        boolean confirms = again.get().fields().containsKey("confirmed");
        boolean told = says(page, field.name() + "-problem")
                || (field.kind() == Kind.UNSEEN || isLeftEmpty()) && saysWhatIsWrong(page);
        if (!confirms && !told) {
            complaints.add("is not told what is wrong with it");
        }
        again.get().fields().values().stream()
                .filter(shown -> !isKept(shown))
                .forEach(lost -> complaints.add("lost %s: %s".formatted(lost.name(), lost.value())));
        return complaints;
    }

    /** As it was shown: what is wrong may then be that nothing was asked for. */
    private boolean isLeftEmpty() {
        return field.value().isEmpty() && sent().isBlank();
    }

    /** Above the form: more than how many fields need a look. */
    private static boolean saysWhatIsWrong(Markup page) {
        return page.all("div").stream()
                .filter(div -> div.attribute("role", "").equals("alert"))
                .flatMap(alert -> alert.all("p").stream())
                .anyMatch(said -> said.all("a").isEmpty() && !said.text().isBlank());
    }

    private static boolean says(Markup page, String id) {
        return page.all("div").stream()
                .anyMatch(div -> div.attribute("id", "").equals(id)
                        && !div.text().isBlank()
                        && !div.text().contains("??"));
    }

    /** Nobody sees the blank around a value; what was not offered cannot be chosen again. */
    private boolean isKept(Field shown) {
        String sent = values.getOrDefault(shown.name(), "");
        return switch (shown.kind()) {
            case TYPED -> shown.value().strip().equals(sent.strip());
            case SECRET -> shown.value().isEmpty();
            case CHOSEN -> shown.value().equals(sent) || !shown.offered().contains(sent);
            case CHECKED, UNSEEN -> true;
        };
    }

    private boolean isFilledIn() {
        return field.kind() == Kind.TYPED || field.kind() == Kind.SECRET || field.kind() == Kind.CHOSEN;
    }

    String sent() {
        return values.getOrDefault(field.name(), "");
    }

    @Override
    public String toString() {
        String shown = org.batuta.kernel.PlainText.visibleLine(sent());
        return "%s=%s -> %d%s"
                .formatted(
                        field.name(),
                        shown.length() > 40 ? shown.substring(0, 40) + "..." : shown,
                        answer.statusCode(),
                        isTaken() ? " " + next() : "");
    }
}
