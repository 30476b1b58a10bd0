package org.batuta.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.BatutaTest;
import org.batuta.PostOffice;
import org.batuta.configuration.Catalogues;
import org.batuta.kernel.Ids;
import org.batuta.notifications.Parts;
import org.batuta.provider.As;
import org.batuta.secrets.Envelopes;
import org.batuta.servers.Park;
import org.batuta.servers.WithServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A script that is done and complains (T35), and the letter about it (T06). */
@BatutaTest
@WithServers
class WarningsTest {

    private final Trials trials;
    private final Operations operations;
    private final Evidences evidences;
    private final Envelopes envelopes;
    private final JdbcClient jdbc;
    private final String word = "odd" + Long.toString(System.nanoTime(), 36).replaceAll("[0-9]", "x");

    private UUID server;

    @Autowired
    WarningsTest(Trials trials, Operations operations, Evidences evidences, Envelopes envelopes, JdbcClient jdbc) {
        this.trials = trials;
        this.operations = operations;
        this.evidences = evidences;
        this.envelopes = envelopes;
        this.jdbc = jdbc;
    }

    @BeforeEach
    void serverIsThere(Park park) {
        server = trials.server(park.server("s1"));
    }

    @Test
    void t35TellsTheAdministratorsOnceWhatADoneScriptComplainedOf() throws Exception {
        String deed =
                "echo '" + word + " <b>${7777*7777}</b> [[${7777*7777}]] at '$(date +%N) >&2; printf '\\033[2J\\n' >&2";
        Step first = trials.submit(server, deed);
        assertThat(trials.awaitEnd(first).state()).isEqualTo(OperationState.DONE_WITH_WARNING);
        Step second = trials.submit(server, deed);
        assertThat(trials.awaitEnd(second).state()).isEqualTo(OperationState.DONE_WITH_WARNING);
        Step other = trials.submit(server, "echo " + word + " of another kind >&2");
        trials.awaitEnd(other);

        Trials.await("two letters", () -> letters().size() >= 2);
        assertThat(written()).isEqualTo(2);
        MimeMessage letter = letters().stream()
                .filter(each -> text(each, "text/plain").contains("<b>"))
                .findFirst()
                .orElseThrow();
        assertThat(letter.getSubject()).isEqualTo("Warning: trials apply");
        assertThat(text(letter, "text/plain"))
                .contains("trial-s1", word + " <b>${7777*7777}</b> [[${7777*7777}]] at ", "\\x1b[2J")
                .contains("https://provider.test/desk/operations/"
                        + trials.only(first).id());
        assertThat(text(letter, "text/html"))
                .contains("&lt;b&gt;${7777*7777}&lt;/b&gt; [[${7777*7777}]]", "\\x1b[2J")
                .doesNotContain("<b>", "\u001b", "60481729");
    }

    @Test
    void t35IsQuietAboutWhatIsKnownToBeHarmless() {
        Operation quiet = trials.awaitEnd(
                trials.submit(server, "echo 'mesg: ttyname failed: Inappropriate ioctl for device' >&2; echo >&2"));
        Operation loud = trials.awaitEnd(trials.submit(
                server, "echo 'mesg: ttyname failed: x' >&2; echo '" + word + ": not mesg: ttyname failed' >&2"));

        assertThat(quiet.state()).isEqualTo(OperationState.DONE);
        assertThat(loud.state()).isEqualTo(OperationState.DONE_WITH_WARNING);
    }

    @Test
    void t36WhatAnAdministratorCallsHarmlessIsNoWarningFromThenOn(@Autowired Catalogues catalogues) {
        String deed = "echo '" + word + " is fine' >&2";
        assertThat(trials.awaitEnd(trials.submit(server, deed)).state()).isEqualTo(OperationState.DONE_WITH_WARNING);

        As.administrator().run(() -> catalogues.put("harmless", word, "^" + word + " is fine$"));
        try {
            assertThat(trials.awaitEnd(trials.submit(server, deed)).state()).isEqualTo(OperationState.DONE);
        } finally {
            As.administrator().run(() -> catalogues.takeBack("harmless", word));
        }

        assertThat(trials.awaitEnd(trials.submit(server, deed)).state()).isEqualTo(OperationState.DONE_WITH_WARNING);
    }

    @Test
    void t06ALetterShowsTheBeginningAndTheEndOfALongComplaint() {
        trials.awaitEnd(trials.submit(
                server, "echo " + word + " first >&2; head -c 3000000 /dev/zero | tr '\\0' y >&2; echo last >&2"));

        Trials.await("the letter", () -> !letters().isEmpty());
        assertThat(text(letters().get(0), "text/plain")).hasSizeLessThan(6000).contains(word + " first", "yyylast");
    }

    @Test
    void attack44KeepsNoSecretThatAScriptBetrays() {
        String secret = "{SHA512-CRYPT}sealed value of " + word;
        Step step = betray(secret);

        Operation ended = trials.awaitEnd(step);

        assertThat(ended.state()).isEqualTo(OperationState.DONE_WITH_WARNING);
        Attempt attempt = evidences.of(step.id()).of(ended).get(0);
        assertThat(attempt.stdout()).isEqualTo("said ***\npassword: ***\n");
        assertThat(attempt.stderr())
                .contains("+ echo 'said ***'", "mysql://root:***@db/x", word)
                .doesNotContain("sealed value", "tiger", "MIIE", "abcdefghijklmnop");
        Trials.await("the letter", () -> !letters().isEmpty());
        assertThat(text(letters().get(0), "text/plain")).contains("***").doesNotContain("sealed value", "MIIE");
        assertThat(jdbc.sql("select (select count(*) from attempt where stdout || stderr like :secret)"
                                + " + (select count(*) from letter where model::text like :secret)")
                        .param("secret", "%sealed value%")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private Step betray(String secret) {
        UUID account = Ids.next();
        UUID request = Ids.next();
        byte[] sealed = ("password\0" + secret + "\0").getBytes(StandardCharsets.UTF_8);
        UUID envelope = envelopes.seal("trial", account, server, request, sealed);
        String deed = "set -x; echo \"said $password\"; echo password: tiger; set +x;"
                + " echo mysql://root:tiger@db/x " + word + " >&2; echo '$6$salt$abcdefghijklmnopqrst' >&2;"
                + " printf -- '-----BEGIN RSA PRIVATE KEY-----\\nMIIE\\n-----END RSA PRIVATE KEY-----\\n' >&2";
        Step step = operations.plan(new PlannedStep(
                request,
                server,
                false,
                List.of(new PlannedOperation(
                        account,
                        "Acme",
                        Ids.next(),
                        "trials",
                        "trial.test",
                        Verb.APPLY,
                        Map.of("deed", deed),
                        envelope,
                        JsonNodeFactory.instance.objectNode(),
                        "ada",
                        null))));
        operations.submit(step.id(), "nobody-" + step.id(), "none");
        return step;
    }

    private List<MimeMessage> letters() {
        return PostOffice.lettersFor("provider.test").stream()
                .filter(letter -> text(letter, "text/plain").contains(word))
                .toList();
    }

    private long written() {
        return jdbc.sql("select count(*) from letter where model::text like ?")
                .param("%" + word + "%")
                .query(Long.class)
                .single();
    }

    private static String text(MimeMessage letter, String type) {
        try {
            return Parts.find(letter, type).replace("\r\n", "\n");
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
