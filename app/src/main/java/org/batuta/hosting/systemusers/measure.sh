# info: how much a user's home holds
# parameters: user
# example: user=anna measure.sh

: "${user:?}"

require_user "$user"
is_ours "$user" || refuse "this server has no user $user"
read -r bytes _ < <(du -sxb "/home/$user" 2>/dev/null) || refuse "the home cannot be read" 75
printf 'used_bytes=%s\n' "$bytes"
