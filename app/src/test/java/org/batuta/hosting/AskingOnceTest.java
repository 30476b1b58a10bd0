package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.Books;
import org.batuta.Cast;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.hosting.Requests.NewService;
import org.batuta.kernel.Refusal;
import org.batuta.provider.As;
import org.batuta.provider.Working;
import org.batuta.secrets.Secret;
import org.batuta.servers.WithServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** However often and by however many something is asked for: one request, one service; whoever else asks is refused. */
@BatutaTest
@WithServers
class AskingOnceTest {

    private static final int AT_ONCE = 20;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    @Autowired
    private Requests requests;

    @Autowired
    private Services services;

    @Autowired
    private JdbcClient sql;

    private Working provider;
    private Account account;
    private As customer;

    @BeforeEach
    void aCustomerOfAWorkingProvider() {
        provider = Working.on(application);
        account = cast.anAccount();
        customer = As.owner(cast.aCustomer(account, Role.OWNER), account);
    }

    @Test
    void theSameKeyTwiceIsOneRequest() {
        Request first = create(domain("once.test"), "order-1");
        Map<String, Long> before = Books.read(sql);

        assertThat(create(domain("ONCE.test."), "order-1").id()).isEqualTo(first.id());

        assertThat(Books.read(sql)).isEqualTo(before);
    }

    @Test
    void theSameKeyWithAnotherWishIsRefused() {
        Request domain = create(domain("key-a.test"), "order-1");
        create(domain("key-b.test"), "order-2");
        UUID service = domain.serviceId();
        Map<String, Long> before = Books.read(sql);

        requireKeyReused(() -> create(domain("key-c.test"), "order-1"));
        requireKeyReused(() -> create(domain("key-b.test"), "order-1"));
        requireKeyReused(() -> change(service, domain("key-a.test", "v=spf1 -all"), "order-1"));
        requireKeyReused(() -> remove(service, "key-a.test", "order-1"));
        requireKeyReused(() -> customer.get(() -> requests.create(
                new NewService(account.id(), "mailboxes", mailbox("info", "key-a.test"), null, "order-1", null))));

        assertThat(Books.read(sql)).isEqualTo(before);
    }

    @Test
    void theSameKeyWithAnotherPasswordIsRefused() {
        create(domain("passwords.test"), null);
        Request first = createMailbox("passwords.test", "a quiet evening 17");
        Map<String, Long> before = Books.read(sql);

        assertThat(createMailbox("Passwords.test", "a quiet evening 17").id()).isEqualTo(first.id());
        requireKeyReused(() -> createMailbox("passwords.test", "a quiet evening 18"));
        requireKeyReused(() -> createMailbox("passwords.test", "a quiet evening 1"));
        requireKeyReused(() -> createMailbox("passwords.test", null));

        assertThat(Books.read(sql)).isEqualTo(before);
    }

    @Test
    void aPasswordThatCannotBeComparedAnyMoreIsRefusedAndToldSo() {
        create(domain("forgotten.test"), null);
        Request first = createMailbox("forgotten.test", "a quiet evening 17");
        sql.sql("delete from envelope_key where envelope_id = (select password_envelope_id from request where id = ?)")
                .param(first.id())
                .update();

        requireRefused("key-past", () -> createMailbox("forgotten.test", "a quiet evening 17"));
        requireRefused("key-past", () -> createMailbox("forgotten.test", "a quiet evening 18"));
        requireKeyReused(() -> createMailbox("passwords.test", "a quiet evening 17"));
    }

    @Test
    void whatWasCorrectedIsRecognisedByWhatWasAsked() {
        PlatformTransactionManager transactions = application.getBean(PlatformTransactionManager.class);
        new TransactionTemplate(transactions).executeWithoutResult(untaken -> {
            untaken.setRollbackOnly();
            Request first = create(domain("corrected.test", "one"), "order-1");
            As.administrator()
                    .run(() -> requests.revise(first.id(), domain("corrected.test", "two"), first.revision()));

            assertThat(create(domain("corrected.test", "one"), "order-1").id()).isEqualTo(first.id());
            requireKeyReused(() -> create(domain("corrected.test", "two"), "order-1"));
        });
    }

    @Test
    void theSameKeyTwiceIsOneChangeAndOneRemoval() {
        UUID service = create(domain("twice.test"), null).serviceId();
        Request change = change(service, domain("twice.test", "one"), "change-1");

        assertThat(change(service, domain("Twice.test", "one"), "change-1").id())
                .isEqualTo(change.id());
        requireKeyReused(() -> change(service, domain("twice.test", "two"), "change-1"));

        Request removal = remove(service, "twice.test", "remove-1");
        assertThat(remove(service, "twice.test", "remove-1").id()).isEqualTo(removal.id());
        requireKeyReused(() -> change(service, domain("twice.test", "one"), "remove-1"));
    }

    @Test
    void twoAccountsMayUseTheSameKey() {
        Request mine = create(domain("mine.test"), "order-1");
        Account other = cast.anAccount();
        As stranger = As.owner(cast.aCustomer(other, Role.OWNER), other);

        Request theirs = stranger.get(() ->
                requests.create(new NewService(other.id(), "domains", domain("theirs.test"), null, "order-1", null)));

        assertThat(theirs.id()).isNotEqualTo(mine.id());
    }

    @Test
    void k17TheSameKeyManyTimesAtOnceIsOneRequest() throws Exception {
        List<Object> answers = atOnce(Stream.generate(() -> (Supplier<Object>)
                        () -> create(domain("at-once.test"), "order-1").id())
                .limit(AT_ONCE)
                .toList());

        assertThat(answers).hasSize(AT_ONCE).containsOnly(answers.get(0)).allMatch(UUID.class::isInstance);
        assertThat(requestsOf(account)).isOne();
    }

    @Test
    void oneOfManyParallelWishesForADomainIsTakenHoweverItIsSpelt() throws Exception {
        List<String> spellings = List.of(
                "stra\u00DFe-1.test",
                "STRA\u1E9EE-1.test",
                "Stra\u00DFe-1.TEST.",
                "xn--strae-1-3va.test",
                "XN--STRAE-1-3VA.TEST",
                "xn--strae-1-3va.test.");
        List<Supplier<Object>> wishes = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String spelling = spellings.get(i % spellings.size());
            Account asking = i % 2 == 0 ? account : cast.anAccount();
            As person = i % 2 == 0 ? customer : As.owner(cast.aCustomer(asking, Role.OWNER), asking);
            wishes.add(() -> person.get(
                    () -> requests.create(new NewService(asking.id(), "domains", domain(spelling), null, null, null))));
        }
        Map<String, Long> books = Books.read(sql);

        List<Object> answers = atOnce(wishes);

        assertThat(answers).filteredOn(Request.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(Refusal.class::isInstance)
                .hasSize(AT_ONCE - 1)
                .allMatch(refusal -> ((Refusal) refusal).says("taken"));
        assertThat(services.living("domains", "xn--strae-1-3va.test")).isPresent();
        Map.of("service", 1L, "request", 1L, "change-service", 1L, "placement", 2L)
                .forEach((what, more) -> books.merge(what, more, Long::sum));
        assertThat(Books.read(sql)).isEqualTo(books);
    }

    /** A type that locks nothing by itself while it checks a wish: only the name is contested. */
    @Test
    void oneOfManyParallelWishesForANameIsTakenWhateverItsTypeChecks() throws Exception {
        provider.first().write("/root/calm", "");
        try {
            JsonNode wish = JsonNodeFactory.instance.objectNode().put("name", "contested");
            List<Object> answers = atOnce(Stream.generate(() -> (Supplier<Object>) () -> customer.get(
                            () -> requests.create(new NewService(account.id(), "stubborn", wish, null, null, null))))
                    .limit(AT_ONCE)
                    .toList());

            assertThat(answers).filteredOn(Request.class::isInstance).hasSize(1);
            assertThat(answers)
                    .filteredOn(Refusal.class::isInstance)
                    .hasSize(AT_ONCE - 1)
                    .allMatch(refusal -> ((Refusal) refusal).says("taken"));
            await("the end of the one")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> services.living("stubborn", "contested")
                            .filter(Service::isActive)
                            .isPresent());
        } finally {
            provider.first().exec("rm", "-f", "/root/calm").orFail();
        }
    }

    private static void requireKeyReused(Supplier<Request> asking) {
        requireRefused("key-reused", asking);
    }

    private static void requireRefused(String code, Supplier<Request> asking) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(asking::get)
                .matches(refusal -> refusal.says(code), "says " + code);
    }

    private Request createMailbox(String domain, @Nullable String password) {
        Secret secret = password == null ? null : Secret.of(password);
        return customer.get(() -> requests.create(
                new NewService(account.id(), "mailboxes", mailbox("info", domain), secret, "mailbox-1", null)));
    }

    private Request create(JsonNode spec, @Nullable String key) {
        return customer.get(() -> requests.create(new NewService(account.id(), "domains", spec, null, key, null)));
    }

    private Request change(UUID service, JsonNode spec, String key) {
        return customer.get(
                () -> requests.change(service, spec, services.get(service).revision(), key, null));
    }

    private Request remove(UUID service, String typed, String key) {
        return customer.get(() -> requests.remove(service, typed, key, null));
    }

    private long requestsOf(Account owner) {
        return sql.sql("select count(*) from request where account_id = ?")
                .param(owner.id())
                .query(Long.class)
                .single();
    }

    /** What came of each, when all began at the same moment. */
    private static List<Object> atOnce(List<Supplier<Object>> wishes) throws Exception {
        CyclicBarrier begin = new CyclicBarrier(wishes.size());
        ExecutorService people = Executors.newFixedThreadPool(wishes.size());
        try {
            List<Future<Object>> answers = wishes.stream()
                    .map(wish -> people.submit(() -> {
                        begin.await();
                        try {
                            return wish.get();
                        } catch (Refusal refusal) {
                            return (Object) refusal;
                        }
                    }))
                    .toList();
            List<Object> all = new ArrayList<>();
            for (Future<Object> answer : answers) {
                all.add(Objects.requireNonNull(answer.get()));
            }
            return all;
        } finally {
            people.shutdownNow();
        }
    }

    private static JsonNode domain(String name, String... texts) {
        var spec = JsonNodeFactory.instance.objectNode().put("domain", name);
        var records = spec.putArray("records");
        for (String text : texts) {
            records.addObject()
                    .put("name", "@")
                    .put("type", "TXT")
                    .put("ttl", 0)
                    .put("value", text);
        }
        return spec;
    }

    private static JsonNode mailbox(String localPart, String domain) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("localPart", localPart)
                .put("domain", domain)
                .put("quotaMb", 100);
    }
}
