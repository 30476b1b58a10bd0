package org.batuta.orchestration;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.batuta.notifications.Letters;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells administrators, once for each group of equal troubles. */
@Component
class Alarms {

    private static final Pattern CHANGING = Pattern.compile("[0-9a-fA-F-]*[0-9][0-9a-fA-F-]*");

    private final Letters letters;
    private final StoredServers servers;

    Alarms(Letters letters, StoredServers servers) {
        this.letters = letters;
        this.servers = servers;
    }

    /** A person is wanted. */
    @EventListener
    void on(Incidents.Opened opened) {
        Incident incident = opened.incident();
        UUID serverId = incident.serverId();
        Map<String, Object> model = new HashMap<>();
        model.put("server", name(serverId));
        String what = serverId == null
                ? String.valueOf(incident.serviceType())
                : what(incident.verb(), incident.serviceType());
        model.put("what", what.isEmpty() ? String.valueOf(incident.outcome()).toLowerCase(Locale.ROOT) : what);
        model.put("count", 1);
        model.put("link", "/desk/incidents/" + incident.id());
        letters.tellAdministrators("incident/" + incident.id(), template(incident), model);
    }

    private static String template(Incident incident) {
        if (incident.kind() == Incident.Kind.HOST_KEY) {
            return "server-blocked";
        }
        return incident.serverId() == null ? "not-seen" : "repair-wanted";
    }

    /** Done, with complaints (T35): the same complaint of the same script on the same server is told once a day. */
    @EventListener
    void on(Results.Warned warned) {
        Operation operation = warned.operation();
        String text = warned.attempt().stderr();
        Map<String, Object> model = new HashMap<>();
        model.put("server", name(operation.serverId()));
        model.put("what", what(operation.verb(), operation.serviceType()));
        model.put("evidence", text);
        model.put("link", "/desk/operations/" + operation.id());
        LocalDate day = warned.attempt().ended().atOffset(ZoneOffset.UTC).toLocalDate();
        String same = operation.scriptName() + " " + operation.serverId() + " " + day + " " + shape(operation, text);
        letters.tellAdministrators("warning/" + DigestUtils.sha256Hex(same), "operation-warning", model);
    }

    /** What equal complaints have in common, whatever service, number, time or id they speak of. */
    private static String shape(Operation operation, String text) {
        return CHANGING.matcher(text.replace(operation.serviceName(), "*")).replaceAll("0");
    }

    private static String what(@Nullable Verb verb, @Nullable String serviceType) {
        return serviceType == null || verb == null ? "" : serviceType + " " + verb.word();
    }

    private String name(@Nullable UUID serverId) {
        return serverId == null
                ? ""
                : servers.findById(serverId).map(Server::name).orElse("");
    }
}
