package org.batuta.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.BatutaTest;
import org.batuta.PostOffice;
import org.batuta.accounts.Account;
import org.batuta.accounts.Contact;
import org.batuta.accounts.Registrar;
import org.batuta.accounts.Role;
import org.batuta.secrets.OneTimeLinks;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.transaction.support.TransactionTemplate;

/** Letters as their readers get them, from a mail server. */
@BatutaTest
@SuppressWarnings("NullAway.Init")
class LettersTest {

    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private final String reader = "reader-" + word + "@customer.test";
    private final String event = "request-ended/" + word;

    @Autowired
    private Letters letters;

    @Autowired
    private StoredLetters stored;

    @Autowired
    private Mailer mailer;

    @Autowired
    private Registrar registrar;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private OneTimeLinks links;

    @Autowired
    private HistoryService history;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void tellsACustomerInTheLanguageOfTheContactAsTextAndAsHtml() throws Exception {
        UUID account = anAccount(Locale.forLanguageTag("es"));

        letters.tell(account, event, "request-done", done("x.test"));

        MimeMessage letter = theOnlyLetter();
        assertThat(letter.getSubject()).isEqualTo("x.test: hecho");
        assertThat(letter.getFrom()[0]).hasToString("batuta@provider.test");
        assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(letter.getHeader("Content-Language")).containsExactly("es");
        assertThat(part(letter, "text/plain"))
                .contains("Su petición «alta» para x.test está hecha")
                .contains("https://provider.test/requests/1");
        assertThat(part(letter, "text/html"))
                .contains("<p>Su petición «alta» para x.test está hecha")
                .contains("<a href=\"https://provider.test/requests/1\">Verlo</a>");
    }

    @Test
    void tellsTheSameEventOnce() throws Exception {
        UUID account = anAccount(Locale.ENGLISH);

        letters.tell(account, event, "request-done", done("x.test"));
        letters.tell(account, event, "request-done", done("x.test"));
        letters.tell(account, event + "/later", "request-done", done("later.test"));

        assertThat(awaitLetters(2))
                .extracting(MimeMessage::getSubject)
                .containsExactlyInAnyOrder("x.test: done", "later.test: done");
    }

    @Test
    void tellsNothingOfWhatWasRolledBack() throws Exception {
        UUID account = anAccount(Locale.ENGLISH);

        transaction.executeWithoutResult(status -> {
            letters.tell(account, event, "request-done", done("undone.test"));
            status.setRollbackOnly();
        });
        letters.tell(account, event, "request-done", done("x.test"));

        assertThat(theOnlyLetter().getSubject()).isEqualTo("x.test: done");
    }

    @Test
    void sendsALetterThatArrivedNotAgain() throws Exception {
        Letter letter = aLetter(reader, done("x.test"));
        stored.add(letter);

        mailer.send(letter.id());
        mailer.send(letter.id());

        assertThat(theOnlyLetter().getSubject()).isEqualTo("x.test: done");
    }

    @Test
    void fault23aLetterIsNotLostWhileTheMailServerIsAway() throws Exception {
        Letter letter = aLetter(reader, done("x.test"));
        stored.add(letter);
        MailSettings nobodyThere = new MailSettings(
                "127.0.0.1",
                1,
                "",
                "",
                false,
                Duration.ofSeconds(1),
                "a@x.test",
                List.of(),
                Locale.ENGLISH,
                URI.create("https://x.test"),
                20);
        OutsideMailSettings outside = new OutsideMailSettings("127.0.0.1", 1, "", "", false, "");
        Mailer cutOff = new Mailer(
                stored,
                new Composer(nobodyThere),
                new MailServer(nobodyThere, outside),
                nobodyThere,
                outside,
                links,
                new HeldBack(jdbc, nobodyThere, Clock.systemUTC()),
                Clock.systemUTC());

        assertThatExceptionOfType(MailException.class).isThrownBy(() -> cutOff.send(letter.id()));

        mailer.send(letter.id());
        assertThat(theOnlyLetter().getSubject()).isEqualTo("x.test: done");
    }

    @Test
    void namesTheMessageAfterTheEventAndTheReader() throws Exception {
        UUID account = anAccount(Locale.ENGLISH);
        letters.tell(account, event, "request-done", done("x.test"));
        letters.tell(account, event + "/later", "request-done", done("x.test"));

        List<MimeMessage> messages = awaitLetters(2);

        assertThat(messages).extracting(MimeMessage::getMessageID).doesNotHaveDuplicates();
        assertThat(messages)
                .extracting(MimeMessage::getMessageID)
                .contains("<"
                        + org.apache.commons.codec.digest.DigestUtils.sha256Hex(event + "\0" + reader)
                        + "@provider.test>");
    }

    @Test
    void writesToTheOwnersWhenThereIsNoContact() throws Exception {
        Account account = registrar.openAccount("Owned " + word, Account.Kind.COMPANY, Locale.GERMAN);
        registrar.join(
                registrar.addPerson("owner" + word, "Owner", reader, "correct horse battery"), account, Role.OWNER);

        letters.tell(account.id(), event, "request-done", done("x.test"));

        assertThat(theOnlyLetter().getSubject()).isEqualTo("x.test: erledigt");
    }

    @Test
    void attack52aValueDoesNotBecomeAHeaderOrASecondReader() throws Exception {
        UUID account = anAccount(Locale.ENGLISH);

        letters.tell(account, event, "request-done", done("x\r\nBcc: thief@elsewhere.test\r\n\r\n.\r\nend"));

        MimeMessage letter = theOnlyLetter();
        assertThat(letter.getHeader("Bcc")).isNull();
        assertThat(letter.getAllRecipients()).hasSize(1);
        assertThat(letter.getSubject())
                .startsWith("x\\x0d\\x0aBcc: thief@elsewhere.test")
                .endsWith("end: done");
        assertThat(part(letter, "text/plain")).contains("for x\\x0d\\x0aBcc");
        assertThat(PostOffice.lettersFor("thief@elsewhere.test")).isEmpty();
    }

    @Test
    void attack52refusesAnythingButOneAddress() {
        for (String hostile : List.of(
                "a@refused.test, b@refused.test",
                "a@refused.test\r\nBcc: b@refused.test",
                "A <a@refused.test>",
                "g: a@refused.test;")) {
            Letter letter = aLetter(hostile, done("x.test"));
            stored.add(letter);

            assertThatExceptionOfType(MailException.class).isThrownBy(() -> mailer.send(letter.id()));
        }
        assertThat(PostOffice.lettersFor("a@refused.test")).isEmpty();
        assertThat(PostOffice.lettersFor("b@refused.test")).isEmpty();
    }

    @Test
    void attack41valuesStayTextInTheHtml() throws Exception {
        UUID account = anAccount(Locale.ENGLISH);
        String hostile = "<img src=x onerror=alert(1)> ${7*7} [[${7*7}]] {count} '#'";

        letters.tell(
                account,
                event,
                "operation-warning",
                Map.of(
                        "what",
                        hostile,
                        "server",
                        "ns1",
                        "evidence",
                        "<b>stderr</b>\n\u001b[31mred\u0000",
                        "link",
                        "/x"));

        MimeMessage letter = theOnlyLetter();
        assertThat(letter.getSubject()).isEqualTo("Warning: " + hostile);
        assertThat(part(letter, "text/html"))
                .contains("&lt;img src=x onerror=alert(1)&gt; ${7*7} [[${7*7}]] {count}")
                .contains("&lt;b&gt;stderr&lt;/b&gt;\n\\x1b[31mred\\x00")
                .doesNotContain("<img", "<b>");
        assertThat(part(letter, "text/plain")).contains(hostile, "<b>stderr</b>\n\\x1b[31mred\\x00");
    }

    @Test
    void boundsTheEvidence() throws Exception {
        Letter letter = aLetter(
                reader, Map.of("service", "x", "verb", "y", "evidence", "first" + "e".repeat(100_000) + "last"));
        stored.add(letter);
        mailer.send(letter.id());

        assertThat(part(theOnlyLetter(), "text/plain")).hasSizeLessThan(6000).contains("first", "last", "[… 96009 …]");
    }

    @Test
    void carriesALinkThatOpensOnceAndWhoseTokenIsNowhereElse() throws Exception {
        UUID subject = UUID.randomUUID();
        LinkOnce link = new LinkOnce("/open/", "open-something", subject, Duration.ofMinutes(30));
        letters.tell(
                anAccount(Locale.ENGLISH), event, "set-again", Map.of("service", "x.test", "link", link.asValue()));

        Matcher found = Pattern.compile("https://provider\\.test/open/([\\w-]{43})\\s")
                .matcher(part(theOnlyLetter(), "text/plain"));
        assertThat(found.find()).isTrue();
        String token = found.group(1);

        assertThat(jdbc.sql("select count(*) from letter where model::text like :token")
                        .param("token", "%" + token + "%")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(links.look("open-other", token)).isEmpty();
        await(() -> links.look("open-something", token).filter(subject::equals).isPresent());
        assertThat(links.use("open-something", token)).contains(subject);
        assertThat(links.use("open-something", token)).isEmpty();
    }

    @Test
    void theProcessEndsWhenTheLetterIsSent() throws Exception {
        UUID account = anAccount(Locale.ENGLISH);
        letters.tell(account, event, "request-done", done("x.test"));
        theOnlyLetter();

        UUID letter = jdbc.sql("select id from letter where event_key = :event")
                .param("event", event)
                .query(UUID.class)
                .single();
        await(() -> history.createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(letter.toString())
                        .finished()
                        .count()
                == 1);
    }

    private UUID anAccount(Locale language) {
        Account account = registrar.openAccount("Customer " + word, Account.Kind.COMPANY, Locale.ENGLISH);
        registrar.addContact(account, Contact.Usage.TECHNICAL, reader, language);
        return account.id();
    }

    private Letter aLetter(String recipient, Map<String, Object> model) {
        return new Letter(
                UUID.randomUUID(), event, recipient, Locale.ENGLISH, "request-done", model, false, Letter.Way.USUAL);
    }

    private static Map<String, Object> done(String service) {
        return Map.of("service", service, "verb", "alta", "link", "/requests/1");
    }

    private MimeMessage theOnlyLetter() throws InterruptedException {
        return awaitLetters(1).get(0);
    }

    private List<MimeMessage> awaitLetters(int expected) throws InterruptedException {
        await(() -> PostOffice.lettersFor(reader).size() >= expected);
        assertThat(PostOffice.lettersFor(reader)).hasSize(expected);
        return PostOffice.lettersFor(reader);
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("nothing came in time").isBefore(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }

    private static String part(MimeMessage message, String type) throws MessagingException, IOException {
        return Parts.find(message, type).replace("\r\n", "\n");
    }
}
