# info: there is nothing to remove
# parameters: name
# example: name=mule remove.sh

: "${name:?}"
