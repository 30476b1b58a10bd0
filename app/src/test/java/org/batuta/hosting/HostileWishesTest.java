package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.persistence.EntityManager;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.Books;
import org.batuta.Cast;
import org.batuta.HostileFields;
import org.batuta.Leaves;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.hosting.Requests.NewService;
import org.batuta.kernel.NotFound;
import org.batuta.kernel.Refusal;
import org.batuta.provider.As;
import org.batuta.provider.Customer;
import org.batuta.provider.Working;
import org.batuta.secrets.Secret;
import org.batuta.servers.WithServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every field of every wish of every service type, with values that want to hurt; the types are found, not listed. */
@BatutaTest
@WithServers
class HostileWishesTest {

    private static final String PASSWORD = "a quiet evening 17";

    private static final String[] RECORDS = {
        record("w", "TXT", "fine"),
        record("a", "A", "192.0.2.7"),
        record("b", "AAAA", "2001:db8::7"),
        record("c", "MX", "10 mx.example.org."),
        record("d", "CNAME", "www.example.org."),
        record("e", "NS", "ns.example.org."),
        record("_f._tcp", "SRV", "1 2 3 sip.example.org."),
        record("g", "CAA", "0 issue \\\"ca.example.org\\\"")
    };

    /** A wish of each type that would be taken. */
    private static final Map<String, String> NEW = Map.of(
            "domains", Customer.domain("hostile-new.test", RECORDS),
            "mailboxes", Customer.mailbox("new", "hostile.test", 100),
            "systemusers", Customer.systemUser("hostile-new", "FILES"));

    /** A change of each type that would be taken. */
    private static final Map<String, String> OTHER = Map.of(
            "domains", Customer.domain("hostile.test", RECORDS[0]),
            "mailboxes", Customer.mailbox("info", "hostile.test", 200),
            "systemusers", Customer.systemUser("hostile", "COMMANDS"));

    /** A change of each type before it is corrected. */
    private static final Map<String, String> BEFORE = Map.of(
            "domains", Customer.domain("hostile.test", RECORDS[1]),
            "mailboxes", Customer.mailbox("info", "hostile.test", 150),
            "systemusers", Customer.systemUser("hostile", "COMMANDS"));

    private static Account account;
    private static As customer;
    private static Map<String, Service> living;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Requests requests;

    @Autowired
    private ServiceTypes types;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private EntityManager entities;

    @Autowired
    private ObjectMapper json;

    @BeforeAll
    static void aCustomerWithADomainAndAMailbox(@Autowired BeanFactory application, @Autowired Cast cast) {
        Working.on(application);
        account = cast.anAccount();
        var person = cast.aCustomer(account, Role.OWNER);
        customer = As.owner(person, account);
        Customer asking = new Customer(application, person, account);
        var domain = asking.asksForDomain("hostile.test");
        var mailbox = asking.asksForMailbox("info", "hostile.test", 100, PASSWORD);
        var user = asking.asksFor("systemusers", Customer.systemUser("hostile", "FILES"), PASSWORD);
        living = Stream.of(domain, mailbox, user)
                .peek(each -> assertThat(asking.endOf(each)).isEqualTo(Request.State.DONE))
                .map(asking::serviceOf)
                .collect(Collectors.toMap(Service::type, Function.identity()));
    }

    @TestFactory
    Stream<DynamicTest> refusesOrStoresEveryFieldOfANewService() {
        return ofEveryType(NEW, fields()::of, (type, spec) -> create(type, spec, PASSWORD, null));
    }

    @TestFactory
    Stream<DynamicTest> refusesOrStoresEveryFieldOfAChange() {
        return ofEveryType(OTHER, fields()::of, (type, spec) -> change(type, spec, null));
    }

    @TestFactory
    Stream<DynamicTest> refusesOrStoresEveryFieldOfACorrection() {
        return ofEveryType(OTHER, fields()::ofItsOwn, (type, spec) -> {
            Request change = change(type, tree(BEFORE, type), null);
            As.administrator().run(() -> requests.revise(change.id(), spec, change.revision()));
            return change;
        });
    }

    private interface Asking {
        Request ask(String type, JsonNode spec);
    }

    private interface Trials {
        Stream<DynamicTest> of(String name, Map<String, String> good, HostileFields.Form form);
    }

    private Stream<DynamicTest> ofEveryType(Map<String, String> good, Trials trials, Asking asking) {
        assertThat(good.keySet())
                .as("a good wish for each type")
                .containsAll(types.all().stream()
                        .filter(HostileWishesTest::isOfTheProduct)
                        .map(ServiceType::key)
                        .toList());
        return good.keySet().stream()
                .flatMap(type -> trials.of(type, fieldsOf(tree(good, type)), (field, text) -> {
                    JsonNode spec = Leaves.with(tree(good, type), field, TextNode.valueOf(text));
                    String stored = stored(asking.ask(type, spec), field);
                    return isNumber(tree(good, type), field) && stored.equals(text.strip()) ? text : stored;
                }));
    }

    /** Not a type that only tests have. */
    private static boolean isOfTheProduct(ServiceType<?> type) {
        return !type.getClass()
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath()
                .contains("test-classes");
    }

    private static boolean isNumber(JsonNode wish, String field) {
        return wish.at("/" + Leaves.path(field)).isNumber();
    }

    /** Every kind of field once: the records of a domain differ by their values only. */
    private static Map<String, String> fieldsOf(JsonNode wish) {
        Map<String, String> fields = Leaves.of(wish);
        fields.keySet().removeIf(field -> field.matches("records\\[[1-9]]\\.(name|type|ttl)"));
        return fields;
    }

    @TestFactory
    Stream<DynamicTest> refusesOrTakesEveryKey() {
        return fields().of(
                        "any wish",
                        Map.of("key", "order-1"),
                        (field, text) -> String.valueOf(create("domains", tree(NEW, "domains"), null, text)
                                .idempotencyKey()));
    }

    @TestFactory
    Stream<DynamicTest> refusesOrTakesEveryPassword() {
        return fields().of("mailboxes", Map.of("password", PASSWORD), (field, text) -> {
            create("mailboxes", tree(NEW, "mailboxes"), text, null);
            return text; // only its verifier is kept
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryConfirmationThatIsNotTheName() {
        return fields().of("removal", Map.of("confirm", "info@hostile.test"), (field, text) -> {
            customer.get(() -> requests.remove(living("mailboxes").id(), text, null, null));
            return "removed";
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "1e999", "-1", "1.5", "[]", "{}", "[[1]]", "{\"a\":{}}", "9999999999999"})
    void refusesAValueOfAnotherKindAtItsField(String odd) throws JsonProcessingException {
        for (String type : NEW.keySet()) {
            for (String field : Leaves.of(tree(NEW, type)).keySet()) {
                requireRefused(type, field, Leaves.with(tree(NEW, type), field, json.readTree(odd)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "1", "\"text\"", "[]", "{}", "{\"other\":1}", "[[[[[[[[]]]]]]]]"})
    void refusesWhatIsNoWish(String odd) throws JsonProcessingException {
        for (String type : NEW.keySet()) {
            requireRefused(type, "", json.readTree(odd));
        }
    }

    @Test
    void refusesMoreRecordsThanADomainHas() {
        ObjectNode spec = (ObjectNode) tree(NEW, "domains");
        ArrayNode records = spec.putArray("records");
        for (int i = 0; i < 10_000; i++) {
            records.addObject()
                    .put("name", "r" + i)
                    .put("type", "A")
                    .put("ttl", 0)
                    .put("value", "192.0.2.1");
        }
        requireRefused("domains", "records", spec);
    }

    @Test
    void aTypeThatIsNotThereIsNotFound() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> create("../domains\0", tree(NEW, "domains"), null, null));
    }

    private void requireRefused(String type, String field, JsonNode spec) {
        Map<String, Long> books = Books.read(sql);
        assertThatExceptionOfType(Refusal.class)
                .as("%s, %s", type, field)
                .isThrownBy(() -> create(type, spec, PASSWORD, null))
                .satisfies(refusal -> assertThat(refusal.problems())
                        .extracting(Refusal.Problem::field)
                        .anyMatch(at -> at.startsWith(field)));
        assertThat(Books.read(sql)).isEqualTo(books);
    }

    private HostileFields fields() {
        return new HostileFields(application);
    }

    private Request create(String type, JsonNode spec, @Nullable String password, @Nullable String key) {
        Secret secret = password == null ? null : Secret.of(password);
        return customer.get(() -> requests.create(new NewService(account.id(), type, spec, secret, key, null)));
    }

    private Service living(String type) {
        return Objects.requireNonNull(living.get(type), type);
    }

    private Request change(String type, JsonNode spec, @Nullable String key) {
        Service service = living(type);
        return customer.get(() -> requests.change(service.id(), spec, service.revision(), key, null));
    }

    /** The field as the database has it. */
    private String stored(Request request, String field) {
        entities.flush();
        return sql.sql("select wanted #>> string_to_array(?, '/') from request where id = ?")
                .param(Leaves.path(field))
                .param(request.id())
                .query(String.class)
                .single();
    }

    private JsonNode tree(Map<String, String> wishes, String type) {
        try {
            return json.readTree(wishes.get(type));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(type, e);
        }
    }

    private static String record(String name, String type, String value) {
        return "{\"name\":\"%s\",\"type\":\"%s\",\"ttl\":0,\"value\":\"%s\"}".formatted(name, type, value);
    }
}
