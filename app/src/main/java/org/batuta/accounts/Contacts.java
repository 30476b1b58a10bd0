package org.batuta.accounts;

import java.util.List;
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

    Contact save(Contact contact);
}
