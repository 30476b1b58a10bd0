# info: makes this mail server hold a mailbox as wanted; its password is not touched, a new one waits for set-password
# parameters: address domain local_part quota_mb active
# example: address=info@example.org domain=example.org local_part=info quota_mb=500 active=yes apply.sh

: "${address:?}" "${domain:?}" "${local_part:?}" "${quota_mb:?}" "${active:?}"

served() { # Dovecot looks at its file at most once a second: mail that comes before would be told "unknown user"
    local tries
    for ((tries = 0; tries < 40; tries++)); do
        doveadm user "$address" 2>/dev/null | grep -qF "*:storage=${quota_mb}M" && return 0
        sleep 0.1
    done
    return 1
}

# ---- verify
require_address "$address" "$local_part" "$domain"
[[ $quota_mb =~ ^[1-9][0-9]{0,7}$ ]] || refuse "the quota is no number of megabytes"
case $active in yes) state=active ;; no) state=suspended ;; *) refuse "active is neither yes nor no" ;; esac
take_turn "$address"

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
end_turn
heard
served || refuse "Dovecot does not see the mailbox yet" 75
if [[ $state == suspended ]]; then doveadm kick "$address" >/dev/null 2>&1 || true; fi
