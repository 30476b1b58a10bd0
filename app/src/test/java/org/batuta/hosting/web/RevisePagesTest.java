package org.batuta.hosting.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.StaffRole;
import org.batuta.hosting.Request;
import org.batuta.provider.Administrator;
import org.batuta.provider.Customer;
import org.batuta.provider.Trouble;
import org.batuta.provider.Working;
import org.batuta.servers.WithServers;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the page answers where an operator corrects what a request asks for. */
@BatutaTest
@WithServers
class RevisePagesTest {

    private static final String NO_REPAIR = "Nothing can be corrected here now";

    @LocalServerPort
    private int port;

    @Autowired
    private BeanFactory application;

    @Autowired
    private Cast cast;

    private Administrator administrator;
    private Person owner;
    private Customer customer;
    private String name;
    private UUID request;
    private Task task;
    private String address;
    private Visitor operator;

    @BeforeEach
    void aDomainOfWhichAPersonDecidesHowItGoesOn() {
        Working provider = Working.on(application);
        administrator = new Administrator(application);
        Account account = cast.anAccount();
        owner = cast.aCustomer(account, Role.OWNER);
        customer = new Customer(application, owner, account);
        name = "revised-" + account.number() + ".test";
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            request =
                    customer.asksForDomain(name, "{\"name\":\"www\",\"type\":\"A\",\"ttl\":0,\"value\":\"192.0.2.7\"}");
            task = administrator.isAsked(request, "repairOperation");
        }
        address = "/desk/requests/" + request + "/revise";
        operator = visitor(cast.aMemberOfStaff(StaffRole.OPERATOR));
    }

    @AfterEach
    void nobodyIsAskedAnyMore() {
        if (customer.request(request).state().isOpen()) {
            customer.cancels(request);
            assertThat(customer.endOf(request)).isEqualTo(Request.State.UNDONE);
        }
    }

    @Test
    void correctsAValueThatIsThenPlanned() {
        String step = administrator.evidence(task).step().id().toString();
        assertThat(operator.get("/desk/evidence/steps/" + step).body()).contains("href=\"" + address + "\"");
        assertThat(operator.get("/requests/" + request).body()).contains("href=\"" + address + "\"");
        assertThat(operator.get(address).body()).contains("value=\"192.0.2.7\"", "#/?task=" + task.getId());

        HttpResponse<String> answer = operator.post(address, wish("192.0.2.8", 1));

        assertThat(answer.headers().firstValue("Location")).contains(address);
        assertThat(operator.get(address).body())
                .contains("Now go back to the task and choose “Plan again with the present values”")
                .contains("value=\"192.0.2.8\"");
        assertThat(visitor(owner).get("/requests/" + request).body())
                .contains("Our staff corrected what is asked for", "Our staff is on it");
        administrator.chooses(task, "revised");
        assertThat(customer.endOf(request)).isEqualTo(Request.State.DONE);
        assertThat(customer.serviceOf(request).spec().toString()).contains("192.0.2.8");
        refusesPlainly(operator.get(address));
        refusesPlainly(operator.post(address, wish("192.0.2.9", 2)));
    }

    @Test
    void saysWhatIsWrongAtItsFieldAndStoresNothing() {
        assertThat(operator.post(address, wish("192.0.2.300", 1)).body())
                .contains("id=\"records[0].value-problem\"", "value=\"192.0.2.300\"");
        assertThat(operator.post(address, wish("192.0.2.7", 1)).body()).contains("There is nothing to change");
        assertThat(operator.post(address, wish("192.0.2.8", 7)).body())
                .contains("Somebody changed this while you were writing", "Load what it is now");
        Map<String, String> other = wish("192.0.2.8", 1);
        other.put("domain", "other-" + name);
        assertThat(operator.post(address, other).body()).contains("id=\"domain-problem\"");
        assertThat(customer.request(request).revision()).isEqualTo(1);
        assertThat(String.valueOf(customer.request(request).wanted())).contains("192.0.2.7");
        assertThat(customer.kinds(request)).doesNotContain("revised");
    }

    @Test
    void addsAndTakesAwayRows() {
        Map<String, String> wish = wish("192.0.2.8", 1);
        wish.put("add", "records");
        assertThat(operator.post(address, wish).body()).contains("records[1].value", "value=\"192.0.2.8\"");
        wish.remove("add");
        wish.put("drop", "records[0]");
        assertThat(operator.post(address, wish).body()).doesNotContain("records[0].value");
    }

    @Test
    void isOnlyForWhoRepairs() {
        for (Visitor other : new Visitor[] {visitor(owner), visitor(cast.aMemberOfStaff(StaffRole.MANAGER))}) {
            assertThat(other.get("/requests/" + request).body()).contains(name).doesNotContain(address);
            assertThat(other.get(address).statusCode()).isEqualTo(403);
            assertThat(other.post(address, wish("192.0.2.8", 1)).statusCode()).isEqualTo(403);
        }
        assertThat(operator.get(address.replace(
                                request.toString(), UUID.randomUUID().toString()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(customer.request(request).revision()).isEqualTo(1);
    }

    private static void refusesPlainly(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains(NO_REPAIR);
    }

    private Map<String, String> wish(String value, int version) {
        Map<String, String> wish = new LinkedHashMap<>();
        wish.put("domain", name);
        wish.put("records[0].name", "www");
        wish.put("records[0].type", "A");
        wish.put("records[0].ttl", "");
        wish.put("records[0].value", value);
        wish.put("version", Integer.toString(version));
        return wish;
    }

    private Visitor visitor(Person person) {
        Visitor visitor = new Visitor(port);
        visitor.login(person.login(), Visitor.PASSWORD);
        return visitor;
    }
}
