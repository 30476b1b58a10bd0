package org.batuta.faults;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.batuta.nodes.Errand;
import org.batuta.nodes.Errands;
import org.batuta.nodes.Ledger;
import org.batuta.nodes.Node;
import org.batuta.servers.Database;
import org.batuta.servers.MailCatcher;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A provider's house: nodes on a durable database of their own, the servers they work for, and a customer. */
final class Site implements AutoCloseable {

    private static final String CUSTOMER = "ada";

    private final Path data;
    private final Database database;
    private final MailCatcher mails = new MailCatcher(0, 0);
    private final JdbcClient sql;
    private final List<String> names;
    private final List<TestServer> machines;
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();
    private final String account;

    Site(Path data, Park park, List<String> names, String... servers) {
        this.data = data;
        this.names = names;
        database = Database.kept(data.resolve("database"));
        sql = JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), ""));
        var booted = CompletableFuture.supplyAsync(() -> park.servers(servers));
        names.parallelStream().forEach(this::startNode);
        machines = booted.join();
        lets(names.get(0), Errands.Enrol.class, servers);
        account = lets(names.get(names.size() - 1), Errands.Enter.class, CUSTOMER);
    }

    private void startNode(String name) {
        Map<String, String> besides = Map.of(
                "spring.datasource.username", database.user(),
                "batuta.database.owner", database.owner(),
                "batuta.mail.port", String.valueOf(mails.smtpPort()),
                "logging.file.name", data.resolve(name + ".log").toString());
        nodes.put(name, Node.start(name, database.url(), data, besides));
    }

    /** What is known of the work for a request. */
    String story(String request) {
        return ledger().story(request);
    }

    /** Waits for the end of a request and answers how it ended. */
    String endOf(String request) {
        return ledger().endOf(request);
    }

    private Ledger ledger() {
        return new Ledger(database.url(), database.user());
    }

    /** The database, as somebody reads and writes it who is none of the nodes. */
    JdbcClient sql() {
        return sql;
    }

    List<TestServer> machines() {
        return machines;
    }

    TestServer anyMachine(Random dice) {
        return machines.get(dice.nextInt(machines.size()));
    }

    String anyNode(Random dice) {
        return names.get(dice.nextInt(names.size()));
    }

    Node node(String name) {
        return Objects.requireNonNull(nodes.get(name));
    }

    /** The customer asks one node for these effects; answers the requests. */
    List<String> asks(String node, Collection<Effect> effects) {
        return List.of(
                lets(node, AskOnce.class, words(effects).toArray(String[]::new)).split(" "));
    }

    /** The customer asks a node that dies at this step of its work; then it is started again. */
    void diesAt(int step, String node, Effect effect) {
        node(node)
                .diesOf(
                        AskAndDie.class,
                        Stream.concat(Stream.of(String.valueOf(step)), words(List.of(effect)))
                                .toArray(String[]::new));
        startNode(node);
    }

    private Stream<String> words(Collection<Effect> effects) {
        return Stream.concat(
                Stream.of(CUSTOMER, account),
                effects.stream().flatMap(effect -> Stream.of(effect.name(), effect.spec())));
    }

    /** An administrator tries these steps again. */
    void triesNow(List<String> steps) {
        lets(names.get(0), TryNow.class, steps.toArray(String[]::new));
    }

    private String lets(String node, Class<? extends Errand> errand, String... words) {
        return node(node).lets(errand, words);
    }

    void killAndStartAgain(String name) {
        node(name).kill();
        startNode(name);
    }

    /** All nodes die at the same time. */
    void killAllAndStartAgain() {
        nodes.values().parallelStream().forEach(Node::kill);
        names.parallelStream().forEach(this::startNode);
    }

    /** Every connection of both nodes is gone. */
    void dropSessions() {
        sql.sql("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where datname = current_database() and usename = current_user and pid <> pg_backend_pid()")
                .query(Long.class)
                .single();
    }

    /** Nothing of it is left but what it had written to its disk. */
    void crashDatabase() {
        database.crash();
    }

    /** It keeps all it has and does nothing. */
    void freezeDatabase() {
        database.freeze();
    }

    /** It goes on, and does not know that time has passed. */
    void thawDatabase() {
        database.thaw();
    }

    @Override
    public void close() {
        nodes.values().parallelStream().forEach(Node::close);
        mails.close();
        database.close();
    }
}
