# info: what the scripts of a name server share; it stands before each of them

listed() { # IPS: as the inside of a list of named
    local ip
    for ip in "$@"; do printf ' %s;' "$ip"; done
}

allowed() { # the same for transfers, as named shows it
    local ip
    (($#)) || printf ' "none";'
    for ip in "$@"; do if [[ $ip == *:* ]]; then printf ' %s/128;' "$ip"; else printf ' %s/32;' "$ip"; fi; done
}
