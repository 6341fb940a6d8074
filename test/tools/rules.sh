#!/bin/sh
# Every condition stands beside the rule id that the table has for its reason, and every rule of the family is
# accounted for: in the library, in a vector, or in test/vectors/rules.txt with the reason why not.
set -eu
failed=0

# 1. the rule beside each condition, against reasons.def
table='s#^ *X\(x, "([A-Z]+-[0-9]+)", +([A-Z_]+),.*#\1 \2#p'
lines='s#^ */\* ([A-Z]+-[0-9]+) *\*/ unmet \|= unmet_if\((SESSION|CONNECTION_OFFER)_([A-Z_]+),.*#\1 \3#p'
beside=$(sed -nE "$table" lib/core/login_table.h && sed -nE "$lines" lib/core/session.c)
count=$(echo "$beside" | wc -l)
[ "$count" -eq 48 ] || { echo "$count conditions found beside a rule id, expected 48"; failed=1; }
echo "$beside" | while read -r rule reason; do
    grep -qE "^REASON\($reason, \"[a-z_]+\", \"$rule\"," lib/core/reasons.def ||
        { echo "$reason: the source says $rule, reasons.def another rule"; exit 1; }
done || failed=1

# 2. the conditions of session.c in the order of their families
in_source=$(sed -nE 's/.*unmet_if\((SESSION|CONNECTION_OFFER)_([A-Z_]+),.*/\1(\2)/p' lib/core/session.c)
in_family=$(grep -E '^(SESSION|CONNECTION_OFFER)\(' lib/core/families.def)
[ "$in_source" = "$in_family" ] || { echo "session.c: conditions are not in the order of families.def"; failed=1; }

# 3. every rule id
rules=$(for n in $(seq -w 1 37); do echo "LOGIN-$n"; done
    for n in $(seq -w 1 10); do echo "XAA-$n"; done
    for n in $(seq -w 1 18); do echo "ENT-$n"; done
    for n in $(seq -w 1 4); do echo "ERR-0$n"; done)
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
[ $failed -eq 0 ] || exit 1
echo "ok      rules: $count conditions beside their rule ids, $(echo "$rules" | wc -w) rules accounted for"
