# info: is the server calm?
# parameters: name
# example: name=mule check.sh

: "${name?}" # may be empty
# shellcheck source=/dev/null
if [[ -e /root/stubborn.check ]]; then
    source /root/stubborn.check
    exit
fi
[[ -e /root/calm ]] || exit 1
