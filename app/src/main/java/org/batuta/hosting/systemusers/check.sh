# info: does this server have the user as wanted? With gone=yes: is nothing of it left? With a fingerprint: is its
# info: password the one whose verifier has it? Says on stdout what differs
# parameters: user access active fingerprint gone
# example: user=anna access=files active=yes check.sh

: "${user:?}" "${fingerprint:=}" "${gone:=no}"

[[ $user =~ ^[a-z][a-z0-9_-]{0,31}$ ]] || differs "this is no name of a user"
if [[ $gone == yes ]]; then
    ! is_ours "$user" || differs "the user is still there"
    exit 0
fi
exists "$user" || differs "the server does not know the user"
is_ours "$user" || differs "it is a user of the server itself"
if [[ -n $fingerprint ]]; then
    [[ $(fingerprint "$user") == "$fingerprint" ]] || differs "it has another password"
    exit 0
fi

: "${access:?}" "${active:?}"
IFS=: read -r _ _ _ _ _ home real < <(getent passwd "$user")
wanted=$(shell_of "$access")
[[ $real == "$wanted" ]] || unlike "the shell is another one" "$wanted" "$real"
[[ $home == "/home/$user" ]] || unlike "the home is another one" "/home/$user" "$home"
owner=$(stat -c %U "/home/$user" 2>/dev/null) || owner=''
[[ $owner == "$user" ]] || unlike "the home is somebody else's" "$user" "$owner"
is_in "$user" "$all" || unlike "it is not in the group $all"
if [[ $access == files ]]; then
    is_in "$user" "$files" || unlike "it is not held to moving files"
else
    ! is_in "$user" "$files" || unlike "it is held to moving files"
fi
expires=$(getent shadow "$user" | cut -d: -f8)
if [[ $active == yes ]]; then
    if [[ -n $expires ]] || is_in "$user" "$out"; then unlike "the user is suspended"; fi
else
    if [[ $expires != 1 ]] || ! is_in "$user" "$out"; then unlike "one can still log in"; fi
fi
agrees
