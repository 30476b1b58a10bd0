# info: makes this name server serve a zone as wanted: as primary from the text given, as secondary from its primaries
# parameters: domain role serial active zone secondaries primaries
# example: domain=example.org role=primary serial=2026112401 zone='...' secondaries='192.0.2.2' apply.sh

: "${domain:?}" "${role:?}" "${serial:?}" "${active:=yes}"
zones=/etc/bind/batuta/zones
file=$zones/$domain

served() { # the serial that named serves
    rndc zonestatus "$domain" 2>/dev/null | sed -n 's/^serial: //p'
}

reaches() { # SECONDS: waits until the wanted serial is served
    local i
    for ((i = 0; i < $1 * 10; i++)); do
        [[ $(served) != "$serial" ]] || return 0
        sleep 0.1
    done
    return 1
}

# ---- verify
is_domain "$domain" || refuse "this is no domain name"
[[ $serial =~ ^[0-9]{1,10}$ ]] || refuse "this is no serial"
case $role in
    primary)
        : "${zone:?}" "${secondaries=}"
        peers=$secondaries
        ;;
    secondary)
        : "${primaries:?}"
        peers=$primaries
        ;;
    *) refuse "the role is neither primary nor secondary" ;;
esac
read -ra peers <<<"$peers"
for peer in "${peers[@]}"; do
    [[ $peer =~ ^[0-9a-fA-F.:]{2,45}$ ]] || refuse "this is no address: $peer"
done
rndc status >/dev/null 2>&1 || refuse "named does not answer: $(systemctl is-active named.service || true)" 75
exec 9>/etc/bind/batuta/lock
flock -w 20 9 || refuse "another change of the zones takes too long" 75
shown=$(rndc showzone "$domain" 2>/dev/null) || shown=
shown=${shown//  / }

# ---- act
if [[ $active == no ]]; then
    # not served while it is suspended; its file stays
    if [[ -n $shown ]]; then
        complaint=$(rndc delzone "$domain" 2>&1) || refuse "named does not let go of the zone: $complaint"
    fi
    exit 0
fi
if [[ $role == primary ]]; then
    new=$(mktemp "$zones/.new.XXXXXX") || refuse "$zones is not writable"
    old=$(mktemp "$zones/.old.XXXXXX") || refuse "$zones is not writable"
    trap 'rm -f "$new" "$old"' EXIT
    printf '%s' "$zone" >"$new"
    [[ $zone == *$'\n' ]] || echo >>"$new"
    chmod 644 "$new"
    report=$(named-checkzone -i local -k fail -n fail "$domain" "$new" 2>&1) || refuse "the zone is not valid: ${report//"$new"/zone}"
    [[ $report == *"loaded serial $serial"$'\n'* ]] || refuse "the zone does not carry the serial $serial"
    existed=
    if cmp -s "$new" "$file"; then
        existed=same
    else
        if [[ -f $file ]]; then
            cp -pT "$file" "$old"
            existed=other
        fi
        sync "$new"
        mv -fT "$new" "$file" || refuse "cannot write $file"
    fi
    wanted="zone \"$domain\" { type primary; file \"$file\"; allow-transfer {$(allowed "${peers[@]}") }; also-notify {$(listed "${peers[@]}") }; notify explicit; };"
else
    wanted="zone \"$domain\" { type secondary; file \"/var/cache/bind/batuta/$domain\"; primaries {$(listed "${peers[@]}") }; allow-transfer { \"none\"; }; notify no; };"
fi

inside=${wanted#zone *\" }
if [[ -z $shown ]]; then
    complaint=$(rndc addzone "$domain" "$inside" 2>&1) || refuse "named does not take the zone: $complaint"
elif [[ $shown != "$wanted" ]]; then
    if [[ $shown != *"type $role;"* ]]; then
        rndc delzone "$domain" >/dev/null 2>&1 || true
        complaint=$(rndc addzone "$domain" "$inside" 2>&1) || refuse "named does not take the zone: $complaint"
    else
        complaint=$(rndc modzone "$domain" "$inside" 2>&1) || refuse "named does not take the zone: $complaint"
    fi
fi

if [[ $role == primary ]]; then
    [[ $existed == same && $(served) == "$serial" ]] || rndc reload "$domain" >/dev/null 2>&1 || true
    if ! reaches 5; then
        if [[ $existed == other ]]; then
            mv -fT "$old" "$file"
            rndc reload "$domain" >/dev/null 2>&1 || true
        fi
        refuse "named did not load the zone; the one before stays"
    fi
elif [[ $(served) != "$serial" ]]; then
    rndc refresh "$domain" >/dev/null 2>&1 || true
    if ! reaches 3; then
        rndc retransfer "$domain" >/dev/null 2>&1 || true
        reaches 10 || refuse "the zone did not come from its primaries ($primaries)" 75
    fi
fi
