package org.batuta.servers;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left on this machine of a set of servers and of the database beside them.
 *
 * @param instance the name of the set of servers
 * @param net the first three numbers of its network
 * @param data where both keep their data
 */
public record Leftovers(String instance, String net, Path data) {

    /** In words; empty when nothing of them runs any more. Data do not count. */
    public List<String> found() throws IOException {
        var found = new ArrayList<String>();
        if (NetworkInterface.networkInterfaces().anyMatch(this::inNet)) {
            found.add("a network");
        }
        if (List.of("", "systemd", "unified").stream()
                .anyMatch(kind -> Files.exists(Path.of("/sys/fs/cgroup", kind, "batuta-" + instance)))) {
            found.add("cgroups");
        }
        if (Files.exists(Path.of("/run/batuta-" + instance))) {
            found.add("a runtime directory");
        }
        if (Files.readString(Path.of("/proc/mounts")).contains(data.toString())) {
            found.add("a mount");
        }
        if (Files.exists(data.resolve("postgresql/postmaster.pid"))) {
            found.add("a database");
        }
        ProcessHandle.allProcesses()
                .filter(this::isOurs)
                .forEach(process -> found.add(process.info().commandLine().orElse("") + " (" + process.pid() + ")"));
        return found;
    }

    private boolean inNet(NetworkInterface one) {
        return one.inetAddresses().anyMatch(address -> address.getHostAddress().startsWith(net + "."));
    }

    /** Whoever asks is not what is left. */
    private boolean isOurs(ProcessHandle process) {
        return process.pid() != ProcessHandle.current().pid()
                && process.info()
                        .commandLine()
                        .filter(line -> line.contains(data.toString()) || line.contains("batuta-" + instance))
                        .isPresent();
    }
}
