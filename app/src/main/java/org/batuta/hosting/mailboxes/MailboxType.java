package org.batuta.hosting.mailboxes;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.domains.DomainName;
import org.batuta.hosting.domains.DomainType;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.ProbeResult;
import org.batuta.orchestration.Verb;
import org.springframework.stereotype.Component;

/** Mailboxes: each lives on one mail server, in a domain of the same account. */
@Component
public class MailboxType implements ServiceType<MailboxSpec> {

    static final int LARGEST_MB = 1_048_576;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_ADDRESS = 254;
    private static final Pattern LOCAL_PART = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9_-])?");

    private final MailboxSettings settings;
    private final MailProbe probe;
    private final ProbeLogin login;

    MailboxType(MailboxSettings settings, MailProbe probe, ProbeLogin login) {
        this.settings = settings;
        this.probe = probe;
        this.login = login;
    }

    @Override
    public String key() {
        return "mailboxes";
    }

    @Override
    public Class<MailboxSpec> spec() {
        return MailboxSpec.class;
    }

    @Override
    public MailboxSpec blank() {
        return new MailboxSpec("", "", settings.quotaMb());
    }

    @Override
    public Spread spread() {
        return Spread.ONE;
    }

    @Override
    public boolean takesPassword() {
        return true;
    }

    @Override
    public Optional<String> identityOf(String name) {
        return Optional.of(name.substring(0, name.indexOf('@')));
    }

    @Override
    public Optional<String> nameForHolder(String typed) {
        int at = typed.lastIndexOf('@');
        Refusal.Collector problems = new Refusal.Collector();
        String localPart = localPart(typed.substring(0, Math.max(at, 0)), problems);
        String domain = problems.attempt(() -> DomainName.read("domain", typed.substring(at + 1)));
        return problems.isEmpty() ? Optional.of(localPart + "@" + domain) : Optional.empty();
    }

    @Override
    public String nameOf(MailboxSpec spec) {
        return spec.address();
    }

    @Override
    public List<String> nameFields() {
        return List.of("localPart", "domain");
    }

    @Override
    public Optional<ServiceRef> parentOf(MailboxSpec spec) {
        return Optional.of(new ServiceRef("domain", DomainType.KEY, spec.domain()));
    }

    @Override
    public MailboxSpec check(MailboxSpec wish, UUID accountId, Optional<MailboxSpec> before) {
        Refusal.Collector problems = new Refusal.Collector();
        String localPart = localPart(wish.localPart(), problems);
        String domain = problems.attempt(() -> DomainName.read("domain", wish.domain()));
        problems.require(
                wish.quotaMb() >= 1 && wish.quotaMb() <= LARGEST_MB, "quotaMb", "mailbox.quota", 1, LARGEST_MB);
        problems.refuseIfAny();
        MailboxSpec canonical = new MailboxSpec(localPart, Objects.requireNonNull(domain), wish.quotaMb());
        problems.require(
                canonical.address().length() <= LONGEST_ADDRESS, "localPart", "mailbox.address", LONGEST_ADDRESS);
        problems.refuseIfAny();
        return canonical;
    }

    private String localPart(String text, Refusal.Collector problems) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            problems.add("localPart", "missing");
        } else if (text.length() > LONGEST_LOCAL_PART
                || !text.chars().allMatch(c -> c < 0x80)
                || !LOCAL_PART.matcher(lower).matches()
                || lower.contains("..")) {
            problems.add("localPart", "mailbox.local-part", LONGEST_LOCAL_PART);
        } else if (settings.reserved().contains(lower)) {
            problems.add("localPart", "mailbox.reserved", lower);
        }
        return lower;
    }

    @Override
    public Map<String, String> parameters(Verb verb, Wish<MailboxSpec> wish, Place place) {
        MailboxSpec spec = wish.spec();
        return switch (verb) {
            case APPLY, CHECK ->
                Map.of(
                        "address", spec.address(),
                        "domain", spec.domain(),
                        "local_part", spec.localPart(),
                        "quota_mb", Integer.toString(spec.quotaMb()),
                        "active", wish.active() ? "yes" : "no");
            case SET_PASSWORD, PROVE -> Map.of("address", spec.address());
            case REMOVE, MEASURE ->
                Map.of("address", spec.address(), "domain", spec.domain(), "local_part", spec.localPart());
            default -> Map.of();
        };
    }

    @Override
    public Map<String, String> preparation(Place place) {
        return Map.of("probe_user", ProbeLogin.USER, "probe_verifier", login.verifier());
    }

    @Override
    public ProbeResult probe(Wish<MailboxSpec> wish, Look look) {
        return probe.look(wish, look);
    }

    @Override
    public List<Fact> facts(Wish<MailboxSpec> wish) {
        String host = settings.host();
        String server = wish.places().isEmpty() ? "" : wish.places().get(0).server();
        String shown = host == null ? server : host;
        return List.of(
                new Fact("mail-user", wish.spec().address()),
                new Fact("imap-host", shown),
                new Fact("imap-port", "993"),
                new Fact("imap-security", "TLS"),
                new Fact("smtp-host", shown),
                new Fact("smtp-port", "587"),
                new Fact("smtp-security", "STARTTLS"));
    }
}
