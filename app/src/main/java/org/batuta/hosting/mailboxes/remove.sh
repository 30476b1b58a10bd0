# info: this mail server forgets a mailbox and deletes its mail
# parameters: address domain local_part
# example: address=info@example.org domain=example.org local_part=info remove.sh
# limit: 900

: "${address:?}" "${domain:?}" "${local_part:?}"
users=/etc/dovecot/batuta/users
maps=/etc/postfix/batuta
work=''

refuse() {
    echo "$1" >&2
    exit "${2:-1}"
}

stage() { # the wanted users, on stdin, and the Postfix maps that follow from them, all beside the files they will replace
    work=$(mktemp "$users.XXXXXX") || refuse "cannot write $users"
    cat >"$work" || refuse "cannot write $users"
    chown root:dovecot "$work"
    chmod 640 "$work"
    awk -F: '$5 == "active" { print $1, $1 }' "$work" | map mailboxes
    awk -F: '{ sub(/.*@/, "", $1); if (!seen[$1]++) print $1, "virtual" }' "$work" | map domains
}

map() { # NAME: stdin as the next content of this Postfix map
    local new=$maps/$1.next
    cat 2>/dev/null >"$new" || refuse "cannot write the Postfix map $maps/$1: its folder is not writable"
    if cmp -s "$new" "$maps/$1" && [[ -e $maps/$1.db ]]; then
        rm -f "$new"
    else
        postmap "hash:$new" || refuse "cannot write the Postfix map $maps/$1"
    fi
}

publish_maps() { # the database before its text: the same text proves a finished change
    local name
    for name in domains mailboxes; do
        [[ -e $maps/$name.next ]] || continue
        { mv -fT "$maps/$name.next.db" "$maps/$name.db" && mv -fT "$maps/$name.next" "$maps/$name"; } 2>/dev/null ||
            refuse "cannot write the Postfix map $maps/$name: it cannot be replaced"
    done
}

newer() { # Dovecot knows a new version of the file by its second and its size: no two may share the second
    local before
    before=$(stat -c %Y "$users")
    (($(stat -c %Y "$work") > before)) || touch -d "@$((before + 1))" "$work"
}

publish_users() {
    newer
    sync "$work"
    if cmp -s "$work" "$users"; then rm -f "$work"; else mv -fT "$work" "$users" || refuse "cannot write $users"; fi
}

# ---- verify
[[ $domain =~ ^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$ && ${#domain} -le 253 ]] || refuse "this is no domain name"
[[ $local_part =~ ^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9_-])?$ && $local_part != *..* ]] || refuse "this is no local part of an address"
[[ $address == "$local_part@$domain" ]] || refuse "the address does not match its local part and its domain"
[[ -d /etc/dovecot/batuta && -d $maps ]] || refuse "this server was not prepared for mailboxes"
exec 9>/etc/dovecot/batuta/lock
flock -w 20 9 || refuse "another change of the mailboxes takes too long" 75
trap 'rm -f "$work" "$maps"/{domains,mailboxes}.next{,.db}' EXIT
line=$(grep -e "^${address//./\\.}:" "$users") || line=''

# ---- act: first no more mail, then no more login, then the mail itself
if [[ -n $line ]]; then
    stage < <(grep -v -e "^${address//./\\.}:" "$users")
else
    stage <"$users"
fi
publish_maps
publish_users
doveadm kick "$address" >/dev/null 2>&1 || true
# as the owner of the mail and not through links: whatever lies in there, nothing else can be hit
[[ ! -L /var/vmail/$domain ]] || refuse "/var/vmail/$domain is a link; nothing behind it was deleted"
setpriv --reuid=vmail --regid=vmail --clear-groups rm -rf -- "/var/vmail/$domain/$local_part" || refuse "the mail could not be deleted"
setpriv --reuid=vmail --regid=vmail --clear-groups rmdir --ignore-fail-on-non-empty "/var/vmail/$domain" 2>/dev/null || true
