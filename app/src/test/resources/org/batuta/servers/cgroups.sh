# shellcheck shell=bash
# Cgroups: the truth about which processes belong to a server. Part of servers.sh.

: "${group:?}"

hierarchies() { # one on a modern machine, two where the old and the new kind live together
    local each
    for each in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
        [[ ! -e $each/cgroup.procs ]] || echo "$each"
    done
}

pids() { # of one server, or of the whole instance
    local each
    hierarchies | while read -r each; do
        find "$each/$group/${1:-}" -name cgroup.procs -exec cat {} + 2>/dev/null || true
    done | sort -u
}

await_end() { # NAME SECONDS
    local end=$((SECONDS + $2))
    while [[ -n $(pids "$1") ]]; do
        ((SECONDS < end)) || return 1
        sleep 0.1
    done
}

enter() { # NAME PART: makes this shell a process of the server; a cgroup with parts must have no processes itself
    local each pid=$BASHPID
    hierarchies | while read -r each; do
        mkdir -p "$each/$group/$1/$2"
        echo "$pid" >"$each/$group/$1/$2/cgroup.procs"
    done
}
