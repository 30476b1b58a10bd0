package org.batuta.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.batuta.BatutaTest;
import org.batuta.OneDatabase;
import org.batuta.audit.Chain.Broken;
import org.batuta.audit.Chain.Fault;
import org.batuta.audit.Chain.Head;
import org.batuta.audit.Chain.Verified;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The chain of the audit (A12). Who tampers with it here is the superuser, past all triggers, and takes it back: the
 * other tests write into the same chain.
 */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class ChainTest {

    @Autowired
    private Audit audit;

    @Autowired
    private Chain chain;

    @Autowired
    private TransactionTemplate transaction;

    private final DataSource superuser = OneDatabase.as(OneDatabase.SUPERUSER);
    private final JdbcClient sql = JdbcClient.create(superuser);
    private final UUID object = UUID.randomUUID();

    @BeforeEach
    void writeSome() {
        for (int i = 0; i < 4; i++) {
            audit.record("server.block", "server", object, Map.of("n", i), Map.of("n", i + 1));
        }
        audit.record("mailbox.change", Subject.of("mailbox", object).ofAccount(object), null, Map.of("n", 5));
    }

    @Test
    void holdsWhatTheDatabaseChained() {
        Verified verified = chain.verify(null);

        assertThat(verified.broken()).isNull();
        assertThat(verified.links()).isGreaterThanOrEqualTo(5);
        assertThat(chain.verify(verified.head()).broken()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            id              | gen_random_uuid()
            at              | at + interval '1 microsecond'
            action          | upper(action)
            object_type     | 'domain'
            object_id       | gen_random_uuid()
            account_id      | gen_random_uuid()
            person_id       | gen_random_uuid()
            token           | gen_random_uuid()
            login           | 'nobody'
            in_name_of      | ''
            remote          | '192.0.2.1'
            call            | 'x'
            request         | gen_random_uuid()
            process_instance | 'x'
            before          | '{"n": 2}'
            after           | null
            """)
    void namesTheEntryOfWhichAFieldWasChanged(String field, String value) {
        Broken broken = tamper(number -> {
            sql.sql("update audit_entry set " + field + " = " + value + " where id = ?")
                    .param(entry(number))
                    .update();
            if (field.equals("id")) {
                sql.sql(
                                "update audit_link set entry_id = (select e.id from audit_entry e"
                                        + " left join audit_link l on l.entry_id = e.id where l.number is null) where number = ?")
                        .param(number)
                        .update();
            }
            return number;
        });
        assertThat(broken.fault()).isEqualTo(Fault.CHANGED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            sealed | sha256(sealed)
            key_id | gen_random_uuid()
            """)
    void namesTheEntryOfWhichASealedValueWasChanged(String field, String value) {
        Broken broken = tamper(number -> {
            sql.sql("update audit_entry set " + field + " = " + value + " where id = ?")
                    .param(entry(number + 2))
                    .update();
            return number + 2;
        });
        assertThat(broken.fault()).isEqualTo(Fault.CHANGED);
    }

    @Test
    void namesAHashThatWasChanged() {
        Broken broken = tamper(number -> {
            sql.sql("update audit_link set hash = sha256(hash) where number = ?")
                    .param(number)
                    .update();
            return number;
        });
        assertThat(broken.fault()).isEqualTo(Fault.CHANGED);
    }

    @Test
    void namesAnEntryThatIsGone() {
        Broken broken = tamper(number -> {
            sql.sql("delete from audit_entry where id = ?").param(entry(number)).update();
            return number;
        });
        assertThat(broken.fault()).isEqualTo(Fault.NO_ENTRY);
    }

    @Test
    void namesALinkThatIsGoneWithItsEntry() {
        Broken broken = tamper(number -> {
            UUID entry = entry(number);
            sql.sql("delete from audit_link where number = ?").param(number).update();
            sql.sql("delete from audit_entry where id = ?").param(entry).update();
            return number;
        });
        assertThat(broken.fault()).isEqualTo(Fault.NO_LINK);
    }

    @Test
    void namesWhereAGapWasClosed() {
        Broken broken = tamper(number -> {
            UUID entry = entry(number);
            sql.sql("delete from audit_link where number = ?").param(number).update();
            sql.sql("delete from audit_entry where id = ?").param(entry).update();
            sql.sql("update audit_link set number = -number where number > ?")
                    .param(number)
                    .update();
            sql.sql("update audit_link set number = -number - 1 where number < 0")
                    .update();
            return number;
        });
        assertThat(broken.fault()).isEqualTo(Fault.CHANGED);
    }

    @Test
    void namesAnEntryThatWasAddedPastTheChain() {
        Broken broken = tamper(number -> {
            sql.sql("insert into audit_entry (id, at, action, object_type, object_id, person_id, login)"
                            + " select gen_random_uuid(), at, action, object_type, object_id, person_id, login"
                            + " from audit_entry where id = ?")
                    .param(entry(number))
                    .update();
            return 0L;
        });
        assertThat(broken.fault()).isEqualTo(Fault.NOT_CHAINED);
    }

    @Test
    void namesTheFirstOfTwoEntriesThatWereSwapped() {
        Broken broken = tamper(number -> {
            UUID one = entry(number);
            UUID other = entry(number + 1);
            sql.sql("delete from audit_link where number in (?, ?)")
                    .params(number, number + 1)
                    .update();
            sql.sql("insert into audit_link select ?, ?, sha256('x')")
                    .params(number, other)
                    .update();
            sql.sql("insert into audit_link select ?, ?, sha256('y')")
                    .params(number + 1, one)
                    .update();
            return number;
        });
        assertThat(broken.fault()).isEqualTo(Fault.CHANGED);
    }

    /** Whoever owns the database may make all links anew; who noted the head sees it. */
    @Test
    void namesTheNotedLinkOfAChainThatWasMadeAnew() {
        Head noted = Objects.requireNonNull(chain.verify(null).head());
        Verified verified = undone(() -> {
            sql.sql("update audit_entry set login = 'nobody' where id = ?")
                    .param(entry(noted.number() - 2))
                    .update();
            for (long number = noted.number() - 2; number <= last(); number++) {
                sql.sql("update audit_link l set hash = audit_hash(l.number, (select p.hash from audit_link p"
                                + " where p.number = l.number - 1), e) from audit_entry e"
                                + " where e.id = l.entry_id and l.number = ?")
                        .param(number)
                        .update();
            }
            assertThat(reader().read(null).broken()).isNull();
            return reader().read(noted);
        });
        assertThat(verified.broken()).isEqualTo(new Broken(noted.number(), entry(noted.number()), Fault.NOT_AS_NOTED));
    }

    @Test
    void namesTheFirstLinkAfterTheEndThatWasCutOff() {
        Head noted = Objects.requireNonNull(chain.verify(null).head());
        Verified verified = undone(() -> {
            sql.sql("delete from audit_entry where id in (select entry_id from audit_link where number >= ?)")
                    .param(noted.number() - 1)
                    .update();
            sql.sql("delete from audit_link where number >= ?")
                    .param(noted.number() - 1)
                    .update();
            assertThat(reader().read(null).broken()).isNull();
            return reader().read(noted);
        });
        assertThat(verified.broken()).isEqualTo(new Broken(noted.number() - 1, null, Fault.NO_LINK));
    }

    @Test
    void stillHoldsWhenAnAccountIsErased() {
        audit.erase("account", object);

        assertThat(chain.verify(null).broken()).isNull();
    }

    /** Who has written an entry and is not done keeps nobody from writing theirs. */
    @Test
    void doesNotWaitForWhoIsNotDone() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try {
            Future<?> slow = threads.submit(() -> transaction.executeWithoutResult(status -> {
                audit.record("slow", "server", object, null, null);
                written.countDown();
                awaitIt(done);
            }));
            written.await();
            audit.record("quick", "server", object, null, null);
            done.countDown();
            slow.get();
        } finally {
            done.countDown();
            threads.shutdown();
        }
        assertThat(sql.sql("select e.action from audit_link l join audit_entry e on e.id = l.entry_id"
                                + " where e.object_id = ? and e.action in ('slow', 'quick') order by l.number")
                        .param(object)
                        .query(String.class)
                        .list())
                .containsExactly("quick", "slow");
    }

    @Test
    void chainsWhatManyWriteAtOnce() throws Exception {
        int writers = 8;
        CyclicBarrier start = new CyclicBarrier(writers);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> all = IntStream.range(0, writers)
                    .<Future<?>>mapToObj(n -> threads.submit(() -> {
                        start.await();
                        for (int i = 0; i < 10; i++) {
                            audit.record("crowd", "server", object, null, null);
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(audit.of("server", object))
                .filteredOn(e -> e.action().equals("crowd"))
                .hasSize(80);
        assertThat(chain.verify(null).broken()).isNull();
    }

    @Test
    void theCommandSaysThatItHoldsAndEndsWithZero() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Head noted = Objects.requireNonNull(chain.verify(null).head());

        int code = VerifyAudit.run(
                new String[] {VerifyAudit.COMMAND, noted.toString(), url(), "--spring.datasource.username=batuta"},
                new PrintStream(said, true, StandardCharsets.UTF_8));

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("The chain holds, and so does the head");
        assertThat(code).isZero();
    }

    @Test
    void theCommandNamesWhatIsBrokenAndEndsWithOne() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Head noted = Objects.requireNonNull(chain.verify(null).head());

        int code = VerifyAudit.run(
                new String[] {
                    VerifyAudit.COMMAND,
                    new Head(noted.number(), "00").toString(),
                    url(),
                    "--spring.datasource.username=batuta"
                },
                new PrintStream(said, true, StandardCharsets.UTF_8));

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("BROKEN at link " + noted.number() + ", entry " + entry(noted.number()) + ": NOT_AS_NOTED");
        assertThat(code).isEqualTo(1);
    }

    /** Tampers with the first of the own entries, and answers what is found broken: the link that the tampering names. */
    private Broken tamper(Function<Long, Long> attack) {
        long first = sql.sql("select min(l.number) from audit_link l join audit_entry e on e.id = l.entry_id"
                        + " where e.object_id = ?")
                .param(object)
                .query(Long.class)
                .single();
        long[] expected = {0};
        Verified verified = undone(() -> {
            expected[0] = attack.apply(first + 2);
            return reader().read(null);
        });
        Broken broken = Objects.requireNonNull(verified.broken());
        assertThat(broken.number()).isEqualTo(expected[0]);
        return broken;
    }

    private static void awaitIt(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String url() {
        return "--spring.datasource.url=" + OneDatabase.url();
    }

    private Chain reader() {
        return new Chain(superuser);
    }

    private <T> T undone(Supplier<T> attack) {
        TransactionTemplate attacker = new TransactionTemplate(new DataSourceTransactionManager(superuser));
        attacker.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return Objects.requireNonNull(attacker.execute(status -> {
            status.setRollbackOnly();
            sql.sql("set local session_replication_role = replica").update();
            return attack.get();
        }));
    }

    private UUID entry(long number) {
        return sql.sql("select entry_id from audit_link where number = ?")
                .param(number)
                .query(UUID.class)
                .single();
    }

    private long last() {
        return sql.sql("select max(number) from audit_link").query(Long.class).single();
    }
}
