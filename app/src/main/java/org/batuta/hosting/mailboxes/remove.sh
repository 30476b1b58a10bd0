# info: this mail server forgets a mailbox and deletes its mail
# parameters: address domain local_part
# example: address=info@example.org domain=example.org local_part=info remove.sh
# limit: 900

: "${address:?}" "${domain:?}" "${local_part:?}"

# ---- verify
require_address "$address" "$local_part" "$domain"
take_turn "$address"

# ---- act: first no more mail, then no more login, then the mail itself
if [[ -n $line ]]; then
    stage < <(grep -v -e "^${address//./\\.}:" "$users")
else
    stage <"$users"
fi
publish_maps
publish_users
heard
doveadm kick "$address" >/dev/null 2>&1 || true
# as the owner of the mail and not through links: whatever lies in there, nothing else can be hit
[[ ! -L /var/vmail/$domain ]] || refuse "/var/vmail/$domain is a link; nothing behind it was deleted"
setpriv --reuid=vmail --regid=vmail --clear-groups rm -rf -- "/var/vmail/$domain/$local_part" || refuse "the mail could not be deleted"
setpriv --reuid=vmail --regid=vmail --clear-groups rmdir --ignore-fail-on-non-empty "/var/vmail/$domain" 2>/dev/null || true
