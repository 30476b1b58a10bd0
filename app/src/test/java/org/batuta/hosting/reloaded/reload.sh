# info: notes that the daemon of the test read its files, unless somebody broke its settings
# parameters:
# example: bash reload.sh
until [[ ! -e /root/slow ]]; do sleep 0.1; done
[[ ! -e /root/broken ]] || refuse "the daemon would not run with its settings"
date >>/root/reloads
