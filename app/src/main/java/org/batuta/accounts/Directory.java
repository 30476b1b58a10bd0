package org.batuta.accounts;

import java.util.List;
import java.util.UUID;
import org.batuta.kernel.Ids;
import org.batuta.kernel.Like;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.PlainText;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The accounts and who belongs to them, as the staff looks them up. */
@Component
@PreAuthorize("hasAuthority('SEE_ACCOUNTS')")
@Transactional(readOnly = true)
public class Directory {

    /** Somebody who belongs to an account, and as what. */
    public record Member(Person person, Role role) {}

    private final Accounts accounts;
    private final Memberships memberships;
    private final Contacts contacts;

    Directory(Accounts accounts, Memberships memberships, Contacts contacts) {
        this.accounts = accounts;
        this.memberships = memberships;
        this.contacts = contacts;
    }

    /** A page of the accounts with these words in their name, or whose number begins so, by name; no words mean all. */
    public Page<Account> search(String words, Pageable page) {
        return PlainText.isLine(words) ? accounts.matching(Like.escaped(words.strip()), page) : Page.empty(page);
    }

    /**
     * One account.
     *
     * @throws NotFound when there is none
     */
    public Account get(UUID id) {
        return accounts.findById(id).orElseThrow(() -> new NotFound("account", id));
    }

    /**
     * The accounts that the person may see, in the order in which they were opened.
     *
     * @param after the last one that was seen already; null for the first ones
     */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public List<Account> reached(@Nullable UUID after, int most) {
        Acting acting = Acting.current();
        UUID last = after == null ? Ids.FIRST : after;
        Limit limit = Limit.of(most);
        return acting.staff() ? accounts.after(last, limit) : accounts.after(acting.accountIds(), last, limit);
    }

    /**
     * One account that the person may see.
     *
     * @throws NotFound when there is none, or it is somebody else's
     */
    @PreAuthorize("hasAuthority('SEE_SERVICES')")
    public Account reach(UUID id) {
        return accounts.findById(id)
                .filter(account -> Acting.current().mayReach(id))
                .orElseThrow(() -> new NotFound("account", id));
    }

    /** Who belongs to the account, by login; also those who are shut out. */
    public List<Member> people(UUID accountId) {
        return memberships.ofAccount(accountId);
    }

    /** Whom the account wants written to, by usage. */
    public List<Contact> contacts(UUID accountId) {
        return contacts.ofAccount(accountId);
    }
}
