#!/bin/sh
# SPDX-License-Identifier: MIT
# tool_diff.sh ORGPOL: orgpol diff: flips, causes, what is no change, errors, exit statuses.
. test/tools/tool_common.sh

# Two tenants of few words: a first-party client, its connection, an organization, a user.
old=$dir/old.json
new=$dir/new.json
cat >"$old" <<'EOF'
{"clients": [{"client_id": "w", "is_first_party": true, "organization_usage": "allow"}],
 "connections": [{"id": "c", "enabled_clients": ["w"]}],
 "organizations": [{"id": "org_a", "enabled_connections": [{"connection_id": "c"}], "members": [{"user_id": "u"}]}],
 "users": [{"user_id": "u"}, {"user_id": "v"}]}
EOF
change() { sed "$1" "$old" >"$new"; }
differs() { # STATUS: of OLD and NEW; every line is JSON that begins with the flip
    run "$1" diff --tenant "$old" --tenant "$new"
    silent err
    grep -v '^{"flip":"[a-z]*","cause":"[a-z]*","changes":\[{"path":"' "$dir/out" && fail 'not a line of a flip'
}
only() { # TEXT: on every line, and there are lines
    [ -s "$dir/out" ] || fail 'no flips'
    grep -vF -- "$1" "$dir/out" && fail "not on every line: $1"
}

# the same tenant: nothing
for file in $tenant test/vectors/*.json; do
    run 0 diff --tenant "$file" --tenant "$file"
    silent out
    silent err
done
run 0 diff --table --tenant $tenant --tenant $tenant
[ "$(cat "$dir/out")" = '0 opens, 0 closes, 0 other; 0 changes, 0 questions' ] || fail 'the summary of nothing'

# a member joins: a door opens, for this user alone
change 's/{"user_id": "u"}\]}\]/{"user_id": "u"}, {"user_id": "v"}]}]/'
differs 1
lines 1
out '{"flip":"opens","cause":"alone","changes":[{"path":"organizations[org_a].members[v]","after":{"members":1}}],"member":"new","users":1,"protocols":["oidc","samlp","passkey","token_exchange"],"before":{"decision":false,"reason":"user_not_member","rule":"LOGIN-18","unmet":["user_not_member"]},"after":{"decision":true},"request":{"subject":{"type":"user","id":"v"},"action":{"name":"can_login"},"resource":{"type":"client","id":"w"},"context":{"protocol":"oidc","organization":"org_a","connection":"c"}}}'

# what is printed is a request: eval says what diff says
sed 's/.*"request":\(.*\)}$/\1/' "$dir/out" >"$dir/in"
cp "$dir/in" "$dir/request.json"
run 1 eval --tenant "$old" "$dir/request.json"
run 0 eval --tenant "$new" "$dir/request.json"

# the other way round it closes, which is no failure
run 0 diff --tenant "$new" --tenant "$old"
only '{"flip":"closes","cause":"alone","changes":[{"path":"organizations[org_a].members[v]","before":{"members":1}}],"member":"old","users":1,'

# one value, for people too
change 's/"organization_usage": "allow"/"organization_usage": "deny"/'
differs 0
only '"changes":[{"path":"clients[w].organization_usage","before":"allow","after":"deny"}]'
run 0 diff --table --tenant "$old" --tenant "$new"
out 'clients[w].organization_usage: "allow" -> "deny"'
out '    closes   can_login  for u (members: 1 user)  at w  organization org_a  connection c  by oidc'
out '        was yes'
out '        now no: organization_not_allowed [PROMPT-07]'
out ' closes, 0 other; 1 change, '
grep -q "$(printf '\033')" "$dir/out" && fail 'colour without a terminal'

# a row that goes, with all that is in it
change 's/^ "connections".*$/ "connections": [],/'
differs 0
only '"changes":[{"path":"connections[c]","before":{"members":2}}]'

# two changes that are needed both, since a third-party application has two doors: neither alone, and both
# named; a third change has no part in it
cp "$old" "$dir/first.json"
sed 's/"is_first_party": true/"is_first_party": false/' "$dir/first.json" >"$old"
change 's/"id": "c",/"id": "c", "is_domain_connection": true,/; s/"id": "org_a",/"id": "org_a", "third_party_client_access": "allow", "display_name": "A",/'
differs 1
out '"cause":"together","changes":[{"path":"connections[c].is_domain_connection","after":true},{"path":"organizations[org_a].third_party_client_access","after":"allow"}],"member":"both","users":1,"protocols":["oidc"],"before":{"decision":false,"reason":"org_blocks_third_party","rule":"LOGIN-07","unmet":["org_blocks_third_party","connection_not_domain_level"]}'
grep -qF 'display_name' "$dir/out" && fail 'a name flips nothing'
run 1 diff --table --tenant "$old" --tenant "$new"
out 'these together:'
out '  connections[c].is_domain_connection: absent -> true'
out '    opens    can_login  for u (members: 1 user)  at w  organization org_a  connection c  by oidc'
out 'flips nothing that diff asks:'
out '    organizations[org_a].display_name: absent -> "A"'
grep -q '^    connections' "$dir/out" && fail 'a change that flips something is said to flip nothing'
cp "$dir/first.json" "$old"

# a tenant that lists no members has some all the same: a member is made up, by a name that nobody has
sed 's/"is_first_party": true/"is_first_party": false/; s/"id": "c",/"id": "c", "is_domain_connection": true,/
     s/, "members": .*$/}],/; s/^ "users": .*$/ "users": []}/' "$dir/first.json" >"$old"
change 's/"id": "org_a",/"id": "org_a", "third_party_client_access": "allow",/'
differs 1
only '{"flip":"opens","cause":"alone","changes":[{"path":"organizations[org_a].third_party_client_access","after":"allow"}],"member":"both","users":0,"made_up":true,'
out '"request":{"subject":{"type":"user","id":"any-member"},"action":{"name":"can_login"},"resource":{"type":"client","id":"w"},"context":{"protocol":"oidc","organization":"org_a","connection":"c"}}}'
run 1 diff --table --tenant "$old" --tenant "$new"
out '    opens    can_login  for any-member (any member: 0 users)  at w  organization org_a  connection c  by oidc'
sed -i.bak 's/^ "users": .*$/ "users": [{"user_id": "any-member"}, {"user_id": "any-member.x"}]}/' "$old" "$new"
differs 1
only '"users":0,"made_up":true,'
out '"subject":{"type":"user","id":"any-member."}'
sed 's/^ "organizations": .*$/ "organizations": [],/' "$new" >"$old"
differs 1
only '"changes":[{"path":"organizations[org_a]","after":{"members":3}}],"member":"new","users":0,"made_up":true,'
# the one made up does not fill an organization (LOGIN-22)
awk 'BEGIN {
    printf "{\"clients\":[{\"client_id\":\"w\",\"is_first_party\":true,\"organization_usage\":\"allow\"}],"
    printf "\"connections\":[{\"id\":\"c\",\"enabled_clients\":[\"w\"]}],\"organizations\":[{\"id\":\"o\",\"enabled_connections\":"
    printf "[{\"connection_id\":\"c\",\"assign_membership_on_login\":true}],\"members\":[{\"user_id\":\"u1\"}"
    for (i = 2; i < 100000; i++) printf ",{\"user_id\":\"u%d\"}", i
    print "]}]}" }' >"$new"
sed 's/"assign_membership_on_login":true/"assign_membership_on_login":false/' "$new" >"$old"
differs 1
only '{"flip":"opens",'
cp "$dir/first.json" "$old"

# what is needed only beside a change that is not needed itself is not named: a third-party application needs
# the domain connection, but the first-party one that it was does not
cat >"$old" <<'EOF'
{"connections": [{"id": "c", "enabled_clients": ["w"], "is_domain_connection": false}],
 "clients": [{"client_id": "w", "is_first_party": true, "organization_usage": "deny"}],
 "organizations": [{"id": "org_a", "third_party_client_access": "allow", "enabled_connections": []}]}
EOF
change 's/"is_domain_connection": false/"is_domain_connection": true/; s/"is_first_party": true/"is_first_party": false/
        s/"deny"/"allow"/; s/"enabled_connections": \[\]/"enabled_connections": [{"connection_id": "c"}]/'
differs 1
out '{"flip":"opens","cause":"together","changes":[{"path":"clients[w].organization_usage","before":"deny","after":"allow"},{"path":"organizations[org_a].enabled_connections[c]","after":{"members":1}}],"member":"both","users":0,"made_up":true,"protocols":["oidc"],'

# more changes than are tried: what is known is said to be no more than that. What changes within users is not
# tried where nothing that flips is about them
many() { # CHANGED: 5001 clients of a connection, or e-mails
    awk -v changed="$1" 'BEGIN {
        printf "{\"clients\":[{\"client_id\":\"w\",\"is_first_party\":true,\"organization_usage\":\"%s\"}],", changed ? "deny" : "require"
        printf "\"organizations\":[{\"id\":\"o\"}],\"connections\":[{\"id\":\"c\",\"enabled_clients\":[\"w\""
        for (i = 0; i < 5001 && changed == "clients"; i++) printf ",\"x%d\"", i
        print "]}],"
        printf "\"users\":["
        for (i = 0; i < 5001; i++)
            printf "%s{\"user_id\":\"u%d\",\"email\":\"%s@%d.example\"}", i ? "," : "", i, changed, i
        print "]}" }'
}
for cause in at_least alone; do
    changed=emails
    many '' >"$old"
    if [ $cause = at_least ]; then
        changed=clients
        sed -i.bak 's/^"users".*/"users":[]}/' "$old"
    fi
    many $changed >"$new"
    [ $cause = alone ] || sed -i.bak 's/^"users".*/"users":[]}/' "$new"
    run 1 diff --tenant "$old" --tenant "$new"
    only "\"cause\":\"$cause\",\"changes\":[{\"path\":\"clients[w].organization_usage\",\"before\":\"require\",\"after\":\"deny\"}]"
done
cp "$dir/first.json" "$old"

# two changes of which each is enough
change 's/"enabled_connections": \[{"connection_id": "c"}\]/"enabled_connections": []/; s/"organization_usage": "allow"/"organization_usage": "deny"/'
differs 0
out '"cause":"each","changes":[{"path":"clients[w].organization_usage","before":"allow","after":"deny"},{"path":"organizations[org_a].enabled_connections[c]","before":{"members":1}}]'

# a scope that a grant gains is no denial less, and a door all the same
cat >"$old" <<'EOF'
{"clients": [{"client_id": "w", "is_first_party": true}, {"client_id": "m", "is_first_party": true}],
 "resource_servers": [{"identifier": "https://a", "scopes": [{"value": "r"}],
   "subject_type_authorization": {"user": {"policy": "require_client_grant"}}}],
 "client_grants": [{"id": "g", "client_id": "w", "audience": "https://a", "subject_type": "user", "scope": []},
   {"id": "h", "client_id": "m", "audience": "https://a", "scope": ["r"]}]}
EOF
change 's/"scope": \[\]/"scope": ["r"]/'
differs 1
lines 1
only '"changes":[{"path":"client_grants[g].scope[r]","after":"r"}],"member":"any","users":0,"before":{"decision":true,"scopes":[]},"after":{"decision":true,"scopes":["r"]}'
run 1 diff --table --tenant "$old" --tenant "$new"
out 'client_grants[g].scope[r] added'
out '    opens    check_user_grant  for nobody (anybody: 0 users)  at https://a  client w  scope r'
out '        was yes, without the scope'

# a client grant that goes closes the API, and a row that is added opens it
change 's/, *$/,/; s/^   {"id": "h".*$/   ]}/; s/"scope": \[\]},$/"scope": []}/'
differs 0
only '"changes":[{"path":"client_grants[h]","before":{"members":4}}]'
out '"after":{"decision":false,"reason":"no_client_grant","rule":"M2M-09","unmet":["no_client_grant"]}'
run 1 diff --tenant "$new" --tenant "$old"
only '{"flip":"opens","cause":"alone","changes":[{"path":"client_grants[h]","after":{"members":4}}]'

# a callback, and a grant type
change 's/"client_id": "m",/"client_id": "m", "callbacks": ["https:\/\/m\/cb"], "grant_types": ["authorization_code"],/'
differs 1
out '"cause":"alone","changes":[{"path":"clients[m].callbacks","after":{"rows":1}}]'
out '"request":{"subject":{"type":"client","id":"m"},"action":{"name":"check_endpoint_request"}'
out '"redirect_uri":"https://m/cb"'

# an option, where there were none
change 's/^{/{"options": {"require_pkce": true}, "settings": null, /; s/"client_id": "w",/"client_id": "w", "app_type": "spa",/'
run 0 diff --table --tenant "$old" --tenant "$new"
out 'options.require_pkce: absent -> true'

# Cross App Access without an organization is in the only one that has the connection: its members are told
# from others, who lose what they keep
cat >"$old" <<'EOF'
{"clients": [{"client_id": "x", "is_first_party": true, "organization_usage": "allow",
   "identity_assertion_authorization_grant": {"active": true}}],
 "connections": [{"id": "c", "enabled_clients": ["x"], "cross_app_access_resource_app": {"status": "enabled"}}],
 "organizations": [{"id": "org_a", "enabled_connections": [{"connection_id": "c"}], "members": [{"user_id": "u"}]}],
 "users": [{"user_id": "u"}, {"user_id": "v"}, {"user_id": "w"}]}
EOF
change 's/"organization_usage": "allow"/"organization_usage": "require"/'
differs 0
out '"member":"neither","users":2,"before":{"decision":true},"after":{"decision":false,"reason":"xaa_user_not_member","rule":"XAA-05","unmet":["xaa_user_not_member"]},"request":{"subject":{"type":"user","id":"v"},"action":{"name":"can_login"},"resource":{"type":"client","id":"x"},"context":{"cross_app_access":{"assertion_valid":true},"connection":"c"}}}'
grep -F '"cross_app_access"' "$dir/out" | grep -qF '"member":"both"' && fail 'a member of the organization keeps it'

# a connection that stops to be for connected accounts: nobody connects one, or gets a token of one
sed 's/"connected_accounts": { "active": true }/"connected_accounts": { "active": false }/' $tenant >"$new"
cp $tenant "$old"
differs 0
only '"changes":[{"path":"connections[con_calendar].connected_accounts.active","before":true,"after":false}]'
out '"after":{"decision":false,"reason":"connected_accounts_off","rule":"CONNECT-12","unmet":["connected_accounts_off"]}'
out '"after":{"decision":false,"reason":"connection_not_vault_enabled","rule":"VAULT-19","unmet":["connection_not_vault_enabled"]}'

# control characters from a document do not reach the terminal
printf '{"clients":[{"client_id":"\\u001b[31m\302\233","is_first_party":true}]}' >"$old"
printf '{"clients":[]}' >"$new"
for table in --table --tenant="$new"; do
    set -- --tenant "$old" --tenant "$new"
    [ "$table" = --table ] || set -- --tenant="$old" "$table"
    [ "$table" = --table ] && set -- --table "$@"
    run 0 diff "$@"
    [ -s "$dir/out" ] || fail 'no flips'
    LC_ALL=C grep -q "$(printf '\033\\|\302\233')" "$dir/out" && fail 'control characters'
done
# ... and the lines are the requests all the same: \u009b, DEL and what reorders a line are escaped in them
printf '{"clients":[{"client_id":"\\u001b[31m\302\233\177\342\200\256x","is_first_party":true}]}' >"$old"
run 0 diff --tenant "$old" --tenant "$new"
only '"changes":[{"path":"clients[\u001b[31m\u009b\u007f\u202ex]",'
out '"resource":{"type":"client","id":"\u001b[31m\u009b\u007f\u202ex"}'
head -n 1 "$dir/out" | sed 's/.*"request":\(.*\)}$/\1/' >"$dir/request.json"
run 0 eval --tenant "$old" "$dir/request.json"
run 1 eval --tenant "$new" "$dir/request.json"

# one tenant from standard input
cp "$old" "$dir/in"
run 0 diff --tenant - --tenant "$new"
[ -s "$dir/out" ] || fail 'no flips'
: >"$dir/in"

# what is wrong is said, and gives 2
printf '{"clients":[{"client_id":1}]}' >"$dir/bad.json"
for bad in "$dir/bad.json" "$dir/none.json"; do
    run 2 diff --tenant "$old" --tenant "$bad"
    silent out
    err "orgpol: $bad: "
    run 2 diff --tenant "$bad" --tenant "$old"
    silent out
done
run 2 diff --tenant "$old" --tenant "$dir/bad.json"
err '/clients/0/client_id: expected text, found a number'
run 2 diff --tenant "$old"
err '--tenant is needed twice: OLD, then NEW'
err "Try 'orgpol --help'."
run 2 diff
run 2 diff --tenant "$old" --tenant
err '--tenant needs a file'
run 2 diff --tenant "$old" --tenant=
err '--tenant needs a file'
run 2 diff --tenant "$old" --tenant "$old" --tenant "$old"
err '--tenant is given three times'
run 2 diff --tenant - --tenant -
err 'the tenants cannot both come from standard input'
run 2 diff --ndjson --tenant "$old" --tenant "$old"
err "unknown option '--ndjson'"
run 2 diff "$old" "$new"
err "a tenant is given by --tenant: '$old'"
run 0 diff --help
out 'orgpol diff [--table] --tenant OLD --tenant NEW'
if [ -e /dev/full ]; then
    "$orgpol" diff --table --tenant $tenant --tenant $tenant >/dev/full 2>"$dir/err"
    [ $? -eq 2 ] || fail 'a full disk passes for an answer'
fi

# every flag, row and combination against brute force
if command -v python3 >/dev/null; then
    share=6
    [ -z "${SANITIZED:-}" ] || share=40
    python3 test/tools/diff_exhaustive.py "$orgpol" "$dir" "${DIFF_SHARE:-$share}" $tenant \
        test/tools/diff_corners.json || failed=1
else
    test/tools/skip.sh "diff against brute force: python3 is missing" "${STRICT:-}" || failed=1
fi
finish 'orgpol diff'
