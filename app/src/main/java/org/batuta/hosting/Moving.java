package org.batuta.hosting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.People;
import org.batuta.audit.Audit;
import org.batuta.audit.Subject;
import org.batuta.hosting.Belongings.Hindrance;
import org.batuta.hosting.Transfer.Obstacle;
import org.batuta.hosting.Transfer.State;
import org.batuta.notifications.Letters;
import org.batuta.workflow.Processes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves a service to another account, one method for each step of {@code transfer-service}. With the service goes all
 * that lives in it, and nothing of the past: what was asked and done before stays with whoever asked for it, under a
 * service of that account that is gone.
 */
@Component
@Transactional
public class Moving {

    /** What of a service stays with whoever gave it. */
    private static final List<String> STAYS = List.of(
            "insert into placement select :left, server_id, role, position from placement where service_id = :service",
            "update request set service_id = :left where service_id = :service",
            "update service set parent_id = :left where parent_id = :service and state = 'REMOVED'");

    private final TransferRows rows;
    private final ServiceRows services;
    private final Accounts accounts;
    private final People people;
    private final Belongings belongings;
    private final Turns turns;
    private final Letters letters;
    private final Audit audit;
    private final Processes processes;
    private final JdbcClient sql;
    private final Clock clock;

    Moving(
            TransferRows rows,
            ServiceRows services,
            Accounts accounts,
            People people,
            Belongings belongings,
            Turns turns,
            Letters letters,
            Audit audit,
            Processes processes,
            JdbcClient sql,
            Clock clock) {
        this.rows = rows;
        this.services = services;
        this.accounts = accounts;
        this.people = people;
        this.belongings = belongings;
        this.turns = turns;
        this.letters = letters;
        this.audit = audit;
        this.processes = processes;
        this.sql = sql;
        this.clock = clock;
    }

    /** Asks the owners of the other account, if there is one, and tells the giving one that they are asked. */
    public void askReceiver(UUID id) {
        Transfer transfer = rows.findById(id).orElseThrow();
        if (!transfer.isWaiting()) {
            return;
        }
        UUID to = transfer.toAccount();
        if (to != null) {
            Map<String, Object> model = model(transfer);
            model.put(
                    "account",
                    accounts.findById(transfer.fromAccount()).orElseThrow().name());
            people.owners(to).forEach(owner -> letters.tellPerson(owner, event("asked", id), "transfer-asked", model));
        }
        letters.tell(transfer.fromAccount(), event("offered", id), "transfer-offered", model(transfer));
    }

    private static String event(String what, UUID id) {
        return "transfer-" + what + "/" + id;
    }

    private static Map<String, Object> model(Transfer transfer) {
        return new HashMap<>(Map.of(
                "service",
                transfer.serviceName(),
                "number",
                transfer.toNumber(),
                "who",
                transfer.askedBy(),
                "days",
                Duration.between(transfer.askedAt(), transfer.waitsUntil()).toDays(),
                "link",
                "/transfers/" + transfer.id()));
    }

    /** A transfer and what it is about, the service first: nobody else changes them until the transaction ends. */
    record Held(Transfer transfer, List<Service> all) {}

    Held hold(UUID id) {
        List<Service> all = belongings.hold(rows.serviceOf(id).orElseThrow());
        TreeSet<UUID> both = new TreeSet<>();
        Stream.concat(rows.giverOf(id).stream(), rows.receiverOf(id).stream()).forEach(both::add);
        both.forEach(accounts::hold);
        return new Held(rows.lock(id).orElseThrow(), all);
    }

    /** What an acceptance has come to. */
    public enum Came {
        /** It is the other account's. */
        MOVED,
        /** Something forbids it now; it can be accepted again. */
        LATER,
        /** Something forbids it for good. */
        NEVER
    }

    /** Judges once more whether it may, and moves it. */
    public Came move(UUID id) {
        Held held = hold(id);
        Transfer transfer = held.transfer();
        UUID to = transfer.toAccount();
        Obstacle obstacle = to == null
                ? Obstacle.CLOSED
                : belongings.hindrance(held.all(), to).map(Hindrance::obstacle).orElse(null);
        if (obstacle == null && to != null) {
            transfer.moved(hand(held.all(), to), clock.instant());
            record(transfer, "transfer.move");
        } else if (obstacle != null) {
            transfer.hindered(obstacle, clock.instant());
        }
        rows.flush();
        return transfer.state() == State.MOVED ? Came.MOVED : transfer.isWaiting() ? Came.LATER : Came.NEVER;
    }

    /** Answers what is left of the service itself. */
    private UUID hand(List<Service> all, UUID to) {
        turns.giveUpUnproven(all);
        Instant now = clock.instant();
        Map<UUID, UUID> left = new LinkedHashMap<>();
        for (Service service : all) {
            UUID parent = service.parentId();
            Service gone = services.save(service.moveTo(to, parent == null ? null : left.get(parent), now));
            left.put(service.id(), gone.id());
        }
        services.flush();
        left.forEach((service, gone) -> STAYS.forEach(rows ->
                sql.sql(rows).param("service", service).param("left", gone).update()));
        return left.values().iterator().next();
    }

    /** Nobody answered in time. */
    public void expire(UUID id) {
        Transfer transfer = rows.lock(id).orElseThrow();
        if (transfer.isWaiting()) {
            transfer.end(State.EXPIRED, clock.instant());
            record(transfer, "transfer.expire");
        }
    }

    /** Tells both accounts what came of it; one that is asked for by a number that nobody has is told to the giver alone. */
    public void tell(UUID id) {
        Transfer transfer = rows.findById(id).orElseThrow();
        String came = transfer.isWaiting() ? "later" : transfer.state() == State.MOVED ? "moved" : "ended";
        Map<String, Object> model = model(transfer);
        model.put("came", transfer.state().name());
        model.put("why", String.valueOf(transfer.obstacle()));
        String event = event(came, id) + (transfer.isWaiting() ? "/" + transfer.tries() : "");
        letters.tell(transfer.fromAccount(), event, "transfer-" + came, model);
        UUID to = transfer.toAccount();
        if (to != null) {
            Account from = accounts.findById(transfer.fromAccount()).orElseThrow();
            model.put("account", from.name());
            letters.tell(to, event + "/here", came.equals("moved") ? "transfer-taken" : "transfer-" + came, model);
        }
    }

    /** A request has ended: what is gone can be taken by nobody. */
    void ended(Service service) {
        if (service.state() == Service.State.REMOVED) {
            rows.lockWaiting(service.id()).ifPresent(transfer -> {
                transfer.hindered(Obstacle.GONE, clock.instant());
                rows.flush();
                processes.send("gone", transfer.id().toString());
            });
        }
    }

    /** Writes it down for both accounts; for the giving one alone while the other does not have to do with it. */
    void record(Transfer transfer, String what) {
        record(transfer, what, transfer.fromAccount());
        UUID to = transfer.toAccount();
        if (to != null) {
            record(transfer, what, to);
        }
    }

    void record(Transfer transfer, String what, UUID account) {
        String from = Long.toString(
                accounts.findById(transfer.fromAccount()).orElseThrow().number());
        audit.record(
                what,
                Subject.of("service", transfer.serviceId()).ofAccount(account),
                Map.of("account", from),
                Map.of("account", transfer.toNumber(), "transfer", transfer.id(), "askedBy", transfer.askedBy()));
    }
}
