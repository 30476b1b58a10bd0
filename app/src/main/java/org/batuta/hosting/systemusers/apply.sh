# info: makes this server have a user as wanted, with a home of its own; the password is not touched, a new one waits for set-password
# parameters: user access active
# example: user=anna access=files active=yes apply.sh

: "${user:?}" "${access:?}" "${active:?}"

next_uid() { # no number is given twice: files that a user left somewhere must be nobody's
    local last=/etc/batuta/systemusers/last-uid uid=19999
    [[ ! -s $last ]] || read -r uid <"$last"
    while uid=$((uid + 1)) && getent passwd "$uid" >/dev/null; do :; done
    ((uid < 60000)) || refuse "this server has no number for another user"
    echo "$uid" >"$last.new"
    mv -fT "$last.new" "$last"
    echo "$uid"
}

furnish() { # a home that is there is whole
    local new=/home/.batuta-new
    rm -rf --one-file-system "$new"
    cp -rT --no-preserve=mode,ownership /etc/skel "$new" || refuse "the home cannot be made"
    chown -R "$user:$user" "$new"
    chmod 750 "$new"
    mv -T "$new" "$home" || refuse "the home cannot be made"
}

# ---- verify
require_user "$user"
shell=$(shell_of "$access")
case $active in yes | no) ;; *) refuse "active is neither yes nor no" ;; esac
home=/home/$user
take_turn
[[ ! -L $home && (! -e $home || -d $home) ]] || refuse "$home is no folder"
! exists "$user" || is_ours "$user" || refuse "$user is a user of the server itself"
if ! exists "$user"; then
    [[ ! -e $home ]] || refuse "$home is there already and belongs to nobody of ours"
    ! getent group "$user" >/dev/null || refuse "$user is a group of the server itself"
fi

# ---- act: who is made is out until all is as wanted
if ! exists "$user"; then
    uid=$(next_uid)
    useradd --uid "$uid" --user-group --no-create-home --home-dir "$home" --shell /usr/sbin/nologin --comment "$mark" \
        --expiredate 1 "$user" || refuse "the user cannot be made"
fi
if [[ $active == no ]]; then
    put_in "$user" "$out" yes
    expires "$user" 1
fi
put_in "$user" "$files" "$([[ $access == files ]] && echo yes || echo no)"
[[ $(getent passwd "$user" | cut -d: -f7) == "$shell" ]] || usermod --shell "$shell" "$user"
[[ -d $home ]] || furnish
keep_hash "$user" "$(hash_of "$user")" "$active"
put_in "$user" "$all" yes
if [[ $active == yes ]]; then
    expires "$user" ''
    put_in "$user" "$out" no
else
    put_out "$user"
fi
