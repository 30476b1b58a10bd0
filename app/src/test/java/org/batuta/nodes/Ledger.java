package org.batuta.nodes;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.batuta.EveryTable;
import org.batuta.OneDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database that nodes share, as somebody reads it who is none of them. */
public final class Ledger {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final String url;
    private final JdbcClient sql;

    /** A new database with this name. */
    Ledger(String name) {
        url = OneDatabase.another(name);
        sql = JdbcClient.create(new DriverManagerDataSource(url, OneDatabase.APPLICATION, ""));
    }

    /** A database that is there already. */
    public Ledger(String url, String user) {
        this.url = url;
        sql = JdbcClient.create(new DriverManagerDataSource(url, user, ""));
    }

    String url() {
        return url;
    }

    /** Waits for the end of a request and answers how it ended. */
    public String endOf(String request) {
        try {
            await("the end").atMost(PATIENCE).until(() -> hasEnded(request));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(request + " has not ended: " + story(request), e);
        }
        return texts("select state from request where id = ?", request).get(0);
    }

    private boolean hasEnded(String request) {
        return texts("select id::text from request where id = ? and ended_at is null", request)
                .isEmpty();
    }

    /** The wishes for another password of any service, in the order in which they were asked. */
    List<String> passwordChanges() {
        return sql.sql("select id::text from request where verb = 'SET_PASSWORD' order by asked_at")
                .query(String.class)
                .list();
    }

    /** The one that was asked last. */
    String lastPasswordChange() {
        List<String> changes = passwordChanges();
        return changes.get(changes.size() - 1);
    }

    /** Whose the service of this name, and all that lives in it, is now: account and name of each. */
    List<String> belongings(String name) {
        return sql.sql("select s.account_id || ' ' || s.name from service s left join service p on p.id = s.parent_id"
                        + " where s.state <> 'REMOVED' and ? in (s.name, p.name) order by s.name")
                .param(name)
                .query(String.class)
                .list();
    }

    /** What a transfer has come to. */
    String transferIs(String transfer) {
        return texts("select state from transfer where id = ?", transfer).get(0);
    }

    /** Whether the process of a transfer waits for an answer. */
    boolean awaitsAnswer(String transfer) {
        return sql.sql("select count(*) from act_ru_event_subscr s join act_hi_procinst p on p.id_ = s.proc_inst_id_"
                                + " where s.event_name_ = 'accept' and p.business_key_ = ?")
                        .param(transfer)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Whether the process of this business key goes on. */
    boolean goesOn(String key) {
        return sql.sql("select count(*) from act_hi_procinst where business_key_ = ? and end_time_ is null")
                        .param(key)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Whether an account is in this state. */
    boolean accountIs(String account, String state) {
        return texts("select state from account where id = ?", account).contains(state);
    }

    /** The tables in which this text stands somewhere. */
    List<String> tablesWith(String text) {
        return new EveryTable(sql).with(text);
    }

    /** What the engine still has to do, but for what begins at its time. */
    List<String> unfinished() {
        return sql.sql("select process_def_key_ || ' ' || coalesce(exception_msg_, handler_type_) from act_ru_job"
                        + " where handler_type_ <> 'timer-start-event'")
                .query(String.class)
                .list();
    }

    /** How many envelopes can still be opened. */
    int openEnvelopes() {
        return sql.sql("select count(*) from envelope where ciphertext is not null")
                .query(Integer.class)
                .single();
    }

    /** The kinds of lines on the page of a request. */
    List<String> told(String request) {
        return texts("select kind from request_event where request_id = ? order by at, id", request);
    }

    /** What was sealed for a request is too old from now on. */
    void expire(String request) {
        sql.sql("update envelope set expires_at = now() where id = (select envelope_id from request where id = ?)")
                .param(UUID.fromString(request))
                .update();
    }

    /** Which node holds the operation of a request now; empty when nobody does. */
    String holder(String request) {
        return texts(
                        "select coalesce(claimed_by, '') from operation where request_id = ? and verb = 'APPLY'"
                                + " and state = 'RUNNING'",
                        request)
                .stream()
                .findFirst()
                .orElse("");
    }

    /** Number and outcome of each attempt at the request's scripts. */
    List<String> attempts(String request) {
        return texts(
                "select a.number || ' ' || a.outcome from attempt a join operation o on o.id = a.operation_id"
                        + " where o.request_id = ? and o.verb = 'APPLY' order by a.started",
                request);
    }

    /** How each attempt at anything of the request ended. */
    List<String> outcomes(String request) {
        return texts(
                "select a.outcome from attempt a join operation o on o.id = a.operation_id where o.request_id = ?"
                        + " and a.outcome is not null order by a.started",
                request);
    }

    /** The nodes that wrote attempts at scripts of these requests. */
    List<String> nodesAtWork(List<String> requests) {
        return sql.sql("select distinct a.node from attempt a join operation o on o.id = a.operation_id"
                        + " where o.verb = 'APPLY' and o.request_id in (:requests)")
                .param("requests", requests.stream().map(UUID::fromString).toList())
                .query(String.class)
                .list();
    }

    /** All servers are as another release left them: they have none of the scripts of this one. */
    void setServersBack() {
        sql.sql("update server set runner_version = '1', release = 'bygone', release_tried = 'bygone'")
                .update();
        sql.sql("delete from server_script").update();
    }

    /** State, attempts and holder of each upgrade of a server. */
    List<String> upgrades() {
        return sql.sql("select concat_ws(' ', state, attempts, claimed_by) from operation where verb = 'UPGRADE'")
                .query(String.class)
                .list();
    }

    /** Lets every server be asked again and again how it is, until the one that is away was missed so often in a row. */
    void missed(int rounds) {
        asking().until(() -> missed() >= rounds);
    }

    /** Lets every server be asked again and again how it is, until each has answered. */
    void missedNoMore() {
        asking().until(() -> missed() == 0);
    }

    private ConditionFactory asking() {
        return await("rounds")
                .atMost(PATIENCE)
                .conditionEvaluationListener(
                        tried -> sql.sql("update server_facts set asked = asked - interval '1 hour'")
                                .update());
    }

    private int missed() {
        return sql.sql("select coalesce(max(missed), 0) from server_facts")
                .query(Integer.class)
                .single();
    }

    /** How each watch over a server stands. */
    List<String> watches() {
        return sql.sql("select state_ from act_hi_procinst where proc_def_key_ = 'watch-servers'")
                .query(String.class)
                .list();
    }

    /** What is known of the request's work, for a person who reads the report of a failed test. */
    public String story(String request) {
        return String.join(
                "\n",
                texts(
                        "select concat_ws(' ', s.position, s.state, o.verb, o.state, o.attempts, o.claimed_by,"
                                + " o.lease_until, now()) from step s join operation o on o.step_id = s.id"
                                + " where s.request_id = ? order by s.position, o.position",
                        request));
    }

    private List<String> texts(String query, String request) {
        return sql.sql(query)
                .param(UUID.fromString(request))
                .query(String.class)
                .list();
    }
}
