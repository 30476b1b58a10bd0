package org.batuta.hosting.domains;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.batuta.accounts.OwnMail;
import org.springframework.stereotype.Component;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * Whether mail for a domain depends on us: because we serve its zone or one above it, or because the world says that
 * its mail servers or name servers are ours or lie in a domain of ours.
 */
@Component
class MailOfOurs implements OwnMail {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Neighbours neighbours;
    private final DomainSettings settings;
    private final ResolverSettings resolvers;

    MailOfOurs(Neighbours neighbours, DomainSettings settings, ResolverSettings resolvers) {
        this.neighbours = neighbours;
        this.settings = settings;
        this.resolvers = resolvers;
    }

    @Override
    public boolean carries(String domain) {
        return isServedByUs(domain) || hostsOf(domain).anyMatch(host -> isOurs(host) || isServedByUs(host));
    }

    private boolean isOurs(String host) {
        return Stream.concat(settings.nameServers().stream(), settings.mailServers().stream())
                .anyMatch(host::equalsIgnoreCase);
    }

    private boolean isServedByUs(String name) {
        for (String above = name; above.contains("."); above = above.substring(above.indexOf('.') + 1)) {
            if (neighbours.living(above).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Stream<String> hostsOf(String domain) {
        return Stream.of(Type.MX, Type.NS).flatMap(type -> ask(domain, type).stream());
    }

    private List<String> ask(String domain, int type) {
        try {
            SimpleResolver resolver = resolvers.resolver();
            resolver.setTimeout(PATIENCE);
            Name name = Name.concatenate(Name.fromString(domain), Name.root);
            Message answer = resolver.send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
            return answer.getSection(Section.ANSWER).stream()
                    .flatMap(MailOfOurs::target)
                    .toList();
        } catch (IOException notToBeLookedUp) {
            return List.of();
        }
    }

    private static Stream<String> target(Record record) {
        if (record instanceof MXRecord mail) {
            return Stream.of(plain(mail.getTarget()));
        }
        return record instanceof NSRecord server ? Stream.of(plain(server.getTarget())) : Stream.empty();
    }

    private static String plain(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }
}
