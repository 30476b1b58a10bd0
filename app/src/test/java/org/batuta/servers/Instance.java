package org.batuta.servers;

/**
 * A name and a network for a set of servers, no other's on this machine. Test runs side by side choose theirs by
 * {@code BATUTA_TEST_INSTANCE} and {@code BATUTA_TEST_NET}; the JVMs of one run have theirs by their number.
 *
 * @param name the name of the set of servers
 * @param net the first three numbers of its network, like {@code 10.78.0}
 */
public record Instance(String name, String net) {

    private static final int FORK = Integer.getInteger("batuta.fork", 0);
    private static final int NETS_PER_FORK = 3;

    /** The one of the servers that all tests of this JVM share. */
    public static Instance ofTests() {
        return of("", 0);
    }

    /** The one of a test that starts a demo of its own. */
    public static Instance ofDemo() {
        return of("-demo", 2);
    }

    /** The one of a test whose servers lose their owner. */
    static Instance ofOwner() {
        return of("-owner", 1);
    }

    /** This machine's address as these servers see it, also before they are booted. */
    public String node() {
        return net + ".1";
    }

    private static Instance of(String use, int number) {
        String name = System.getenv().getOrDefault("BATUTA_TEST_INSTANCE", "tests");
        String net = System.getenv().getOrDefault("BATUTA_TEST_NET", "10.78.0");
        int last = net.lastIndexOf('.') + 1;
        int third = Integer.parseInt(net.substring(last)) + FORK * NETS_PER_FORK + number;
        return new Instance(name + (FORK == 0 ? "" : FORK) + use, net.substring(0, last) + third);
    }
}
