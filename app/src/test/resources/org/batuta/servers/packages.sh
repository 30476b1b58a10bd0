#!/usr/bin/env bash
# Sees to it that this machine has the named Debian packages: installs the missing ones when it may,
# says plainly what is missing when it may not. Silent when there is nothing to do.
#   packages.sh PACKAGE...
set -euo pipefail

die() {
    echo "batuta: $*" >&2
    exit 125
}

missing=()
for package; do
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
done
((${#missing[@]})) || exit 0

[[ $EUID == 0 ]] || die "missing Debian packages: ${missing[*]} (run as root, or install them: apt-get install ${missing[*]})"
command -v apt-get >/dev/null || die "missing packages: ${missing[*]} (this machine has no apt-get to install them with)"

exec 9>/run/lock/batuta-packages # two may begin at once: the later one finds installed what the other installed
flock 9
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
options=(-q -y -o DPkg::Lock::Timeout=300)

install() {
    apt-get "${options[@]}" install --no-install-recommends "${missing[@]}" </dev/null >"$log" 2>&1
}

echo "batuta: installing ${missing[*]} ..." >&2
# The package lists of a new machine are empty or old: fetch them only when installing fails without.
install || { apt-get "${options[@]}" update </dev/null >"$log" 2>&1 && install; } || {
    tail -n 20 "$log" >&2
    die "could not install ${missing[*]}: see above"
}
