# info: makes this mail server hold a mailbox as wanted; its password is not touched, a new one waits for set-password
# parameters: address domain local_part quota_mb active
# example: address=info@example.org domain=example.org local_part=info quota_mb=500 active=yes apply.sh

: "${address:?}" "${domain:?}" "${local_part:?}" "${quota_mb:?}" "${active:?}"
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

served() { # Dovecot looks at its file at most once a second: mail that comes before would be told "unknown user"
    local tries
    for ((tries = 0; tries < 40; tries++)); do
        doveadm user "$address" 2>/dev/null | grep -qF "*:storage=${quota_mb}M" && return 0
        sleep 0.1
    done
    return 1
}

# ---- verify
[[ $domain =~ ^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$ && ${#domain} -le 253 ]] || refuse "this is no domain name"
[[ $local_part =~ ^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9_-])?$ && $local_part != *..* ]] || refuse "this is no local part of an address"
[[ $address == "$local_part@$domain" ]] || refuse "the address does not match its local part and its domain"
[[ $quota_mb =~ ^[1-9][0-9]{0,7}$ ]] || refuse "the quota is no number of megabytes"
case $active in yes) state=active ;; no) state=suspended ;; *) refuse "active is neither yes nor no" ;; esac
[[ -d /etc/dovecot/batuta && -d $maps ]] || refuse "this server was not prepared for mailboxes"
exec 9>/etc/dovecot/batuta/lock
flock -w 20 9 || refuse "another change of the mailboxes takes too long" 75
trap 'rm -f "$work" "$maps"/{domains,mailboxes}.next{,.db}' EXIT
line=$(grep -e "^${address//./\\.}:" "$users") || line=''

# ---- act
IFS=: read -r _ verifier _ <<<"$line"
verifier=${verifier#!}
# a verifier behind "!" matches no password: so is one without password, and a suspended one keeps its own
[[ $state == active && -n $verifier ]] || verifier="!$verifier"
wanted="$address:$verifier:::$state:::userdb_quota_rule=*:storage=${quota_mb}M"
next=$(grep -v -e "^${address//./\\.}:" "$users") || true
if [[ $line == "$wanted" ]]; then stage <"$users"; else stage <<<"${next:+$next$'\n'}$wanted"; fi
publish_users
publish_maps
if [[ $state == suspended ]]; then doveadm kick "$address" >/dev/null 2>&1 || true; fi
exec 9>&-
served || refuse "Dovecot does not see the mailbox yet" 75
