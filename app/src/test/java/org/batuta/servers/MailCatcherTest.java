package org.batuta.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class MailCatcherTest {

    @Test
    void showsTheNewestMailFirstAndNothingOfItAsMarkup() throws Exception {
        try (var catcher = new MailCatcher(0, 0)) {
            assertThat(get(catcher.page())).contains("No mail yet");
            send(catcher, "first", "hello");
            send(catcher, "<script>alert(1)</script>", "<b>&amp;");
            assertThat(get(catcher.page()))
                    .containsSubsequence("&lt;script&gt;", "ana@example.org", "&lt;b&gt;&amp;amp;", "first", "hello")
                    .doesNotContain("<script", "<b>");
            assertThat(catcher.mails()).hasSize(2);
        }
    }

    private static void send(MailCatcher catcher, String subject, String body) {
        var setup = new ServerSetup(catcher.smtpPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        GreenMailUtil.sendTextEmail("ana@example.org", "batuta@example.org", subject, body, setup);
    }

    private static String get(String address) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
