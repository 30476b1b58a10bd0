# info: this server forgets a user, ends what it runs and deletes its home
# parameters: user
# example: user=anna remove.sh
# limit: 900

: "${user:?}"

# ---- verify: a user of the server itself, for whose name no other was made, is nothing of ours
require_user "$user"
take_turn
is_ours "$user" || exit 0
home=/home/$user
[[ ! -L $home ]] || refuse "$home is a link; nothing behind it was deleted"
owner=$(stat -c %U "$home" 2>/dev/null) || owner=$user
[[ $owner == "$user" ]] || refuse "$home belongs to $owner; nothing was deleted"

# ---- act: first nobody gets in, then nothing runs, then the home goes, and last the name by which we know all that
put_in "$user" "$out" yes
expires "$user" 1
put_out "$user"
rm -f "/var/spool/cron/crontabs/$user"
rm -rf --one-file-system -- "$home" || refuse "the home could not be deleted"
userdel "$user" || refuse "the user could not be deleted"
