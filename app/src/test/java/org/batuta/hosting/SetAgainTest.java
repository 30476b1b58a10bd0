package org.batuta.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.Traces;
import org.batuta.Visitor;
import org.batuta.audit.Audit;
import org.batuta.provider.Letters;
import org.batuta.provider.MailProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The link of the letter that asks to set a password again: once, for a short time, for one service, without a login (T03). */
class SetAgainTest extends StoryTest {

    private static final String NEW = "another evening 18";
    private static final Pattern LINK = Pattern.compile("https?://[^/\\s]+(/set-again/[A-Za-z0-9_-]{43})");

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Audit audit;

    @LocalServerPort
    private int doorPort;

    private String domain;
    private String address;
    private UUID mailbox;
    private String path;

    @BeforeEach
    void aLetterAboutAnEnvelopeThatIsGone() {
        domain = aDomain();
        address = "info@" + domain;
        assertEnds(customer.asksForMailbox("info", domain, 10, PASSWORD), Request.State.DONE);
        mailbox = customer.theService("mailboxes", address);
        Letters letters = customer.letters();
        asksTooLate(mailbox, domain, "never to be seen 1");
        Matcher link = LINK.matcher(letters.text(address + ": please set the password again"));
        assertThat(link.find()).isTrue();
        path = link.group(1);
    }

    @Test
    void t03SetsItOnceWithoutALogin() throws Exception {
        Visitor reader = new Visitor(doorPort);
        try (Traces traces = new Traces(application)) {
            assertThat(reader.get(path).body()).contains(address).doesNotContain("??");
            assertThat(reader.post(path, sent("short", "short")).body())
                    .contains("id=\"password-problem\"", "Between 10 and 128 characters");
            assertThat(reader.post(path, sent(NEW, NEW + "x")).body()).contains("id=\"repeated-problem\"");

            HttpResponse<String> taken = reader.post(path, sent(NEW, NEW));
            assertThat(taken.headers().firstValue("Location")).hasValue("/set-again");
            assertThat(reader.get("/set-again").body()).contains("on its way").doesNotContain("??");
            UUID request = newest();
            assertEnds(request, Request.State.DONE);
            assertThat(new MailProgram(provider.first().address()).logsIn(address, NEW))
                    .isTrue();

            assertThat(customer.request(request).askedBy()).isEqualTo("*link");
            assertThat(page("/requests/" + request)).contains("Whoever had the link of our letter asked for it");
            assertThat(audit.of("service", mailbox).get(0).login()).isEqualTo("*link");
            assertThat(traces.tablesWith(NEW)).isEmpty();
            assertThat(traces.linesWith(NEW)).isEmpty();
            String token = path.replaceAll(".*/", "");
            assertThat(traces.tablesWith(token)).isEmpty();
            assertThat(traces.linesWith(token)).isEmpty();
        }
        assertThat(reader.get(path).statusCode()).isEqualTo(404);
        assertThat(reader.post(path, sent("a third evening 19", "a third evening 19"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(reader.get("/services/" + mailbox).statusCode()).isEqualTo(302);
    }

    @Test
    void opensNothingWhenItIsTooOldOrAnother() {
        Visitor reader = new Visitor(doorPort);
        String other = path.substring(0, path.length() - 1) + (path.endsWith("A") ? "B" : "A");
        HttpResponse<String> unknown = reader.get(other);
        assertThat(unknown.statusCode()).isEqualTo(404);
        sql.sql("update one_time_link set expires_at = now()"
                        + " where subject in (select id from request where service_id = ?)")
                .param(mailbox)
                .update();
        HttpResponse<String> old = reader.get(path);
        assertThat(old.statusCode()).isEqualTo(404);
        assertThat(old.body().replace(path, "")).isEqualTo(unknown.body().replace(other, ""));
        assertThat(reader.post(path, sent(NEW, NEW)).statusCode()).isEqualTo(404);
        assertThat(customer.request(newest()).state()).isEqualTo(Request.State.UNDONE);
    }

    private UUID newest() {
        return sql.sql("select id from request where service_id = ? order by asked_at desc, id desc limit 1")
                .param(mailbox)
                .query(UUID.class)
                .single();
    }

    private static Map<String, String> sent(String password, String repeated) {
        return Map.of("password", password, "repeated", repeated);
    }
}
