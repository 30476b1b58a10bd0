package org.batuta.hosting.systemusers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.batuta.hosting.ServiceType;
import org.batuta.hosting.systemusers.SystemUserSpec.Access;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.ProbeResult;
import org.batuta.orchestration.UserLogins;
import org.batuta.orchestration.Verb;
import org.springframework.stereotype.Component;

/**
 * System users: each lives on one server. The first of an account is its main one, in which all later ones live, and
 * stays as long as the account (T05). Neither the account nor whoever logs in here is one (T13).
 */
@Component
public class SystemUserType implements ServiceType<SystemUserSpec> {

    static final String KEY = "systemusers";
    private static final String NAME = "name";
    private static final String MAIN = "mainUser";
    private static final int LONGEST_NAME = 32;
    private static final Pattern NAMES = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    private final SystemUserSettings settings;
    private final MainUsers mainUsers;
    private final UserLogins logins;

    SystemUserType(SystemUserSettings settings, MainUsers mainUsers, UserLogins logins) {
        this.settings = settings;
        this.mainUsers = mainUsers;
        this.logins = logins;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Class<SystemUserSpec> spec() {
        return SystemUserSpec.class;
    }

    @Override
    public SystemUserSpec blank() {
        return new SystemUserSpec("", Access.FILES, "");
    }

    @Override
    public Set<String> given() {
        return Set.of(MAIN);
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
        return Optional.of(name);
    }

    @Override
    public String nameOf(SystemUserSpec spec) {
        return spec.name();
    }

    @Override
    public Optional<ServiceRef> parentOf(SystemUserSpec spec) {
        return spec.isMain() ? Optional.empty() : Optional.of(new ServiceRef(MAIN, KEY, spec.mainUser()));
    }

    @Override
    public Optional<String> staysBecause(SystemUserSpec spec) {
        return spec.isMain() ? Optional.of("system-user.main-stays") : Optional.empty();
    }

    @Override
    public SystemUserSpec check(SystemUserSpec wish, UUID accountId, Optional<SystemUserSpec> before) {
        Refusal.Collector problems = new Refusal.Collector();
        String name = wish.name().toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            problems.add(NAME, "missing");
        } else if (!wish.name().chars().allMatch(c -> c < 0x80)
                || !NAMES.matcher(name).matches()) {
            problems.add(NAME, "system-user.name", LONGEST_NAME);
        } else if (settings.reserved().contains(name)) {
            problems.add(NAME, "system-user.reserved", name);
        }
        problems.require(wish.access() != null, "access", "missing");
        problems.refuseIfAny();
        String main = before.map(SystemUserSpec::mainUser)
                .orElseGet(() -> mainUsers.hold(accountId).orElse(name));
        problems.require(
                wish.mainUser().isEmpty() || wish.mainUser().equals(main), MAIN, "system-user.main-given", main);
        problems.refuseIfAny();
        return new SystemUserSpec(name, wish.access(), main);
    }

    @Override
    public Map<String, String> parameters(Verb verb, Wish<SystemUserSpec> wish, Place place) {
        SystemUserSpec spec = wish.spec();
        return switch (verb) {
            case APPLY, CHECK ->
                Map.of(
                        "user", spec.name(),
                        "access", Objects.requireNonNull(spec.access()).name().toLowerCase(Locale.ROOT),
                        "active", wish.active() ? "yes" : "no");
            case SET_PASSWORD, REMOVE, MEASURE -> Map.of("user", spec.name());
            default -> Map.of();
        };
    }

    @Override
    public Map<String, String> preparation(Place place) {
        return Map.of("probe_key", logins.key());
    }

    @Override
    public ProbeResult probe(Wish<SystemUserSpec> wish, Look look) {
        boolean wanted = look != Look.GONE;
        boolean seen = !wish.places().isEmpty();
        StringBuilder evidence = new StringBuilder();
        for (Place place : wish.places()) {
            ProbeResult letIn = logins.look(place.serverId(), wish.spec().name());
            seen &= letIn.seen() == wanted;
            evidence.append(evidence.isEmpty() ? "" : "\n").append(letIn.evidence());
        }
        return new ProbeResult(seen, evidence.toString());
    }

    @Override
    public List<Fact> facts(Wish<SystemUserSpec> wish) {
        String server = wish.places().isEmpty() ? "" : wish.places().get(0).server();
        String host = settings.host() == null ? server : settings.host();
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("system-user", wish.spec().name()),
                new Fact("sftp-host", host),
                new Fact("sftp-port", String.valueOf(settings.port()))));
        if (wish.spec().access() == Access.COMMANDS) {
            String port = settings.port() == 22 ? "" : "-p %d ".formatted(settings.port());
            facts.add(new Fact(
                    "ssh-command", "ssh %s%s@%s".formatted(port, wish.spec().name(), host)));
        }
        return facts;
    }
}
