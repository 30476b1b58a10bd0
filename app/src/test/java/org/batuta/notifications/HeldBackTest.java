package org.batuta.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.batuta.BatutaTest;
import org.batuta.PostOffice;
import org.batuta.accounts.Accounts;
import org.batuta.accounts.Contacts;
import org.batuta.accounts.People;
import org.batuta.provider.Administrator;
import org.batuta.secrets.OneTimeLinks;
import org.batuta.workflow.Processes;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Of letters that want a person a reader gets only so many an hour, and hears of all others in the next one (K23). */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class HeldBackTest {

    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private final String reader = "alarmed-" + word + "@provider-" + word + ".test";

    @Autowired
    private BeanFactory application;

    @Autowired
    private StoredLetters stored;

    @Autowired
    private Mailer mailer;

    @Autowired
    private OneTimeLinks links;

    @Autowired
    private Processes processes;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void k23WhatIsBeyondTheHourWaitsAndTheNextLetterTellsOfAllOfIt() throws Exception {
        gotWithinTheHour(PostOffice.HOURLY - 2);

        tell(5);

        await().until(() -> held().size() == 3);
        assertThat(arrived()).hasSize(2).noneMatch(letter -> text(letter).contains("more letter"));
        Administrator administrator = new Administrator(application);
        for (UUID each : held()) {
            assertThat(administrator.awaitsTime(each, "roomAgain").getDuedate())
                    .isAfter(Instant.now().plus(Duration.ofMinutes(29)))
                    .isBefore(Instant.now().plus(Duration.ofMinutes(31)));
        }

        anHourPasses();
        UUID first = held().get(0);
        List<UUID> others = held().subList(1, 3);
        administrator.letTimePass(first, "roomAgain");
        await().until(() -> arrived().size() == 3);
        await().until(() -> held().isEmpty());
        assertThat(text(arrived().get(2))).contains("And 2 more letters like this were held back");
        assertThat(toldBy(first)).containsExactlyInAnyOrderElementsOf(others);

        others.forEach(each -> administrator.letTimePass(each, "roomAgain"));
        await().until(() -> Stream.concat(Stream.of(first), others.stream())
                .noneMatch(id -> processes.isRunning("send-letter", "" + id)));
        tell(1);
        await().until(() -> arrived().size() == 4);
        assertThat(text(arrived().get(3))).doesNotContain("more letter");
    }

    @Test
    void k23NodesKeepToTheHourTogether() {
        List<Mailer> nodes = List.of(aNode(3), aNode(3));
        List<UUID> alarms = IntStream.range(0, 12)
                .mapToObj(n -> anAlarm("together/" + word + "/" + n))
                .toList();

        IntStream.range(0, alarms.size())
                .mapToObj(n -> CompletableFuture.runAsync(() -> send(nodes.get(n % nodes.size()), alarms.get(n))))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(arrived()).hasSize(3);
        assertThat(held()).hasSize(9);
        anHourPasses();
        send(nodes.get(0), held().get(8));
        assertThat(text(arrived().get(3))).contains("And 8 more letters like this were held back");
        assertThat(held()).isEmpty();
    }

    @Test
    void k23CustomersAreToldAllThatConcernsThem() {
        gotWithinTheHour(PostOffice.HOURLY);
        Letter letter = new Letter(
                UUID.randomUUID(),
                "request-ended/" + word,
                reader,
                Locale.ENGLISH,
                "request-done",
                Map.of("service", "x.test", "verb", "create"),
                false,
                Letter.Way.USUAL);
        stored.add(letter);

        assertThat(mailer.send(letter.id())).isEmpty();

        assertThat(arrived()).hasSize(1);
    }

    private void send(Mailer node, UUID alarm) {
        transaction.executeWithoutResult(status -> node.send(alarm));
    }

    private void tell(int alarms) {
        Letters letters = new Letters(
                stored,
                application.getBean(Contacts.class),
                application.getBean(Accounts.class),
                application.getBean(People.class),
                settings(PostOffice.HOURLY),
                application.getBean(OutsideMailSettings.class),
                processes);
        for (int n = 0; n < alarms; n++) {
            String event = "incident/" + UUID.randomUUID();
            transaction.executeWithoutResult(status ->
                    letters.tellAdministrators(event, "repair-wanted", Map.of("what", "trials apply", "server", "s1")));
        }
    }

    private UUID anAlarm(String event) {
        Letter alarm = new Letter(
                UUID.randomUUID(),
                event,
                reader,
                Locale.ENGLISH,
                "repair-wanted",
                Map.of("what", "x", "server", "s"),
                true,
                Letter.Way.USUAL);
        stored.add(alarm);
        return alarm.id();
    }

    private Mailer aNode(int hourly) {
        MailSettings settings = settings(hourly);
        return new Mailer(
                stored,
                new Composer(settings),
                application.getBean(MailServer.class),
                settings,
                application.getBean(OutsideMailSettings.class),
                links,
                new HeldBack(jdbc, settings, Clock.systemUTC()),
                Clock.systemUTC());
    }

    private MailSettings settings(int hourly) {
        return new MailSettings(
                "localhost",
                25,
                "",
                "",
                false,
                Duration.ofSeconds(1),
                "a@x.test",
                List.of(reader),
                Locale.ENGLISH,
                URI.create("https://x.test"),
                hourly);
    }

    private void gotWithinTheHour(int alarms) {
        jdbc.sql("insert into letter (id, event_key, recipient, language, template, model, alarm, written, sent)"
                        + " select gen_random_uuid(), 'earlier/' || n, :reader, 'en', 'x', '{}', true, now(),"
                        + " now() - interval '30 minutes' from generate_series(1, :alarms) n")
                .param("reader", reader)
                .param("alarms", alarms)
                .update();
    }

    private void anHourPasses() {
        jdbc.sql("update letter set sent = sent - interval '1 hour' where recipient = ?")
                .param(reader)
                .update();
    }

    private List<UUID> held() {
        return jdbc.sql("select id from letter where recipient = ? and held is not null and sent is null"
                        + " and told_by is null order by held")
                .param(reader)
                .query(UUID.class)
                .list();
    }

    private List<UUID> toldBy(UUID letter) {
        return jdbc.sql("select id from letter where told_by = ?")
                .param(letter)
                .query(UUID.class)
                .list();
    }

    private List<MimeMessage> arrived() {
        return PostOffice.lettersFor(reader);
    }

    private static String text(MimeMessage letter) {
        try {
            return Parts.find(letter, "text/plain").replace("\r\n", "\n");
        } catch (jakarta.mail.MessagingException | java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
