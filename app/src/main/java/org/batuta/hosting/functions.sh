# info: what the scripts of all service types share; it stands before each of them

refuse() { # WHY [CODE]
    echo "$1" >&2
    exit "${2:-1}"
}

put() { # FILE OWNER MODE: stdin into it by renaming; 0 = it has changed
    local new
    new=$(mktemp "$1.XXXXXX") || refuse "cannot write $1"
    cat >"$new"
    chown "$2" "$new"
    chmod "$3" "$new"
    if cmp -s "$new" "$1"; then
        rm -f "$new"
        return 1
    fi
    mv -fT "$new" "$1" || refuse "cannot write $1"
}

reload_due() { # said before anything is put in place that the daemon reads only when it is told to
    echo reload=due
}

differs() { # WHAT [WANTED REAL]: a check's "no"; what it says is read by people and holds no secret
    unlike "$@"
    exit 1
}

unlike() { # WHAT [WANTED REAL]: one of the reasons for a "no", which agrees has the last word about
    echo "$1"
    (($# < 2)) || printf 'wanted: %.300s\nreal: %.300s\n' "$2" "${3:-nothing}"
    reasons=yes
}

agrees() { # a check's last word: "yes", unless something was unlike
    [[ -z ${reasons:-} ]] || exit 1
}

is_domain() { # NAME: a domain name in its canonical form
    [[ ${#1} -le 253 && $1 =~ ^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$ ]]
}
