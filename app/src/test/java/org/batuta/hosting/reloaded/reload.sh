# info: notes that the daemon of the test read its files, unless somebody broke its settings
# parameters:
# example: bash reload.sh
[[ ! -e /root/broken ]] || refuse "the daemon would not run with its settings"
until [[ ! -e /root/slow ]]; do sleep 0.1; done
date >>/root/reloads
