package org.batuta.hosting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.audit.Subject;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Comment;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * That another person approves what is hard to take back (K11, K12), one method for each step of {@code approve-request}.
 * The approval policy, a table of the provider's, says what needs it. That whoever asked neither gets nor completes the
 * task is seen to where every task passes: the process names them in {@code barred}.
 */
@Component
@Transactional
public class Approvals {

    private static final Duration LATELY = Duration.ofHours(1);

    private final RequestRows rows;
    private final ServiceRows services;
    private final Accounts accounts;
    private final Locks locks;
    private final Timeline timeline;
    private final Audit audit;
    private final Clock clock;

    Approvals(
            RequestRows rows,
            ServiceRows services,
            Accounts accounts,
            Locks locks,
            Timeline timeline,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.services = services;
        this.accounts = accounts;
        this.locks = locks;
        this.timeline = timeline;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What the approval policy decides by.
     *
     * @param verb what shall happen, in small letters
     * @param by {@code staff}, {@code customer}, or {@code closing} for what the closing of an account asks
     * @param lately how much of this kind the same person asked on the same account within the last hour, this included
     * @param begins the instant when it shall begin; null for at once
     */
    public record Weight(
            String verb,
            String serviceType,
            String by,
            int lately,
            @Nullable String begins) {}

    /** What a request weighs. */
    public Weight weigh(UUID requestId) {
        Request request = rows.findById(requestId).orElseThrow();
        return new Weight(
                ApprovalRules.word(request.verb()),
                services.findById(request.serviceId()).orElseThrow().type(),
                by(request).word(),
                lately(request),
                begins(request));
    }

    /**
     * From now on the request waits for another person.
     *
     * @param hours how long
     * @return the request, with the end of that time
     */
    public Request ask(UUID requestId, long hours) {
        Request request = locks.of(requestId).request();
        Instant until = clock.instant().plus(Duration.ofHours(hours));
        request.awaitApproval(until);
        timeline.add(request, "waits-for-approval", Map.of("until", until.toString()));
        return request;
    }

    /**
     * Another person answered.
     *
     * @param choice {@code approve}, or {@code refuse}
     * @return the instant when it shall begin; null for at once
     * @throws Refusal at {@code comment} when it is refused without a reason, or when its time has passed
     */
    public @Nullable String answer(UUID requestId, @Nullable Object choice, @Nullable Object comment) {
        Request request = locks.of(requestId).request();
        Instant until = request.approvalUntil();
        if (until == null || !clock.instant().isBefore(until)) {
            throw Refusal.at("", "approval.expired");
        }
        String said = Comment.of(comment);
        boolean approved = "approve".equals(choice);
        if (!approved && said.isBlank()) {
            throw Refusal.at("comment", "missing");
        }
        if (approved) {
            request.approve();
        } else {
            request.refuse("not-approved");
        }
        String by = Acting.currentOrSystem().login();
        timeline.add(request, approved ? "approved" : "not-approved", Map.of("by", by));
        record(request, approved ? "request.approve" : "request.refuse", Map.of("by", by, "comment", said));
        return begins(request);
    }

    /** Nobody approved it in time: it never begins. */
    public void expire(UUID requestId) {
        Request request = locks.of(requestId).request();
        request.refuse("approval-expired");
        timeline.add(request, "approval-expired");
        record(request, "request.approval-expired", Map.of());
    }

    /** A request that waits for another person, and what it is about. */
    public record Asked(Request request, Service service, Account account, int lately) {}

    /**
     * What somebody is asked to approve.
     *
     * @throws NotFound when it waits for nobody
     */
    @PreAuthorize("hasAuthority('REPAIR_OPERATIONS')")
    @Transactional(readOnly = true)
    public Asked asked(UUID requestId) {
        Request request = rows.findById(requestId)
                .filter(Request::awaitsApproval)
                .orElseThrow(() -> new NotFound("approval", requestId));
        return new Asked(
                request,
                services.findById(request.serviceId()).orElseThrow(),
                accounts.findById(request.accountId()).orElseThrow(),
                lately(request));
    }

    private int lately(Request request) {
        Instant since = request.askedAt().minus(LATELY);
        return rows.countAsked(request.accountId(), request.verb(), request.askedBy(), since);
    }

    private ApprovalPolicy.By by(Request request) {
        if (accounts.stateOf(request.accountId()) == Account.State.CLOSING) {
            return ApprovalPolicy.By.CLOSING;
        }
        return request.inNameOf() == null ? ApprovalPolicy.By.CUSTOMER : ApprovalPolicy.By.STAFF;
    }

    private static @Nullable String begins(Request request) {
        Instant scheduledFor = request.scheduledFor();
        return scheduledFor == null ? null : scheduledFor.toString();
    }

    private void record(Request request, String what, Map<String, Object> said) {
        audit.record(
                what,
                Subject.of("request", request.id()).ofAccount(request.accountId()),
                Map.of("askedBy", request.askedBy()),
                said);
    }
}
