# info: replaces the verifier of a mailbox's password and reads it back; nothing else of the mailbox changes
# parameters: address verifier
# example: address=info@example.org verifier='{SHA512-CRYPT}$6$...' set-password.sh

: "${address:?}" "${verifier:?}"
users=/etc/dovecot/batuta/users
work=''

refuse() {
    echo "$1" >&2
    exit "${2:-1}"
}

stored() { # the verifier as the file has it
    grep -e "^${address//./\\.}:" "$users" | cut -d: -f2 | sed 's/^!//' | tr -d '\n'
}

newer() { # Dovecot knows a new version of the file by its second and its size: no two may share the second
    local before
    before=$(stat -c %Y "$users")
    (($(stat -c %Y "$work") > before)) || touch -d "@$((before + 1))" "$work"
}

# ---- verify
[[ $address =~ ^[a-z0-9._-]+@[a-z0-9._-]+$ ]] || refuse "this is no address"
[[ $verifier =~ ^\{SHA512-CRYPT\}\$6\$[./A-Za-z0-9=\$]{20,120}$ ]] || refuse "this is no SHA512-CRYPT verifier"
[[ -d /etc/dovecot/batuta ]] || refuse "this server was not prepared for mailboxes"
exec 9>/etc/dovecot/batuta/lock
flock -w 20 9 || refuse "another change of the mailboxes takes too long" 75
trap 'rm -f "$work"' EXIT
line=$(grep -e "^${address//./\\.}:" "$users") || refuse "this server has no mailbox $address"

# ---- act
IFS=: read -r _ before uid gid state rest <<<"$line"
[[ $state == active ]] && after=$verifier || after="!$verifier"
if [[ $before != "$after" ]]; then
    work=$(mktemp "$users.XXXXXX") || refuse "cannot write $users"
    chown root:dovecot "$work"
    chmod 640 "$work"
    { grep -v -e "^${address//./\\.}:" "$users" || true; } >"$work"
    printf '%s\n' "$address:$after:$uid:$gid:$state:$rest" >>"$work"
    newer
    sync "$work"
    mv -fT "$work" "$users" || refuse "cannot write $users"
fi
sum=$(stored | sha256sum)
echo "fingerprint=${sum%% *}"
