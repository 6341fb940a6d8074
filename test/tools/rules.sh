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
    grep -qE "^REASON\($reason, \"[a-z0-9_]+\", \"$rule\"," lib/core/reasons.def lib/core/vault_reasons.def ||
        { echo "$reason: the table says $rule, the table of reasons another rule"; exit 1; }
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
    for n in $(seq -w 1 43); do echo "CFG-$n"; done
    for n in $(seq -w 1 10); do echo "ELIG-$n"; done
    for n in $(seq -w 1 11); do echo "PURP-$n"; done
    for n in $(seq -w 1 17); do echo "MYA-$n"; done
    for n in $(seq -w 1 25); do echo "CONNECT-$n"; done
    for n in $(seq -w 1 22); do echo "COMPLETE-$n"; done
    for n in $(seq -w 1 22); do echo "ORG-$n"; done
    for n in $(seq -w 1 32); do echo "VAULT-$n"; done
    for n in $(seq -w 1 10); do echo "RTX-$n"; done
    for n in $(seq -w 1 16); do echo "ATX-$n"; done
    for n in $(seq -w 1 43); do echo "PWX-$n"; done
    for n in $(seq -w 1 16); do echo "SEL-$n"; done
    for n in $(seq -w 1 18); do echo "SCOPE-$n"; done
    for n in $(seq -w 1 9); do echo "EXPIRY-0$n"; done
    for n in $(seq -w 1 20); do echo "MGE-$n"; done
    for n in $(seq -w 1 11); do echo "LINK-$n"; done
    for n in $(seq -w 1 3); do echo "CACHE-0$n"; done)
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

# 3. every worked example of the rulebooks
for n in $(seq -f %03g 2 2 272); do
    grep -hqE "^EX-$n([^0-9]|$)" test/vectors/*.txt || { echo "EX-$n has no vector"; failed=1; }
done
for n in 2 4 6 8 10 12 14 16 17 18 19 20 22 24 26 27 28 30 32 34 36 37 38 40 42 43 44 46 48 50 52 54 56 58 60 61 62 \
    64 66 67 68 70 72 74 76 78 80 82 84 86 88 89 90 92 94 96 98 100 102 104 106 108 110 111 112 113 114 116 117 118 \
    120 122 123 124 126 128 129 130 132 133 134 136 137 138 140 142 144 146 148 150 152 154 156 158 160 162 163 164 \
    166 168 170 172 174 176 177 178 180 182 184 186 188 190 192 194 196 198 200 202 204 206 208 209 210 212 214 216 \
    218; do
    id=$(printf 'TV-%03d' "$n")
    grep -hqE "^$id([^0-9]|$)" test/vectors/*.txt || { echo "$id has no vector"; failed=1; }
done
[ $failed -eq 0 ] || exit 1
echo "ok      rules: $count conditions beside their rule ids, $(echo "$rules" | wc -w) rules accounted for"
