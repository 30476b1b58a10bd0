package org.batuta;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.batuta.accounts.Account;
import org.batuta.accounts.Contact;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.kernel.Ids;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One of everything that an address can name, of one new account and one server that is no longer ours, all of it at
 * rest: nothing about it goes on by itself.
 */
public final class Exhibits {

    /** Begins the name of a second one, for whoever comes after the first was taken away. */
    public static final String OTHER = "other ";

    private final JdbcClient sql;
    private final Map<String, UUID> ids = new LinkedHashMap<>();
    private final Account account;

    private Exhibits(BeanFactory application) {
        sql = application.getBean(JdbcClient.class);
        Cast cast = application.getBean(Cast.class);
        account = cast.anAccount();
        ids.put("accounts", account.id());
        ids.put("people", cast.aCustomer(account, Role.READER).id());
        ids.put("members", cast.aCustomer(account, Role.READER).id());
        ids.put(OTHER + "people", cast.aCustomer(account, Role.READER).id());
        UUID owner = cast.aCustomer(account, Role.OWNER).id();
        invitation("invitations", "invited@elsewhere.example", owner);
        invitation(OTHER + "invitations", "other@elsewhere.example", owner);
        ids.put("contacts", contact(application, "billing@elsewhere.example"));
        ids.put(OTHER + "contacts", contact(application, "bills@elsewhere.example"));
    }

    private void invitation(String collection, String email, UUID owner) {
        sql.sql("insert into invitation (id, account_id, email, role, invited_by, invited, expires)"
                        + " values (?, ?, ?, 'READER', ?, now(), now() + interval '1 day')")
                .params(add(collection), account.id(), email, owner)
                .update();
    }

    private UUID contact(BeanFactory application, String email) {
        return application
                .getBean(Registrar.class)
                .addContact(account, Contact.Usage.BILLING, email, Locale.ENGLISH)
                .id();
    }

    /** New ones. */
    public static Exhibits of(BeanFactory application) {
        Exhibits exhibits = new Exhibits(application);
        exhibits.addService();
        exhibits.addServer();
        exhibits.addOutage();
        exhibits.addOperation();
        return exhibits;
    }

    /** Whose they are. */
    public Account account() {
        return account;
    }

    /** The one of these, named as in addresses: {@code services}, {@code attempts}. */
    public UUID id(String collection) {
        return Objects.requireNonNull(ids.get(collection), collection);
    }

    private void addService() {
        UUID service = add("services");
        sql.sql("insert into service (id, version, type, name, account_id, state, spec, created_at)"
                        + " values (?, 0, 'domains', ?, ?, 'ACTIVE', '{}', now())")
                .params(service, "exhibit-" + service + ".test", account.id())
                .update();
        sql.sql(
                        "insert into request (id, version, account_id, service_id, verb, aspect, state, revision, asked_by,"
                                + " asked_at, ended_at) values (?, 0, ?, ?, 'CREATE', 'EXISTENCE', 'DONE', 1, 'ada', now(), now())")
                .params(add("requests"), account.id(), service)
                .update();
        sql.sql("insert into transfer (id, version, service_id, service_type, service_name, from_account, to_number,"
                        + " state, asked_by, asked_at, waits_until, ended_at)"
                        + " values (?, 0, ?, 'domains', 'x.test', ?, '1', 'WITHDRAWN', 'ada', now(), now(), now())")
                .params(add("transfers"), service, account.id())
                .update();
    }

    private void addServer() {
        UUID server = add("servers");
        sql.sql("insert into server (id, name, address, port, zone, state, created, version)"
                        + " values (?, ?, ?, 9, 'Europe/Madrid', 'RETIRED', now(), 0)")
                .params(server, "exhibit-" + server.toString().substring(24), server + ".test")
                .update();
        sql.sql("insert into route (id, service_type, server_id, role, position, version, ready)"
                        + " values (?, 'domains', ?, 'SECONDARY', 99, 0, false)")
                .params(add("routes"), server)
                .update();
        sql.sql("insert into route (id, service_type, server_id, role, position, version, ready)"
                        + " values (?, 'mailboxes', ?, 'SECONDARY', 99, 0, false)")
                .params(add(OTHER + "routes"), server)
                .update();
        sql.sql("insert into comparison (id, version, server_id, asked_by, started_at, ended_at)"
                        + " values (?, 0, ?, 'ada', now(), now())")
                .params(add("comparisons"), server)
                .update();
        sql.sql("insert into incident (id, kind, server_id, service_type, verb, outcome, opened, closed)"
                        + " values (?, 'FAILURE', ?, 'domains', 'APPLY', 'REFUSED', now(), now())")
                .params(add("incidents"), server)
                .update();
    }

    private void addOutage() {
        sql.sql("insert into outage (id, server_id, subject, told, announced_by, announced_at, ended_at)"
                        + " values (?, ?, 'x', 'x', 'ada', now(), now())")
                .params(add("outages"), id("servers"))
                .update();
    }

    private void addOperation() {
        UUID server = id("servers");
        sql.sql("insert into step (id, request_id, server_id, position, undo, state, trigger, triggered_by, version)"
                        + " values (?, ?, ?, 1, false, 'DONE', 'REQUEST', 'ada', 0)")
                .params(add("steps"), id("requests"), server)
                .update();
        sql.sql("insert into operation (id, step_id, position, request_id, account_id, account_name, service_id,"
                        + " service_type, service_name, server_id, verb, state, parameters, snapshot, limit_seconds,"
                        + " asked_by, attempts, unsettled, created, version) values (?, ?, 1, ?, ?, 'Acme', ?,"
                        + " 'domains', 'x.test', ?, 'APPLY', 'DONE', '{}', '{}', 60, 'ada', 1, false, now(), 0)")
                .params(add("operations"), id("steps"), id("requests"), account.id(), id("services"), server)
                .update();
        sql.sql("insert into attempt (id, operation_id, number, trigger, triggered_by, node, server_id, parameters,"
                        + " outcome, stdout, stdout_bytes, stderr, stderr_bytes, started, ended)"
                        + " values (?, ?, 1, 'REQUEST', 'ada', 'node', ?, '{}', 'DONE', 'out', 3, '', 0, now(), now())")
                .params(add("attempts"), id("operations"), server)
                .update();
    }

    private UUID add(String collection) {
        UUID id = Ids.next();
        ids.put(collection, id);
        return id;
    }
}
