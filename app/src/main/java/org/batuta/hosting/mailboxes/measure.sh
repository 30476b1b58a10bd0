# info: how much mail a mailbox holds
# parameters: address domain local_part
# example: address=info@example.org domain=example.org local_part=info measure.sh

: "${address:?}" "${domain:?}" "${local_part:?}"

[[ $address == "$local_part@$domain" && $address =~ ^[a-z0-9._-]+@[a-z0-9._-]+$ ]] || {
    echo "this is no address" >&2
    exit 1
}
if ! grep -q -e "^${address//./\\.}:" /etc/dovecot/batuta/users; then
    echo "this server has no mailbox $address" >&2
    exit 1
fi
report=$(doveadm -f tab mailbox status -u "$address" -t 'messages vsize' '*') || {
    echo "Dovecot does not tell" >&2
    exit 75
}
read -r messages bytes < <(tail -n 1 <<<"$report")
printf 'used_bytes=%s\nmessages=%s\n' "$bytes" "$messages"
