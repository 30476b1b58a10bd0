package org.batuta.portal;

import java.util.UUID;
import org.batuta.Cast;
import org.batuta.Exhibits;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.kernel.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an account has after a while: services within others, one that is offered to somebody, a token that ends soon. */
final class InUse {

    private final JdbcClient sql;
    private final Account account;
    private final Person owner;
    private final Person taker;
    private final UUID domain;
    private final UUID mailbox;
    private final UUID mainUser;
    private final UUID laterUser;
    private final UUID transfer;

    InUse(BeanFactory application) {
        sql = application.getBean(JdbcClient.class);
        Cast cast = application.getBean(Cast.class);
        account = cast.anAccount();
        owner = cast.aCustomer(account, Role.OWNER);
        Account other = cast.anAccount();
        taker = cast.aCustomer(other, Role.OWNER);
        String number = Long.toString(account.number());
        domain = domain("garden-" + number + ".test");
        mailbox = mailbox("info", "garden-" + number + ".test", domain);
        mailbox("post", "garden-" + number + ".test", domain);
        String shop = "shop-" + number + ".test";
        UUID offered = domain(shop);
        mailbox("info", shop, offered);
        mainUser = user("u" + number, "u" + number, null);
        laterUser = user("anna" + number, "u" + number, mainUser);
        transfer = offered(offered, shop, other);
        token();
        carried(Exhibits.of(application).id("servers"));
    }

    Person owner() {
        return owner;
    }

    /** Owner of another account, to whom something is offered. */
    Person taker() {
        return taker;
    }

    UUID domain() {
        return domain;
    }

    /** One that has a namesake. */
    UUID mailbox() {
        return mailbox;
    }

    UUID mainUser() {
        return mainUser;
    }

    UUID laterUser() {
        return laterUser;
    }

    UUID transfer() {
        return transfer;
    }

    private UUID domain(String name) {
        return service("domains", name, null, "{\"domain\": \"%s\", \"records\": []}".formatted(name));
    }

    private UUID mailbox(String localPart, String domain, UUID parent) {
        String spec = "{\"localPart\": \"%s\", \"domain\": \"%s\", \"quotaMb\": 1000}".formatted(localPart, domain);
        return service("mailboxes", localPart + "@" + domain, parent, spec);
    }

    private UUID user(String name, String main, @Nullable UUID parent) {
        String spec = "{\"name\": \"%s\", \"access\": \"FILES\", \"mainUser\": \"%s\"}".formatted(name, main);
        return service("systemusers", name, parent, spec);
    }

    private UUID service(String type, String name, @Nullable UUID parent, String spec) {
        UUID id = Ids.next();
        sql.sql("insert into service (id, version, type, name, account_id, parent_id, state, spec, created_at)"
                        + " values (?, 0, ?, ?, ?, ?, 'ACTIVE', ?::jsonb, now())")
                .params(id, type, name, account.id(), parent, spec)
                .update();
        return id;
    }

    private void carried(UUID server) {
        sql.sql("insert into placement (service_id, server_id, role, position)"
                        + " select id, ?, 'PRIMARY', 1 from service where account_id = ?")
                .params(server, account.id())
                .update();
    }

    private UUID offered(UUID service, String name, Account other) {
        UUID id = Ids.next();
        sql.sql(
                        "insert into transfer (id, version, service_id, service_type, service_name, from_account, to_account,"
                                + " to_number, state, asked_by, asked_at, waits_until)"
                                + " values (?, 0, ?, 'domains', ?, ?, ?, ?, 'WAITING', 'ada', now(), now() + interval '14 days')")
                .params(id, service, name, account.id(), other.id(), Long.toString(other.number()))
                .update();
        return id;
    }

    private void token() {
        sql.sql(
                        "insert into api_token (id, person_id, account_id, name, start, hash, scope, addresses, created, expires,"
                                + " warned) values (?, ?, ?, 'backup', 'btt_abcd', sha256(?::bytea), 'READ', '{}', now(),"
                                + " now() + interval '3 days', now())")
                .params(Ids.next(), owner.id(), account.id(), owner.login())
                .update();
    }
}
