#!/bin/sh
# SPDX-License-Identifier: MIT
# tool.sh ORGPOL: the command line: answers, errors, exit statuses.
. test/tools/tool_common.sh

spaces() { head -c "$1" /dev/zero | tr '\0' ' '; }
question() { # CONTEXT
    echo '{"subject":{"type":"user","id":"jonno"},"action":{"name":"can_third_party_login"},"resource":{"type":"client","id":"tpc_trailmap"},"context":'"$1"'}'
}
yes='{"organization":"org_rocky","connection":"travel0-database"}'
no='{"organization":"org_granite","connection":"travel0-database"}'

# eval: one request, from standard input, "-" and a file
question "$yes" >"$dir/in"
run 0 eval --tenant $tenant
out '{"decision":true,"context":{"http_status":200,"obligations":[],"advice":[],"claims":{"org_id":"org_rocky","org_name":"rocky-mountain-high"}}}'
lines 1
silent err
run 0 eval --tenant $tenant -
lines 1
question "$no" >"$dir/request.json"
: >"$dir/in"
run 1 eval --tenant $tenant "$dir/request.json"
out '"reason":"org_blocks_third_party"'
silent err
run 1 eval "$dir/request.json" --tenant $tenant
out '"unmet":["org_blocks_third_party","user_not_member"]'

# eval: a tenant that comes with the request
echo '{"subject":{"type":"anonymous","id":"-"},"action":{"name":"can_login"},"resource":{"type":"client","id":"w"},"context":{"connection":"c","tenant":{"clients":[{"client_id":"w","is_first_party":true}],"connections":[{"id":"c","enabled_clients":["w"]}]}}}' >"$dir/in"
run 0 eval
out '"decision":true'
run 2 eval --tenant $tenant
err 'orgpol: -: offset 146: /context/tenant: a tenant is loaded already; send none'
out '{"decision":false,"context":{"error":{"status":400,"message":"a tenant is loaded already; send none","pointer":"/context/tenant"}}}'

# eval: what is wrong with a request goes to standard error with file, offset and pointer
printf '{"a":1,"\\u0061":2}' >"$dir/in"
run 2 eval --tenant $tenant
err 'orgpol: -: offset 7: /a: duplicate member name'
out '"decision":false'
question '{"connection":1}' >"$dir/in"
run 2 eval --tenant $tenant
err '/context/connection: expected text, found a number'
printf 'nonsense' >"$dir/in"
run 2 eval --tenant $tenant
err 'orgpol: -: offset 0: expected a value'
printf '{"action":{"name":"\\u001b[31mred"}}' >"$dir/in"
run 2 eval --tenant $tenant
question "$yes" | sed 's/can_third_party_login/\\u001b[31mred/' >"$dir/in"
run 2 eval --tenant $tenant
err 'unknown action "?[31mred"'

# eval: lines
{
    question "$yes"
    question "$no"
    echo
    question "$yes"
} >"$dir/in"
run 1 eval --ndjson --tenant $tenant
lines 3
silent err
{
    question "$yes"
    question '{}'
    question "$yes"
} >"$dir/in"
run 2 eval --ndjson --tenant $tenant
lines 3
err 'orgpol: -:2: offset'
err '/context/connection: required, and absent'
[ "$(sed -n 2p "$dir/out")" = '{"decision":false,"context":{"error":{"status":400,"message":"required, and absent","pointer":"/context/connection"}}}' ] ||
    fail 'the second line is not the error'
question "$yes" | tr -d '\n' >"$dir/in" # a last line without its end
run 0 eval --ndjson --tenant $tenant
lines 1
: >"$dir/in"
run 2 eval --ndjson --tenant $tenant
lines 0
err 'orgpol: -: no request'
run 1 eval --ndjson --tenant $tenant examples/travel0/questions.ndjson
diff -u examples/travel0/answers.ndjson "$dir/out" || fail 'Travel0: not the answers that were worked out by hand'
questions=$(wc -l <examples/travel0/questions.ndjson)
lines "$questions"
{
    echo '{'
    question "$no"
} >"$dir/in"
run 2 eval --ndjson --tenant $tenant # the denial does not hide the error
lines 2
{
    question "$yes" | tr '\n' '\0'
    echo
} >"$dir/in"
run 2 eval --ndjson --tenant $tenant # a NUL is no white space
err 'orgpol: -:1: offset'
{
    question '{"organization":"org_z","connection":"c"}'
    question '{"organization":"org_zz","connection":"c"}' # its answer is as long as the first one's buffer
} >"$dir/in"
run 1 eval --ndjson --tenant $tenant
out 'parameter organization is invalid: org_zz"'

# eval: large inputs
{
    spaces 200000
    question "$yes"
} >"$dir/in"
run 0 eval --tenant $tenant
lines 1
run 0 eval --ndjson --tenant $tenant
lines 1
left=$(spaces 70000000 | {
    "$orgpol" eval --tenant $tenant >"$dir/out" 2>"$dir/err"
    wc -c
})
err 'longer than the limit of 67108864 bytes'
[ "$left" -gt 0 ] || fail 'a document is read on beyond the limit'
{
    question "$yes"
    spaces 130000000
    echo x
    question "$yes"
} >"$dir/in"
run 2 eval --ndjson --tenant $tenant
lines 3
err 'orgpol: -:2: offset 67108864: the document is longer than'
out '"decision":true'
if [ -z "${SANITIZED:-}" ]; then # sanitizers want more memory than this
    (ulimit -v 200000 && exec "$orgpol" eval --ndjson --tenant $tenant) <"$dir/in" >"$dir/out" 2>"$dir/err"
    [ $? -eq 2 ] || fail 'a long line is not an error'
    lines 3 # memory suffices for as much of the line as is kept
    (ulimit -v 50000 && exec "$orgpol" eval --ndjson --tenant $tenant) <"$dir/in" >"$dir/out" 2>"$dir/err"
    [ $? -eq 2 ] || fail 'requests are dropped in silence when memory ends'
    lines 1
    err 'out of memory'
fi
: >"$dir/in"
run 2 eval --tenant $tenant
err 'the document ends where a value was expected'

# eval: tables
run 1 eval --ndjson --table --tenant $tenant examples/travel0/questions.ndjson
[ "$(sed -n 1p "$dir/out" | tr -s ' ')" = 'WHO ASKS ABOUT ANSWER WITH' ] || fail 'not the headings'
out 'change  Set third_party_client_access to "allow" on the organization.'
out 'must    add_member'
out 'advice  no_prompt_unreliable'
out 'NO      prompt none, session {"connection":"travel0-database"}'
out '    prompt  mode organization_picker, candidates org_granite org_rocky, connection con_travel0'
out '    shows   The organization you entered is invalid'
out '    grant   id cgr_weather, audience https://api.travel0.example/tours, scopes read:tours, organization org_rocky'
out '    claims  sub jonno, azp tpc_trailmap, org_id org_rocky, org_name rocky-mountain-high'
out '    token   typ JWT, id_token no, refresh_token no'
out '    consent required yes, scopes read:tours, missing_scopes read:tours, confirmation no'
out '    because allow_any_organization is set on the grant of a third-party application. [cfg_30, CFG-30]'
[ "$(grep -c '^    sends ' "$dir/out")" -eq "$(grep -c '"error":\|"problem":' examples/travel0/answers.ndjson)" ] ||
    fail 'not an error for every denial that sends one'
if grep -q ' $' "$dir/out"; then fail 'a line ends with a space'; fi
if grep -q "$(printf '\033')" "$dir/out"; then fail 'colour without a terminal'; fi
question '{"connection":"c","organization":"\u001b]0;x\u0007"}' >"$dir/in"
run 1 eval --table --tenant $tenant
if grep -q "$(printf '\033')" "$dir/out"; then fail 'control characters reach the terminal'; fi
out '?]0;x?'
# every character that is replaced, at the ends of its range, and their neighbours, which stay
question '{"connection":"c","organization":"\u007f\u0080\u009f\u2028\u202e\u2066\u2069|\u00a0\u2027\u202f\u2065\u206a"}' >"$dir/in"
run 1 eval --table --tenant $tenant
out "$(printf '???????|\302\240\342\200\247\342\200\257\342\201\245\342\201\252')"
out '    because No organization'
out '    sends   invalid_request: parameter organization is invalid: ???????|'
question "$yes" | sed 's/{/{"title":"\\u001b\\u009b31mred",/' >"$dir/in"
run 0 eval --table --tenant $tenant
out '??31mred'
sed -n 4p "$dir/out" | grep -q '^jonno *can_third_party_login *tpc_trailmap *yes     organization org_rocky, connection travel0-database$' ||
    fail 'not the question that was asked'
lines 5
# members cannot be faked, and a tenant is not printed
echo '{"subject":{"type":"anonymous","id":"-"},"action":{"name":"can_login"},"resource":{"type":"client","id":"w"},"context":{"connection":"c, mfa failed","organization":"","x\u0007":[],"tenant":{}}}' >"$dir/in"
run 1 eval --table
sed -n 2p "$dir/out" | grep -q '^- *can_login *w *NO      connection "c, mfa failed", organization "", x? none$' ||
    fail 'not the context that was sent'
echo '{"subject":{"type":"user","id":"u"},"action":{"name":"consent_key_for"},"resource":{"type":"resource_server","id":""},"context":{"client":"c"}}' >"$dir/in"
run 0 eval --table
sed -n 2p "$dir/out" | grep -q '^u *consent_key_for *-  *yes     client c$' || fail 'not the question that was asked'
grep -q '^    consent key [0-9a-f]\{64\}$' "$dir/out" || fail 'no key'
lines 3
question '{"connection":"c"}' | sed 's/jonno/\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9\\u00e9/; s/tpc_trailmap/ccccccccccccccccccccccccccccccccccccccccccccccc/' >"$dir/in"
run 1 eval --table --tenant $tenant
out 'WHO     ASKS                   ABOUT                                     ANSWER  WITH'
out "$(printf '\303\251\303\251\303\251\303\251\303\251\303\251  can_third_party_login  cccc')"
out 'ccccccc  NO      connection c'
question '{"connection":"c","organization":"'"$(spaces 900 | tr ' ' x)"'"}' >"$dir/in"
run 1 eval --table --tenant $tenant
out "sends   invalid_request: parameter organization is invalid: $(spaces 900 | tr ' ' x)"
question '{"connection":5}' | sed 's/jonno/jonno","id":"hiroko/' >"$dir/in" # refused; cJSON would read it
run 2 eval --table --tenant $tenant
if grep -q 'jonno\|hiroko\|tpc_trailmap' "$dir/out"; then fail 'a refused request has cells'; fi
out '    at      /subject/id'
out '    because duplicate member name'
echo '[' >"$dir/in"
run 2 eval --table --tenant $tenant
out 'ERROR'
: >"$dir/in"
if script -qec true /dev/null >/dev/null 2>&1; then
    coloured=$(TERM=xterm NO_COLOR='' script -qec "$orgpol eval --table --ndjson --tenant $tenant examples/travel0/questions.ndjson" /dev/null </dev/null)
    plain=$(TERM=xterm NO_COLOR=1 script -qec "$orgpol eval --table --ndjson --tenant $tenant examples/travel0/questions.ndjson" /dev/null </dev/null)
    dumb=$(TERM=dumb script -qec "$orgpol eval --table --ndjson --tenant $tenant examples/travel0/questions.ndjson" /dev/null </dev/null)
    echo "$coloured" | grep -q "$(printf '\033')\[31m" || fail 'no colour on a terminal'
    if echo "$plain$dumb" | grep -q "$(printf '\033')"; then fail 'NO_COLOR or TERM=dumb is not honoured'; fi
else
    test/tools/skip.sh 'colour: no terminal to be had (script)' "${STRICT:-}" || failed=1
fi

# eval: tenants
echo '{"clients":[{"is_first_party":"yes"}]}' >"$dir/bad.json"
question "$yes" >"$dir/in"
run 2 eval --tenant "$dir/bad.json"
err "bad.json: offset 30: /clients/0/is_first_party: expected true or false, found text"
out '{"decision":false,"context":{"error":{"status":400,"message":"expected true or false, found text","pointer":"/clients/0/is_first_party"}}}'
lines 1
run 2 eval --table --tenant "$dir/bad.json"
out '    at      /clients/0/is_first_party'
run 2 eval --ndjson --tenant "$dir/bad.json" examples/travel0/questions.ndjson
lines "$questions"
[ "$(grep -c '"decision":false,"context":{"error"' "$dir/out")" -eq "$questions" ] || fail 'a tenant that did not load decides'
echo '{"\u009b\u007f":1,"\u009b\u007f":1}' >"$dir/bad.json"
run 2 eval --tenant "$dir/bad.json"
out '"pointer":"/??"'
err '/??: duplicate member name'
long=$dir/$(spaces 250 | tr ' ' l)/$(spaces 250 | tr ' ' l)/$(spaces 250 | tr ' ' l)/$(spaces 250 | tr ' ' l)
mkdir -p "$long"
cp "$dir/bad.json" "$long"
run 2 eval --tenant "$long/bad.json"
err '/bad.json: offset 18: /??: duplicate member name'
run 2 eval --tenant "$dir/missing.json"
err 'missing.json: No such file or directory'
out '"decision":false'
run 2 eval --tenant "$dir"
err 'Is a directory'
run 2 eval --tenant $tenant "$dir/missing.json"
err 'No such file or directory'
run 2 eval --ndjson --tenant $tenant "$dir/missing.json"
err 'No such file or directory'
run 2 eval
err '/context/tenant: no tenant is loaded, and none was sent'

# the command line itself
run 2
err 'a subcommand is needed'
run 2 frobnicate
err "unknown subcommand 'frobnicate'"
err "Try 'orgpol --help'."
run 2 eval --tenant
err '--tenant needs a file'
run 2 eval --tenant a --tenant b
err '--tenant is given twice'
run 2 eval --tenant=
err '--tenant needs a file'
run 2 eval --tenants a
err "unknown option '--tenants'"
run 2 eval --colour
err "unknown option '--colour'"
run 2 eval a b
err "more than one request file: 'b'"
run 2 eval --tenant - -
err 'cannot both come from standard input'
for help in --help -h help 'eval --help' 'eval -h' 'explain --help' 'eval --tenant a --help'; do
    # shellcheck disable=SC2086
    run 0 $help
    out 'usage: orgpol eval'
    silent err
done
run 2 --help extra
err "nothing may follow --help: 'extra'"
run 2 --version extra
run 2 eval --tenant=$tenant -- --help
err 'orgpol: --help: No such file or directory'
question "$yes" >"$dir/in"
run 0 eval --tenant=$tenant --
out '"decision":true'
run 2 explain -- --all
err "no reason is called '--all'"
run 0 --version
out 'orgpol 0.1.0, rules 2026-08-20+'

# explain
run 0 explain user_not_member
out '{"reason":"user_not_member","rule":"LOGIN-18","http_status":403,"error":"access_denied","error_description":"user {user_id} is not part of the {org_id} organization","cause":'
out '"remedy":"Add the user to the organization."}'
lines 1
run 0 explain --all
lines "$(cat lib/core/*reasons.def | grep -c '^REASON(')"
run 0 explain account_not_own
out '"problem":{'
run 0 explain --table org_blocks_third_party user_not_member
out 'rule        LOGIN-07'
out 'cause       The organization blocks third-party applications.'
out 'error       400 invalid_request: parameter organization is invalid: {org_id}'
out 'remedy      Set third_party_client_access to "allow" on the organization.'
out 'rule        LOGIN-18'
run 2 explain
err 'a reason is needed, or --all'
run 2 explain --all user_not_member
err '--all or reasons, not both'
run 2 explain no_such_reason
err "no reason is called 'no_such_reason'"
run 2 explain user_not
err "no reason is called 'user_not'"
run 2 explain --tabel user_not_member
err "unknown option '--tabel'"

# the sample of make demo
if ! test/tools/demo.sh "$orgpol" >"$dir/out" 2>"$dir/err"; then fail 'demo.sh fails'; fi
out 'WITH'
out 'yes     client tpc_trailmap, organization org_rocky, scope read:tours, approved yes'
out '0 errors, 3 advice'
out '62 tests: 62 passed, 0 failed'
out 'run make demo again'
silent err

# lint
run 0 lint --tenant $tenant
lines 3
out '{"pointer":"/clients/1/organization_require_behavior","rule":"PROMPT-29","severity":"advice","field":"organization_require_behavior",'
silent err
run 0 lint --table --tenant $tenant
out 'advice  /clients/2/organization_usage  [CFG-22]'
out '    change  Create the application anew as strict'
out '0 errors, 3 advice'
run 1 lint --tenant test/vectors/config.json
out '"pointer":"/clients/8/callbacks/0","rule":"CFG-11","severity":"error"'
echo '{"clients":[]}' >"$dir/in"
run 0 lint --tenant -
lines 0
silent err
run 0 lint --table --tenant -
out '0 errors, 0 advice'
echo '{"clients":[{"client_id":"a","organization_usage":"\u001b[31m"}]}' >"$dir/in"
run 0 lint --table --tenant -
if grep -q "$(printf '\033')" "$dir/out"; then fail 'control characters reach the terminal'; fi
echo '{"clients":[{"is_first_party":"yes"}]}' >"$dir/wrong.json"
run 2 lint --tenant "$dir/wrong.json"
err 'wrong.json: offset 30: /clients/0/is_first_party: expected true or false, found text'
silent out
run 2 lint --tenant "$dir/missing.json"
err 'No such file or directory'
: >"$dir/in"
run 2 lint --tenant -
err 'the document ends where a value was expected'
run 2 lint
err '--tenant is needed'
run 2 lint --tenant a --tenant b
err '--tenant is given twice'
run 2 lint --tenant
err '--tenant needs a file'
run 2 lint somewhere
err "unknown option 'somewhere'"

# an answer that cannot be written is no answer
if [ -w /dev/full ]; then
    question "$yes" >"$dir/in"
    "$orgpol" eval --tenant $tenant <"$dir/in" >/dev/full 2>"$dir/err"
    [ $? -eq 2 ] || fail 'a full disk goes unnoticed'
fi

finish orgpol
