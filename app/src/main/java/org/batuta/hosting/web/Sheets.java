package org.batuta.hosting.web;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.hosting.Requests;
import org.batuta.hosting.Requests.NewService;
import org.batuta.hosting.Service;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.ServiceType.ServiceRef;
import org.batuta.hosting.ServiceTypes;
import org.batuta.hosting.Services;
import org.batuta.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the forms for new and for changed services have in common. */
@Component
class Sheets {

    private static final Pattern ROW = Pattern.compile("(\\w+)\\[(\\d{1,6})]");

    private final SpecFields fields;
    private final ServiceTypes types;
    private final Services services;
    private final Requests requests;

    Sheets(SpecFields fields, ServiceTypes types, Services services, Requests requests) {
        this.fields = fields;
        this.types = types;
        this.services = services;
        this.requests = requests;
    }

    /** Puts the inputs of a new service into the model; those that name another service offer the account's. */
    void show(ServiceType<?> type, UUID account, Values values, Model model) {
        Map<String, List<String>> choices = choices(type, account);
        model.addAttribute("fields", fields.of(type, values, choices, Set.of()));
        model.addAttribute("when", When.sent(values));
        model.addAttribute("lacking", choices.values().stream().anyMatch(List::isEmpty));
        model.addAttribute("parentType", parent(type).map(ServiceRef::type).orElse(null));
    }

    /** Puts the inputs of a service that exists into the model; its name stays. */
    void show(ServiceType<?> type, Values values, Model model) {
        model.addAttribute("fields", fields.of(type, values, Map.of(), Set.copyOf(type.nameFields())));
        model.addAttribute("when", When.sent(values));
    }

    private Map<String, List<String>> choices(ServiceType<?> type, UUID account) {
        return parent(type)
                .map(parent -> Map.of(
                        parent.field(),
                        services.ofType(account, parent.type()).stream()
                                .map(Service::name)
                                .toList()))
                .orElse(Map.of());
    }

    private <S extends Record> Optional<ServiceRef> parent(ServiceType<S> type) {
        return type.parentOf(type.blank());
    }

    /**
     * The name that the new service would have.
     *
     * @throws Refusal with all problems: those of the wish and those noted before, one for each field
     */
    String check(NewService ask, Refusal.Collector noted) {
        String name = "";
        try {
            name = requests.nameOf(ask);
        } catch (Refusal refusal) {
            noted.addOthers(refusal);
        }
        noted.refuseIfAny();
        return name;
    }

    /** Whether the name is another than what was typed, beyond capital letters. */
    <S extends Record> boolean isWrittenOtherwise(ServiceType<S> type, JsonNode wish, String name) {
        return !type.nameOf(types.read(type, wish)).equalsIgnoreCase(name);
    }

    /** What was sent, with one more row, which the page shows as just added. */
    static Values withRow(String list, HttpServletRequest sent, Model model) {
        model.addAttribute("added", list);
        return Values.sent(sent.getParameterMap()).withRow(list, Map.of("added", ""));
    }

    /** What was sent, without one row, named as {@code records[2]}. */
    static Values without(String row, HttpServletRequest sent) {
        Values values = Values.sent(sent.getParameterMap());
        Matcher named = ROW.matcher(row);
        return named.matches() ? values.withoutRow(named.group(1), Integer.parseInt(named.group(2))) : values;
    }

    /** What was sent, without rows in which nothing was typed. */
    static Values sent(ServiceType<?> type, HttpServletRequest sent) {
        Values kept = Values.sent(sent.getParameterMap());
        for (var component : type.spec().getRecordComponents()) {
            if (SpecReader.rowOf(component).isPresent()) {
                kept = kept.withoutEmptyRows(component.getName(), SpecReader.typedIn(component));
            }
        }
        return kept;
    }
}
