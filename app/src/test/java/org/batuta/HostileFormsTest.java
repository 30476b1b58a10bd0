package org.batuta;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.batuta.accounts.Account;
import org.batuta.accounts.Contact;
import org.batuta.accounts.Person;
import org.batuta.accounts.Registrar;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Route;
import org.batuta.orchestration.Routes;
import org.batuta.orchestration.Server;
import org.batuta.orchestration.Servers;
import org.batuta.provider.As;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** What the staff writes about servers, routes, accounts and persons, with values that want to hurt in every field. */
@BatutaTest
class HostileFormsTest {

    private static final Map<String, String> SERVER =
            Map.of("name", "hostile", "address", "192.0.2.99", "zone", "Europe/Madrid");
    private static final Map<String, String> PERSON =
            Map.of("login", "hostile", "name", "Hostile", "email", "hostile@example.org", "password", Visitor.PASSWORD);

    @Autowired
    private Servers servers;

    @Autowired
    private Routes routes;

    @Autowired
    private Registrar registrar;

    @Autowired
    private Cast cast;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private EntityManager entities;

    @Autowired
    private PasswordEncoder passwords;

    private HostileFields fields;

    @BeforeEach
    void application(@Autowired BeanFactory application) {
        fields = new HostileFields(application);
    }

    @TestFactory
    Stream<DynamicTest> anEnrolment() {
        return fields.of("server", SERVER, form(SERVER, form -> {
            Server server = As.administrator()
                    .get(() -> servers.enrol(in(form, "name"), in(form, "address"), 22, in(form, "zone")));
            return Map.of(
                    "name",
                    server.name(),
                    "address",
                    server.address(),
                    "zone",
                    server.zone().getId());
        }));
    }

    @TestFactory
    Stream<DynamicTest> aRoute() {
        return fields.of(
                "route",
                Map.of("type", "domains"),
                (field, text) -> As.administrator()
                        .get(() -> routes.add(text, new UUID(0, 0), Role.PRIMARY, null)
                                .serviceType()));
    }

    @TestFactory
    Stream<DynamicTest> theConditionOfARoute() {
        return fields.ofItsOwn(
                "route",
                Map.of("condition", "name != \"hostile\""),
                (field, text) -> As.administrator().get(() -> {
                    Server server = servers.enrol("hostile", "192.0.2.99", 22, "Europe/Madrid");
                    Route route = routes.add("domains", server.id(), Role.PRIMARY, text);
                    return Objects.requireNonNullElse(route.condition(), text.isBlank() ? text : "nothing");
                }));
    }

    @TestFactory
    Stream<DynamicTest> anAccount() {
        return fields.of("account", Map.of("name", "Hostile"), (field, text) -> {
            registrar.openAccount(text, Account.Kind.COMPANY, Locale.ENGLISH);
            return newest("select name from account order by number desc limit 1");
        });
    }

    @TestFactory
    Stream<DynamicTest> aPerson() {
        return fields.of("person", PERSON, form(PERSON, form -> {
            Person person =
                    registrar.addPerson(in(form, "login"), in(form, "name"), in(form, "email"), in(form, "password"));
            assertThat(passwords.matches(in(form, "password"), person.passwordHash()))
                    .isTrue();
            return Map.of(
                    "login", person.login(),
                    "name", person.name(),
                    "email", person.email(),
                    "password", in(form, "password"));
        }));
    }

    @TestFactory
    Stream<DynamicTest> aNewPassword() {
        Person person = cast.aCustomer();
        return fields.of("new password", Map.of("password", Visitor.PASSWORD), (field, text) -> {
            registrar.changePassword(person, text);
            assertThat(passwords.matches(text, cast.again(person).passwordHash()))
                    .isTrue();
            return text;
        });
    }

    @TestFactory
    Stream<DynamicTest> aContact() {
        Account account = cast.anAccount();
        return fields.of("contact", Map.of("email", "hostile@example.org"), (field, text) -> {
            registrar.addContact(account, Contact.Usage.ADMIN, text, Locale.ENGLISH);
            return newest("select email from contact order by id desc limit 1");
        });
    }

    private String newest(String query) {
        entities.flush();
        return sql.sql(query).query(String.class).single();
    }

    /** A form with good values in all other fields. */
    private static HostileFields.Form form(
            Map<String, String> good, Function<Map<String, String>, Map<String, String>> send) {
        return (field, text) -> {
            Map<String, String> values = new TreeMap<>(good);
            values.put(field, text);
            return String.valueOf(send.apply(values).get(field));
        };
    }

    private static String in(Map<String, String> form, String field) {
        return Objects.requireNonNull(form.get(field), field);
    }
}
