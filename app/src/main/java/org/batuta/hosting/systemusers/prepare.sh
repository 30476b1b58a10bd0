# info: makes a stock Debian OpenSSH a server of system users of Batuta: some only move files, suspended ones get in by
#       nothing, the nodes' probes see who is let in and get nothing; and nobody gets mail because of being a user
# parameters: nodes probe_key
# example: nodes='192.0.2.10' probe_key='ssh-ed25519 AAAA...' prepare.sh
# limit: 120

: "${nodes:?}" "${probe_key:?}"
dropin=/etc/ssh/sshd_config.d/batuta-users.conf

# ---- verify
type -P sshd useradd usermod userdel chpasswd gpasswd pkill >/dev/null || refuse "OpenSSH or the tools for users are not installed: apt-get install openssh-server passwd procps"
[[ $probe_key =~ ^(ssh-ed25519|ecdsa-sha2-nistp[0-9]+|ssh-rsa)\ [A-Za-z0-9+/]+=*$ ]] || refuse "this is no public key"
read -ra nodes_list <<<"$nodes"
for node in "${nodes_list[@]}"; do
    [[ $node =~ ^[0-9a-fA-F.:]{2,45}$ ]] || refuse "this is no address: $node"
done
from=${nodes_list[*]}

# ---- groups, and the key of the probes, which opens nothing
for group in "$all" "$files" "$out"; do getent group "$group" >/dev/null || groupadd --system "$group"; done
install -d -m 755 /etc/batuta /etc/batuta/systemusers
put /etc/batuta/systemusers/probe_keys root:root 644 <<<"from=\"${from// /,}\",restrict,command=\"/bin/true\" $probe_key batuta probe" || true

# ---- sshd
before=$(cat "$dropin" 2>/dev/null || true)
if put "$dropin" root:root 644 <<CONF; then
# written by Batuta
DenyGroups $out
Match Group $all
    AuthorizedKeysFile .ssh/authorized_keys /etc/batuta/systemusers/probe_keys
Match Group $files
    ForceCommand internal-sftp
    DisableForwarding yes
    PermitTTY no
    PermitUserRC no
CONF
    if ! complaint=$(sshd -t 2>&1); then
        if [[ -n $before ]]; then printf '%s\n' "$before" >"$dropin"; else rm -f "$dropin"; fi
        refuse "sshd does not accept $dropin, nothing of it stays: $complaint"
    fi
    systemctl reload ssh.service 2>/dev/null || systemctl reload sshd.service || refuse "sshd does not read its settings again"
fi
grep -qE '^Include +(/etc/ssh/)?sshd_config\.d/\*\.conf' /etc/ssh/sshd_config || refuse "/etc/ssh/sshd_config does not include /etc/ssh/sshd_config.d/*.conf: add that line at its top"

# ---- Postfix, if there is one: a user is no address, only what somebody wrote into the aliases is
if [[ -e /etc/postfix/main.cf ]]; then
    # shellcheck disable=SC2016 # Postfix expands it
    maps='$alias_maps'
    if [[ $(postconf -h local_recipient_maps) != "$maps" ]]; then
        postconf -e "local_recipient_maps=$maps"
        ! postfix status 2>/dev/null || postfix reload 2>/dev/null || refuse "Postfix does not read its settings again"
    fi
fi
