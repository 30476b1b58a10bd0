package org.batuta.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.forms.Form.Kind;
import org.batuta.hosting.Request;
import org.batuta.hosting.Transfers;
import org.batuta.kernel.Ids;
import org.batuta.provider.Administrator;
import org.batuta.provider.As;
import org.batuta.provider.Customer;
import org.batuta.provider.Trouble;
import org.batuta.provider.Working;
import org.batuta.secrets.OneTimeLinks;
import org.batuta.security.Patience;
import org.batuta.security.factor.SecondFactors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A customer with a domain, a mailbox, a wish that waits, one in repair and an offer, an administrator with a colleague; and all
 * forms that they find. While they try them, no job runs and nothing is carried out: what is taken stands at its
 * beginning until it is taken back, and no server hears of it.
 */
final class Door implements AutoCloseable {

    private static final String TEXTS =
            "account person membership invitation contact server route service request outage suspension closure transfer api_token"
                    + " passkey audit_entry catalogue_entry";

    /** An entry that can be taken back. */
    private static final String SAID = "every-form";

    private static final String MAKES_PASSKEY = "/me/passkeys/make";

    /** What is not told to whom, and the name of a passkey until a device has made it. */
    private static final Set<String> KEPT_NOWHERE = Set.of("/login?sent", MAKES_PASSKEY);

    /** It answers alike whatever was found. */
    private static final String HOLDERS = "/mailbox-password";

    private final Visitor customer;
    private final Visitor administrator;
    private final Map<Form, Visitor> found = new LinkedHashMap<>();
    private final Good good;
    private final JdbcClient sql;
    private final JobExecutor jobs;
    private final SmartLifecycle dispatcher;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final UUID account;
    private final UUID drained;
    private final UUID failed;
    private final UUID incident;
    private final UUID repaired;
    private final UUID offered;
    private final String asked;
    private final BeanFactory application;
    private final List<Person> people = new ArrayList<>();
    private final Person owner;
    private final Person forgetful;
    private final String token;
    private final UUID invitation;
    private final String invited;
    private final List<UUID> servers;
    private final List<UUID> routes;
    private long before;

    private Door(BeanFactory application, Cast cast, int port) {
        Working provider = Working.on(application);
        sql = application.getBean(JdbcClient.class);
        jobs = ((ProcessEngineConfigurationImpl)
                        application.getBean(ProcessEngine.class).getProcessEngineConfiguration())
                .getJobExecutor();
        runtime = application.getBean(RuntimeService.class);
        management = application.getBean(ManagementService.class);
        Account account = cast.anAccount();
        this.account = account.id();
        this.application = application;
        owner = cast.aCustomer(account, Role.OWNER);
        forgetful = cast.aCustomer();
        token = application
                .getBean(OneTimeLinks.class)
                .make("reset-password", forgetful.id(), java.time.Duration.ofDays(1));
        invitation = invitation();
        invited = application.getBean(OneTimeLinks.class).make("invitation", invitation, Duration.ofDays(1));
        Person gone = cast.aCustomer(account, Role.READER);
        application.getBean(Registrar.class).disable(gone);
        Customer asking = new Customer(application, owner, account);
        String name = "every-form-" + cast.aCustomer().login();
        UUID domain = asking.asksForDomain(name + ".test");
        UUID mailbox = asking.asksForMailbox("every", name + ".test", 100, Visitor.PASSWORD);
        assertThat(asking.endOf(domain)).isEqualTo(Request.State.DONE);
        assertThat(asking.endOf(mailbox)).isEqualTo(Request.State.DONE);
        repaired = inRepair(application, asking, "in-repair-" + name + ".test");
        offered = offered(cast, account, "offered-" + name + ".test");
        jobs.shutdown();
        dispatcher = application.getBean("dispatcher", SmartLifecycle.class);
        dispatcher.stop();
        asking.asksForDomain(name + "-waits.test");
        servers = ids("server");
        routes = ids("route");
        sql.sql("insert into catalogue_entry (catalogue, key, value, changed_by, changed_at)"
                        + " values ('batuta.orchestration.harmless', ?, 'said at the desk', 'ada', now())")
                .param(SAID)
                .update();
        drained = drainedServer();
        incident = incident(drained);
        failed = failedStep(drained, incident);
        asked = runtime.startProcessInstanceByKey(
                        "settle-drift", Ids.next().toString(), Map.of("serverId", drained.toString()))
                .getId();
        customer = visitor(port, owner);
        visitor(port, owner); // is logged in elsewhere too, so that there is something to end
        administrator = visitor(port, cast.aMemberOfStaff(StaffRole.ADMINISTRATOR));
        cast.aMemberOfStaff(StaffRole.OPERATOR);
        good = new Good(cast.aCustomer().login(), name + ".test");
        find(customer, List.of("/", "/login/forgotten", "/login/reset/" + token));
        find(new Visitor(port), List.of("/invitation/" + invited));
        find(new Visitor(port), List.of(HOLDERS, "/set-again/" + linkTo(application, mailbox)));
        find(
                administrator,
                List.of(
                        "/desk/incidents/" + incident,
                        "/requests/" + repaired,
                        "/",
                        "/desk",
                        "/desk/accounts/" + account.id(),
                        "/desk/people",
                        "/desk/servers/" + provider.firstId(),
                        "/desk/servers/" + drained));
        Person careful = cast.aCustomer();
        Visitor halfway = visitor(port, careful);
        application.getBean(SecondFactors.class).begin(careful);
        find(halfway, List.of("/me/second-factor"));
        find(withSecondFactor(cast.aCustomer(), port), List.of("/me/second-factor"));
        find(withPasskey(cast.aCustomer(), port), List.of("/me/passkeys", MAKES_PASSKEY));
        Visitor inTheirName = visitor(port, cast.aMemberOfStaff(StaffRole.OPERATOR));
        inTheirName.post("/desk/people/" + owner.id() + "/impersonate", Map.of());
        find(inTheirName, List.of("/impersonation"));
    }

    /** Is logged in, and would be asked for a code the next time. */
    private Visitor withSecondFactor(Person person, int port) {
        Visitor visitor = visitor(port, person);
        application.getBean(SecondFactors.class).begin(person);
        sql.sql("update second_factor set confirmed = now() where person_id = ?")
                .param(person.id())
                .update();
        return visitor;
    }

    /** Has one, and makes another. */
    private Visitor withPasskey(Person person, int port) {
        Visitor visitor = visitor(port, person);
        sql.sql("insert into passkey_handle values (?, sha512(?::bytea))")
                .params(person.id(), person.login())
                .update();
        sql.sql(
                        "insert into passkey (id, person_id, name, credential_id, public_key, sign_count, transports,"
                                + " backup_eligible, backed_up, created) values (?, ?, 'kept', ?::bytea, '', 0, '', false, false, now())")
                .params(Ids.next(), person.id(), person.login())
                .update();
        makesPasskey(visitor);
        return visitor;
    }

    private static void makesPasskey(Visitor visitor) {
        visitor.post("/me/passkeys/new", Map.of("name", "makes", "present", Visitor.PASSWORD));
    }

    /** Somebody is asked to belong to the account. */
    private UUID invitation() {
        UUID id = Ids.next();
        sql.sql("insert into invitation (id, account_id, email, role, invited_by, invited, expires)"
                        + " values (?, ?, 'invited@elsewhere.example', 'READER', ?, now(), now() + interval '1 day')")
                .params(id, account, owner.id())
                .update();
        return id;
    }

    /** As it stands in the letter of somebody who is asked to set a password again. */
    private static String linkTo(BeanFactory application, UUID request) {
        return application.getBean(OneTimeLinks.class).make("set-again", request, Duration.ofHours(1));
    }

    /** A domain of somebody else, offered to the account. */
    private UUID offered(Cast cast, Account receiver, String domain) {
        Account other = cast.anAccount();
        Person giver = cast.aCustomer(other, Role.OWNER);
        Customer giving = new Customer(application, giver, other);
        assertThat(giving.endOf(giving.asksForDomain(domain))).isEqualTo(Request.State.DONE);
        return As.owner(giver, other)
                .get(() -> application
                        .getBean(Transfers.class)
                        .ask(giving.theService("domains", domain), Long.toString(receiver.number()))
                        .id());
    }

    /** A wish that was refused, so that a person is asked, and meanwhile it can be corrected. */
    private static UUID inRepair(BeanFactory application, Customer asking, String domain) {
        try (Trouble zones = Trouble.unwritable(Working.on(application).second(), "/etc/bind/batuta")) {
            UUID request = asking.asksForDomain(domain);
            new Administrator(application).isAsked(request, "repairOperation");
            return request;
        }
    }

    static Door open(BeanFactory application, Cast cast, int port) {
        return new Door(application, cast, port);
    }

    private void find(Visitor visitor, List<String> starts) {
        List<String> known = forms().stream().map(Form::name).toList();
        Crawl.of(visitor, starts).stream()
                .filter(form -> !known.contains(form.name()))
                .forEach(form -> found.put(form, visitor));
    }

    /** A server that takes nothing, so that there is a way to let it work again; it is never spoken to. */
    private UUID drainedServer() {
        UUID id = Ids.next();
        sql.sql("insert into server (id, name, address, port, zone, state, created, version)"
                        + " values (?, 'drained-' || ?, ?, 22, 'Europe/Madrid', 'DRAINING', now(), 0)")
                .params(id, id.toString().substring(28), id + ".test")
                .update();
        return id;
    }

    /** What is decided for all that wait in it decides nothing about the wish in repair. */
    private UUID incident(UUID server) {
        UUID id = Ids.next();
        sql.sql("insert into incident (id, kind, server_id, service_type, verb, outcome, opened)"
                        + " values (?, 'FAILURE', ?, 'domains', 'APPLY', 'REFUSED', now())")
                .params(id, server)
                .update();
        return id;
    }

    /** Something that was refused there and could be tried again, if a process had it; the newest, so that lists begin with it. */
    private UUID failedStep(UUID server, UUID incident) {
        UUID step = Ids.next();
        sql.sql("insert into step (id, request_id, server_id, position, undo, state, process_instance_id, trigger,"
                        + " triggered_by, incident_id, version)"
                        + " values (?, ?, ?, 1, false, 'FAILED', 'none', 'REQUEST', 'ada', ?, 0)")
                .params(step, Ids.next(), server, incident)
                .update();
        sql.sql("insert into operation (id, step_id, position, request_id, account_id, account_name, service_id,"
                        + " service_type, service_name, server_id, verb, state, parameters, snapshot, limit_seconds,"
                        + " asked_by, attempts, unsettled, created, version) values (gen_random_uuid(), ?, 1,"
                        + " gen_random_uuid(), gen_random_uuid(), 'Acme', gen_random_uuid(), 'domains', 'x.test', ?,"
                        + " 'APPLY', 'REFUSED', '{}', '{}', 60, 'ada', 1, false, now() + interval '1 day', 0)")
                .params(step, server)
                .update();
        return step;
    }

    private Visitor visitor(int port, Person person) {
        people.add(person);
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        return visitor;
    }

    List<Form> forms() {
        return List.copyOf(found.keySet());
    }

    /** Those in which something is asked, and that change something; what ends a service comes last. */
    Stream<Form> asking() {
        return forms().stream()
                .filter(form -> form.posts() && !form.isButton())
                .sorted(Comparator.comparing(form -> form.place().matches(".*/(remove|close)")));
    }

    /** Who found it. */
    Visitor of(Form form) {
        return java.util.Objects.requireNonNull(found.get(form), form.name());
    }

    Map<String, String> good(Form form) {
        Map<String, String> values = good.values(form, of(form));
        people.forEach(person -> Patience.with(application, person.login()));
        if (form.place().equals(HOLDERS)) {
            Patience.withAll(application);
        }
        if (form.place().equals(MAKES_PASSKEY)) {
            makesPasskey(of(form)); // its time is short
        }
        values.computeIfPresent("confirm", (field, value) -> nameIn(form.action()));
        return values;
    }

    /** The name of the service, or account, whose address this is. */
    private String nameIn(String address) {
        return sql.sql("select name from service where :address like '%' || id || '%'"
                        + " union all select name from account where :address like '%' || id || '%'")
                .param("address", address)
                .query(String.class)
                .single();
    }

    HttpResponse<String> post(Form form, String body) {
        before = nextTransaction();
        return Trial.post(of(form), form.action(), body);
    }

    /** What was taken must be somewhere in the books exactly as it was sent. */
    List<String> complaintsAboutWhatIsStored(Trial trial) {
        List<String> complaints = new ArrayList<>();
        String sent = trial.sent().strip();
        if (trial.field().kind() != Kind.SECRET
                && !sent.isEmpty()
                && !KEPT_NOWHERE.contains(trial.next())
                && !trial.next().startsWith(HOLDERS + "/")
                && !isStored(sent)) {
            complaints.add(trial + " was taken and is not stored as it was sent");
        }
        return complaints;
    }

    /** Most often in what was written since it was sent; else it was there before, and all is read. */
    private boolean isStored(String text) {
        return isStored(text, nextTransaction() - before) || isStored(text, Integer.MAX_VALUE);
    }

    private boolean isStored(String text, long oldest) {
        for (String table : TEXTS.split(" ")) {
            String found = "select exists (select 1 from " + table + " row where age(xmin) <= ? and"
                    + " jsonb_path_exists(to_jsonb(row), '$.** ? (@ == $sent)', jsonb_build_object('sent', ?)))";
            if (sql.sql(found).params(oldest, text).query(Boolean.class).single()) {
                return true;
            }
        }
        return false;
    }

    private long nextTransaction() {
        return sql.sql("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
                .query(Long.class)
                .single();
    }

    /** Takes back what was taken: a wish, a route, or that a server does not work. */
    void undo(HttpResponse<String> answer) {
        String next = answer.headers().firstValue("Location").orElse("");
        if (next.startsWith("/requests/")) {
            customer.post(next + "/cancel", Map.of());
        } else if (next.startsWith("/transfers/")) {
            withdraw(UUID.fromString(next.substring("/transfers/".length())));
        } else if (next.startsWith("/desk/servers/")) {
            administrator.post(next + "/resume", Map.of());
        } else if (next.equals("/desk/accounts/" + account)) {
            resume();
        } else if (next.equals("/me")) {
            keepPassword(owner);
        } else if (next.equals("/login?reset")) {
            keepPassword(forgetful);
            sql.sql(
                            "insert into one_time_link values (sha256(?::bytea), 'reset-password', ?, now() + interval '1 day')")
                    .params(token, forgetful.id())
                    .update();
        } else if (next.startsWith("/desk/configuration/")) {
            sql.sql("delete from catalogue_entry where key <> ?").param(SAID).update();
        } else if (next.equals("/login?joined")) {
            sql.sql("update invitation set ended = null, joined = null where id = ?")
                    .param(invitation)
                    .update();
            sql.sql("insert into one_time_link values (sha256(?::bytea), 'invitation', ?, now() + interval '1 day')")
                    .params(invited, invitation)
                    .update();
        } else if (next.equals("/accounts/" + account + "/team")) {
            sql.sql("delete from invitation where account_id = ? and id <> ?")
                    .params(account, invitation)
                    .update();
        } else if (next.startsWith("/desk/routes")) {
            ids("route").stream().filter(route -> !routes.contains(route)).forEach(this::leave);
        } else if (next.equals("/tokens")) {
            ids("api_token").forEach(token -> {
                customer.post("/tokens/" + token + "/end", Map.of());
                administrator.post("/tokens/" + token + "/end", Map.of());
            });
        }
    }

    /** The account is active again, and no service of it hears of that. */
    private void resume() {
        administrator.post("/desk/accounts/" + account + "/resume", Map.of());
        administrator.post("/desk/accounts/" + account + "/close/stop", Map.of());
        sql.sql("with s as (update suspension set ended_at = now() where account_id = :account and ended_at is null"
                        + " returning id), c as (update closure set ended_at = now() where account_id = :account"
                        + " and ended_at is null returning id) select id from s union all select id from c")
                .param("account", account)
                .query(UUID.class)
                .list()
                .forEach(about -> runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(about.toString())
                        .list()
                        .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "the test is over")));
    }

    /** Nobody is asked: no job runs. */
    private void withdraw(UUID transfer) {
        sql.sql("update transfer set state = 'WITHDRAWN', ended_at = now() where id = ?")
                .param(transfer)
                .update();
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(transfer.toString())
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "the test is over"));
    }

    private void keepPassword(Person person) {
        sql.sql("update person set password_hash = ? where id = ?")
                .params(person.passwordHash(), person.id())
                .update();
    }

    private void leave(UUID route) {
        runtime.createProcessInstanceQuery()
                .variableValueEquals("routeId", route.toString())
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "the test is over"));
        administrator.post("/desk/routes/" + route + "/remove", Map.of());
    }

    /** All wishes are taken back: what was begun ends by itself, and nobody is called. */
    @Override
    public void close() {
        sql.sql("select id from request where account_id = ? and state = 'WAITING' and cancelled_by is null")
                .param(account)
                .query(UUID.class)
                .list()
                .forEach(waits -> customer.post("/requests/" + waits + "/cancel", Map.of()));
        customer.post("/requests/" + repaired + "/cancel", Map.of());
        sql.sql("update step set state = 'SKIPPED', incident_id = null where id = ?")
                .param(failed)
                .update();
        sql.sql("update incident set closed = now() where id = ?")
                .param(incident)
                .update();
        runtime.deleteProcessInstance(asked, "the test is over");
        withdraw(offered);
        sql.sql("delete from catalogue_entry where key = ?").param(SAID).update();
        leaveServers();
        jobs.start();
        await("all is taken back before anything is carried out")
                .atMost(Duration.ofMinutes(6))
                .until(() -> management.createJobQuery().messages().executable().count() == 0);
        dispatcher.start();
        await().atMost(Duration.ofMinutes(6))
                .until(() -> count("select count(*) from request where account_id = ? and state in"
                                + " ('WAITING', 'RUNNING', 'UNDOING')")
                        == 0);
        assertThat(sql.sql("select id from server where state = 'ENROLLING'")
                        .query(UUID.class)
                        .list())
                .as("being enrolled")
                .isSubsetOf(servers);
        assertThat(count("select count(*) from act_ru_incident where proc_inst_id_ in"
                        + " (select process_instance_id from request where account_id = ?)"))
                .isZero();
    }

    /** Servers that were taken, under whatever name, are not asked for their keys for ever. */
    private void leaveServers() {
        List<UUID> taken = ids("server");
        taken.removeAll(servers);
        for (UUID server : taken) {
            sql.sql("update server set state = 'RETIRED' where id = ?")
                    .param(server)
                    .update();
            runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(server.toString())
                    .list()
                    .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "the test is over"));
        }
    }

    private List<UUID> ids(String table) {
        return new ArrayList<>(
                sql.sql("select id from " + table).query(UUID.class).list());
    }

    private long count(String query) {
        return sql.sql(query).param(account).query(Long.class).single();
    }
}
