# info: there is nothing to prepare
# parameters:
# example: prepare.sh

true
