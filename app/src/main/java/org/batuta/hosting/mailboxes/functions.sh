# info: what the scripts of a mail server share; it stands before each of them

users=/etc/dovecot/batuta/users
maps=/etc/postfix/batuta
work='' line='' published=0

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
    # an smtpd that has once taken a domain for somebody else's would refuse its mail for as long as it lives
    if [[ -e $maps/domains.next ]]; then reload_due; fi
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
    if cmp -s "$work" "$users"; then
        rm -f "$work"
    else
        mv -fT "$work" "$users" || refuse "cannot write $users"
        published=$EPOCHSECONDS
    fi
}

heard() { # Dovecot looks at its file at most once a second: from the next second on nobody logs in by the old one
    while ((EPOCHSECONDS == published)); do sleep 0.05; done
}

fingerprint() { # ADDRESS: of the verifier that the file has for it; what suspends it does not count
    local sum
    sum=$(grep -s -e "^${1//./\\.}:" "$users" | cut -d: -f2 | sed 's/^!//' | tr -d '\n' | sha256sum)
    echo "${sum%% *}"
}

require_address() { # ADDRESS LOCAL_PART DOMAIN
    is_domain "$3" || refuse "this is no domain name"
    [[ $2 =~ ^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9_-])?$ && $2 != *..* ]] || refuse "this is no local part of an address"
    [[ $1 == "$2@$3" ]] || refuse "the address does not match its local part and its domain"
}

take_turn() { # ADDRESS: changes happen one after the other; from here on its line in the file is $line
    [[ -d /etc/dovecot/batuta && -d $maps ]] || refuse "this server was not prepared for mailboxes"
    exec 9>/etc/dovecot/batuta/lock
    flock -w 20 9 || refuse "another change of the mailboxes takes too long" 75
    trap 'rm -f "$work" "$maps"/{domains,mailboxes}.next{,.db}' EXIT
    line=$(grep -e "^${1//./\\.}:" "$users") || line=''
}

end_turn() { # what lies beside the files from here on belongs to the next change
    trap - EXIT
    exec 9>&-
}
