package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.batuta.Program;
import org.batuta.Visitor;
import org.batuta.accounts.Account;
import org.batuta.accounts.Role;
import org.batuta.hosting.Request.State;
import org.batuta.kernel.Refusal;
import org.batuta.kernel.Refusal.Problem;
import org.batuta.provider.Customer;
import org.batuta.provider.ShellProgram;
import org.batuta.security.tokens.Scope;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users on a server: the first of an account is its main one, and none of them is a login here or an address (T05, T13, T22). */
class SystemUserTest extends StoryTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    JdbcClient sql;

    @Test
    void t05TheFirstUserIsTheMainOneAndWorksAsOneIsTold() {
        String name = aUserName();
        UUID asked = asksFor(customer, name, "COMMANDS");
        assertEnds(asked, State.DONE);

        UUID user = customer.serviceOf(asked).id();
        assertThat(customer.serviceOf(asked).spec().get("mainUser").textValue()).isEqualTo(name);
        Map<String, String> told = customer.toldOf(user);
        assertThat(told)
                .containsEntry("system-user", name)
                .containsEntry("sftp-port", "22")
                .containsEntry(
                        "ssh-command", "ssh " + name + "@" + provider.first().name());
        assertThat(as(name, PASSWORD).says("id -un")).isEqualTo(name);
        assertThat(as(name, PASSWORD).movesFiles()).isTrue();
        assertThat(as(name, "another evening 17").getsIn()).isFalse();
    }

    @Test
    void t05TheMainUserStaysAndTheOthersGo() {
        String main = aUserName();
        String later = aUserName();
        UUID first = asksFor(customer, main, "FILES");
        UUID second = asksFor(customer, later, "FILES");
        assertEnds(first, State.DONE);
        assertEnds(second, State.DONE);
        assertThat(customer.kinds(second)).contains("waits-for-parent");
        assertThat(page("/services/" + customer.serviceOf(first).id()))
                .contains("What lives in it", later, "Files only (SFTP)", "Main user")
                .doesNotContain(" FILES ", "??");
        assertThat(asCustomer()
                        .get("/services/" + customer.serviceOf(second).id())
                        .body())
                .contains("/services/" + customer.serviceOf(first).id() + "\">" + main);

        assertThat(problems(() -> customer.removes(customer.serviceOf(first).id())))
                .extracting(Problem::code)
                .containsExactly("system-user.main-stays");
        assertThat(asCustomer()
                        .post(
                                "/services/" + customer.serviceOf(first).id() + "/remove",
                                Map.of("confirm", main, "key", aUserName()))
                        .body())
                .contains("This is the main user of the account and stays as long as the account does.");
        assertThat(page("/services/" + customer.serviceOf(first).id() + "/transfer"))
                .contains("This is the main user of the account and stays as long as the account does.");
        long number = cast.anAccount().number();
        assertThat(asCustomer()
                        .post(
                                "/services/" + customer.serviceOf(first).id() + "/transfer",
                                Map.of("receiver", Long.toString(number)))
                        .body())
                .contains("This is the main user of the account and stays as long as the account does.");
        UUID removal = customer.removes(customer.serviceOf(second).id());
        customer.awaits(removal, "window");
        assertThat(as(later, PASSWORD).getsIn()).isFalse();
        administrator.letTimePass(removal, "windowPassed");
        assertEnds(removal, State.DONE);
        assertThat(provider.first().exec("id", later).exit()).isNotZero();
        assertThat(as(main, PASSWORD).movesFiles()).isTrue();
        assertThat(problems(() -> customer.removes(customer.serviceOf(first).id())))
                .extracting(Problem::code)
                .containsExactly("system-user.main-stays");
    }

    @Test
    void t05TheMainUserIsFoundInTheListAndByPrograms() {
        String domain = aDomain();
        String main = aUserName();
        String later = aUserName();
        assertEnds(asksFor(customer, main, "FILES"), State.DONE);
        assertEnds(asksFor(customer, later, "FILES"), State.DONE);

        assertThat(page("/services")).contains(domain, main, later);
        assertThat(page("/services?type=systemusers")).contains(main, later).doesNotContain(domain);
        assertThat(page("/services?type=systemusers&top=true")).contains(main).doesNotContain(later, domain, "??");
        assertThat(page("/services?top=true")).contains(main, domain).doesNotContain(later);
        assertThat(page("/services?type=mailboxes")).contains("You have nothing of this kind.");
        Program program = Program.of(
                application, port, cast.aCustomer(customer.account(), Role.OWNER), customer.account(), Scope.READ);
        assertThat(program.get("/api/v1/services?type=systemusers&top=true")
                        .json()
                        .get("items")
                        .findValuesAsText("name"))
                .contains(main)
                .doesNotContain(later);
    }

    @Test
    void t05OfManyAskedForAtOnceOneIsTheMainOne() {
        List<CompletableFuture<UUID>> asked = IntStream.range(0, 5)
                .mapToObj(each -> CompletableFuture.supplyAsync(() -> asksFor(customer, aUserName(), "FILES")))
                .toList();

        List<Service> users = asked.stream()
                .map(CompletableFuture::join)
                .map(customer::serviceOf)
                .toList();

        Service main = users.stream()
                .filter(user -> user.parentId() == null)
                .findFirst()
                .orElseThrow();
        assertThat(users)
                .filteredOn(user -> !user.equals(main))
                .hasSize(4)
                .allSatisfy(user -> assertThat(user.parentId()).isEqualTo(main.id()));
    }

    @Test
    void t05TheDatabaseTakesNoSecondMainUser() {
        UUID first = asksFor(customer, aUserName(), "FILES");
        UUID second = asksFor(customer, aUserName(), "FILES");

        assertThat(catchThrowableOfType(
                        DataIntegrityViolationException.class,
                        () -> sql.sql("update service set parent_id = null where id = ?")
                                .param(customer.serviceOf(second).id())
                                .update()))
                .hasMessageContaining("service_main_system_user");
        assertThat(customer.serviceOf(second).parentId())
                .isEqualTo(customer.serviceOf(first).id());
    }

    @Test
    void t13AnAccountALoginAndASystemUserAreThreeThings() {
        String name = aUserName();
        assertEnds(asksFor(customer, name, "COMMANDS"), State.DONE);
        Customer other = anotherCustomer();

        assertThat(new Visitor(port).login(name, PASSWORD)).contains("wrong");
        assertThat(as(customer.email(), Visitor.PASSWORD).getsIn()).isFalse();
        assertThat(problems(() -> asksFor(other, name, "FILES")))
                .extracting(Problem::field, Problem::code)
                .containsExactly(tuple("name", "taken"));
        assertThat(customer.account().name()).isNotEqualTo(name);
    }

    @Test
    void t03APasswordIsChangedByItsProcessAndReadBackFromTheServer() {
        String name = aUserName();
        UUID asked = asksFor(customer, name, "FILES");
        assertEnds(asked, State.DONE);
        UUID user = customer.serviceOf(asked).id();

        assertEnds(customer.setsPassword(user, "a later evening 18"), State.DONE);

        assertThat(as(name, "a later evening 18").movesFiles()).isTrue();
        assertThat(as(name, PASSWORD).getsIn()).isFalse();
    }

    @Test
    void aChangeOfAccessIsInForceWhenItsRequestSaysDone() {
        String name = aUserName();
        UUID asked = asksFor(customer, name, "COMMANDS");
        assertEnds(asked, State.DONE);
        assertThat(as(name, PASSWORD).says("echo told")).isEqualTo("told");

        assertEnds(customer.changes(customer.serviceOf(asked).id(), Customer.systemUser(name, "FILES")), State.DONE);

        assertThat(as(name, PASSWORD).says("echo told")).doesNotContain("told");
        assertThat(as(name, PASSWORD).movesFiles()).isTrue();
    }

    @Test
    void aNameThatTheServerItselfHasIsNobodys() {
        UUID asked = asksFor(customer, "systemd-network", "FILES");

        administrator.isAsked(asked, "repairOperation");
        customer.cancels(asked);

        assertThat(customer.endOf(asked)).isIn(State.UNDONE, State.CANCELLED);
        assertThat(provider.first().exec("id", "systemd-network").exit()).isZero();
    }

    private Customer anotherCustomer() {
        Account account = cast.anAccount();
        return new Customer(application, cast.aCustomer(account, Role.OWNER), account);
    }

    private static String aUserName() {
        return "user" + NUMBER.incrementAndGet();
    }

    private UUID asksFor(Customer who, String name, String access) {
        return who.asksFor("systemusers", Customer.systemUser(name, access), PASSWORD);
    }

    private ShellProgram as(String user, String password) {
        return new ShellProgram(provider.first().address(), user, password);
    }

    private static List<Problem> problems(ThrowingCallable asking) {
        return catchThrowableOfType(Refusal.class, asking).problems();
    }
}
