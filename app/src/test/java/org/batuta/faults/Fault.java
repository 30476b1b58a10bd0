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
    /** At once, as when the power of the place where they stand fails. */
    ALL_NODES {
        @Override
        void strikes(Site site, Random dice) {
            site.killAllAndStartAgain();
        }
    },
    /** For longer than its lease: meanwhile the other one has taken its work. */
    FROZEN_NODE {
        @Override
        void strikes(Site site, Random dice) {
            var node = site.node(site.anyNode(dice));
            node.freeze();
            try {
                Storm.outlastsALease(dice);
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
    /** As a machine that is suspended: connections stay, nothing is answered. */
    FROZEN_DATABASE {
        @Override
        void strikes(Site site, Random dice) {
            site.freezeDatabase();
            try {
                Storm.outlastsALease(dice);
            } finally {
                site.thawDatabase();
            }
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
    /** Who listens and who serves: the kernel still takes connections, and nobody speaks. */
    FROZEN_SSHD {
        @Override
        void strikes(Site site, Random dice) {
            var machine = site.anyMachine(dice);
            machine.exec("pkill", "-STOP", "-x", "sshd").orFail();
            try {
                Storm.outlastsALease(dice);
            } finally {
                machine.exec("pkill", "-CONT", "-x", "sshd").orFail();
            }
        }
    },
    CUT_LINK {
        @Override
        void strikes(Site site, Random dice) {
            cutALink(site, dice, () -> Storm.lasts(1_000 + dice.nextInt(7_000)));
        }
    },
    /** For longer than a lease. */
    LOST_LINK {
        @Override
        void strikes(Site site, Random dice) {
            cutALink(site, dice, () -> Storm.outlastsALease(dice));
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
    /** Who has claimed a run that has not ended: the script goes on, and nobody looks after it. */
    FROZEN_RUNNER {
        @Override
        void strikes(Site site, Random dice) {
            var machine = site.anyMachine(dice);
            String executor = machine.exec("bash", "-c", """
                            cd /var/lib/batuta/operations || exit
                            for ((n = 0; n < 50; n++)); do
                                pid=$(grep -L '^end ' *.journal | xargs -r \\
                                    sed -n 's/^claim [^ ]* \\([0-9]*\\) .*/\\1/p' | sort -u | shuf -n 1)
                                if [[ -n $pid ]] && grep -qsa batuta-runner "/proc/$pid/cmdline"; then
                                    kill -STOP "$pid" && echo "$pid" && exit
                                fi
                                sleep 0.05
                            done""").orFail().strip();
            if (!executor.isEmpty()) {
                try {
                    Storm.outlastsALease(dice);
                } finally {
                    machine.exec("kill", "-CONT", executor).orFail();
                }
            }
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

    private static void cutALink(Site site, Random dice, Runnable meanwhile) {
        var machine = site.anyMachine(dice);
        machine.cutLink();
        try {
            meanwhile.run();
        } finally {
            machine.restoreLink();
        }
    }
}
