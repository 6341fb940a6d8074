#!/bin/sh
# SPDX-License-Identifier: MIT
# tool_tenant.sh ORGPOL: tenants that come one object a line.
. test/tools/tool_common.sh

lines=$dir/tenant.ndjson
question() { # ORGANIZATION
    echo '{"subject":{"type":"user","id":"u"},"action":{"name":"can_login"},"resource":{"type":"client","id":"w"},"context":{"connection":"k","organization":"'"$1"'"}}'
}
cat >"$lines" <<'END'
{"kind":"clients","object":{"client_id":"w","is_first_party":true,"organization_usage":"allow"}}

{"kind":"connections","object":{"id":"k"}}
{"kind":"organizations","object":{"id":"org_a","name":"a"}}
{"kind":"organizations","object":{"id":"org_b","name":"b"}}
{"kind":"users","object":{"user_id":"u"}}
{"kind":"enabled_clients","owner":"k","object":"w"}
{"kind":"enabled_connections","owner":"org_a","object":{"connection_id":"k"}}
{"kind":"members","owner":"org_a","object":{"user_id":"u"}}
END

# Lines are a tenant, blank ones and a last one without its end included.
question org_a >"$dir/in"
run 0 eval --tenant "$lines"
out '"org_id":"org_a"'
silent err
question org_b >"$dir/in"
run 1 eval --tenant "$lines"
out 'user_not_member'
printf '%s' '{"kind":"members","owner":"org_b","object":{"user_id":"u"}}' >>"$lines"
run 1 eval --tenant "$lines"
out '"unmet":["org_has_no_connections"]'
printf '\n\r\n \n%s\r\n' '{"kind":"enabled_connections","owner":"org_b","object":{"connection_id":"k"}}' >>"$lines"
run 0 eval --tenant "$lines"
cp "$lines" "$dir/good"

# Rows can be replaced and removed.
echo '{"kind":"members","owner":"org_b","remove":"u"}' >>"$lines"
run 1 eval --tenant "$lines"
out '"unmet":["user_not_member"]'

# Travel0, taken apart by hand, answers what the document answers.
if command -v python3 >/dev/null; then
    python3 - examples/travel0/tenant.json >"$dir/travel0.ndjson" <<'END'
import json, sys
document = json.load(open(sys.argv[1]))
parts = {"organizations": ("id", ["enabled_connections", "clients", "client_grants", "members", "roles",
                                  "discovery_domains", "invitations"]),
         "users": ("user_id", ["grants", "connected_accounts"]), "connections": ("id", ["enabled_clients"])}
for kind, rows in document.items():
    for row in rows if isinstance(rows, list) else [rows]:
        key, inner = parts.get(kind, ("", []))
        taken = {name: row.pop(name) for name in inner if name in row}
        print(json.dumps({"kind": kind, "object": row}))
        for name in taken:
            for part in taken[name]:
                print(json.dumps({"kind": name, "owner": row[key], "object": part}))
END
    cp examples/travel0/questions.ndjson "$dir/in"
    run 1 eval --ndjson --tenant "$dir/travel0.ndjson"
    cmp -s "$dir/out" examples/travel0/answers.ndjson || fail "Travel0 answers otherwise by lines"
    # Audit wants the tree too, put together again.
    run 0 audit --organization org_rocky --json --tenant $tenant
    cp "$dir/out" "$dir/expected"
    run 0 audit --organization org_rocky --json --tenant "$dir/travel0.ndjson"
    cmp -s "$dir/out" "$dir/expected" || fail "Travel0 is audited otherwise by lines"
    echo '{"kind":"rules","remove":"x"}' >>"$dir/travel0.ndjson"
    run 2 audit --organization org_rocky --json --tenant "$dir/travel0.ndjson"
    err 'nothing to remove'
    echo '{"kind":"users","object":{"user_id":"x"},"replace":true}' >"$lines"
    run 2 audit --organization org_rocky --json --tenant "$lines"
    err "orgpol: $lines:1: offset 0: this subcommand takes no lines that replace or remove"
else
    test/tools/skip.sh "Travel0 by lines: python3 is missing" "${STRICT:-}"
fi

# What is wrong is said with its line, and nothing is answered from half a tenant.
question org_a >"$dir/in"
cp "$dir/good" "$lines"
echo '{"kind":"members","owner":"org_c","object":{"user_id":"u"}}' >>"$lines"
run 2 eval --tenant "$lines"
err "orgpol: $lines:14: offset 26: /owner: no organization with this id has been added: \"org_c\""
out '"decision":false'
cp "$dir/good" "$lines"
echo '{"kind":"members","owner":"org_a","object":{"user_id":1}}' >>"$lines"
run 2 eval --tenant "$lines"
err "orgpol: $lines:14: offset 54: /object/user_id: expected text, found a number"
printf '{"kind":' >>"$dir/good"
cp "$dir/good" "$lines"
run 2 eval --tenant "$lines"
err "orgpol: $lines:14: offset 8"
head -c 5000 /dev/zero >"$lines"
run 2 eval --tenant "$lines"
err "orgpol: $lines:1: offset 0"
run 2 eval --tenant "$dir/none.ndjson"
err 'none.ndjson: No such file'
: >"$lines"
run 1 eval --tenant "$lines"
out '"decision":false'

# Lint points into a document.
run 2 lint --tenant "$lines"
err 'lint takes a document'

finish "tenants by lines"
