package org.batuta.demo;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What somebody reads who started a demo for the first time. */
record Welcome(List<Login> logins, Sights sights, String mailServer) {

    /** Who may log in; the password is new at each start. */
    record Login(String login, String password) {}

    /** What probes see; the password of the mailbox is known only to the start that made it. */
    record Sights(@Nullable String password, List<Sight> all) {}

    /** What probes say of one service, a line for each server. */
    record Sight(String service, String words) {}

    private static final List<String> DOORS = List.of(
            "the portal: domains, mailboxes and users of servers, each request followed live",
            "the desk: servers, accounts, operations; Tasklist: what to repair",
            "Cockpit: what runs, what waits, and why");

    String text(String address, long seconds) {
        return """

                ------------------------------------------------------------------------
                Batuta is ready at %s (after %d s). Log in as:

                %s
                %s
                %s
                Mailbox  IMAP %s port 993 with TLS, login info@%s, password %s""".formatted(
                        address,
                        seconds,
                        people(),
                        sights.password() == null
                                ? "What the probes see now of what an earlier start asked for:\n"
                                : "What the probes saw of a first domain and mailbox, made by the processes:\n",
                        seen(),
                        mailServer,
                        FirstWishes.DOMAIN,
                        sights.password() == null ? "as the first start printed it" : sights.password());
    }

    private String people() {
        var text = new StringBuilder();
        for (int i = 0; i < logins.size(); i++) {
            Login each = logins.get(i);
            text.append("  %-9s %s   %s%n".formatted(each.login(), each.password(), DOORS.get(i)));
        }
        return text.append("""

                (these passwords are new at each start)
                Begin as the customer: look at x.test, then ask for a domain of your own and watch it being made.
                """).toString();
    }

    private String seen() {
        return sights.all().stream()
                .map(sight ->
                        "  %-13s %s%n".formatted(sight.service(), sight.words().replace("\n", "\n" + " ".repeat(16))))
                .collect(Collectors.joining());
    }
}
