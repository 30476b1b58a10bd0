#!/bin/bash
# info: makes this server ready to be conducted by Batuta; an administrator runs it once, as root, beside the files
#       batuta-runner and gate. Running it again changes nothing; with other keys it replaces the keys.
# parameters: 1 the operating key, 2 the enrolment key (public, "ssh-ed25519 AAAA...")
# example: ./enrol-host.sh 'ssh-ed25519 AAAA1' 'ssh-ed25519 AAAA2'
#
# It leaves: the user "batuta" without password and without shell, one line for sudo, the runner in
# /usr/local/sbin, /etc/batuta/authorized_keys and a drop-in for sshd that names it. What a key may do is
# written beside it: one operates, the other one may also replace the runner and its scripts.
set -euo pipefail
umask 022
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin

refuse() {
    echo "batuta: $1" >&2
    exit 1
}

put() { # FILE MODE: stdin into it, by renaming
    local new
    new=$(mktemp "$1.XXXXXX")
    cat >"$new"
    chmod "$2" "$new"
    if cmp -s "$new" "$1"; then rm -f "$new"; else mv -fT "$new" "$1"; fi
}

# ---- verify
(($# == 2)) || refuse "two public keys are needed: the operating key and the enrolment key"
((EUID == 0)) || refuse "run this as root"
here=$(cd "$(dirname "$0")" && pwd)
for key in "$@"; do
    [[ $key =~ ^(ssh-ed25519|ecdsa-sha2-nistp[0-9]+|ssh-rsa)\ [A-Za-z0-9+/]+=*$ ]] || refuse "this is no public key: $key"
done
[[ $1 != "$2" ]] || refuse "the two keys must differ"
for part in batuta-runner gate; do
    [[ -f $here/$part ]] || refuse "the file $part is missing beside this script"
done
for program in sudo sshd visudo tar sha256sum flock; do
    command -v "$program" >/dev/null || refuse "$program is missing: apt-get install sudo openssh-server"
done

# ---- the runner
install -d -m 755 /usr/local/lib/batuta /usr/local/lib/batuta/scripts /etc/batuta
install -d -m 700 /var/lib/batuta /var/lib/batuta/operations
put /usr/local/sbin/batuta-runner 755 <"$here/batuta-runner"
put /usr/local/lib/batuta/gate 755 <"$here/gate"

# ---- the login, which opens the runner only
if ! id batuta >/dev/null 2>&1; then
    useradd --system --user-group --no-create-home --home-dir / --shell /usr/local/lib/batuta/gate batuta
fi
if [[ $(getent shadow batuta) != 'batuta:*:'* || $(getent passwd batuta) != *:/:/usr/local/lib/batuta/gate ]]; then
    usermod --password '*' --home / --shell /usr/local/lib/batuta/gate batuta
fi
put /etc/batuta/sudoers 440 <<'SUDOERS'
Defaults:batuta !use_pty, !pam_session, !pam_setcred, !requiretty
batuta ALL=(root) NOPASSWD: /usr/local/sbin/batuta-runner
SUDOERS
visudo -cqf /etc/batuta/sudoers || refuse "sudo does not accept /etc/batuta/sudoers"
put /etc/sudoers.d/batuta 440 </etc/batuta/sudoers
put /etc/batuta/authorized_keys 644 <<KEYS
restrict,command="operate" $1 batuta operating
restrict,command="enrol" $2 batuta enrolment
KEYS

# ---- sshd
dropin=/etc/ssh/sshd_config.d/batuta.conf
before=$(cat "$dropin" 2>/dev/null || true)
install -d -m 755 /etc/ssh/sshd_config.d
put "$dropin" 644 <<'SSHD'
Match User batuta
    AuthorizedKeysFile /etc/batuta/authorized_keys
    AuthenticationMethods publickey
    DisableForwarding yes
    PermitTTY no
    PermitUserRC no
    MaxSessions 10
SSHD
undo() {
    if [[ -n $before ]]; then printf '%s\n' "$before" >"$dropin"; else rm -f "$dropin"; fi
}
install -d -m 755 /run/sshd
if ! sshd -t; then
    undo
    refuse "sshd does not accept $dropin; nothing of it stays"
fi
effective=$(sshd -T -C user=batuta,host=localhost,addr=127.0.0.1)
if [[ $effective != *"authorizedkeysfile /etc/batuta/authorized_keys"* ]]; then
    undo
    refuse "/etc/ssh/sshd_config does not include /etc/ssh/sshd_config.d/*.conf: add that line and run this again"
fi
if allowed=$(grep -E '^allow(users|groups) ' <<<"$effective") && [[ $allowed != *batuta* ]]; then
    refuse "sshd lets only some users in ($allowed): add batuta and run this again"
fi
if [[ $before != "$(cat "$dropin")" ]]; then
    systemctl reload ssh.service 2>/dev/null || systemctl reload sshd.service 2>/dev/null || echo "batuta: sshd was not running; it will read its configuration when it starts"
fi
echo "batuta: this server is ready; its host keys are"
for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf "$key"; done
