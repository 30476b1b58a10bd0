# info: does on a test server what the test asks for, which may say reload_due
# parameters: deed
# example: deed='reload_due; echo done' bash apply.sh
: "${deed:?}"
eval "$deed"
