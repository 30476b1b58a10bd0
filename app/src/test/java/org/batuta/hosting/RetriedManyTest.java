package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.batuta.Visitor;
import org.batuta.accounts.Person;
import org.batuta.accounts.StaffRole;
import org.batuta.audit.Audit;
import org.batuta.kernel.Ids;
import org.batuta.orchestration.Operation;
import org.batuta.orchestration.OperationState;
import org.batuta.provider.Trouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An operator chooses, in the list of operations, what is tried again, or takes all that is found (T09). */
class RetriedManyTest extends StoryTest {

    @Autowired
    private Audit audit;

    private Person operator;
    private Visitor desk;
    private List<UUID> domains;
    private String list;

    @BeforeEach
    void threeWaitForAPersonAndTheCauseIsMended() {
        operator = cast.aMemberOfStaff(StaffRole.OPERATOR);
        desk = at(operator);
        try (Trouble zones = Trouble.unwritable(provider.second(), "/etc/bind/batuta")) {
            domains = Stream.of(aName(), aName(), aName())
                    .map(customer::asksForDomain)
                    .toList();
            domains.forEach(domain -> administrator.isAsked(domain, "repairOperation"));
            zones.mend();
        }
        list = "/desk/operations?state=failed&words="
                + customer.account().name().replace(" ", "%20");
    }

    @Test
    void k15TriesTheChosenAndTellsWhichItLeftAloneAndThenAllThatWait() {
        List<UUID> failed = domains.stream().map(domain -> failed(domain).id()).toList();
        assertThat(desk.get(list).body()).contains("Try all 3 that wait again").contains(boxes(failed));
        administrator.chooses(administrator.isAsked(domains.get(0), "repairOperation"), "retry");
        assertEnds(domains.get(0), Request.State.DONE);

        HttpResponse<String> answer = chosen(failed.get(0), failed.get(1));
        assertThat(answer.headers().firstValue("Location")).hasValue(list);
        assertThat(desk.get(list).body())
                .contains("One is tried again now", "One was left alone", "done meanwhile")
                .doesNotContain(boxes(failed.subList(0, 2)));
        assertEnds(domains.get(1), Request.State.DONE);
        assertThat(customer.request(domains.get(2)).state()).isEqualTo(Request.State.RUNNING);
        UUID step = operations.ofRequest(domains.get(1)).stream()
                .filter(operation -> operation.id().equals(failed.get(1)))
                .findFirst()
                .orElseThrow()
                .stepId();
        assertThat(audit.of("step", step))
                .extracting(entry -> entry.action() + " " + entry.login())
                .containsExactly("retry " + operator.login());

        desk.post(list, Map.of("all", "yes"));
        assertThat(desk.get(list).body()).contains("One is tried again now").doesNotContain("left alone");
        assertEnds(domains.get(2), Request.State.DONE);
    }

    @Test
    void whoMayOnlyLookChoosesNothingAndNothingChosenIsSaid() {
        Visitor manager = at(cast.aMemberOfStaff(StaffRole.MANAGER));
        assertThat(manager.get(list).body())
                .contains("Refused")
                .doesNotContain("name=\"operation\"", "Try the chosen again");
        UUID first = failed(domains.get(0)).id();
        assertThat(manager.post(list, Map.of("operation", first.toString())).statusCode())
                .isEqualTo(403);
        assertThat(desk.post(list, Map.of()).body()).contains("Nothing was chosen", "Try the chosen again");
        assertThat(chosen(first, Ids.next()).statusCode()).isEqualTo(404);
        assertThat(failed(domains.get(0)).attempts()).isEqualTo(1);

        desk.post(list, Map.of("all", "yes"));
        domains.forEach(domain -> assertEnds(domain, Request.State.DONE));
    }

    private HttpResponse<String> chosen(UUID one, UUID other) {
        return desk.post(list, Map.of("operation", one + "," + other));
    }

    private static String[] boxes(List<UUID> operations) {
        return operations.stream().map("value=\"%s\""::formatted).toArray(String[]::new);
    }

    private Operation failed(UUID request) {
        return operations.ofRequest(request).stream()
                .filter(operation -> operation.state() == OperationState.REFUSED)
                .findFirst()
                .orElseThrow();
    }
}
