package org.batuta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.batuta.servers.Machine;
import org.batuta.servers.TestServer;

/** What many administrators have: Ansible's {@code script} task, over a connection that it keeps by itself. */
public final class Ansible {

    private final Path dir = Files.createTempDirectory("bench-ansible");
    private final TestServer server;
    private final PlainSsh way;

    /** Installs what is needed on this machine; gets in by the given key. */
    public Ansible(TestServer server, PlainSsh way, String script) throws IOException {
        Machine.needs("ansible-core");
        this.server = server;
        this.way = way;
        Files.writeString(dir.resolve("deed.sh"), "#!/bin/bash\ntext=$1\n" + script);
        Files.writeString(dir.resolve("play.yml"), """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - script: %s/deed.sh ansible{{ item }}
                      loop: "{{ range(0, count | int) | list }}"
                """.formatted(dir));
    }

    /** Scripts a second, one after the other, without the time that Ansible itself takes to start. */
    public double scriptsASecond(int count) throws IOException, InterruptedException {
        double start = seconds(1);
        return count / (seconds(count + 1) - start);
    }

    private double seconds(int count) throws IOException, InterruptedException {
        ProcessBuilder play = new ProcessBuilder(
                "ansible-playbook",
                "-i",
                server.address() + ",",
                "-u",
                "root",
                "-e",
                "count=" + count,
                dir.resolve("play.yml").toString());
        play.environment().put("ANSIBLE_SSH_ARGS", way.identity() + " -o ControlMaster=auto -o ControlPersist=60s");
        play.environment().put("ANSIBLE_LOCAL_TEMP", dir.toString());
        play.redirectErrorStream(true).redirectOutput(dir.resolve("said").toFile());
        long begin = System.nanoTime();
        if (play.start().waitFor() != 0) {
            throw new IOException(Files.readString(dir.resolve("said")));
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
