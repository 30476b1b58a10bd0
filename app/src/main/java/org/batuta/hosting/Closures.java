package org.batuta.hosting;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Acting;
import org.batuta.accounts.Erasing;
import org.batuta.accounts.Registrar;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Processes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door for whoever closes accounts (A06, L16). An account that is being closed asks for nothing; its services are
 * removed, each in its own undo window, and when none is left it is erased. Until then somebody can stop that, and the
 * account goes on with what is left.
 */
@Component
@Transactional
public class Closures {

    private static final int MOST_NAMES = 50;

    private static final String TOKENS =
            "select count(*) from api_token where account_id = :account and ended is null and expires > now()";
    private static final String CONTACTS = "select count(*) from contact where account_id = :account";
    private static final String MEMBERS = "select count(*) from membership where account_id = :account";
    private static final String SERVICES = "select type, count(*), (array_agg(name order by name))[1\\:" + MOST_NAMES
            + "] from service where account_id = :account and state <> 'REMOVED' group by type order by type";

    private final ClosureRows rows;
    private final RequestRows requests;
    private final ServiceRows services;
    private final Accounts accounts;
    private final Registrar registrar;
    private final Erasing erasing;
    private final Processes processes;
    private final JdbcClient sql;
    private final Clock clock;

    Closures(
            ClosureRows rows,
            RequestRows requests,
            ServiceRows services,
            Accounts accounts,
            Registrar registrar,
            Erasing erasing,
            Processes processes,
            JdbcClient sql,
            Clock clock) {
        this.rows = rows;
        this.requests = requests;
        this.services = services;
        this.accounts = accounts;
        this.registrar = registrar;
        this.erasing = erasing;
        this.processes = processes;
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * Services of one type that would be lost.
     *
     * @param names the first of them
     */
    public record Services(String type, long count, List<String> names) {

        public Services {
            names = List.copyOf(names);
        }

        /** How many are not among the names. */
        public long more() {
            return count - names.size();
        }
    }

    /**
     * What is lost with an account.
     *
     * @param people who can log in nowhere afterwards, because they belong to this account alone
     * @param others who belong to another account as well, or to the staff, and only leave this one
     */
    public record Loss(List<Services> services, long people, long others, long tokens, long contacts, long requests) {

        public Loss {
            services = List.copyOf(services);
        }
    }

    /** What would be lost if the account was closed now. */
    @PreAuthorize("hasAuthority('MANAGE_ACCOUNTS')")
    @Transactional(readOnly = true)
    public Loss loss(UUID accountId) {
        List<Services> lost = sql.sql(SERVICES)
                .param("account", accountId)
                .query((row, n) -> new Services(row.getString(1), row.getLong(2), List.of((String[])
                        row.getArray(3).getArray())))
                .list();
        long people = erasing.peopleOf(accountId);
        return new Loss(
                lost,
                people,
                count(MEMBERS, accountId) - people,
                count(TOKENS, accountId),
                count(CONTACTS, accountId),
                requests.openOfAccount(accountId));
    }

    private long count(String query, UUID accountId) {
        return sql.sql(query).param("account", accountId).query(Long.class).single();
    }

    /**
     * Closes an account: from now on it asks for nothing, and its services are removed.
     *
     * @param typed what the person typed to confirm: the name of the account
     * @param reason what the customer is told
     * @throws Refusal at {@code confirm} or {@code reason}, or when it is closed, or is being closed, already
     */
    @PreAuthorize("hasAuthority('MANAGE_ACCOUNTS')")
    public Closure close(UUID accountId, String typed, String reason) {
        Account account = accounts.lock(accountId).orElseThrow(() -> new NotFound("account", accountId));
        if (account.state() == Account.State.CLOSING || account.state() == Account.State.CLOSED) {
            throw Refusal.at("", "closure.already");
        }
        Refusal.Collector problems = new Refusal.Collector();
        problems.require(typed.strip().equalsIgnoreCase(account.name()), "confirm", "type-the-name", account.name());
        problems.require(Reasons.isOne(reason), "reason", "closure.reason", Reasons.LONGEST);
        problems.refuseIfAny();
        if (rows.lockOpenOf(accountId).isPresent()) {
            throw Refusal.at("", "closure.being-stopped");
        }
        Closure closure =
                rows.saveAndFlush(new Closure(account, reason, Acting.current().login(), clock.instant()));
        registrar.beginClosing(account, reason);
        processes.start("close-account", closure.id().toString(), Map.of());
        return closure;
    }

    /**
     * Stops that an account is closed: it goes on as it was before, with what is left; what is being removed can be kept
     * as long as its own undo window is open.
     *
     * @throws Refusal when it is not being closed, or is being erased already
     */
    @PreAuthorize("hasAuthority('MANAGE_ACCOUNTS')")
    public void stop(UUID accountId) {
        Account account = accounts.lock(accountId).orElseThrow(() -> new NotFound("account", accountId));
        Closure open = rows.lockOpenOf(accountId)
                .filter(closure -> !closure.isStopped() && !closure.isErasing())
                .orElseThrow(() -> Refusal.at("", "closure.none"));
        registrar.stopClosing(account, open.was());
        open.stop(Acting.current().login(), clock.instant());
        rows.flush();
        processes.send("stop", open.id().toString());
    }

    /** The closing of an account, while it is under way and after it is closed. */
    @PreAuthorize("hasAuthority('SEE_ACCOUNTS')")
    @Transactional(readOnly = true)
    public Optional<Closure> of(UUID accountId) {
        return rows.of(accountId);
    }

    /** How many services of an account are left. */
    @PreAuthorize("hasAuthority('SEE_ACCOUNTS')")
    @Transactional(readOnly = true)
    public long left(UUID accountId) {
        return services.countLiving(accountId);
    }
}
