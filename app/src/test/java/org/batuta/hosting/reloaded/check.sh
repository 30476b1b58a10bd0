# info: looks on a test server for what the test says that it should find
# parameters: deed look
# example: deed=true look='test -e /root/effect' bash check.sh
: "${deed:?}" "${look:=false}"
eval "$look" || exit 1
