# info: replaces the verifier of a user's password and reads it back; nothing else of the user changes
# parameters: user fingerprint verifier
# example: user=anna verifier='{SHA512-CRYPT}$6$...' set-password.sh

: "${user:?}" "${fingerprint:=}" "${verifier:?}"

# ---- verify
require_user "$user"
[[ $verifier =~ ^\{SHA512-CRYPT\}\$6\$[./A-Za-z0-9=\$]{20,120}$ ]] || refuse "this is no SHA512-CRYPT verifier"
take_turn
is_ours "$user" || refuse "this server has no user $user"

# ---- act
is_in "$user" "$out" && active=no || active=yes
keep_hash "$user" "${verifier#\{SHA512-CRYPT\}}" "$active"
kept=$(fingerprint "$user")
[[ -z $fingerprint || $kept == "$fingerprint" ]] || refuse "the verifier in place is not the one that was sealed"
echo "fingerprint=$kept"
