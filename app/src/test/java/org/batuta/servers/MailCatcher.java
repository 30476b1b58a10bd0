package org.batuta.servers;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.springframework.web.util.HtmlUtils;

/** Takes every mail the application sends and delivers none: a page lists them, the newest first. */
public final class MailCatcher implements AutoCloseable {

    private final GreenMail smtp;
    private final HttpServer page;

    /** Listens on this machine only; port 0 takes any free one. */
    public MailCatcher(int smtpPort, int pagePort) {
        String here = InetAddress.getLoopbackAddress().getHostAddress();
        smtp = new GreenMail(new ServerSetup(smtpPort, here, ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        try {
            page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), pagePort), 0);
        } catch (IOException e) {
            smtp.stop();
            throw new UncheckedIOException("the mail catcher's page cannot listen at port " + pagePort, e);
        }
        page.createContext("/", this::show);
        page.start();
    }

    /** The port that takes mails. */
    public int smtpPort() {
        return smtp.getSmtp().getPort();
    }

    /** The address of the page that lists the mails. */
    public String page() {
        return "http://localhost:" + page.getAddress().getPort() + "/";
    }

    /** All mails so far, the oldest first. */
    public List<MimeMessage> mails() {
        return List.of(smtp.getReceivedMessages());
    }

    @Override
    public void close() {
        page.stop(0);
        smtp.stop();
    }

    private void show(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = html().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String html() {
        List<MimeMessage> newestFirst = Arrays.asList(smtp.getReceivedMessages());
        Collections.reverse(newestFirst);
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><title>Mails</title><h1>Mails</h1>");
        if (newestFirst.isEmpty()) {
            html.append("<p>No mail yet.</p>");
        }
        newestFirst.forEach(mail -> html.append(article(mail)));
        return html.append("</html>").toString();
    }

    private static String article(MimeMessage mail) {
        try {
            String to = GreenMailUtil.getAddressList(mail.getAllRecipients());
            return "<article><h2>%s</h2><p>To %s</p><pre>%s</pre></article>"
                    .formatted(escape(mail.getSubject()), escape(to), escape(text(mail)));
        } catch (MessagingException | IOException e) {
            return "<article><p>A mail that cannot be read: " + escape(e.toString()) + "</p></article>";
        }
    }

    /** The plain text of a mail, which is its first part when it has several. */
    private static String text(Part part) throws MessagingException, IOException {
        Object content = part.getContent();
        if (content instanceof Multipart parts && parts.getCount() > 0) {
            BodyPart first = parts.getBodyPart(0);
            return text(first);
        }
        return String.valueOf(content);
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(String.valueOf(text), "UTF-8");
    }
}
