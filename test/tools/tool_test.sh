#!/bin/sh
# SPDX-License-Identifier: MIT
# tool_test.sh ORGPOL: orgpol test: reading, matching, matrices, reports, coverage.
. test/tools/tool_common.sh

suite=examples/travel0/policy.test.json
travel0=$PWD/$tenant
file=$dir/policy.json

# ask CONTEXT: a request for Emilio and Trailmap. test_of NAME CONTEXT EXPECTATION: a test.
ask() {
    echo '{"subject":{"type":"user","id":"emilio"},"action":{"name":"can_third_party_login"},"resource":{"type":"client","id":"tpc_trailmap"},"context":'"$1"'}'
}
test_of() { printf '{"name":"%s","request":%s,"expect":%s}\n' "$1" "$(ask "$2")" "$3"; }
yes='{"organization":"org_rocky","connection":"travel0-database"}'
no='{"organization":"org_granite","connection":"travel0-database"}'
both='{"organization":"org_granite","connection":"granite-idp"}' # denied for two reasons
# tests TEST...: writes the file. lines_of LINE...: the same from lines, after those of the tenant.
tests() {
    echo '{"tenant":"'"$travel0"'","tests":['
    while [ $# -gt 1 ]; do
        printf '%s,\n' "$1"
        shift
    done
    printf '%s\n]}\n' "$1"
} >"$file"
# expects STATUS CONTEXT EXPECTATION: one test.
expects() {
    tests "$(test_of one "$2" "$3")"
    run "$1" test "$file"
}
# refused LINE MESSAGE: the file of before is an input error, and nothing passes.
refused() {
    run 2 test "$file"
    err "orgpol: $file:$1: $2"
    silent out
}

# Travel0's suite passes against its tenant.
run 0 test $suite
out '62 tests: 62 passed, 0 failed'
lines 1
silent err

# One setting changed: the failure names it, whether it closes a door or opens one.
sed '/"org_rocky"/,/"allow"/s/"third_party_client_access": "allow"/"third_party_client_access": "block"/' \
    $tenant >"$dir/changed.json"
cmp -s $tenant "$dir/changed.json" && fail 'the tenant was not changed'
run 1 test --tenant "$dir/changed.json" $suite
out '62 tests: 57 passed, 5 failed'
out 'FAIL  Sumana of AdventureZ logs in [application=tpc_concierge, organization=org_rocky]'
out "at      $suite:35: /tests/1/cells/tpc_concierge/org_rocky"
out '    /decision: expected true, found false'
out '    because The organization blocks third-party applications. [org_blocks_third_party, LOGIN-07]'
out '    change  Set third_party_client_access to "allow" on the organization.'
out "    tenant  $dir/changed.json"
sed 's/"third_party_client_access": "block"/"third_party_client_access": "allow"/' $tenant >"$dir/changed.json"
run 1 test "--tenant=$dir/changed.json" $suite
out '62 tests: 61 passed, 1 failed'
out '    /decision: expected false, found true'
out '    /context/reason: expected "org_blocks_third_party", found nothing'
out '    missing The organization blocks third-party applications. [org_blocks_third_party, LOGIN-07]'
out '            as after this change: Set third_party_client_access to "allow" on the organization.'
out '    asked   {"subject":{"type":"user","id":"sumana"},"action":{"name":"can_login"},"resource":{"type":"client","id":"tpc_concierge"},"context":{"organization":"org_adventurez","connection":"adventurez-idp"}}'

# Settings that no remedy names, and the reasons that depend on them. broken SETTING LINE OLD NEW: one line of the tenant
# changed.
broken() {
    sed "/$2/,/}/s/$3/$4/" $tenant >"$dir/changed.json"
    cmp -s $tenant "$dir/changed.json" && fail 'the tenant was not changed'
    run 1 test --tenant "$dir/changed.json" $suite
    grep -v '^    asked' "$dir/out" | grep -qE "(depends on|change).*$1" || fail "$1 is not named"
}
broken is_first_party '"guide-desk"' '"is_first_party": true' '"is_first_party": false'
broken third_party_security_mode '"tpc_trailmap", "name"' '"strict"' '"permissive"'
broken third_party_security_mode '"gearshare"' '"permissive"' '"strict"'
broken organization_usage '"guide-desk"' '"require"' '"allow"'
broken organization_usage '"guide-calendar", "name"' '"require"' '"deny"'
broken organization_usage '"calendar-agent", "name"' '"require"' '"allow"'
broken organization_require_behavior '"guide-desk"' '"pre_login_prompt"' '"post_login_prompt"'
broken organization_require_behavior '"guide-calendar", "name"' '"post_login_prompt"' '"no_prompt"'
broken is_app_entitlement_active '"org_adventurez"' '"is_app_entitlement_active": true' '"is_app_entitlement_active": false'
broken assign_membership_on_login '"org_adventurez"' '"assign_membership_on_login": true' '"assign_membership_on_login": false'
broken status '"domain": "granite-outpost' '"verified"' '"pending"'
broken authentication.active '"con_calendar"' '"authentication": { "active": false }' '"authentication": { "active": true }'
broken skip_consent_for_verifiable_first_party_clients '"subject_type_authorization"' '"skip_consent_for_verifiable_first_party_clients": true' '"skip_consent_for_verifiable_first_party_clients": false'
broken domain_aliases '"con_granite"' '"domain_aliases": \["granite-outpost.example"\]' '"domain_aliases": []'
broken subject_type '"cgr_calendar"' '"subject_type": "user"' '"subject_type": "client"'
sed 's/"allow_organization_name_in_authentication_api": true/"allow_organization_name_in_authentication_api": false/' $tenant >"$dir/changed.json"
run 1 test --tenant "$dir/changed.json" $suite
out '62 tests: 61 passed, 1 failed'

# Every expectation of the suite can fail: each short one is turned into another, one at a time. (Sanitizers see
# nothing new in it.)
word='"(allow|[a-z]+(_[a-z0-9]+)+)"( *[,}]|$)'
count=$(awk -v word="$word" '/"cells"|"expect"/ { on = 1 } /"name"/ { on = 0 } on && !/"decision"/ { n += gsub(word, "") } END { print n }' $suite)
[ "$count" -ge 30 ] || fail "only $count short expectations in $suite"
[ -z "${SANITIZED:-}" ] || count=0
i=1
while [ "$i" -le "$count" ]; do
    awk -v word="$word" -v wanted="$i" '
        /"cells"|"expect"/ { on = 1 } /"name"/ { on = 0 }
        { rest = $0; line = "" }
        on && !/"decision"/ { while (match(rest, word)) {
            text = substr(rest, RSTART, RLENGTH)
            if (++n == wanted) sub(/"[a-z0-9_]*"/, text ~ /^"allow"/ ? "\"deny\"" : "\"allow\"", text)
            line = line substr(rest, 1, RSTART - 1) text
            rest = substr(rest, RSTART + RLENGTH) } }
        { print line rest }' $suite >"$dir/mutant.json"
    run 1 test --tenant $tenant "$dir/mutant.json"
    out '62 tests: 61 passed, 1 failed'
    i=$((i + 1))
done
count=$(grep -o '"decision": true' $suite | wc -l)
[ -z "${SANITIZED:-}" ] || count=0
i=1
while [ "$i" -le "$count" ]; do
    awk -v wanted="$i" '{ rest = $0; line = ""
        while (match(rest, /"decision": true/)) {
            line = line substr(rest, 1, RSTART - 1) (++n == wanted ? "\"decision\": false" : "\"decision\": true")
            rest = substr(rest, RSTART + RLENGTH) }
        print line rest }' $suite >"$dir/mutant.json"
    run 1 test --tenant $tenant "$dir/mutant.json"
    out '62 tests: 61 passed, 1 failed'
    i=$((i + 1))
done

# Expectations: short forms.
expects 0 "$yes" '"allow"'
expects 1 "$no" '"allow"'
expects 0 "$no" '"deny"'
expects 1 "$yes" '"deny"'
expects 0 "$no" '"org_blocks_third_party"'
expects 1 "$no" '"user_not_member"'
out '/context/reason: expected "user_not_member", found "org_blocks_third_party"'
out 'missing The user is not a member'
expects 1 "$yes" '"org_blocks_third_party"'
expects 1 "$both" '"connection_not_domain_level"' # not the first of its reasons
out '/context/reason: expected "connection_not_domain_level", found "org_blocks_third_party"'
if grep -q '^    missing' "$dir/out"; then fail 'a reason the answer has is called missing'; fi

# Expectations: parts of the answer.
expects 0 "$no" '{"decision":false,"context":{"http_status":400,"rule":"LOGIN-07","error":"invalid_request"}}'
expects 1 "$no" '{"decision":false,"context":{"http_status":403}}'
out '/context/http_status: expected 403, found 400'
expects 0 "$both" '{"context":{"unmet":["org_blocks_third_party","connection_not_domain_level"]}}'
expects 1 "$both" '{"context":{"unmet":["connection_not_domain_level","org_blocks_third_party"]}}'
expects 1 "$both" '{"context":{"unmet":["org_blocks_third_party"]}}'
out '/context/unmet: expected ["org_blocks_third_party"], found ["org_blocks_third_party","connection_not_domain_level"]'
expects 0 "$both" '{"context":{"unmet":{"contains":["connection_not_domain_level"]}}}'
expects 1 "$both" '{"context":{"unmet":{"contains":["connection_not_domain_level","user_not_member"]}}}'
out '/context/unmet: expected a list with ["connection_not_domain_level","user_not_member"], found ["org_'
out 'missing The user is not a member'
expects 1 "$yes" '{"context":{"unmet":{"contains":["user_not_member"]}}}'
out 'found nothing'
expects 0 "$no" '{"context":{"obligations":["show_error_page"],"advice":[]}}'
expects 1 "$no" '{"context":{"obligations":[]}}'
expects 0 "$yes" '{"context":{"claims":{"org_id":"org_rocky"}}}'
expects 1 "$yes" '{"context":{"claims":{"org_id":"org_granite"}}}'
out '/context/claims/org_id: expected "org_granite", found "org_rocky"'
expects 1 "$no" '{"context":{"claims":{"org_id":"org_granite"}}}'
out '/context/claims: expected {"org_id":"org_granite"}, found nothing'
expects 0 "$yes" '{"context":{"reason":null,"unmet":null}}' # null: absent, or null
expects 1 "$no" '{"context":{"reason":null}}'
out '/context/reason: expected null, found "org_blocks_third_party"'
expects 1 "$no" '{"decision":null}'
tests '{"name":"n","request":{"subject":{"type":"anonymous","id":"-"},"action":{"name":"resolve_org_prompt_mode"},"resource":{"type":"client","id":"guide-desk"}},"expect":{"context":{"prompt":{"organization":null}}}}'
run 0 test "$file"

# A request that is an error passes only where one is expected.
expects 1 '{"connection":1}' '"deny"'
out 'the request is an error: /context/connection: expected text, found a number'
expects 1 '{"connection":1}' '{"decision":false}'
expects 1 '{"connection":1}' '{"context":{"reason":null}}'
expects 1 '{"connection":1}' '{"context":{"error":null}}'
expects 1 '{"connection":1}' '{"context":{"error":"invalid_request"}}'
expects 0 '{"connection":1}' '{"context":{"error":{"pointer":"/context/connection"}}}'
expects 1 '{"connection":1}' '{"context":{"error":{"pointer":"/context/organization"}}}'
expects 1 "$no" '{"context":{"error":{"status":400}}}'
out '/context/error: expected {"status":400}, found "invalid_request"'
expects 1 "$yes" '{"context":{"error":{"message":null}}}'

# A denial because an id leads nowhere is met by its name only. leads_nowhere REASON ACTION SUBJECT RESOURCE CONTEXT:
# a request, of which subject and resource are a type and an id between words.
leads_nowhere() {
    request='{"subject":{"type":"'${3% *}'","id":"'${3#* }'"},"action":{"name":"'$2'"},"resource":{"type":"'${4% *}'","id":"'${4#* }'"},"context":'$5'}'
    for expect in '"deny"' '{"decision":false}' '{"context":{"token":null}}'; do
        tests '{"name":"n","request":'"$request"',"expect":'"$expect"'}'
        run 1 test "$file"
        out "    the request has an unknown id; if that is meant, expect \"$1\" by its name"
        out "[$1, "
    done
    is_met "$1" "$2" "$3" "$4" "$5" '{"decision":false,"context":{"unmet":{"contains":["'"$1"'"]}}}'
}
# is_met REASON ACTION SUBJECT RESOURCE CONTEXT EXPECTATION: the same reason of a known id, or by its name.
is_met() {
    tests '{"name":"n","request":{"subject":{"type":"'"${3% *}"'","id":"'"${3#* }"'"},"action":{"name":"'"$2"'"},"resource":{"type":"'"${4% *}"'","id":"'"${4#* }"'"},"context":'"$5"'},"expect":'"$6"'}'
    run 0 test "$file"
}
tours='resource_server https://api.travel0.example/tours'
leads_nowhere unknown_client can_login 'user emilio' 'client tpc_trialmap' "$no"
leads_nowhere unknown_organization can_login 'user emilio' 'client tpc_trailmap' '{"organization":"org_granit","connection":"travel0-database"}'
leads_nowhere unknown_organization can_login 'user emilio' 'client tpc_concierge' '{"organization":"org_granit","connection":"granite-idp"}'
leads_nowhere connection_disabled can_login 'user emilio' 'client tpc_trailmap' '{"organization":"org_granite","connection":"travel0-databse"}'
leads_nowhere connection_disabled resolve_org_prompt_mode 'user emilio' 'client adventure-management' '{"organization":"org_rocky","session":{"connection":"travel0-databse"},"connection":"travel0-databse"}'
leads_nowhere unknown_client check_user_grant 'user emilio' "$tours" '{"client":"tpc_trialmap"}'
leads_nowhere service_not_found check_user_grant 'user emilio' 'resource_server https://api.travel0.example/tour' '{"client":"tpc_trailmap"}'
leads_nowhere m2m_audience_unknown check_client_grant 'client tpc_weather' 'resource_server https://api.travel0.example/tour' '{}'
leads_nowhere m2m_organization_unknown check_client_grant 'client tpc_weather' "$tours" '{"organization":"org_granit"}'
leads_nowhere m2m_client_not_authenticated check_client_grant 'client tpc_wether' "$tours" '{}'
leads_nowhere client_not_authenticated check_token_exchange 'client calendar-agnt' 'connection guide-calendar' '{"now":1}'
leads_nowhere connection_not_vault_enabled check_token_exchange 'client calendar-agent' 'connection guide-calender' '{"now":1}'
leads_nowhere connection_unknown can_connect_account 'user emilio' 'connection guide-calender' '{"now":1,"body":{"connection":"guide-calender"}}'
leads_nowhere account_not_found select_connected_account 'user emilio' 'connection guide-calender' '{}'
is_met m2m_client_not_authenticated check_client_grant 'client tpc_weather' "$tours" '{"client_authenticated":false}' '"deny"'
is_met client_not_authenticated check_token_exchange 'client calendar-agent' 'connection guide-calendar' '{"now":1}' '"deny"'
is_met connection_not_vault_enabled check_token_exchange 'client calendar-agent' 'connection granite-idp' '{"now":1}' '{"decision":false}'
is_met account_not_found select_connected_account 'user sumana' 'connection guide-calendar' '{}' '"deny"'
is_met unknown_client can_login 'user emilio' 'client tpc_trialmap' "$no" '{"context":{"error":"invalid_request"}}'
# A connection that is no login's: there is one, by its id and by its name, in a tenant of its own, and of the request.
off='{"clients":[{"client_id":"w","is_first_party":true}],"connections":[{"id":"c","name":"off"}]}'
for name in c off; do
    echo '{"tenant":'"$off"',"tests":[{"name":"n","request":{"subject":{"type":"user","id":"u"},"action":{"name":"can_login"},"resource":{"type":"client","id":"w"},"context":{"connection":"'$name'"}},"expect":"deny"}]}' >"$file"
    run 0 test "$file"
    echo '{"tests":[{"name":"n","request":{"subject":{"type":"user","id":"u"},"action":{"name":"can_login"},"resource":{"type":"client","id":"w"},"context":{"tenant":'"$off"',"connection":"'$name'"}},"expect":"deny"}]}' >"$file"
    run 0 test "$file"
done

# The reasons that the command knows by name are the catalogue's.
names=$(sed -n '/^} reasons\[\]/,/^};/p;/^} related\[\]/,/^};/p' examples/orgpol/test_unknown.c examples/orgpol/test_match.c | grep -oE '\{"[a-z0-9_]+"' | tr -d '{"')
[ "$(echo "$names" | wc -l)" -gt 20 ] || fail 'the reasons are not found in the sources'
# shellcheck disable=SC2086
run 0 explain $names

# What no answer can have is refused, under null above all.
expects 2 "$no" '{"context":{"raeson":null}}'
err "orgpol: $file:2: /tests/0/expect/context/raeson: no answer has such a member"
silent out
for wrong in '{"desicion":false}' '{"context":{"claims":{"org":null}}}' '{"context.reason":null}' '{"context":{"error.status":400}}' \
    '{"context":{"claims":{"a b":null}}}'; do
    expects 2 "$no" "$wrong"
    err 'no answer has such a member'
done
expects 2 "$no" '"org_blocks_third_partys"'
err "/tests/0/expect: expected allow, deny or a reason, found 'org_blocks_third_partys'"
expects 2 "$no" '"Deny"'
expects 2 "$no" '{"context":{"reason":"no_such"}}'
err "/tests/0/expect/context/reason: no reason is called 'no_such'; 'orgpol explain --all' lists them"
expects 2 "$no" '{"context":{"unmet":{"contains":["no_such"]}}}'
err "/tests/0/expect/context/unmet/contains/0: no reason is called 'no_such'"
expects 2 "$no" '{"context":{"unmet":["org_blocks_third_party","no_such"]}}'
err "/tests/0/expect/context/unmet/1: no reason is called 'no_such'"
expects 2 "$no" '{"context":{"rule":"LOGIN-99"}}'
err "no reason has the rule 'LOGIN-99'"
expects 2 "$no" '{"context":{"obligations":["show_page"]}}'
err "no obligation is called 'show_page'"
expects 2 "$no" '{"context":{"advice":["show_error_page"]}}'
err "no advice is called 'show_error_page'"
expects 2 "$no" '{"context":{"audit":{"failure_reason":"no_such"}}}'
err "no reason is called 'no_such'"
for empty in '{}' '{"context":{}}' '{"context":{"claims":{}}}'; do
    expects 2 "$no" "$empty"
    err 'an empty object expects nothing'
done
expects 2 "$no" '{"context":{"unmet":{"contains":[]}}}'
err 'a list contains nothing in any case'
expects 2 "$no" '{"context":{"unmet":{"contains":["user_not_member"],"x":1}}}'
err '/tests/0/expect/context/unmet/x: beside "contains" nothing can stand'
expects 2 "$no" '{"context":{"unmet":{"contain":["user_not_member"]}}}'
expects 2 "$no" '{"context":{"unmet":"user_not_member"}}'
err 'found text'
expects 2 "$no" '{"context":{"unmet":[1]}}'
err '/context/unmet/0: expected text, found a number'
expects 2 "$no" '{"decision":"false"}'
err 'expected true or false, found text'
expects 2 "$no" '{"context":{"http_status":"400"}}'
err 'expected a number, found text'
expects 2 "$no" '{"context":{"reason":["user_not_member"]}}'
err 'expected text, found a list'
expects 2 "$no" '{"context":{"claims":"org"}}'
err 'expected an object, found text'
expects 2 "$no" 'true'
err '/tests/0/expect: expected allow, deny, a reason, or a part of an answer, found true or false'
expects 2 "$no" 'null'

# Every member the library answers with can be expected, and every one it reads can be asked with: a test is one
# evaluation, and no batch.
evaluation=$(ls lib/json/authzen*.c | grep -v authzen_batch.c)
# shellcheck disable=SC2086
names=$(grep -hv orgpol_answer_raw lib/json/answer.c $evaluation |
    grep -oE '[a-z_]+\((evaluation->)?answer, ([a-z0-9_]+ \? "[a-z_]+" : )?"[a-z_]+"' | grep -oE '"[a-z_]+"' | tr -d '"' | sort -u)
[ "$(echo "$names" | wc -l)" -gt 60 ] || fail 'the members of answers are not found in the sources'
words=$(sed -n '/answer_members\[\]/,/^};/p' examples/orgpol/test_members.c)
for name in $names; do
    echo "$words" | grep -qF " $name " || fail "answers have $name, which no test can expect"
done
# shellcheck disable=SC2086
names=$(grep -ohE '^    \{"[a-z_.]+", FIELD_' $evaluation | grep -oE '[a-z_.]+"' | tr -d '"' | sort -u)
[ "$(echo "$names" | wc -l)" -gt 100 ] || fail 'the members of requests are not found in the sources'
words=$(sed -n '/request_members\[\]/,/^};/p;/context_members\[\]/,/^};/p' examples/orgpol/test_members.c)
for name in $names; do
    echo "$words" | grep -qE "[ \"]${name##*.}[ \"]" || fail "requests have $name, which no test can ask with"
done

# ... and every action that reads it: the sources are named like the functions that answer.
actions=$(tr -d '\n' <lib/json/authzen_actions.c | grep -oE '\{"[a-z_]+", +\{[^;]*' | sed 's/},    {"/},\n{"/g')
count=0
members=0
for source in authorize client_grant complete config connect consent endpoint exchange login manage my_account prompt select token user_grant; do
    names=$(grep -ohE '^    \{"[a-z_]+[".].*(AT\(|config_context)' lib/json/authzen_$source.c | grep -v KEY_AT | grep -oE '^    \{"[a-z_]+' | tr -d ' {"' | sort -u)
    for action in $(echo "$actions" | grep -E "orgpol_authzen_$source(_organization)?}" | grep -oE '^\{"[a-z_]+' | tr -d '{"'); do
        context=$(for name in $names; do printf '"%s":{},' "$name"; done)
        tests '{"name":"n","request":{"subject":{},"action":{"name":"'"$action"'"},"resource":{},"context":{'"${context%,}"'}},"expect":"allow"}'
        run 1 test "$file"
        count=$((count + 1))
        members=$((members + $(echo "$names" | wc -w)))
    done
done
[ "$count" -eq 20 ] && [ "$members" -gt 100 ] || fail "only $members members of $count actions are found in the sources"

# What is misspelt in a test file is refused at its place.
tests '{"nmae":"x","name":"n","request":{},"expect":"allow"}'
refused 2 '/tests/0/nmae: a test file has no such member here'
tests "$(test_of one "$no" '"deny"')" '{"name":"two",
"request":{"subject":{},"action":{},"resource":{}},
"expects":"allow"}'
refused 5 '/tests/1/expects: a test file has no such member here'
printf '{\n"tenant":"x",\n"test":[]}' >"$file"
refused 3 '/test: a test file has no such member here'
tests '{"name":"n","request":{}}'
refused 2 '/tests/0: a test needs expect, or over and cells'
tests '{"name":"n","request":{},"expect":"allow","cells":{},"over":[]}'
refused 2 '/tests/0: a test needs expect, or over and cells'
tests '{"name":"n","request":{},"cells":{"a":"allow"}}'
refused 2 '/tests/0: a test needs expect, or over and cells'
tests '{"name":"n","request":{},"over":["a"],"expect":"allow"}'
refused 2 '/tests/0: a test needs expect, or over and cells'
tests '{"request":{},"expect":"allow"}'
refused 2 '/tests/0: a test needs a name'
tests '{"name":"","request":{},"expect":"allow"}'
refused 2 '/tests/0: a test needs a name'
tests '{"name":"n","expect":"allow"}'
refused 2 '/tests/0: a test needs a request, an object'
tests '{"name":"n","request":[],"expect":"allow"}'
refused 2 '/tests/0: a test needs a request, an object'
tests '{"name":"n","comment":1,"request":{},"expect":"allow"}'
refused 2 '/tests/0/comment: expected text, found a number'
tests 1
refused 2 '/tests/0: expected a test, found a number'
tests "$(test_of one "$no" '"deny"')" "$(test_of two "$no" '"deny"')" "$(test_of one "$yes" '"allow"')"
refused 4 "/tests/2: another test is called 'one' too"
# ... in a request, too: it would ask something else.
expects 2 '{"organisation":"org_rocky","connection":"travel0-database"}' '"allow"'
err "orgpol: $file:2: /tests/0/request/context/organisation: no decision reads this of a request"
expects 2 '{"client":"tpc_trailmap","connection":"travel0-database"}' '"allow"' # of another action
err '/tests/0/request/context/client: can_third_party_login does not read this'
tests '{"name":"n","request":{"subject":{"type":"user","id":"emilio"},"action":{"name":"select_connected_account"},"resource":{"type":"connection","id":"guide-calendar"},"context":{"client":"calendar-agent"}},"expect":"allow"}'
refused 2 '/tests/0/request/context/client: select_connected_account does not read this'
tests '{"name":"n","request":{"subject":{"type":"user","id":"emilio"},"action":{"name":"no_such"},"resource":{"type":"client","id":"c"},"context":{"client":"x","scope":"y"}},"expect":"allow"}'
run 1 test "$file"
out 'the request is an error: /action/name'
tests '{"name":"n","request":{"subject":{"type":"user","id":"emilio"},"action":{"name":"resolve_org_prompt_mode"},"resource":{"type":"client","id":"guide-desk"},"context":{"session":{"organisation":"org_rocky"}}},"expect":"allow"}'
run 2 test "$file"
err '/tests/0/request/context/session/organisation: no decision reads this'
expects 2 '{"organization connection":"x"}' '"allow"'
err 'no decision reads this'
expects 2 '{"":"x"}' '"allow"'
tests '{"name":"n","request":{"title":"x"},"expect":"allow"}'
refused 2 '/tests/0/request/title: no decision reads this of a request'
tests '{"name":"n","request":{"subject":{"type":"user","id":"emilio"},"action":{"name":"check_authorize_request"},"resource":{"type":"client","id":"tpc_trailmap"},"context":{"parameters":{"anything":"goes"}}},"expect":"parameter_not_allowed"}'
run 0 test "$file" # not members of ours

# Files that are no test files.
: >"$file"
run 2 test "$file"
err "orgpol: $file:1: offset 0: the document ends where a value was expected"
printf '{"tests":[\n\n{"name":"a","name":"b"}]}' >"$file"
run 2 test "$file"
err "orgpol: $file:3: offset 24: /tests/0/name: duplicate member name"
printf '\357\273\277{}' >"$file"
refused 1 'the file begins with a byte order mark; save it as UTF-8 without one'
printf '[]' >"$file"
refused 1 'expected an object with tests, found a list'
printf '{}' >"$file"
refused 1 'expected a list of tests, found nothing'
printf '{"tests":{}}' >"$file"
refused 1 '/tests: expected a list of tests, found an object'
printf '{"tests":[]}' >"$file"
refused 1 '/tests: there is no test'
run 2 test "$dir/none.json"
err "orgpol: $dir/none.json: No such file or directory"
run 2 test "$dir"
err 'Is a directory'

# One file that is wrong: all that is wrong is told, and no test of the others is run.
tests "$(test_of one "$no" '"deny"')"
echo '{}' >"$dir/wrong.json"
run 2 test "$dir/wrong.json" "$file" "$dir/none.json"
err 'wrong.json:1: expected a list of tests'
err 'none.json: No such file'
silent out

# Tenants: inline, beside the file, of one test, in place of the file's.
small='{"clients":[{"client_id":"w","is_first_party":true}],"connections":[{"id":"c","enabled_clients":["w"]}]}'
login='{"subject":{"type":"anonymous","id":"-"},"action":{"name":"can_login"},"resource":{"type":"client","id":"w"},"context":{"connection":"c"}}'
echo '{"tenant":'"$small"',"tests":[{"name":"n","request":'"$login"',"expect":"allow"}]}' >"$dir/in"
run 0 test -
out '1 test: 1 passed, 0 failed'
run 1 test --tenant $tenant -
out 'unknown_client, LOGIN-01'
cp "$dir/changed.json" "$dir/in"
run 1 test --tenant - $suite
out 'tenant  standard input'
echo '{"tenant":"'"$travel0"'","tests":[{"name":"n","tenant":'"$small"',"request":'"$login"',"expect":"allow"},{"name":"m","request":'"$login"',"expect":"unknown_client"}]}' >"$dir/in"
run 0 test -
run 0 test --tenant $tenant - # the test's own stays
: >"$dir/in"
mkdir -p "$dir/sub"
echo "$small" >"$dir/small.json"
echo '{"tenant":"../small.json","tests":[{"name":"n","request":'"$login"',"expect":"allow"}]}' >"$dir/sub/test.json"
run 0 test "$dir/sub/test.json"
absolute=$(cd "$(dirname "$orgpol")" && pwd)/$(basename "$orgpol")
(cd "$dir/sub" && sed 's|\.\./||' test.json >here.json && cp ../small.json . && "$absolute" test here.json) >"$dir/out" 2>"$dir/err" ||
    fail 'a tenant beside a test file without a directory'
echo '{"tests":[{"name":"n","request":'"$login"',"expect":"allow"}]}' >"$file"
run 1 test "$file"
out 'the request is an error: /context/tenant: no tenant is loaded, and none was sent'
run 0 test --tenant "$dir/small.json" "$file"
printf '{\n"tenant":{"clients":[\n{"client_id":1}]},"tests":[{"name":"n","request":{},"expect":"deny"}]}' >"$file"
refused 3 '/tenant/clients/0/client_id: expected text, found a number'
printf '{"tests":[\n{"name":"n","request":{},"expect":"deny",\n"tenant":{"clients":1}}]}' >"$file"
refused 3 '/tests/0/tenant/clients: expected'
printf '{"tenant":"none.json",\n"tests":[{"name":"n","request":{},"expect":"deny"}]}' >"$file"
refused 1 '/tenant: the tenant does not load'
err "orgpol: $dir/none.json: No such file or directory"
printf '{"tenant":"wrong.json","tests":[{"name":"n","request":{},"expect":"deny"}]}' >"$file"
printf '{"clients":1}' >"$dir/wrong.json"
refused 1 '/tenant: the tenant does not load'
err "orgpol: $dir/wrong.json: offset 11: /clients: expected"
for name in '""' '"-"' '1' 'null' '[]'; do
    printf '{"tenant":%s,"tests":[{"name":"n","request":{},"expect":"deny"}]}' "$name" >"$file"
    refused 1 '/tenant: expected the name of a file, or a tenant, found'
done
run 2 test --tenant "$dir/wrong.json" $suite
err "orgpol: $dir/wrong.json: offset 11: /clients: expected"
silent out

# Matrices. matrix OVER CELLS: with one axis `org` or two, `user` and `org`.
matrix() {
    echo '{"tenant":"'"$travel0"'","tests":[{"name":"m","over":'"$1"',"request":{"subject":{"type":"user","id":"${user}"},"action":{"name":"can_third_party_login"},"resource":{"type":"client","id":"tpc_trailmap"},"context":{"organization":"${org}","connection":"travel0-database"}},'
    echo '"cells":'"$2"'}]}'
} >"$file"
matrix '["user","org"]' '{"emilio":{"org_granite":"deny","org_rocky":"allow","(none)":"allow"},
"hiroko":{"(none)":"allow","org_granite":"deny","org_rocky":"user_not_member"}}'
run 0 test --tap "$file"
out '1..6'
out "ok 2 - $file: m [user=emilio, org=org_rocky]"
out "ok 4 - $file: m [user=hiroko, org=(none)]"
matrix '["user","org"]' '{"emilio":{"org_granite":"deny","org_rocky":"allow"},
"hiroko":{"org_granite":"deny",
"org_rocky":"allow"}}'
run 1 test "$file"
out 'FAIL  m [user=hiroko, org=org_rocky]'
out "at      $file:4: /tests/0/cells/hiroko/org_rocky"
out '4 tests: 3 passed, 1 failed'
matrix '["user","org"]' '{"emilio":{"org_granite":"deny","org_rocky":"allow"},
"hiroko":{"org_granite":"deny"}}'
refused 3 "/tests/0/cells/hiroko: no cell for the org 'org_rocky'"
matrix '["user","org"]' '{"emilio":{"org_granite":"deny"},
"hiroko":{"org_granite":"deny","org_rokcy":"deny"}}'
refused 3 "/tests/0/cells/hiroko/org_rokcy: the cells before have no org 'org_rokcy'"
matrix '["user","org"]' '{"emilio":{"org_granite":"deny"},"emilio":{"org_granite":"deny"}}'
run 2 test "$file"
err 'duplicate member name'
matrix '["user","org"]' '{"emilio":"allow"}'
refused 2 '/tests/0/cells/emilio: expected an object with a member for each org, found text'
matrix '["user","org"]' '{"emilio":{}}'
refused 2 '/tests/0/cells/emilio: expected an object with a member for each org, found an empty one'
matrix '["user","org"]' '{}'
refused 2 '/tests/0/cells: expected an object with a member for each user, found an empty one'
matrix '["user","org"]' '[]'
refused 2 '/tests/0/cells: expected an object with a member for each user, found a list'
matrix '["user","org"]' '{"emilio":{"org_granite":{"org_rocky":"deny"}}}'
refused 2 '/tests/0/cells/emilio/org_granite/org_rocky: no answer has such a member'
matrix '["user"]' '{"emilio":"allow"}'
refused 1 "/tests/0/request/context/organization: 'over' names no \${org}"
matrix '["user","org","client"]' '{"emilio":{"org_granite":{"x":"allow"}}}'
refused 1 '/tests/0/over/2: the request has no ${client}'
matrix '["user","user"]' '{}'
refused 1 "/tests/0/over/1: 'user' is here twice"
matrix '[]' '{}'
refused 1 '/tests/0/over: expected a list of names, found an empty one'
matrix '"user"' '{}'
refused 1 '/tests/0/over: expected a list of names, found text'
for name in 1 '""' '"a}"'; do
    matrix "[$name]" '{}'
    refused 1 '/tests/0/over/0: expected a name without braces'
done
matrix '["a","b","c","d","e","f","g","h","i"]' '{}'
refused 1 '/tests/0/over/8: at most 8 names are possible'
# A value inside a text, and in a list; what leaves nothing of a text is refused.
part() { # TEXT CELLS
    echo '{"tenant":"'"$travel0"'","tests":[{"name":"m","over":["org"],"request":{"subject":{"type":"user","id":"emilio"},"action":{"name":"can_login"},"resource":{"type":"client","id":"tpc_trailmap"},"context":{"organization":"'"$1"'","connection":"travel0-database"}},"cells":'"$2"'}]}' >"$file"
}
part 'org_${org}' '{"rocky":"allow","granite":"deny"}'
run 0 test "$file"
part '${org}${org}' '{"a":"allow"}'
run 1 test "$file"
out '"organization":"aa"'
part 'org_${org}' '{"(none)":"allow"}'
refused 1 '/tests/0/request/context/organization: (none) leaves out a member; here ${org} is only a part of the text'
part '${org' '{"a":"allow"}'
refused 1 '/tests/0/request/context/organization: expected } after ${'
# Where there is no axis, and in the names of members, nothing is filled in; what was meant would be lost.
tests "$(test_of one '{"connection":"travel0-database",
"organization":"${org}"}' '"deny"')"
refused 3 "/tests/0/request/context/organization: 'over' names no \${org}"
tests "$(test_of one '{"connection":"${"}' '"deny"')"
refused 2 '/tests/0/request/context/connection: expected } after ${'
tests '{"name":"n","request":{"subject":{"type":"user","id":"emilio"},"action":{"name":"check_authorize_request"},"resource":{"type":"client","id":"tpc_trailmap"},"context":{"parameters":{"a${org}":["x"]}}},"expect":"deny"}'
refused 2 '/tests/0/request/context/parameters/a${org}: ${ has no place in the name of a member'
expects 0 '{"connection":"travel0-database","response_mode":"$ {a} }{ $"}' '"allow"'
echo '{"tests":[{"name":"n","over":["org"],"request":{"action":{"name":"check_authorize_request"},"context":{"organization":"${org}","parameters":{"${org}":"x"}}},"cells":{"a":"deny"}}]}' >"$file"
refused 1 '/tests/0/request/context/parameters/${org}: ${ has no place in the name of a member'
part '${org}${}' '{"a":"allow"}'
refused 1 "/tests/0/request/context/organization: 'over' names no \${}"
echo '{"tenant":'"$small"',"tests":[{"name":"m","over":["scope"],"request":{"subject":{"type":"user","id":"-"},"action":{"name":"check_client_config"},"resource":{"type":"client","id":"w"},"context":{"object":{"client_id":"w","callbacks":["a:b","${scope}"]}}},"cells":{"(none)":{"decision":null},"c:d":{"decision":null}}}]}' >"$file"
run 1 test "$file"
out '"callbacks":["a:b"]'
out '"callbacks":["a:b","c:d"]'

# Names that are no plain text, in every report.
odd=$dir/$(printf 'odd\377&<"#\033.json')
tests "$(test_of 'a\\b # c & <d> \"e\" \u0001\u001b\u009b\u202e\ud83d\ude00' "$no" '"allow"')"
cp "$file" "$odd"
run 1 test --tap --junit "$dir/odd.xml" "$odd"
out 'odd?&<"\#?.json: a\\b \# c & <d> "e" ????😀'
out 'odd?&<\"#?.json"'
LC_ALL=C grep -q '[^ -~[:space:]😀]' "$dir/out" && fail 'control characters in TAP'
grep -qF 'name="a\b # c &amp; &lt;d&gt; &quot;e&quot; ????😀"' "$dir/odd.xml" || fail 'the name is not escaped in XML'
run 1 test "$odd"
out 'FAIL  a\b # c & <d> "e" ????😀'
LC_ALL=C grep -q "$(printf '[\001-\011\013-\037]')" "$dir/out" && fail 'control characters on the terminal'

# TAP version 14.
tests "$(test_of one "$yes" '"allow"')" "$(test_of two "$no" '"allow"')"
run 1 test --tap "$file"
cat >"$dir/want" <<END
TAP version 14
1..2
ok 1 - $file: one
not ok 2 - $file: two
  ---
  file: "$file"
  line: 3
  pointer: "/tests/1"
  message: |
    /decision: expected true, found false
    because The organization blocks third-party applications. [org_blocks_third_party, LOGIN-07]
    change  Set third_party_client_access to "allow" on the organization.
            it depends on is_first_party and third_party_security_mode of the application; is_app_entitlement_active and clients of the organization
    tenant  $travel0
    asked   $(ask "$no")
  ...
# 2 tests: 1 passed, 1 failed
END
diff -u "$dir/want" "$dir/out" || fail 'not the TAP that was written by hand'
# A plan, and as many numbered points.
run 0 test --tap $suite
out '1..62'
[ "$(grep -cE '^ok [0-9]+ - ' "$dir/out")" -eq 62 ] || fail 'not a point for each test'
[ "$(grep -oE '^ok [0-9]+' "$dir/out" | tail -n 1)" = 'ok 62' ] || fail 'the points are not numbered'
printf '{' >"$file"
run 2 test --tap "$file"
out 'Bail out!'
lines 2

# JUnit XML: as it is in the schema, and whole or not at all.
tests "$(test_of one "$yes" '"allow"')" "$(test_of two "$no" '"allow"')"
run 1 test --junit "$dir/report.xml" "$file" $suite
out '64 tests: 63 passed, 1 failed'
for text in 'tests="2" failures="1" errors="0"' 'tests="62" failures="0" errors="0"' "classname=\"$file\" name=\"one\"" \
    '<failure type="expectation" message="/decision: expected true, found false">' "$file:3: /tests/1" \
    'change  Set third_party_client_access to &quot;allow&quot; on the organization.'; do
    grep -qF "$text" "$dir/report.xml" || fail "not in the JUnit report: $text"
done
[ "$(grep -c '<testcase' "$dir/report.xml")" -eq 64 ] || fail 'not a case for each test'
if command -v xmllint >/dev/null; then
    for report in report odd; do
        xmllint --noout --schema test/tools/junit.xsd "$dir/$report.xml" 2>"$dir/err" || fail "$report.xml is not valid"
    done
    # The schema tells: a suite without its counts, a case without its time.
    for part in 's/ tests="2"//' 's/ time="[0-9.]*"//' 's/<properties\/>//' 's/ type="expectation"//'; do
        sed "$part" "$dir/report.xml" >"$dir/broken.xml"
        xmllint --noout --schema test/tools/junit.xsd "$dir/broken.xml" 2>/dev/null && fail "the schema takes a report after $part"
    done
else
    test/tools/skip.sh 'JUnit XML against its schema: xmllint is missing' "${STRICT:-}" || failed=1
fi
echo before >"$dir/report.xml"
run 0 test --junit "$dir/report.xml" $suite
grep -q before "$dir/report.xml" && fail 'a report is written behind the old one'
echo before >"$dir/report.xml"
(trap '' XFSZ && ulimit -f 0 && exec "$orgpol" test --junit "$dir/report.xml" $suite) >/dev/null 2>&1
[ $? -eq 2 ] || fail 'a report that cannot be written is no error'
[ "$(cat "$dir/report.xml")" = before ] || fail 'a report is there by half'
printf '{' >"$file"
run 2 test --junit "$dir/report.xml" "$file"
err "orgpol: $file:1: offset 1"
suites=$(grep '<testsuite ' "$dir/report.xml")
case $suites in *' tests="1" failures="0" errors="1" '*) ;; *) fail 'tests that were not run are no error in the report' ;; esac
grep -q '<error type="input"' "$dir/report.xml" || fail 'no error in the report'
grep -q before "$dir/report.xml" && fail 'the report of before is still there'
[ "$(echo "$suites" | wc -l)" -eq 1 ] || fail 'more than the error in the report'
cp "$dir/report.xml" "$dir/error.xml"
echo before >"$dir/report.xml"
run 2 test --tenant "$dir/none.json" --junit "$dir/report.xml" $suite
grep -q '<error type="input"' "$dir/report.xml" || fail 'no error in the report where the tenant is missing'
run 2 test --junit "$dir/none/report.xml" "$file"
err 'none/report.xml: No such file or directory'
if command -v xmllint >/dev/null; then
    xmllint --noout --schema test/tools/junit.xsd "$dir/error.xml" 2>"$dir/err" || fail 'error.xml is not valid'
fi
[ -z "$(find "$dir" -name '*.tmp')" ] || fail 'a temporary file is left'
ln -s report.xml "$dir/link.xml"
run 0 test --junit "$dir/link.xml" $suite
[ -L "$dir/link.xml" ] || fail 'a link is replaced'
grep -q '^</testsuites>' "$dir/report.xml" || fail 'nothing is written through a link'
run 2 test --junit /dev/full $suite
err 'orgpol: /dev/full: No space left on device'
[ -c /dev/full ] || fail 'a device is replaced'
run 2 test --junit "$dir/none/report.xml" $suite
err 'none/report.xml: No such file or directory'
run 2 test --junit "$dir" $suite
err 'Is a directory'
"$orgpol" test --tap $suite >/dev/full 2>"$dir/err"
[ $? -eq 2 ] || fail 'a full disk looks like an answer'
err 'cannot write to standard output'

# Coverage, counted by hand: two of the login's reasons, of two rules; 4 of its 42 reasons share a rule with another.
size=$(grep -c '^ *X(x, "' lib/core/login_table.h)
[ "$size" -eq 42 ] || fail "the login has $size reasons: count the figures below anew"
all=$("$orgpol" explain --all | grep -c '"rule"')
tests "$(test_of one "$both" '"deny"')" "$(test_of two "$no" '"deny"')" "$(test_of three "$yes" '"allow"')"
run 0 test --coverage "$file"
out 'coverage of the families asked: 2 of 42 reasons (4 %), 2 of 38 rules (5 %)'
out "coverage of all: 2 of $all reasons (0 %)"
out '  login                          1       2  2 of 42'
out 'not reached: login LOGIN-18 user_not_member'
[ "$(grep -c '^not reached: login ' "$dir/out")" -eq 40 ] || fail 'not every reason that is not reached is listed'
grep -q 'not reached: .* org_blocks_third_party' "$dir/out" && fail 'a reason that is reached is listed'
out 'never asked: session, connection_offer, prompt, '
out '3 tests: 3 passed, 0 failed'
run 0 test --min-coverage 4 "$file"
out 'coverage of the families asked: 2 of 42'
run 1 test --min-coverage=5 "$file"
out 'FAIL  less than 5 % of the reasons of the families asked were reached'
run 0 test --min-coverage 0 "$file"
run 1 test --min-coverage 100 --tap "$file"
out '# FAIL  less than 100 %'
[ "$(grep -cvE '^(TAP version 14|1\.\.3|ok [123] - .*|# .*)$' "$dir/out")" -eq 0 ] || fail 'coverage breaks TAP'
# A family more: a token of another organization is one reason of those of token_organization.
size=$(grep -c '^ *X(x, "' lib/core/token_table.h)
[ "$size" -eq 7 ] || fail "token_organization has $size reasons: count the figures below anew"
tests "$(test_of one "$no" '"deny"')" \
    '{"name":"token","request":{"subject":{"type":"client","id":"a"},"action":{"name":"check_token_organization"},"resource":{"type":"client","id":"a"},"context":{"issuer":"i","expected_organization":"org_rocky","claims":{"iss":"i","org_id":"org_granite"}}},"expect":"org_id_mismatch"}'
run 0 test --coverage "$file"
out 'coverage of the families asked: 2 of 49 reasons (4 %)'
out '  token_organization             0       1  1 of 7'
# Nothing was reached, or nothing was answered: that covers nothing.
tests '{"name":"n","request":{"subject":{"type":"user","id":"a"},"action":{"name":"consent_key_for"},"resource":{"type":"resource_server","id":"r"},"context":{"client":"c"}},"expect":{"context":{"consent":{"scopes":null}}}}'
run 0 test --coverage "$file"
out 'coverage of the families asked: 0 of 7 reasons (0 %)'
expects 0 '{"connection":1}' '{"context":{"error":{"status":400}}}'
run 0 test --coverage "$file"
out 'coverage of the families asked: 0 of 0 reasons (0 %)'
run 0 test --min-coverage 0 "$file"
run 1 test --min-coverage 1 "$file"

# The command line.
run 0 test --help
out 'orgpol test [--tenant FILE]'
run 2 test
err 'a test file is needed'
run 2 test --tap
err 'a test file is needed'
run 2 test --watch $suite
err "unknown option '--watch'"
run 2 test --tenants x $suite
err "unknown option '--tenants'"
run 2 test $suite --tenant
err '--tenant needs a file'
run 2 test --tenant= $suite
err '--tenant needs a file'
run 2 test --tenant $tenant --tenant $tenant $suite
err '--tenant is given twice'
run 2 test --junit
err '--junit needs a file to write'
run 2 test --junit - $suite
err '--junit needs a file to write: the results go to standard output'
silent out
[ ! -e ./- ] || fail 'a report is called -'
run 2 test --junit a --junit b $suite
err '--junit is given twice'
run 2 test --min-coverage 5 --min-coverage 6 $suite
err '--min-coverage is given twice'
for percent in 101 -1 5.5 x 5x 99999999999999999999 4294967300; do
    run 2 test --min-coverage $percent $suite
    err "--min-coverage needs a whole number from 0 to 100, found '$percent'"
done
run 2 test --min-coverage
err '--min-coverage needs a percentage'
run 2 test - -
err 'only one file can come from standard input'
run 2 test --tenant - -
err 'only one file can come from standard input'
run 2 test -- --tap
err '--tap: No such file'
run 0 test -- $suite

finish 'orgpol test'
