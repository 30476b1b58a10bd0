#!/bin/bash
# info: a trial leaves nothing that could be removed
# parameters: deed
# example: deed=true bash remove.sh
: "${deed:?}"
