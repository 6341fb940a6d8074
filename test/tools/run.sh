#!/bin/sh
# run.sh BUILD-DIR: runs every test program below it; prints the output of those that fail.
set -u
failed=0
for program in $(find "$1/unit" "$1/vectors" "$1/property" -type f -perm -u+x | sort); do
    if output=$("$program" 2>&1); then
        echo "ok      ${program#"$1"/}"
    else
        echo "FAILED  ${program#"$1"/}"
        echo "$output"
        failed=1
    fi
done
exit $failed
