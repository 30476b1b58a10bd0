package org.batuta.accounts;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Whom to write to. */
public interface Contacts extends Repository<Contact, UUID> {

    /** The account's contacts for this usage; there may be none. */
    @Query("select c from Contact c where c.accountId = :accountId and c.usage = :usage order by c.email")
    List<Contact> of(UUID accountId, Contact.Usage usage);

    /** All contacts of the account, by usage. */
    @Query("select c from Contact c where c.accountId = :accountId order by c.usage, c.email")
    List<Contact> ofAccount(UUID accountId);

    Optional<Contact> findById(UUID id);

    /**
     * How many accounts that are not closed would lose their last confirmed emergency address if nothing in this
     * domain, and below it, were reached.
     *
     * @param below the same with {@code %.} before it, escaped for LIKE
     */
    @Query(value = """
            select count(*) from account a where a.state <> 'CLOSED'
            and exists (select 1 from contact c where c.account_id = a.id and c.usage = 'EMERGENCY'
                and c.confirmed is not null)
            and not exists (select 1 from contact c where c.account_id = a.id and c.usage = 'EMERGENCY'
                and c.confirmed is not null and c.domain <> :domain and c.domain not like :below escape '\\')""", nativeQuery = true)
    long standingOn(String domain, String below);

    Contact save(Contact contact);

    void delete(Contact contact);
}
