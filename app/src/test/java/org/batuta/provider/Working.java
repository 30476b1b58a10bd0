package org.batuta.provider;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.batuta.orchestration.Role;
import org.batuta.servers.Park;
import org.batuta.servers.TestServer;
import org.springframework.beans.factory.BeanFactory;

/**
 * A provider at work, for the tests: two enrolled servers, the first with mail and the primary name server, the second
 * with the secondary. Enrolled once in a run of tests.
 */
public record Working(TestServer first, TestServer second, UUID firstId, UUID secondId) {

    /** The provider of this application. */
    public static synchronized Working on(BeanFactory application) {
        var machines = Park.ofTests().servers("host1", "host2");
        Provider provider = new Provider(application);
        UUID first = provider.enrol(
                machines.get(0),
                Map.of(
                        "domains", Role.PRIMARY,
                        "mailboxes", Role.PRIMARY,
                        "systemusers", Role.PRIMARY,
                        "stubborn", Role.PRIMARY));
        UUID second = provider.enrol(machines.get(1), Map.of("domains", Role.SECONDARY));
        return new Working(machines.get(0), machines.get(1), first, second);
    }

    /** Both servers, the first one first. */
    public List<TestServer> servers() {
        return List.of(first, second);
    }
}
