# info: goes on for ever, ignores TERM and leaves children in the background; on a calm server it is done at once
# parameters: name
# example: name=mule apply.sh
# limit: 8

: "${name?}" # may be empty
# shellcheck source=/dev/null
if [[ -e /root/stubborn.apply ]]; then
    source /root/stubborn.apply
    exit
fi
[[ ! -e /root/calm ]] || exit 0
trap '' TERM
(exec sleep 4721) &
setsid bash -c 'exec sleep 4722' &
env -i setsid bash -c '/bin/sleep 4723 & wait' &
echo begun
while :; do sleep 1; done
