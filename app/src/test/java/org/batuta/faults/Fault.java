package org.batuta.faults;

import java.util.Random;

/** What goes wrong in a provider's house; each has passed by itself when {@link #strikes} returns. */
enum Fault {
    KILLED_NODE {
        @Override
        void strikes(Site site, Random dice) {
            site.killAndStartAgain(site.anyNode(dice));
        }
    },
    /** For longer than its lease: meanwhile the other one has taken its work. */
    FROZEN_NODE {
        @Override
        void strikes(Site site, Random dice) {
            var node = site.node(site.anyNode(dice));
            node.freeze();
            try {
                Storm.lasts(11_000 + dice.nextInt(2_000));
            } finally {
                node.thaw();
            }
        }
    },
    DROPPED_SESSIONS {
        @Override
        void strikes(Site site, Random dice) {
            site.dropSessions();
        }
    },
    CRASHED_DATABASE {
        @Override
        void strikes(Site site, Random dice) {
            site.crashDatabase();
        }
    },
    RESTARTED_SSHD {
        @Override
        void strikes(Site site, Random dice) {
            var machine = site.anyMachine(dice);
            machine.exec("systemctl", "restart", "ssh.service").orFail();
            machine.exec("pkill", "-KILL", "-f", "^sshd: batuta");
        }
    },
    CUT_LINK {
        @Override
        void strikes(Site site, Random dice) {
            var machine = site.anyMachine(dice);
            machine.cutLink();
            try {
                Storm.lasts(1_000 + dice.nextInt(7_000));
            } finally {
                machine.restoreLink();
            }
        }
    },
    /** One of the processes that receive, carry out or wait. */
    KILLED_RUNNER {
        @Override
        void strikes(Site site, Random dice) {
            site.anyMachine(dice).exec("bash", "-c", """
                    for ((n = 0; n < 50; n++)); do
                        pid=$(pgrep -f '^/bin/bash.*batuta-runner' | shuf -n 1)
                        if [[ -n $pid ]] && kill -KILL "$pid"; then exit; fi
                        sleep 0.05
                    done""").orFail();
        }
    },
    /** As the kernel does when the memory is full: a script at work, or what it waits for. */
    KILLED_SCRIPT {
        @Override
        void strikes(Site site, Random dice) {
            site.anyMachine(dice).exec("bash", "-c", """
                    for ((n = 0; n < 50; n++)); do
                        for pid in $(pgrep -x sleep | shuf); do
                            grep -qz ^BATUTA_OPERATION= "/proc/$pid/environ" 2>/dev/null || continue
                            ((RANDOM % 2)) || pid=$(ps -o ppid= -p "$pid")
                            if kill -KILL $pid 2>/dev/null; then exit; fi
                        done
                        sleep 0.05
                    done""").orFail();
        }
    },
    CRASHED_SERVER {
        @Override
        void strikes(Site site, Random dice) {
            var machine = site.anyMachine(dice);
            machine.crash();
            machine.start();
        }
    };

    abstract void strikes(Site site, Random dice);
}
