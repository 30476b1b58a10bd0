package org.batuta.hosting.domains;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.batuta.hosting.ServiceType;
import org.batuta.kernel.Refusal;
import org.batuta.orchestration.ProbeResult;
import org.batuta.orchestration.Role;
import org.batuta.orchestration.Verb;
import org.springframework.stereotype.Component;

/** Domains: the same zone on every name server, from the primary to its secondaries (B06). */
@Component
public class DomainType implements ServiceType<DomainSpec> {

    /** The type's key, for those who refer to a domain. */
    public static final String KEY = "domains";

    private static final String NAME = "domain";
    private static final String SERIAL = "serial";

    private final DomainSettings settings;
    private final Neighbours neighbours;
    private final ZoneSerials zones;
    private final DomainProbe probe;

    DomainType(DomainSettings settings, Neighbours neighbours, ZoneSerials zones, DomainProbe probe) {
        this.settings = settings;
        this.neighbours = neighbours;
        this.zones = zones;
        this.probe = probe;
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Class<DomainSpec> spec() {
        return DomainSpec.class;
    }

    @Override
    public DomainSpec blank() {
        return new DomainSpec("", List.of());
    }

    @Override
    public Spread spread() {
        return Spread.ALL;
    }

    @Override
    public String nameOf(DomainSpec spec) {
        return spec.domain();
    }

    @Override
    public DomainSpec check(DomainSpec wish, UUID accountId, Optional<DomainSpec> before) {
        String domain = DomainName.read(NAME, wish.domain());
        if (before.isEmpty()) {
            checkFree(domain, accountId);
        }
        Refusal.Collector problems = new Refusal.Collector();
        List<RecordRules.Read> records = new RecordRules(domain, problems).read(wish.records());
        problems.refuseIfAny();
        new RecordSet(domain, records, settings, problems).check();
        problems.refuseIfAny();
        DomainSpec canonical = new DomainSpec(
                domain, records.stream().map(RecordRules.Read::record).toList());
        if (ZoneContent.of(canonical, settings).nameServers().isEmpty()) {
            throw Refusal.at("", "domain.no-name-servers");
        }
        return canonical;
    }

    private void checkFree(String domain, UUID accountId) {
        if (settings.forbids(domain)) {
            throw Refusal.at(NAME, "domain.forbidden", domain);
        }
        neighbours.hold(domain);
        if (neighbours.carriesEmergencyAddress(domain)) {
            throw Refusal.at(NAME, "domain.emergency", domain);
        }
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            String parent = domain.substring(dot + 1);
            neighbours.living(parent).ifPresent(above -> {
                boolean own = above.accountId().equals(accountId);
                throw Refusal.at(NAME, own ? "domain.add-records-there" : "domain.foreign-parent", parent);
            });
        }
        neighbours.below(domain).stream()
                .filter(below -> !below.accountId().equals(accountId))
                .findFirst()
                .ifPresent(below -> {
                    throw Refusal.at(NAME, "domain.foreign-child", below.name());
                });
    }

    @Override
    public Map<String, String> parameters(Verb verb, Wish<DomainSpec> wish, Place place) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(NAME, wish.spec().domain());
        if (verb != Verb.APPLY && verb != Verb.CHECK) {
            return parameters;
        }
        ZoneContent content = ZoneContent.of(wish.spec(), settings);
        long serial = zones.serial(content);
        parameters.put("active", wish.active() ? "yes" : "no");
        parameters.put(SERIAL, Long.toString(serial));
        if (place.role() == Role.PRIMARY) {
            parameters.put("role", "primary");
            parameters.put("zone", ZoneFile.render(content, serial));
            parameters.put("secondaries", addresses(wish.places(Role.SECONDARY)));
        } else {
            parameters.put("role", "secondary");
            parameters.put("primaries", addresses(wish.places(Role.PRIMARY)));
        }
        return parameters;
    }

    @Override
    public Set<String> made() {
        return Set.of(SERIAL);
    }

    private static String addresses(List<Place> places) {
        return places.stream().map(Addresses::of).collect(Collectors.joining(" "));
    }

    @Override
    public ProbeResult probe(Wish<DomainSpec> wish, Look look) {
        if (look == Look.GONE) {
            return probe.gone(wish.spec().domain(), wish.places());
        }
        ZoneContent content = ZoneContent.of(wish.spec(), settings);
        var serial = zones.known(content);
        if (serial.isEmpty()) {
            return ProbeResult.missed("This zone is not the one that was planned last");
        }
        return probe.served(content, serial.getAsLong(), wish.places());
    }

    @Override
    public List<Fact> facts(Wish<DomainSpec> wish) {
        List<Fact> facts = new ArrayList<>();
        ZoneContent.of(wish.spec(), settings).nameServers().forEach(host -> facts.add(new Fact("name-server", host)));
        return facts;
    }
}
