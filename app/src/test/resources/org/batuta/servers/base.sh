#!/usr/bin/env bash
# Prints the directory of the base: one Debian root file system from which all servers are made. Builds it when it
# is not there yet (about a minute). It lies in the user's cache under a key made from this very file and its list of
# packages, so a change makes a new base. It is built aside and renamed when complete: a broken half is never used.
# The daemons are as Debian ships them; only what a server without Internet needs to boot fast is different.
#   base.sh        needs root, mmdebstrap
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
suite=bookworm
mapfile -t packages <"$here/server-packages.txt"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/batuta
key=$({ dpkg --print-architecture && cat "${BASH_SOURCE[0]}" "$here/server-packages.txt"; } | sha256sum | cut -c1-16)
base=$cache/base-$key

# The package sources that this machine itself uses, as far as they are Debian's.
sources() {
    local list=/etc/apt/sources.list.d/debian.sources lines
    if [[ -e $list ]]; then
        cat "$list"
    elif lines=$(grep -hE "^deb .*\b$suite\b" /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | grep -i debian); then
        echo "$lines"
    else
        echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $suite main"
    fi
}

# Nothing here is wanted in a server that lives for some minutes.
mask_slow_units() {
    local unit
    for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer \
        getty@tty1.service console-getty.service systemd-networkd.service systemd-timesyncd.service; do
        ln -sf /dev/null "$1/etc/systemd/system/$unit"
    done
    install -d "$1/etc/systemd/system.conf.d"
    printf '[Manager]\nDefaultTimeoutStopSec=5s\n' >"$1/etc/systemd/system.conf.d/batuta.conf"
}

# Each server copies the database's files on its first start: keep them small.
shrink_mariadb() {
    printf '[mysqld]\ninnodb_log_file_size = 8M\ninnodb_buffer_pool_size = 16M\nperformance_schema = off\n' \
        >"$1/etc/mysql/mariadb.conf.d/90-batuta.cnf"
    find "$1/var/lib/mysql" -mindepth 1 -delete
    chroot "$1" mariadb-install-db --user=mysql --skip-test-db --auth-root-authentication-method=socket >/dev/null 2>&1
}

# Postfix copies its surroundings anew at each start and compares each file: here once, and without authorities, which
# nobody here asks, and libraries, which its daemons have loaded before they are shut in.
shut_postfix_in() {
    chroot "$1" /usr/lib/postfix/configure-instance.sh -
    rm -rf "$1"/var/spool/postfix/{lib,etc/ssl}
    echo SYNC_CHROOT= >>"$1/etc/default/postfix"
}

# What must differ from server to server is made by the server itself.
remove_identity() {
    rm -f "$1"/etc/ssh/ssh_host_* "$1/etc/hostname" "$1/etc/mailname"
    : >"$1/etc/machine-id"
    echo 'nameserver 127.0.0.1' | tee "$1/var/spool/postfix/etc/resolv.conf" >"$1/etc/resolv.conf"
}

build() {
    local new=$cache/building log=$cache/building.log
    rm -rf --one-file-system "$new"
    sources >"$cache/building.sources"
    # The mount namespace takes all mounts along when the build is killed.
    unshare --mount mmdebstrap --mode=root --quiet --variant=minbase \
        --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --include="$(IFS=, && echo "${packages[*]}")" "$suite" "$new" "$cache/building.sources" >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        return 1
    }
    mask_slow_units "$new"
    shrink_mariadb "$new"
    shut_postfix_in "$new"
    remove_identity "$new"
    sync -f "$new"
    mv -T "$new" "$base"
}

[[ -d $base ]] || {
    mkdir -p "$cache"
    exec 9>"$cache/building.lock"
    flock 9
    [[ -d $base ]] || {
        echo "batuta: building the servers' base system once, in $base (about a minute) ..." >&2
        build 9>&- || {
            echo "batuta: the base system could not be built: see above" >&2
            exit 125
        }
    }
}
echo "$base"
