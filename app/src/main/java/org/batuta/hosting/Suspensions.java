package org.batuta.hosting;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Acting;
import org.batuta.accounts.Registrar;
import org.batuta.hosting.Request.Verb;
import org.batuta.hosting.Service.Suspended;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Processes;
import org.springframework.data.domain.Pageable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door for whoever suspends and resumes (A05). A suspended account asks for nothing and its services stand still,
 * with everything in them kept; what runs when it is suspended is finished first, what waits waits until it is resumed.
 * A single service can be suspended for itself, and stays so when its account is resumed.
 */
@Component
@Transactional
public class Suspensions {

    private final SuspensionRows rows;
    private final RequestRows requests;
    private final ServiceRows services;
    private final Accounts accounts;
    private final Registrar registrar;
    private final Locks locks;
    private final Standing standing;
    private final Removals removals;
    private final Intake intake;
    private final Processes processes;
    private final Clock clock;

    Suspensions(
            SuspensionRows rows,
            RequestRows requests,
            ServiceRows services,
            Accounts accounts,
            Registrar registrar,
            Locks locks,
            Standing standing,
            Removals removals,
            Intake intake,
            Processes processes,
            Clock clock) {
        this.rows = rows;
        this.requests = requests;
        this.services = services;
        this.accounts = accounts;
        this.registrar = registrar;
        this.locks = locks;
        this.standing = standing;
        this.removals = removals;
        this.intake = intake;
        this.processes = processes;
        this.clock = clock;
    }

    /**
     * Where a suspension is.
     *
     * @param working how many services of the account work now
     * @param still how many stand still with it, and work again when it is resumed
     * @param open what is under way on its services
     * @param unfinished requests of it that have not ended, or not well, the newest first
     */
    public record Progress(Suspension suspension, long working, long still, long open, List<Request> unfinished) {}

    /**
     * Suspends an account: from now on it asks for nothing, and its services stop one after the other.
     *
     * @param reason what the customer is told
     * @throws Refusal at {@code reason}, or when the account is not active or its resumption is not over yet
     */
    @PreAuthorize("hasAuthority('MANAGE_ACCOUNTS')")
    public Suspension suspend(UUID accountId, String reason) {
        if (!Reasons.isOne(reason)) {
            throw Refusal.at("reason", "suspension.reason", Reasons.LONGEST);
        }
        Account account = accounts.lock(accountId).orElseThrow(() -> new NotFound("account", accountId));
        if (account.state() != Account.State.ACTIVE) {
            throw Refusal.at("", "suspension.not-active");
        }
        if (rows.openOf(accountId).isPresent()) {
            throw Refusal.at("", "suspension.being-resumed");
        }
        registrar.suspend(account, reason);
        Suspension suspension = rows.saveAndFlush(
                new Suspension(account, reason, Acting.current().login(), clock.instant()));
        processes.start("suspend-account", suspension.id().toString(), Map.of("accountId", accountId.toString()));
        return suspension;
    }

    /**
     * Resumes an account: it may ask again from now on, and what stopped with it works again by and by. What is still
     * being stopped is stopped no more.
     *
     * @throws Refusal when it is not suspended
     */
    @PreAuthorize("hasAuthority('MANAGE_ACCOUNTS')")
    public void resume(UUID accountId) {
        Account account = accounts.lock(accountId).orElseThrow(() -> new NotFound("account", accountId));
        Suspension open = rows.lockOpenOf(accountId)
                .filter(suspension -> account.state() == Account.State.SUSPENDED)
                .orElseThrow(() -> Refusal.at("", "suspension.none"));
        registrar.resume(account);
        open.resume(Acting.current().login(), clock.instant());
        rows.flush();
        processes.send("resume", open.id().toString());
    }

    /**
     * Suspends one service for itself.
     *
     * @throws Refusal when it does not work now, is being suspended, resumed or removed, or its account is suspended
     */
    @PreAuthorize("hasAuthority('MANAGE_ACCOUNTS')")
    public Request suspendService(UUID serviceId) {
        Service service = lock(serviceId);
        removals.requireStaying(service);
        if (!service.isActive()) {
            throw Refusal.at("", "suspension.not-working", service.name());
        }
        return begin(Verb.SUSPEND, service);
    }

    /**
     * Lets a service work again that was suspended for itself.
     *
     * @throws Refusal when it was not, is being removed, or its account is suspended
     */
    @PreAuthorize("hasAuthority('MANAGE_ACCOUNTS')")
    public Request resumeService(UUID serviceId) {
        Service service = lock(serviceId);
        removals.requireStaying(service);
        if (service.suspended() != Suspended.ITSELF) {
            throw Refusal.at("", "suspension.not-for-itself", service.name());
        }
        return begin(Verb.RESUME, service);
    }

    private Service lock(UUID serviceId) {
        if (!services.existsById(serviceId)) {
            throw new NotFound("service", serviceId);
        }
        Service service = locks.inItsParent(serviceId);
        standing.requireNotSuspended(service.accountId());
        if (requests.openOfActivity(serviceId).isPresent()) {
            throw Refusal.at("", "suspension.under-way", service.name());
        }
        return service;
    }

    private Request begin(Verb verb, Service service) {
        String by = Acting.current().login();
        String inNameOf = service.accountId().toString();
        Request.Asked asked = new Request.Asked(by, inNameOf, clock.instant(), null, null);
        return intake.begin("change-service", new Request(service, verb, null, asked));
    }

    /** Those for which nothing works now, of the accounts that whoever is logged in belongs to. */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    @Transactional(readOnly = true)
    public List<Suspension> mine() {
        return rows.standing(Acting.current().accountIds());
    }

    /** Where the suspension of an account is, until all of it is over. */
    @PreAuthorize("hasAuthority('SEE_ACCOUNTS')")
    @Transactional(readOnly = true)
    public Optional<Progress> progress(UUID accountId, Pageable newest) {
        return rows.openOf(accountId)
                .map(suspension -> new Progress(
                        suspension,
                        working(accountId),
                        services.stillWithAccount(accountId).size(),
                        requests.openOf(suspension.id()),
                        requests.unfinishedOf(suspension.id(), newest)));
    }

    /** The same, for the task of a person. */
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    @Transactional(readOnly = true)
    public Progress asked(UUID accountId, Pageable newest) {
        return progress(accountId, newest).orElseThrow(() -> new NotFound("suspension of account", accountId));
    }

    /** How many services of an account work now, and would stop. */
    @PreAuthorize("hasAuthority('SEE_ACCOUNTS')")
    @Transactional(readOnly = true)
    public long working(UUID accountId) {
        return services.countActive(accountId);
    }

    static Suspended why(Request suspending) {
        return suspending.suspensionId() == null ? Suspended.ITSELF : Suspended.WITH_ACCOUNT;
    }
}
