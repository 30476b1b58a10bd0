# info: is this the present password of a mailbox? Dovecot is asked, so that a suspended one has none; nothing changes
# parameters: address present
# example: address=info@example.org present='...' prove.sh
# limit: 30

: "${address:?}" "${present:?}"

[[ $address =~ ^[a-z0-9._-]+@[a-z0-9._-]+$ ]] || refuse "this is no address"
# through a pipe, because everybody on the server can read arguments; and what Dovecot says is not repeated
printf '%s\n' "$present" | doveadm auth test -x service=imap "$address" >/dev/null 2>&1 || refuse "Dovecot lets nobody in with this"
