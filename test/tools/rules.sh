#!/bin/sh
# SPDX-License-Identifier: MIT
# Every condition stands beside the rule id that the table has for its reason, and every rule of the family is
# accounted for: in the library, in a vector, or in test/vectors/rules.txt with the reason why not.
set -eu
failed=0

# 1. the rule beside each condition of the families' tables, against reasons.def
row='s#^ *X\(x, "([A-Z0-9]+-[0-9a-z]+)", *([A-Z0-9_]+),.*#\1 \2#p'
beside=$(sed -nE "$row" lib/core/*_table.h)
count=$(echo "$beside" | wc -l)
[ "$count" -eq "$(grep -c '^ *X(x' lib/core/*_table.h | awk -F: '{ n += $2 } END { print n }')" ] ||
    { echo "a line of a family's table has no rule id beside it"; failed=1; }
echo "$beside" | while read -r rule reason; do
    grep -qE "^REASON\($reason, \"[a-z0-9_]+\", \"$rule\"," lib/core/reasons.def ||
        { echo "$reason: the table says $rule, reasons.def another rule"; exit 1; }
done || failed=1

# 2. every rule id
rules=$(for n in $(seq -w 1 37); do echo "LOGIN-$n"; done
    for n in $(seq -w 1 10); do echo "XAA-$n"; done
    for n in $(seq -w 1 18); do echo "ENT-$n"; done
    for n in $(seq -w 1 4); do echo "ERR-0$n"; done
    for n in $(seq -w 1 37) 19a 19b 19c $(seq 40 46); do echo "PROMPT-$n"; done
    for n in $(seq -w 1 30); do echo "AUTHZ-$n"; done
    for n in $(seq -w 1 36); do echo "M2M-$n"; done
    for n in $(seq -w 1 20); do echo "UAPI-$n"; done
    for n in $(seq -w 1 26); do echo "CONSENT-$n"; done
    for n in $(seq -w 1 13) $(seq 20 29); do echo "TOKEN-$n"; done
    for n in $(seq -w 1 43); do echo "CFG-$n"; done)
for rule in $rules; do
    listed=$(sed -n "s/^$rule | \([^|]*[^ |]\) *|.*/\1/p" test/vectors/rules.txt)
    number=${rule#*-}
    # "LOGIN-04 to LOGIN-12" in prose does not count; "LOGIN-28, -30..33" in a header does, for its ends.
    if [ -z "$listed" ] && ! grep -rqE "$rule([^0-9]|$)|${rule%-*}-[0-9]+(, -[0-9]+)*, -$number([^0-9]|$)" lib include; then
        echo "$rule is neither in the library nor in test/vectors/rules.txt"
        failed=1
    fi
    if [ "$listed" != "no decision" ] && ! grep -hqE "^[^#|]*\|[^|]*$rule([^0-9]|$)" test/vectors/*.txt; then
        echo "$rule has no vector"
        failed=1
    fi
done

# 3. every worked example of the rulebook
for n in $(seq -f %03g 2 2 272); do
    grep -hqE "^EX-$n([^0-9]|$)" test/vectors/*.txt || { echo "EX-$n has no vector"; failed=1; }
done
[ $failed -eq 0 ] || exit 1
echo "ok      rules: $count conditions beside their rule ids, $(echo "$rules" | wc -w) rules accounted for"
