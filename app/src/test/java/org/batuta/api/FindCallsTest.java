package org.batuta.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Exhibits;
import org.batuta.Program;
import org.batuta.Program.Answer;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.security.tokens.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A program finds what its person may see, each by an address that opens (L19). */
@BatutaTest
class FindCallsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    private Exhibits exhibits;
    private Account account;
    private Person owner;

    @BeforeEach
    void thereIsSomethingToFind() {
        exhibits = Exhibits.of(application);
        account = exhibits.account();
        owner = cast.aCustomer(account, Role.OWNER);
    }

    @Test
    void staffFindEachKindByAnAddressThatOpens() {
        Program administrator = staff(StaffRole.ADMINISTRATOR);
        for (String kind : List.of("accounts", "services", "requests", "operations")) {
            String url = "/api/v1/" + kind + "/" + exhibits.id(kind);
            assertThat(found(administrator, exhibits.id(kind).toString())).contains(url);
            assertThat(administrator.get(url).status()).as(url).isEqualTo(200);
        }
        assertThat(found(administrator, "exhibit-" + exhibits.id("services")))
                .containsExactly("/api/v1/services/" + exhibits.id("services"));
        String person = "/api/v1/people/" + owner.id();
        assertThat(found(administrator, owner.login())).contains(person);
        assertThat(administrator.get(person).status()).isEqualTo(200);
        assertThat(found(staff(StaffRole.OPERATOR), owner.login()))
                .contains("/api/v1/accounts/" + account.id())
                .noneMatch(url -> url.contains("/people/"));
    }

    @Test
    void t17ACustomerFindsTheOwnAndNothingOfAnybodyElse() {
        Program own = Program.of(application, port, owner, account, Scope.READ);
        Account other = cast.anAccount();
        Program stranger = Program.of(application, port, cast.aCustomer(other, Role.OWNER), other, Scope.READ);
        for (String kind : List.of("services", "requests")) {
            UUID id = exhibits.id(kind);
            assertThat(found(own, id.toString())).containsExactly("/api/v1/" + kind + "/" + id);
            assertThat(found(stranger, id.toString())).isEmpty();
        }
        assertThat(found(own, exhibits.id("operations").toString())).isEmpty();
        assertThat(found(own, owner.login())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/find", "/api/v1/find?q=x", "/api/v1/find?q=%20x%20"})
    void tooLittleIsRefusedAtItsParameter(String address) {
        Answer answer = staff(StaffRole.OPERATOR).get(address);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/parameter").asText()).isEqualTo("q");
        assertThat(answer.json().at("/errors/0/detail").asText()).contains("2", "100");
    }

    private static List<String> found(Program program, String words) {
        JsonNode answer = program.get("/api/v1/find?q=" + words).json();
        return answer.get("items").findValuesAsText("url");
    }

    private Program staff(StaffRole role) {
        return Program.of(application, port, cast.aMemberOfStaff(role), null, Scope.WRITE);
    }
}
