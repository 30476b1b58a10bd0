package org.batuta.accounts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.batuta.audit.Audit;
import org.batuta.audit.AuditEntry;
import org.batuta.audit.AuditSearch;
import org.batuta.audit.Chain;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was written down in the audit, for those who may read it (A12): staff all of it, an owner that of the account. */
@Component
public class History {

    private final Audit audit;
    private final Memberships memberships;
    private final Chain chain;

    History(Audit audit, Memberships memberships, Chain chain) {
        this.audit = audit;
        this.memberships = memberships;
        this.chain = chain;
    }

    /**
     * What is asked for, the newest first. Customers ask for one account, and read no address of anybody else than its
     * people.
     *
     * @throws NotFound when whoever asks may not read of that account
     */
    @PreAuthorize("hasAuthority('SEE_AUDIT')")
    @Transactional(readOnly = true)
    public Page<AuditEntry> search(AuditSearch wanted, Pageable page) {
        UnaryOperator<AuditEntry> shown = shown(wanted);
        return audit.search(wanted, page).map(shown);
    }

    /**
     * The same for programs.
     *
     * @param before the last entry that was seen already; null for the first ones
     * @throws NotFound when whoever asks may not read of that account
     */
    @PreAuthorize("hasAuthority('SEE_AUDIT')")
    @Transactional(readOnly = true)
    public List<AuditEntry> search(AuditSearch wanted, @Nullable UUID before, int most) {
        UnaryOperator<AuditEntry> shown = shown(wanted);
        return audit.search(wanted, before, most).stream().map(shown).toList();
    }

    /** How an entry is shown to whoever asks. */
    private UnaryOperator<AuditEntry> shown(AuditSearch wanted) {
        if (Acting.current().staff()) {
            return entry -> entry;
        }
        UUID account = wanted.accountId();
        if (account == null || !Acting.currentMay(Permission.SEE_AUDIT, account)) {
            throw new NotFound("audit", String.valueOf(account));
        }
        Set<UUID> people = memberships.ofAccount(account).stream()
                .map(member -> member.person().id())
                .collect(Collectors.toSet());
        return entry -> people.contains(entry.personId()) ? entry : entry.withoutRemote();
    }

    /**
     * Where whoever is logged in reads of an object of this account.
     *
     * @return nothing when that may not be read
     */
    public static Optional<String> pathOf(UUID accountId, UUID objectId) {
        if (!Acting.currentMay(Permission.SEE_AUDIT, accountId)) {
            return Optional.empty();
        }
        String list = Acting.current().staff() ? "/desk/audit" : "/accounts/" + accountId + "/audit";
        return Optional.of(list + "?object=" + objectId);
    }

    /**
     * Verifies the chain.
     *
     * @return the head, to be noted elsewhere
     * @throws Refusal when it is broken; it names the link
     */
    @PreAuthorize("hasAuthority('RUN_PLATFORM')")
    public Chain.Verified verify() {
        Chain.Verified verified = chain.verify(null);
        Chain.Broken broken = verified.broken();
        if (broken != null) {
            throw Refusal.at(
                    "",
                    "audit.broken",
                    broken.number(),
                    String.valueOf(broken.entryId()),
                    broken.fault().name());
        }
        return verified;
    }
}
