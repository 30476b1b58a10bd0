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

/** A provider's house: two nodes on a durable database of their own, the servers they work for, and a customer. */
final class Site implements AutoCloseable {

    private static final String CUSTOMER = "ada";
    private static final List<String> NODES = List.of("anna", "berta");

    private final Path data;
    private final Database database;
    private final MailCatcher mails = new MailCatcher(0, 0);
    private final JdbcClient sql;
    private final List<TestServer> machines;
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();
    private final String account;

    Site(Path data, Park park, String... servers) {
        this.data = data;
        database = Database.kept(data.resolve("database"));
        sql = JdbcClient.create(new DriverManagerDataSource(database.url(), database.user(), ""));
        var booted = CompletableFuture.supplyAsync(() -> park.servers(servers));
        NODES.parallelStream().forEach(this::startNode);
        machines = booted.join();
        lets(NODES.get(0), Errands.Enrol.class, servers);
        account = lets(NODES.get(1), Errands.Enter.class, CUSTOMER);
    }

    private void startNode(String name) {
        Map<String, String> besides = Map.of(
                "spring.datasource.username", database.user(),
                "batuta.mail.port", String.valueOf(mails.smtpPort()),
                "logging.file.name", data.resolve(name + ".log").toString());
        nodes.put(name, Node.start(name, database.url(), data, besides));
    }

    /** What is known of the work for a request. */
    String story(String request) {
        return new Ledger(database.url(), database.user()).story(request);
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
        return NODES.get(dice.nextInt(NODES.size()));
    }

    Node node(String name) {
        return Objects.requireNonNull(nodes.get(name));
    }

    /** The customer asks one node for these effects; answers the requests. */
    List<String> asks(String node, Collection<Effect> effects) {
        Stream<String> wishes = effects.stream().flatMap(effect -> Stream.of(effect.name(), effect.spec()));
        String[] words = Stream.concat(Stream.of(CUSTOMER, account), wishes).toArray(String[]::new);
        return List.of(lets(node, AskOnce.class, words).split(" "));
    }

    /** An administrator tries these steps again. */
    void triesNow(List<String> steps) {
        lets(NODES.get(0), TryNow.class, steps.toArray(String[]::new));
    }

    private String lets(String node, Class<? extends Errand> errand, String... words) {
        return node(node).lets(errand, words);
    }

    void killAndStartAgain(String name) {
        node(name).kill();
        startNode(name);
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

    @Override
    public void close() {
        nodes.values().parallelStream().forEach(Node::close);
        mails.close();
        database.close();
    }
}
