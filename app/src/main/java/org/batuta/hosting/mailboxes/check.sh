# info: does this mail server hold the mailbox as wanted? With gone=yes: is nothing of it left? With a fingerprint: is its
# info: password the one whose verifier has it? Says on stdout what differs
# parameters: address domain local_part fingerprint gone quota_mb active
# example: address=info@example.org domain=example.org local_part=info quota_mb=500 active=yes check.sh

: "${address:?}" "${fingerprint:=}" "${gone:=no}"

accepted() { # does Postfix take mail for it?
    [[ -n $(postmap -q "$address" hash:/etc/postfix/batuta/mailboxes 2>/dev/null) ]]
}

[[ $address =~ ^[a-z0-9._-]+@[a-z0-9._-]+$ ]] || differs "this is no address"
if [[ -n $fingerprint ]]; then
    [[ $(fingerprint "$address") == "$fingerprint" ]] || differs "it has another password"
    exit 0
fi
: "${domain:?}" "${local_part:?}"
[[ $address == "$local_part@$domain" ]] || differs "this is no address"
line=$(grep -s -e "^${address//./\\.}:" "$users") || line=''
if [[ $gone == yes ]]; then
    [[ -z $line ]] || differs "Dovecot still has the mailbox"
    ! accepted || differs "Postfix still takes mail for it"
    [[ ! -e /var/vmail/$domain/$local_part ]] || differs "its mail is still there"
    exit 0
fi

: "${quota_mb:?}" "${active:?}"
[[ -n $line ]] || differs "Dovecot does not know the mailbox"
IFS=: read -r _ verifier _ _ state _ _ quota <<<"$line"
[[ $quota == "userdb_quota_rule=*:storage=${quota_mb}M" ]] || unlike "the quota is another one" "$quota_mb MB" "${quota//[!0-9]/} MB"
if [[ $active == yes ]]; then
    [[ $state == active && $verifier != '!'?* ]] || unlike "the mailbox is suspended"
    accepted || unlike "Postfix does not take mail for it"
    [[ -n $(postmap -q "$domain" hash:/etc/postfix/batuta/domains 2>/dev/null) ]] || unlike "Postfix does not know its domain"
else
    [[ $state == suspended && $verifier == '!'* ]] || unlike "one can still log in"
    ! accepted || unlike "Postfix still takes mail for it"
fi
agrees
