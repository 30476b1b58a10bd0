package org.batuta.orchestration;

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
 * The failure policy, its versions, and how administrators change it. What is in force decides each failure from the next
 * one on, also of what runs already. What a release ships replaces nothing: where it differs, that is a proposal.
 */
@Service
@Transactional(readOnly = true)
public class Policies {

    private static final String KEY = "failure-policy";

    /** The policy is one thing to the audit. */
    private static final UUID POLICY = UUID.fromString("00000000-0000-0000-0000-706f6c696379");

    private final Decisions decisions;
    private final Routes routes;
    private final Audit audit;

    Policies(Decisions decisions, Routes routes, Audit audit) {
        this.decisions = decisions;
        this.routes = routes;
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
    public FailurePolicy version(int number) {
        return decisions.version(KEY, number).map(this::read).orElseThrow(() -> new NotFound("policy", POLICY));
    }

    /** What this release ships, if it differs from what is in force. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    public Optional<FailurePolicy> proposal() {
        return Optional.of(PolicyDmn.read(decisions.shipped(KEY))).filter(shipped -> !shipped.equals(inForce()));
    }

    /** What would change with what this release ships; empty if there is nothing to propose. */
    @PreAuthorize("hasAuthority('SEE_OPERATIONS')")
    public List<FailurePolicy.Difference> proposed() {
        return inForce().differences(PolicyDmn.read(decisions.shipped(KEY)));
    }

    /** As people write it. */
    public String text(FailurePolicy policy) {
        return PolicyText.write(policy);
    }

    /**
     * What would change if this came into force.
     *
     * @throws Refusal at {@code table}
     */
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    public List<FailurePolicy.Difference> preview(String text) {
        return inForce().differences(checked(text));
    }

    /**
     * Brings it into force, as a new version.
     *
     * @param instead the number of the version that it was made from, so that nobody undoes what another one did meanwhile
     * @throws Refusal at {@code table}
     */
    @PreAuthorize("hasAuthority('MANAGE_SERVERS')")
    @Transactional
    public int change(String text, int instead) {
        FailurePolicy next = checked(text);
        FailurePolicy before = inForce();
        int number = decisions.replace(
                KEY, PolicyDmn.write(next), instead, Acting.current().login());
        audit.record("policy.change", "policy", POLICY, described(instead, before), described(number, next));
        return number;
    }

    private FailurePolicy checked(String text) {
        FailurePolicy policy = PolicyText.read(text);
        policy.check();
        List<String> types = routes.types();
        policy.rules().stream()
                .map(Rule::serviceType)
                .filter(type -> type != null && !types.contains(type) && !type.equals(Upgrades.TYPE))
                .findFirst()
                .ifPresent(type -> {
                    throw Refusal.at("table", "policy.type", type);
                });
        return policy;
    }

    private FailurePolicy inForce() {
        return read(decisions.inForce(KEY));
    }

    private FailurePolicy read(Decisions.Version version) {
        return PolicyDmn.read(decisions.dmn(version));
    }

    private static Map<String, Object> described(int number, FailurePolicy policy) {
        return Map.of(
                "version", number, "rules", PolicyText.write(policy).lines().toList());
    }
}
