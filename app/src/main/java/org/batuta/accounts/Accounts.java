package org.batuta.accounts;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All accounts. */
public interface Accounts extends Repository<Account, UUID> {

    Optional<Account> findById(UUID id);

    /** The account of this customer number. */
    Optional<Account> findByNumber(long number);

    /** One account that nobody else changes until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Account a where a.id = :id")
    Optional<Account> lock(UUID id);

    /** As the database has it, and not held. */
    @Query("select a.state from Account a where a.id = :id")
    Account.State stateOf(UUID id);

    /** One account that nobody suspends, resumes or closes until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    @Query("select a from Account a where a.id = :id")
    Optional<Account> hold(UUID id);

    /** These accounts, by name. */
    @Query("select a from Account a where a.id in :ids order by a.name, a.number")
    List<Account> named(Collection<UUID> ids);

    /** Accounts with these words in their name, or whose number begins so, by name; the words are escaped for LIKE. */
    @Query("select a from Account a where lower(a.name) like lower(concat('%', :words, '%')) escape '\\'"
            + " or cast(a.number as string) like concat(:words, '%') escape '\\' order by a.name, a.number")
    Page<Account> matching(String words, Pageable page);

    /** In which languages the accounts of a person are written to, the oldest account first. */
    @Query("select a.language from Account a join Membership m on m.accountId = a.id"
            + " where m.personId = :personId order by a.number")
    List<Locale> languagesOf(UUID personId);

    /** Those that were opened after this one. */
    @Query("select a from Account a where a.id > :last order by a.id")
    List<Account> after(UUID last, Limit most);

    /** Those of them that were opened after this one. */
    @Query("select a from Account a where a.id in :ids and a.id > :last order by a.id")
    List<Account> after(Collection<UUID> ids, UUID last, Limit most);

    Account save(Account account);

    @Query(value = "select nextval('account_number')", nativeQuery = true)
    long nextNumber();

    Optional<Account> findByOpenedKey(String key);
}
