package org.batuta.hosting;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.batuta.accounts.Acting;
import org.batuta.audit.Audit;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.workflow.Decisions;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The approval policy, its versions, and how administrators change it. What is in force decides each request from the next
 * one on. What a release ships replaces nothing: where it differs, that is a proposal.
 */
@Service
@Transactional(readOnly = true)
public class ApprovalPolicies {

    private static final String KEY = "approval-policy";

    /** The policy is one thing to the audit. */
    private static final UUID POLICY = UUID.fromString("00000000-0000-0000-6170-70726f76616c");

    private final Decisions decisions;
    private final ServiceTypes types;
    private final Audit audit;

    ApprovalPolicies(Decisions decisions, ServiceTypes types, Audit audit) {
        this.decisions = decisions;
        this.types = types;
        this.audit = audit;
    }

    /** All versions, the newest first: that is the one in force. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    public List<Decisions.Version> versions() {
        return decisions.versions(KEY);
    }

    /**
     * One version.
     *
     * @throws NotFound when there is none of this number
     */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    public ApprovalPolicy version(int number) {
        return decisions.version(KEY, number).map(this::read).orElseThrow(() -> new NotFound("policy", POLICY));
    }

    /** What this release ships, if it differs from what is in force. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    public Optional<ApprovalPolicy> proposal() {
        return Optional.of(ApprovalRules.ofDmn(decisions.shipped(KEY))).filter(shipped -> !shipped.equals(inForce()));
    }

    /** What would change with what this release ships; empty if there is nothing to propose. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    public List<ApprovalPolicy.Difference> proposed() {
        return inForce().differences(ApprovalRules.ofDmn(decisions.shipped(KEY)));
    }

    /** As people write it. */
    public String text(ApprovalPolicy policy) {
        return ApprovalRules.write(policy);
    }

    /**
     * What would change if this came into force.
     *
     * @throws Refusal at {@code table}
     */
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    public List<ApprovalPolicy.Difference> preview(String text) {
        return inForce().differences(checked(text));
    }

    /**
     * Brings it into force, as a new version.
     *
     * @param instead the number of the version that it was made from, so that nobody undoes what another one did meanwhile
     * @return the number of the new one
     * @throws Refusal at {@code table}
     */
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    @Transactional
    public int change(String text, int instead) {
        ApprovalPolicy next = checked(text);
        ApprovalPolicy before = inForce();
        int number = decisions.replace(
                KEY, ApprovalRules.dmn(next), instead, Acting.current().login());
        audit.record("policy.change", "policy", POLICY, described(instead, before), described(number, next));
        return number;
    }

    private ApprovalPolicy checked(String text) {
        ApprovalPolicy policy = ApprovalRules.read(text);
        policy.check();
        policy.rules().stream()
                .map(ApprovalPolicy.Rule::serviceType)
                .filter(type -> type != null && types.find(type).isEmpty())
                .findFirst()
                .ifPresent(type -> {
                    throw Refusal.at("table", "approval.type", type);
                });
        return policy;
    }

    private ApprovalPolicy inForce() {
        return read(decisions.inForce(KEY));
    }

    private ApprovalPolicy read(Decisions.Version version) {
        return ApprovalRules.ofDmn(decisions.dmn(version));
    }

    private static Map<String, Object> described(int number, ApprovalPolicy policy) {
        return Map.of(
                "version", number, "rules", ApprovalRules.write(policy).lines().toList());
    }
}
