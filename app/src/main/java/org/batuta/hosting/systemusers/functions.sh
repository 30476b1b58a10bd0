# info: what the scripts of a server with system users share; it stands before each of them

all=batuta-users     # everybody of ours
files=batuta-files   # those who move files and get no command line
out=batuta-suspended # whom sshd lets in by nothing
mark=batuta          # the name in passwd by which a user is known as ours; nobody but root changes it

require_user() { # USER
    [[ $1 =~ ^[a-z][a-z0-9_-]{0,31}$ ]] || refuse "this is no name of a user"
}

take_turn() { # changes happen one after the other
    [[ -d /etc/batuta/systemusers ]] || refuse "this server was not prepared for system users"
    exec 9>/etc/batuta/systemusers/lock
    flock -w 20 9 || refuse "another change of the users takes too long" 75
}

exists() { getent passwd "$1" >/dev/null; }

is_ours() { # USER
    local gecos
    exists "$1" || return 1
    gecos=$(getent passwd "$1" | cut -d: -f5)
    [[ ${gecos%%,*} == "$mark" ]]
}

is_in() { [[ " $(id -nG "$1") " == *" $2 "* ]]; } # USER GROUP

put_in() { # USER GROUP yes|no
    if [[ $3 == yes ]]; then
        is_in "$1" "$2" || gpasswd -a "$1" "$2" >/dev/null
    else
        ! is_in "$1" "$2" || gpasswd -d "$1" "$2" >/dev/null
    fi
}

hash_of() { # USER: what shadow has, without the sign that locks it; a user without password has none
    local hash
    hash=$(getent shadow "$1" | cut -d: -f2)
    hash=${hash##!}
    [[ $hash == '*' ]] || printf '%s' "$hash"
}

keep_hash() { # USER HASH yes|no: with "!" before it nobody logs in by it
    local hash=$2
    [[ $3 == yes && -n $hash ]] || hash="!$hash"
    [[ $(getent shadow "$1" | cut -d: -f2) == "$hash" ]] || printf '%s:%s\n' "$1" "$hash" | chpasswd --encrypted
}

fingerprint() { # USER: of the verifier that the server has; what suspends it does not count
    local hash sum
    hash=$(hash_of "$1")
    sum=$(printf '%s' "${hash:+{SHA512-CRYPT\}$hash}" | sha256sum)
    echo "${sum%% *}"
}

expires() { # USER DAY: nobody logs in as it from that day on, by whatever door; '' is never
    [[ $(getent shadow "$1" | cut -d: -f8) == "$2" ]] || usermod --expiredate "$2" "$1"
}

put_out() { # USER: nothing of it runs any more
    local tries
    for ((tries = 0; tries < 100; tries++)); do
        pkill -KILL -u "$1" || return 0
        sleep 0.1
    done
    refuse "processes of $1 do not end" 75
}

shell_of() { # KIND
    case $1 in files) echo /usr/sbin/nologin ;; commands) echo /bin/bash ;; *) refuse "this is no kind of access" ;; esac
}
