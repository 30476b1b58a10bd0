package org.batuta.accounts;

import java.util.List;
import java.util.UUID;
import org.batuta.audit.Audit;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The account itself, last of all: its people, whom to write to, its name, and the keys by which the audit could be read.
 * Whoever belongs to another account as well, or to the staff, only leaves this one.
 */
@Component
@Order(100)
class ErasesAccount implements Erases {

    private static final String IDS = """
            select :account union select id from contact where account_id = :account
            union select id from invitation where account_id = :account
            union
            """ + Erasing.ALONE;

    private final Accounts accounts;
    private final People people;
    private final Memberships memberships;
    private final Registrar registrar;
    private final Audit audit;
    private final JdbcClient sql;

    ErasesAccount(
            Accounts accounts,
            People people,
            Memberships memberships,
            Registrar registrar,
            Audit audit,
            JdbcClient sql) {
        this.accounts = accounts;
        this.people = people;
        this.memberships = memberships;
        this.registrar = registrar;
        this.audit = audit;
        this.sql = sql;
    }

    @Override
    public List<UUID> ids(UUID accountId) {
        return sql.sql(IDS).param("account", accountId).query(UUID.class).list();
    }

    @Override
    public void erase(Erasure erasure) {
        Account account = accounts.lock(erasure.accountId()).orElseThrow();
        memberships.ofAccount(account.id()).stream()
                .map(Directory.Member::person)
                .filter(person -> !erasure.people().contains(person.id()))
                .forEach(person -> leave(person, account));
        delete(erasure, "delete from invitation where account_id = :account or invited_by in (:people)");
        delete(erasure, "update invitation set joined = null where joined in (:people)");
        delete(erasure, "delete from contact where account_id = :account");
        delete(erasure, "delete from membership where account_id = :account and person_id in (:people)");
        delete(erasure, "delete from login_session where person_id in (:people) or impersonated in (:people)");
        delete(erasure, "delete from person where id in (:people)");
        account.close();
        erasure.people().forEach(person -> audit.erase("person", person));
        audit.erase("account", account.id());
    }

    private void leave(Person person, Account account) {
        registrar.leave(
                people.findById(person.id()).orElseThrow(),
                account,
                memberships
                        .findByPersonIdAndAccountId(person.id(), account.id())
                        .orElseThrow());
    }

    private void delete(Erasure erasure, String rows) {
        sql.sql(rows)
                .param("account", erasure.accountId())
                .param("people", erasure.peopleOrNone())
                .update();
    }
}
