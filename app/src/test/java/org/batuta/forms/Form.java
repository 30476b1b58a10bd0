package org.batuta.forms;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A form as it stands on a page.
 *
 * @param fields what a person fills in, and what is sent with it unseen, by their names
 * @param buttons the buttons that send something of their own: name and value
 */
record Form(String method, String action, Map<String, Field> fields, Map<String, String> buttons) {

    static final String TOKEN = "_csrf";

    private static final String ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    /** How a field asks. */
    enum Kind {
        TYPED,
        SECRET,
        CHOSEN,
        CHECKED,
        UNSEEN
    }

    /** One field, with what stands in it. */
    record Field(String name, Kind kind, String value, List<String> offered) {}

    static List<Form> on(Markup page) {
        return page.all("form").stream().map(Form::of).toList();
    }

    private static Form of(Markup form) {
        Map<String, Field> fields = new LinkedHashMap<>();
        form.all("input").forEach(input -> add(fields, input, input(input)));
        form.all("textarea").forEach(area -> add(fields, area, new Field("", Kind.TYPED, area.text(), List.of())));
        form.all("select").forEach(select -> add(fields, select, select(select)));
        Map<String, String> buttons = new LinkedHashMap<>();
        form.all("button")
                .forEach(button ->
                        button.attribute("name").ifPresent(name -> buttons.put(name, button.attribute("value", ""))));
        return new Form(form.attribute("method", "get"), form.attribute("action", ""), fields, buttons);
    }

    private static void add(Map<String, Field> fields, Markup input, Field field) {
        input.attribute("name")
                .ifPresent(name -> fields.put(name, new Field(name, field.kind(), field.value(), field.offered())));
    }

    private static Field input(Markup input) {
        Kind kind = switch (input.attribute("type", "text")) {
            case "hidden" -> Kind.UNSEEN;
            case "password" -> Kind.SECRET;
            case "checkbox", "radio" -> Kind.CHECKED;
            default -> Kind.TYPED;
        };
        return new Field("", kind, input.attribute("value", ""), List.of());
    }

    private static Field select(Markup select) {
        List<String> offered = select.all("option").stream()
                .map(option -> option.attribute("value", option.text()))
                .toList();
        Optional<String> chosen = select.all("option").stream()
                .filter(option -> option.has("selected"))
                .findFirst()
                .map(option -> option.attribute("value", option.text()));
        return new Field("", Kind.CHOSEN, chosen.orElse(offered.isEmpty() ? "" : offered.get(0)), offered);
    }

    boolean posts() {
        return method.equalsIgnoreCase("post");
    }

    /** Where it goes, whatever it is about, and what it asks, in however many rows: two of the same name are one. */
    String name() {
        return method + " " + place() + " "
                + asked().stream()
                        .map(field -> field.name().replaceAll("\\[\\d+]", "[]"))
                        .distinct()
                        .toList();
    }

    /** The address without what tells one thing from another. */
    String place() {
        return action.replaceAll(ID, "{id}").replaceAll("\\?.*", "");
    }

    /** Whether it asks for nothing: a button. */
    boolean isButton() {
        return asked().isEmpty();
    }

    /** The fields that somebody could send something else in, first those that a person sees. */
    List<Field> asked() {
        return fields.values().stream()
                .filter(field -> !field.name().equals(TOKEN))
                .sorted(Comparator.comparing(field -> field.kind() == Kind.UNSEEN))
                .toList();
    }

    /** What is sent when nobody touches it. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> values.put(name, field.value()));
        return values;
    }

    static String encoded(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> encoded(value.getKey()) + "=" + encoded(value.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** An address with other identifiers in it. */
    static List<String> otherwise(String address, List<String> identifiers) {
        List<String> others = new ArrayList<>();
        identifiers.forEach(other -> others.add(address.replaceAll(ID, other.replace("$", "\\$"))));
        return others.stream().filter(other -> !other.equals(address)).toList();
    }
}
