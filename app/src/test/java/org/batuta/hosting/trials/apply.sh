#!/bin/bash
# info: does on a test server what the test asks for
# parameters: deed text
# example: deed='echo done' bash apply.sh
# limit: 60
: "${deed:?}"
eval "$deed"
