# info: is the server calm?
# parameters: name
# example: name=mule check.sh

: "${name:?}"
[[ -e /root/calm ]] || exit 1
