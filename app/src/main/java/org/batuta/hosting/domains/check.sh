# info: does this name server serve the zone as wanted? With gone=yes: is nothing of it left? Says on stdout what differs
# parameters: domain gone role serial active zone secondaries primaries
# example: domain=example.org role=secondary serial=2026112401 primaries='192.0.2.1' check.sh

: "${domain:?}" "${gone:=no}"
file=/etc/bind/batuta/zones/$domain

is_domain "$domain" || differs "this is no domain name"
if ! rndc status >/dev/null 2>&1; then
    echo "named does not answer" >&2
    exit 75
fi
shown=$(rndc showzone "$domain" 2>/dev/null) || shown=
shown=${shown//  / }
if [[ $gone == yes ]]; then
    [[ -z $shown ]] || differs "named still serves the zone"
    [[ ! -e $file ]] || differs "the zone's file is still there"
    exit 0
fi

: "${role:?}" "${serial:?}" "${active:=yes}"
if [[ $active == no ]]; then
    [[ -z $shown ]] || differs "named still serves the zone"
    exit 0
fi
[[ -n $shown ]] || differs "named does not know the zone"
if [[ $role == primary ]]; then
    : "${zone:?}" "${secondaries=}"
    read -ra peers <<<"$secondaries"
    [[ $zone == *$'\n' ]] && wanted=$zone || wanted=$zone$'\n'
    if [[ ! -e $file ]]; then
        unlike "the zone's file is missing"
    elif ! printf '%s' "$wanted" | cmp -s - "$file"; then
        unlike "the zone's file has another content"
        printf '%s' "$wanted" |
            diff --text --unchanged-line-format= --old-line-format='wanted: %L' --new-line-format='real: %L' - "$file" |
            cut -c -200 | sed '21 s/.*/... and more/; 22,$ d' || true
    fi
    wanted="zone \"$domain\" { type primary; file \"$file\"; allow-transfer {$(allowed "${peers[@]}") }; also-notify {$(listed "${peers[@]}") }; notify explicit; };"
else
    : "${primaries:?}"
    read -ra peers <<<"$primaries"
    wanted="zone \"$domain\" { type secondary; file \"/var/cache/bind/batuta/$domain\"; primaries {$(listed "${peers[@]}") }; allow-transfer { \"none\"; }; notify no; };"
fi
[[ $shown == "$wanted" ]] || unlike "named has other settings for the zone" "$wanted" "$shown"
served=$(rndc zonestatus "$domain" 2>/dev/null | sed -n 's/^serial: //p') || served=
[[ $served == "$serial" ]] || unlike "named serves another version of the zone" "serial $serial" "${served:+serial $served}"
agrees
