package org.batuta.hosting;

import static org.batuta.accounts.Permission.TRANSFER_SERVICES;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Acting;
import org.batuta.hosting.Belongings.Hindrance;
import org.batuta.hosting.Transfer.State;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.kernel.Refusal.Problem;
import org.batuta.workflow.Processes;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door for whoever gives a service to another account, and for whoever takes it (T41). The other account is named
 * by its number; a customer learns nothing of it, not even whether it is there, before one of its owners answers.
 */
@Component
@Transactional
public class Transfers {

    private static final Duration WAITS = Duration.ofDays(14);
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int MOST_A_DAY = 20;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final TransferRows rows;
    private final ServiceRows services;
    private final Accounts accounts;
    private final Belongings belongings;
    private final ServiceTypes types;
    private final Moving moving;
    private final TransferBook book;
    private final Processes processes;
    private final Clock clock;

    Transfers(
            TransferRows rows,
            ServiceRows services,
            Accounts accounts,
            Belongings belongings,
            ServiceTypes types,
            Moving moving,
            TransferBook book,
            Processes processes,
            Clock clock) {
        this.rows = rows;
        this.services = services;
        this.accounts = accounts;
        this.belongings = belongings;
        this.types = types;
        this.moving = moving;
        this.book = book;
        this.processes = processes;
        this.clock = clock;
    }

    /**
     * What would go to another account.
     *
     * @param within how many of each type live in the service
     * @param obstacle why it could not go now, as a problem of the wish as a whole
     */
    public record Outlook(
            Service service,
            Map<String, Long> within,
            @Nullable Problem obstacle) {

        public Outlook {
            within = new TreeMap<>(within);
        }
    }

    /**
     * What would go along now, and what forbids it.
     *
     * @throws NotFound when there is no such service, or it is somebody else's
     */
    @PreAuthorize("hasAuthority('TRANSFER_SERVICES')")
    public Outlook outlook(UUID serviceId) {
        Service service = services.findById(serviceId)
                .filter(living -> living.state() != Service.State.REMOVED)
                .orElseThrow(() -> new NotFound("service", serviceId));
        Acting.requireMay(TRANSFER_SERVICES, service.accountId(), new NotFound("service", serviceId));
        Map<String, Long> within = belongings.within(List.of(serviceId)).getOrDefault(serviceId, Map.of());
        Problem obstacle = refusal(belongings.of(service))
                .map(refusal -> refusal.problems().get(0))
                .orElse(null);
        return new Outlook(service, within, obstacle);
    }

    /**
     * Offers a service, with all that lives in it, to another account; an owner of it has 14 days to accept.
     *
     * @param receiver the number of that account; staff are told when there is none that can have it, customers are not
     * @throws Refusal at {@code receiver}, or when something forbids it
     */
    @PreAuthorize("hasAuthority('TRANSFER_SERVICES')")
    public Transfer ask(UUID serviceId, String receiver) {
        List<Service> all = hold(serviceId);
        Service service = all.get(0);
        Refusal.Collector problems = new Refusal.Collector();
        String typed = problems.attempt(() -> number(receiver, service));
        refusal(all).ifPresent(problems::addOthers);
        problems.refuseIfAny();
        String number = Objects.requireNonNull(typed);
        Acting acting = Acting.current();
        Account found = accounts.findByNumber(Long.parseLong(number))
                .filter(account -> account.state() == Account.State.ACTIVE)
                .orElse(null);
        if (found == null && acting.staff()) {
            throw Refusal.at("receiver", "transfer.nobody", number);
        }
        Instant now = clock.instant();
        if (!acting.staff() && rows.countAsked(service.accountId(), now.minus(A_DAY)) >= MOST_A_DAY) {
            throw Refusal.at("", "transfer.too-many", MOST_A_DAY);
        }
        Transfer transfer =
                rows.saveAndFlush(new Transfer(service, number, found, acting.login(), now, now.plus(WAITS)));
        moving.record(transfer, "transfer.ask", transfer.fromAccount());
        processes.start(
                "transfer-service",
                transfer.id().toString(),
                Map.of("waitsUntil", transfer.waitsUntil().toString()));
        return transfer;
    }

    private String number(String receiver, Service service) {
        String typed = receiver.strip();
        if (!NUMBER.matcher(typed).matches()) {
            throw Refusal.at("receiver", "transfer.number");
        }
        long own = accounts.findById(service.accountId()).orElseThrow().number();
        if (typed.equals(Long.toString(own))) {
            throw Refusal.at("receiver", "transfer.own");
        }
        return typed;
    }

    private List<Service> hold(UUID serviceId) {
        NotFound nothing = new NotFound("service", serviceId);
        Acting.requireMay(TRANSFER_SERVICES, services.accountOf(serviceId).orElseThrow(() -> nothing), nothing);
        List<Service> all = belongings.hold(serviceId);
        Service service = all.get(0);
        Acting.requireMay(TRANSFER_SERVICES, service.accountId(), nothing);
        if (service.state() == Service.State.REMOVED) {
            throw nothing;
        }
        return all;
    }

    private Optional<Refusal> refusal(List<Service> all) {
        Service root = all.get(0);
        UUID parentId = root.parentId();
        if (parentId != null) {
            String parent = services.findById(parentId).orElseThrow().name();
            return Optional.of(Refusal.at("", "transfer.lives-in", root.name(), parent));
        }
        Optional<String> stays = types.staysBecause(root);
        if (stays.isPresent()) {
            return Optional.of(Refusal.at("", stays.get()));
        }
        if (rows.lockWaiting(root.id()).isPresent()) {
            return Optional.of(Refusal.at("", "transfer.waits", root.name()));
        }
        return belongings.hindrance(all, null).map(Transfers::refusal);
    }

    private static Refusal refusal(Hindrance hindrance) {
        String code = hindrance.obstacle().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Service cause = hindrance.service();
        return Refusal.at("", "transfer." + code, cause == null ? "" : cause.name());
    }

    /**
     * Accepts it, for an owner of the other account: it moves in this transaction, unless something forbids that now.
     *
     * @param goesAlong what was shown to go along ({@link TransferBook.Seen#goesAlong()}); null for whatever there is
     * @return what it is then: moved, waiting still, or impossible
     * @throws NotFound when there is none, or it is between others
     * @throws Refusal when it does not wait any more, this is for the other side to say, or something else goes along now
     */
    @PreAuthorize("hasAuthority('TRANSFER_SERVICES')")
    public Transfer accept(UUID id, @Nullable String goesAlong) {
        requireMayAnswer(id);
        Transfer transfer = moving.hold(id).transfer();
        requireWaiting(transfer);
        if (goesAlong != null && !goesAlong.equals(book.get(id).goesAlong())) {
            throw Refusal.at("", "transfer.changed");
        }
        transfer.answered(Acting.current().login());
        moving.record(transfer, "transfer.accept", Objects.requireNonNull(transfer.toAccount()));
        return send("accept", transfer);
    }

    /**
     * Declines it, for an owner of the other account: nothing changes.
     *
     * @throws NotFound when there is none, or it is between others
     * @throws Refusal when it does not wait any more, or this is for the other side to say
     */
    @PreAuthorize("hasAuthority('TRANSFER_SERVICES')")
    public Transfer decline(UUID id) {
        requireMayAnswer(id);
        Transfer transfer = rows.lock(id).orElseThrow();
        requireWaiting(transfer);
        transfer.answered(Acting.current().login());
        return end(transfer, State.DECLINED, "decline");
    }

    /**
     * Takes the offer back, for whoever could have made it: nothing changes.
     *
     * @throws NotFound when there is none, or it is between others
     * @throws Refusal when it does not wait any more, or this is for the other side to say
     */
    @PreAuthorize("hasAuthority('TRANSFER_SERVICES')")
    public Transfer withdraw(UUID id) {
        book.requireReached(id);
        if (!Acting.currentMay(TRANSFER_SERVICES, rows.giverOf(id).orElseThrow())) {
            throw Refusal.at("", "transfer.others");
        }
        return end(rows.lock(id).orElseThrow(), State.WITHDRAWN, "withdraw");
    }

    private Transfer end(Transfer transfer, State came, String message) {
        requireWaiting(transfer);
        transfer.end(came, clock.instant());
        moving.record(transfer, "transfer." + message);
        return send(message, transfer);
    }

    private static void requireWaiting(Transfer transfer) {
        if (!transfer.isWaiting()) {
            throw Refusal.at("", "transfer.over");
        }
    }

    private Transfer send(String message, Transfer transfer) {
        rows.flush();
        if (!processes.send(message, transfer.id().toString())) {
            throw Refusal.at("", "transfer.not-asked-yet");
        }
        return transfer;
    }

    /** Staff see both sides, but what an account takes is for its own people to say. */
    private void requireMayAnswer(UUID id) {
        book.requireReached(id);
        if (rows.receiverOf(id).filter(TransferBook::mayAnswer).isEmpty()) {
            throw Refusal.at("", "transfer.others");
        }
    }
}
