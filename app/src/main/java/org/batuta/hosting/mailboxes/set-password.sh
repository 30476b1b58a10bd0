# info: replaces the verifier of a mailbox's password and reads it back; nothing else of the mailbox changes
# parameters: address fingerprint verifier
# example: address=info@example.org verifier='{SHA512-CRYPT}$6$...' set-password.sh

: "${address:?}" "${fingerprint:=}" "${verifier:?}"

# ---- verify
[[ $address =~ ^[a-z0-9._-]+@[a-z0-9._-]+$ ]] || refuse "this is no address"
[[ $verifier =~ ^\{SHA512-CRYPT\}\$6\$[./A-Za-z0-9=\$]{20,120}$ ]] || refuse "this is no SHA512-CRYPT verifier"
take_turn "$address"
[[ -n $line ]] || refuse "this server has no mailbox $address"

# ---- act
IFS=: read -r _ before uid gid state rest <<<"$line"
[[ $state == active ]] && after=$verifier || after="!$verifier"
if [[ $before != "$after" ]]; then
    work=$(mktemp "$users.XXXXXX") || refuse "cannot write $users"
    chown root:dovecot "$work"
    chmod 640 "$work"
    { grep -v -e "^${address//./\\.}:" "$users" || true; } >"$work"
    printf '%s\n' "$address:$after:$uid:$gid:$state:$rest" >>"$work"
    publish_users
fi
heard
kept=$(fingerprint "$address")
[[ -z $fingerprint || $kept == "$fingerprint" ]] || refuse "the verifier in place is not the one that was sealed"
echo "fingerprint=$kept"
