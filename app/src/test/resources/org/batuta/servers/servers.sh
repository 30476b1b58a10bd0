#!/usr/bin/env bash
# Real servers on this machine: each is an overlay of one base system, booted with its own systemd in its own
# mount, network and process namespaces and its own cgroup, on a bridge of its own. An instance is a set of servers
# with a network; several instances live side by side. When an instance is left, by whatever way, nothing of it
# stays but its data directory.
#   servers.sh hold keep|forget   owns the instance until standard input ends; then stops all its servers.
#                                 forget: servers of an earlier run and of this one are deleted
#   servers.sh up NAME...         makes a server when it is new, boots it, waits until it answers; prints "NAME ADDRESS"
#   servers.sh stop NAME...       powers off
#   servers.sh crash NAME         cuts the power
#   servers.sh reboot NAME        reboots and waits until it answers
#   servers.sh cut | join NAME    pulls the network cable, puts it back
#   servers.sh lose NAME PERCENT  so many of the packets to it and from it vanish, each by chance (needs nftables)
#   servers.sh slow NAME KILOBITS no more of them a second to it and from it; 0: as many as come
#   servers.sh exec NAME COMMAND...
# All but hold need somebody who holds the instance. Exit 125: this script failed, not the command it ran.
# environment: BATUTA_SERVERS_INSTANCE (a name), BATUTA_SERVERS_NET (like 10.78.0), BATUTA_SERVERS_DIR (data)
set -euo pipefail

if [[ ${BASH_SOURCE[0]} == */* ]]; then here=${BASH_SOURCE[0]%/*}; else here=.; fi
instance=${BATUTA_SERVERS_INSTANCE:?} net=${BATUTA_SERVERS_NET:?} dir=${BATUTA_SERVERS_DIR:?}
run=/run/batuta-$instance
lock=/run/lock/batuta-$instance
group=batuta-$instance
ports=(22 25 53 80 143)

die() {
    echo "batuta: $*" >&2
    exit 125
}

[[ $EUID == 0 ]] || die "servers need root"
[[ $instance =~ ^[a-z][a-z0-9-]{0,29}$ ]] || die "not a name for an instance: $instance"
[[ $net =~ ^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$ ]] || die "not the first three numbers of a network: $net"
[[ $dir == /* && $dir != *[:,]* ]] || die "the data directory must be absolute, without ':' and ',': $dir"

address() { echo "$net.$(<"$dir/$1/number")"; }
cable() { echo "$bridge-$(<"$dir/$1/number")"; }

# The hardware address of an address: the same at every start, or neighbours would talk to the old one for a while.
hardware() {
    local IFS=.
    # shellcheck disable=SC2086 # four numbers
    printf '02:ba:%02x:%02x:%02x:%02x' $1
}

# shellcheck source-path=SCRIPTDIR source=cgroups.sh
. "$here/cgroups.sh"

# ---- power

cut_power() {
    local each
    until [[ -z $(pids "$1") ]]; do
        pids "$1" | xargs -r kill -KILL 2>/dev/null || true
        await_end "$1" 1 || true
    done
    hierarchies | while read -r each; do
        find "$each/$group/$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done
    ip link del "$(cable "$1" 2>/dev/null)" 2>/dev/null || true
    rm -rf "${run:?}/$1"
}

power_off() {
    local name
    for name; do
        # By its number only while it is the server's: after a killed run it may be anybody's.
        pids "$name" | grep -xf "$run/$name/nspawn" 2>/dev/null | xargs -r kill -TERM 2>/dev/null || true
    done
    for name; do
        await_end "$name" 8 || echo "batuta: $name did not power off in time" >&2
        cut_power "$name"
    done
}

# ---- the instance

held() { ! flock --nonblock "$lock" true; }

take_turn() { # what changes the instance happens one after the other
    exec 8>"$lock.turn"
    flock 8
    [[ ${1:-} == unheld ]] || held || die "nobody holds the instance $instance"
}

network() {
    local other
    [[ ! -e /sys/class/net/$bridge ]] || return 0
    other=$(ip -4 -o address show to "$net.0/24")
    [[ -z $other ]] || die "the network $net.0/24 is in use on this machine: $other"
    ip link add "$bridge" address "$(hardware "$net.1")" type bridge forward_delay 0
    ip address add "$net.1/24" dev "$bridge"
    ip link set "$bridge" up
    # Whatever finds no server must die here and not leave by the default route.
    ip route replace blackhole "$net.0/24" metric 4000000
}

servers() { find "$dir" -mindepth 2 -maxdepth 2 -name number -printf '%h\n' 2>/dev/null | xargs -r -n 1 basename; }

leave() { # nothing stays but the data
    local each names=()
    take_turn unheld
    mapfile -t names < <(find "$run" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' 2>/dev/null)
    ((!${#names[@]})) || power_off "${names[@]}"
    [[ -z $(pids) ]] || pids | xargs -r kill -KILL 2>/dev/null || true
    hierarchies | while read -r each; do
        find "$each/$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done
    if [[ -e /sys/class/net/$bridge ]]; then
        ip link del "$bridge"
        ip route del blackhole "$net.0/24" metric 4000000 2>/dev/null || true
    fi
    rm -rf "$run"
    exec 8>&-
}

forget() {
    servers | while read -r name; do rm -rf --one-file-system "${dir:?}/$name"; done
}

allow_watchers() { # each server's systemd takes a dozen watchers of files from root's share, by default 128
    local limit=/proc/sys/fs/inotify/max_user_instances
    (($(<$limit) >= 1024)) || echo 1024 >$limit || die "servers need a larger $limit"
}

hold() {
    allow_watchers
    mkdir -p "$dir"
    exec 7>"$lock"
    flock --timeout 20 7 || die "the instance $instance is in use by another run: choose another name and network"
    leave
    [[ $1 == keep ]] || forget
    trap 'leave; [[ $how == keep ]] || forget' EXIT
    trap 'exit 0' INT TERM HUP
    how=$1
    echo holding
    exec >>"$dir/hold.log" 2>&1 # whoever listened may be gone when this ends
    while read -r _; do :; done
}

# ---- one server

number() { # the lowest that no server has
    local n=11
    while grep -qsx "$n" "$dir"/*/number; do n=$((n + 1)); done
    echo "$n"
}

leader() { # LEADER: its process 1, seen from here
    local nspawn=0 line
    local -a children=() status=()
    {
        read -r nspawn <"$run/$1/nspawn"
        read -r -a children <"/proc/$nspawn/task/$nspawn/children"
        for LEADER in "${children[@]}"; do
            # at once: between two reads it goes from "running" to "sleeping", and all behind that is shifted
            mapfile -t status <"/proc/$LEADER/status"
            for line in "${status[@]}"; do [[ $line != NSpid:*[[:space:]]1 ]] || return 0; done
        done
    } 2>/dev/null
    return 1
}

way_into() { # WAY: what stands before a command in the server
    local LEADER
    leader "$1" || die "$1 is not running"
    WAY=(nsenter --target "$LEADER" --mount --uts --ipc --net --pid --cgroup --
        env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8)
}

inside() {
    local WAY
    way_into "$1"
    "${WAY[@]}" "${@:2}"
}

give_identity() { # NAME ROOT
    local full=$1.batuta.test
    echo "$1" >"$2/etc/hostname"
    echo "$full" >"$2/etc/mailname"
    printf '127.0.0.1 localhost\n%s %s %s\n' "$(address "$1")" "$full" "$1" | tee "$2/etc/hosts" >"$2/var/spool/postfix/etc/hosts"
    ssh-keygen -A -f "$2" >/dev/null
    chroot "$2" postconf "myhostname = $full" "mydestination = $full, localhost"
}

boot() { # NAME BASE: runs in the server's own mount and network namespaces for as long as the server lives
    local d=$dir/$1 root=$run/$1/root status=133
    enter "$1" boot
    mkdir -p "$root"
    mount -t overlay "$1" -o "lowerdir=$2,upperdir=$d/upper,workdir=$d/work" "$root"
    [[ -e $d/made ]] || give_identity "$1" "$root"
    touch "$d/made"
    echo $$ >"$run/$1/namespaces"
    until ip link show eth0 >/dev/null 2>&1; do sleep 0.02; done
    ip link set lo up
    ip address add "$(address "$1")/24" dev eth0
    ip link set eth0 up
    while [[ $status == 133 ]]; do # 133: the server asked for a reboot
        (
            enter "$1" system
            exec systemd-nspawn --quiet --boot --directory="$root" --machine="$group-$1" --hostname="$1" \
                --register=no --keep-unit --link-journal=no --network-namespace-path=/proc/$$/ns/net \
                --resolv-conf=off --timezone=off --console=pipe --kill-signal=SIGRTMIN+3
        ) &
        echo $! >"$run/$1/nspawn"
        status=0
        wait $! || status=$?
    done
}

console() { die "$1 $2: $(tail -n 5 "$dir/$1/console.log")"; }

start() { # NAME BASE
    local d=$dir/$1 pid end=$((SECONDS + 20))
    [[ $1 =~ ^[a-z][a-z0-9]{0,14}$ ]] || die "not a name for a server: $1"
    [[ -z $(pids "$1") ]] || return 0
    [[ ! -e $d/base || $(<"$d/base") == "$2" ]] ||
        die "$1 was made from another base system ($(<"$d/base")): delete $dir to begin anew"
    mkdir -p "$d/upper" "$d/work" "$run/$1"
    [[ -e $d/number ]] || number >"$d/number"
    echo "$2" >"$d/base"
    rm -f "$run/$1/namespaces" "$run/$1/nspawn"
    setsid unshare --mount --net bash "${BASH_SOURCE[0]}" boot "$1" "$2" </dev/null >>"$d/console.log" 2>&1 8>&- &
    until [[ -s $run/$1/namespaces ]]; do
        if ((SECONDS >= end)) || ! kill -0 $! 2>/dev/null; then console "$1" "does not start"; fi
        sleep 0.02
    done
    pid=$(<"$run/$1/namespaces")
    ip link del "$(cable "$1")" 2>/dev/null || true
    ip link add "$(cable "$1")" type veth peer name eth0 address "$(hardware "$(address "$1")")" netns "$pid"
    ip link set "$(cable "$1")" master "$bridge" up
}

answers() { timeout 1 bash -c ": </dev/tcp/$1/$2" 2>/dev/null; }

await_ready() {
    local port state end=$((SECONDS + 90))
    until state=$(inside "$1" systemctl is-system-running 2>/dev/null) || [[ $state == degraded ]]; do
        if ((SECONDS >= end)) || [[ -z $(pids "$1") ]]; then console "$1" "does not boot"; fi
        sleep 0.1
    done
    [[ $state == running ]] || echo "batuta: $1 is $state: $(inside "$1" systemctl --failed --plain --no-legend)" >&2
    for port in "${ports[@]}"; do
        until answers "$(address "$1")" "$port"; do
            ((SECONDS < end)) || die "$1 does not answer at port $port"
            sleep 0.1
        done
    done
}

up() {
    local name base
    base=$(bash "$here/base.sh")
    take_turn
    network
    for name; do start "$name" "$base"; done
    exec 8>&-
    for name; do
        await_ready "$name"
        echo "$name $(address "$name")"
    done
}

reboot() {
    local LEADER before end=$((SECONDS + 60))
    leader "$1" || die "$1 is not running"
    before=$LEADER
    inside "$1" systemctl reboot || true
    while leader "$1" && [[ $LEADER == "$before" ]]; do
        ((SECONDS < end)) || die "$1 does not reboot"
        sleep 0.05
    done
    await_ready "$1"
}

lose() {
    local chain
    {
        printf '%s table inet lossy\n' add delete
        (($2)) || exit 0
        echo "add table inet lossy"
        for chain in input output; do
            echo "add chain inet lossy $chain { type filter hook $chain priority 0; }"
            echo "add rule inet lossy $chain numgen random mod 100 < $2 drop"
        done
    } | nsenter --target "$(<"$run/$1/namespaces")" --net nft -f -
}

slow() {
    local end enter=(nsenter --target "$(<"$run/$1/namespaces")" --net)
    for end in eth0 "$(cable "$1")"; do
        "${enter[@]}" tc qdisc del dev "$end" root 2>/dev/null || true
        (($2 == 0)) || "${enter[@]}" tc qdisc add dev "$end" root tbf rate "$2kbit" burst 1600 limit 60000
        enter=()
    done
}

main() {
    local verb=${1:-}
    shift || true
    # commands in servers come by the thousand: on their way no process is begun that is not needed
    [[ $verb == exec ]] || bridge=bt$(printf '%s' "$instance" | sha256sum | cut -c1-8)
    case $verb in
        hold) hold "$1" ;;
        up) up "$@" ;;
        boot) boot "$@" ;;
        exec)
            way_into "$1"
            exec "${WAY[@]}" "${@:2}"
            ;;
        reboot) reboot "$1" ;;
        stop)
            take_turn
            power_off "$@"
            ;;
        crash)
            take_turn
            cut_power "$1"
            ;;
        cut) ip link set "$(cable "$1")" down ;;
        join) ip link set "$(cable "$1")" up ;;
        lose) lose "$1" "$2" ;;
        slow) slow "$1" "$2" ;;
        *)
            sed -n '2,16p' "${BASH_SOURCE[0]}" >&2
            exit 64
            ;;
    esac
    exit # read no further: the file may have changed meanwhile
}

main "$@"
