# info: there is nothing to remove
# parameters: name
# example: name=mule remove.sh

: "${name?}" # may be empty
# shellcheck source=/dev/null
if [[ -e /root/stubborn.remove ]]; then
    source /root/stubborn.remove
    exit
fi
