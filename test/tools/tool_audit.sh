#!/bin/sh
# SPDX-License-Identifier: MIT
# tool_audit.sh ORGPOL: orgpol audit: paths, causes, formats, errors; and every path asked of orgpol eval again.
. test/tools/tool_common.sh

line() { grep -qxF -- "$1" "$dir/out" || fail "no such line: $1"; }
no() { if grep -q -- "$1" "$dir/out"; then fail "should not be there: $1"; fi; }
audit() { # ARGUMENTS...: of the tenant $at
    run 0 audit --tenant "$at" "$@"
    silent err
}

# Reads $dir/out, CSV without quotes, as "kind organization client through who" of open paths, one who a line;
# of a login "who:protocol".
open_paths() {
    tr -d '\r' <"$dir/out" | awk -F, '
        function or_none(text) { return text == "" ? "-" : text }
        $1 == "true" { n = split($8, who, " "); m = split($10, protocol, " ")
            for (i = 1; i <= n; i++) for (j = 1; j <= (m ? m : 1); j++)
                print $2, or_none($3), $4, or_none($6 == "" ? $7 : $6), who[i] (m ? ":" protocol[j] : "") }'
}

# The closed ones, as "kind organization client through reason ...".
closed_paths() {
    tr -d '\r' <"$dir/out" | awk -F, '
        function or_none(text) { return text == "" ? "-" : text }
        $1 == "false" { print $2, or_none($3), $4, or_none($6 == "" ? $7 : $6), $15 }'
}

question() { # PATH ACTION SUBJECT-TYPE SUBJECT RESOURCE-TYPE RESOURCE CONTEXT
    echo "$1" >>"$dir/asked"
    printf '{"subject":{"type":"%s","id":"%s"},"action":{"name":"%s"},"resource":{"type":"%s","id":"%s"},"context":{%s}}\n' \
        "$3" "$4" "$2" "$5" "$6" "$7" >>"$dir/in"
}

logins() { # PATH SUBJECT-TYPE SUBJECT CLIENT CONTEXT: by every protocol
    for protocol in oidc samlp wsfed classic_login lock device_code password passkey token_exchange; do
        question "$1:$protocol" can_login "$2" "$3" client "$4" "$5,\"protocol\":\"$protocol\""
    done
}

# Everything about $client into $organization; of a person of its own for each who.
organization_questions() { # MEMBER CONNECTIONS APIS NON-MEMBER INVITATIONS
    in="\"organization\":\"$organization\""
    refresh="$in,\"protocol\":\"refresh_token\""
    question "refresh $organization $client - members" can_login user "$1" client "$client" "$refresh"
    question "refresh $organization $client - former_members" can_login user "$4" client "$client" "$refresh"
    for connection in $2; do
        on="$in,\"connection\":\"$connection\""
        logins "login $organization $client $connection members" user "$1" "$client" "$on"
        logins "login $organization $client $connection non_members" anonymous - "$client" "$on"
        case " $5 " in *" $organization:$client:$connection "*)
            logins "login $organization $client $connection invited" anonymous - "$client" "$on,\"invitation_accepted\":true" ;;
        esac
        exchanges "$organization" "$1" "$3" "$on"
        exchanges "$organization" "$4" "$3" "$on"
    done
    for api in $3; do
        question "machine_to_machine $organization $client $api application" check_client_grant client "$client" \
            resource_server "$api" "$in"
    done
}

exchanges() { # ORGANIZATION USER APIS CONTEXT
    for api in '' $3; do
        question "cross_app_access $1 $client $connection users" can_login user "$2" client "$client" \
            "$4,\"cross_app_access\":{\"assertion_valid\":true,\"resource\":\"$api\"}"
    done
}

# What eval allows, as paths. A token without organization sent may be of the default organization, and an
# exchange of the one that has the connection, or of none whatever is sent: what is answered counts. Whoever
# gets in without an invitation needs none.
allowed_paths() {
    paste -d '\t' "$dir/answers" "$dir/asked" | awk -F '\t' '
        function member(name, found) {
            found = match($1, "\"" name "\":\"[^\"]*\"")
            return found ? substr($1, RSTART + length(name) + 4, RLENGTH - length(name) - 5) : "" }
        $1 !~ /^{"decision":true/ { next }
        { split($2, path, " "); kind = path[1]; organization = path[2]; who = path[5] }
        kind == "machine_to_machine" && organization == "-" && member("organization") != "" { organization = member("organization") }
        kind == "cross_app_access" { organization = member("org_id"); who = organization == "" ? "users" : "members"
            if (organization == "") organization = "-" }
        { print kind, organization, path[3], path[4], who }' | sort -u >"$dir/every"
    awk 'NR == FNR { seen[$0] = 1; next }
        { stranger = $0; if (sub(/ invited:/, " non_members:", stranger) && stranger in seen) next; print }' "$dir/every" "$dir/every"
}

# crosscheck "ORGANIZATION:MEMBER ..." "CLIENT ..." "CONNECTION ..." "API ..." FLOOR NON-MEMBER
# "ORGANIZATION:CLIENT:CONNECTION ...": asks orgpol eval about every combination there is, and compares what it
# allows with the open paths of an audit of every organization, and of every client. Of what it denies, those
# that are listed must have the same reasons. At least FLOOR are open. The last are invitations.
crosscheck() {
    : >"$dir/asked"
    : >"$dir/in"
    for client in $2; do
        for pair in $1; do
            organization=${pair%:*}
            organization_questions "${pair#*:}" "$3" "$4" "$6" "${7:-}"
        done
        for connection in $3; do
            logins "login - $client $connection users" anonymous - "$client" "\"connection\":\"$connection\""
            exchanges - "$6" "$4" "\"connection\":\"$connection\""
            for pair in $1; do
                exchanges - "${pair#*:}" "$4" "\"connection\":\"$connection\""
            done
        done
        for api in $4; do
            question "machine_to_machine - $client $api application" check_client_grant client "$client" resource_server "$api" ''
        done
    done
    "$orgpol" eval --ndjson --tenant "$at" <"$dir/in" >"$dir/answers"
    [ "$(wc -l <"$dir/answers")" -eq "$(wc -l <"$dir/asked")" ] || fail 'not an answer to every question'
    allowed_paths >"$dir/expected"
    : >"$dir/in"
    paste -d '\t' "$dir/answers" "$dir/asked" | # of a login that is closed, the reasons are those of the usual protocol
        sed -n '/ [a-z_]*:oidc$/!{/:[a-z_]*$/d;}; /\(non_members\|invited\):oidc$/d; / former_members$/d
            s/^{"decision":false.*"unmet":\[\([^]]*\)\].*\t\(.*\) [a-z_:]*$/\2 \1/p' |
        tr -d '"' | tr ',' ' ' | sort -u >"$dir/denied"
    : >"$dir/closed"
    : >"$dir/by_organization"
    for pair in $1; do
        audit --csv --logins --machine-to-machine --organization "${pair%:*}"
        open_paths >>"$dir/by_organization"
        closed_paths >>"$dir/closed"
        if grep -qw unknown "$dir/out"; then fail 'an open path without a known cause'; fi
    done
    : >"$dir/by_client"
    for client in $2; do
        audit --csv --logins --machine-to-machine --client "$client"
        open_paths >>"$dir/by_client"
        closed_paths >>"$dir/closed"
        if grep -qw unknown "$dir/out"; then fail 'an open path without a known cause'; fi
    done
    sort -u "$dir/by_client" >"$dir/found"
    diff -u "$dir/expected" "$dir/found" || fail 'the audits of the clients are not what eval allows'
    sort -u "$dir/by_organization" >"$dir/found"
    grep -v '^[a-z_]* - ' "$dir/expected" | diff -u - "$dir/found" || fail 'the audits of the organizations are not what eval allows'
    sort -u "$dir/closed" | comm -23 - "$dir/denied" >"$dir/found"
    [ ! -s "$dir/found" ] || fail "closed for other reasons than eval gives: $(cat "$dir/found")"
    [ "$(wc -l <"$dir/closed")" -ge "$5" ] || fail 'hardly anything is closed'
    [ "$(wc -l <"$dir/expected")" -ge "$5" ] || fail 'hardly anything is allowed'
}

# Travel0: every line, worked out from the rulebook.
# Rocky Mountain High allows third parties (LOGIN-07) and is not selective (ENT-02); first parties need the
# connection enabled for the organization alone (LOGIN-12). Both of its connections are domain-level (LOGIN-08).
# Nobody becomes a member (LOGIN-19). Night Shift and Storm Watch log nobody in (ENT-13) and have Organizations
# turned off (PROMPT-07); GearShare is permissive (LOGIN-03). The Tours API is open to users of every application
# but strict ones (UAPI-04), of which Trailmap has a grant (UAPI-05); My Account needs one (UAPI-06). Storm
# Watch's grant is associated with this organization (M2M-19). A refresh reads no connection, and only of
# strict applications the membership (LOGIN-34), so it lets former members of first parties go on.
at=$tenant
cat >"$dir/expected" <<'EOF'
ACCESS  PATH                CLIENT                CLASS        THROUGH                            WHO                     BECAUSE
open    login               adventure-management  first_party  con_adventurez                     members                 first_party
open    login               adventure-management  first_party  con_travel0                        members                 first_party
open    refresh             adventure-management  first_party  -                                  members former_members  first_party
open    user_access         adventure-management  first_party  https://api.travel0.example/tours  members former_members  allow_all, scopes read:tours write:tours
open    login               calendar-agent        first_party  con_adventurez                     members                 first_party
open    login               calendar-agent        first_party  con_travel0                        members                 first_party
open    refresh             calendar-agent        first_party  -                                  members former_members  first_party
open    user_access         calendar-agent        first_party  https://api.travel0.example/tours  members former_members  allow_all, scopes read:tours write:tours
open    user_access         calendar-agent        first_party  https://travel0.example/me/        members former_members  client_grant, grant cgr_calendar, scopes create:me:connected_accounts read:me:connected_accounts delete:me:connected_accounts
open    login               guide-calendar        first_party  con_adventurez                     members                 first_party
open    login               guide-calendar        first_party  con_travel0                        members                 first_party
open    refresh             guide-calendar        first_party  -                                  members former_members  first_party
open    user_access         guide-calendar        first_party  https://api.travel0.example/tours  members former_members  allow_all, scopes read:tours write:tours
open    login               guide-desk            first_party  con_adventurez                     members                 first_party
open    login               guide-desk            first_party  con_travel0                        members                 first_party
open    refresh             guide-desk            first_party  -                                  members former_members  first_party
open    user_access         guide-desk            first_party  https://api.travel0.example/tours  members former_members  allow_all, scopes read:tours write:tours
open    login               tpc_concierge         strict       con_adventurez                     members                 opt_in
open    login               tpc_concierge         strict       con_travel0                        members                 opt_in
open    refresh             tpc_concierge         strict       -                                  members                 opt_in
open    login               tpc_trailmap          strict       con_adventurez                     members                 opt_in
open    login               tpc_trailmap          strict       con_travel0                        members                 opt_in
open    refresh             tpc_trailmap          strict       -                                  members                 opt_in
open    user_access         tpc_trailmap          strict       https://api.travel0.example/tours  members                 client_grant, grant cgr_trailmap, scopes read:tours
open    machine_to_machine  tpc_weather           strict       https://api.travel0.example/tours  application             direct_association, grant cgr_weather, scopes read:tours
closed  login               calendar-night-shift  first_party  con_adventurez                     -                       client_cannot_log_users_in [ENT-13], organization_not_allowed [PROMPT-07]
closed  login               calendar-night-shift  first_party  con_travel0                        -                       client_cannot_log_users_in [ENT-13], organization_not_allowed [PROMPT-07]
closed  refresh             calendar-night-shift  first_party  -                                  -                       organization_not_allowed [PROMPT-07]
closed  login               gearshare             permissive   con_adventurez                     -                       org_not_for_permissive [LOGIN-03]
closed  login               gearshare             permissive   con_travel0                        -                       org_not_for_permissive [LOGIN-03]
closed  refresh             gearshare             permissive   -                                  -                       org_not_for_permissive [LOGIN-03]
closed  login               tpc_weather           strict       con_adventurez                     -                       client_cannot_log_users_in [ENT-13], organization_not_allowed [PROMPT-07]
closed  login               tpc_weather           strict       con_travel0                        -                       client_cannot_log_users_in [ENT-13], organization_not_allowed [PROMPT-07]
closed  refresh             tpc_weather           strict       -                                  -                       organization_not_allowed [PROMPT-07]
25 open, 9 closed
EOF
audit --organization org_rocky
diff -u "$dir/expected" "$dir/out" || fail 'Travel0, Rocky Mountain High: not what was worked out by hand'
# Granite Outpost blocks third parties, by default; its identity provider is not domain-level; Storm Watch's
# grant is associated elsewhere.
audit --organization org_granite --logins --machine-to-machine
no '^open .* strict '
[ "$(grep -c '^open    login ' "$dir/out")" -eq 8 ] || fail 'not four first parties over two connections'
grep -q '^closed  login .*tpc_trailmap .*con_granite .*-  *org_blocks_third_party \[LOGIN-07\], connection_not_domain_level \[LOGIN-08\]$' "$dir/out" || fail 'not every reason'
grep -q '^closed  login .*tpc_trailmap .*con_travel0 .*-  *org_blocks_third_party \[LOGIN-07\]$' "$dir/out" || fail 'not the reason'
grep -q '^closed  machine_to_machine .*tpc_weather .*-  *grant_not_associated \[M2M-19\]$' "$dir/out" || fail 'not the reason'
# AdventureZ admits who is listed (ENT-03, ENT-06), and whoever logs in becomes a member (LOGIN-19).
audit --organization org_adventurez --logins --open
grep -q '^open    login    adventure-management  first_party  con_adventurez  members non_members     listing, auto_membership$' "$dir/out" || fail 'not the listing of a first party'
grep -q '^open    login    tpc_trailmap          strict       con_adventurez  members non_members     listing, auto_membership$' "$dir/out" || fail 'not the listing of a third party'
grep -q '^open    refresh  tpc_trailmap          strict       -               members                 listing$' "$dir/out" || fail 'not the refresh'
lines 6
out '4 open, 14 closed'
audit --client tpc_weather --machine-to-machine
lines 6
grep -q '^open    machine_to_machine  org_rocky .*direct_association, grant cgr_weather, scopes read:tours$' "$dir/out" || fail 'not the association'
grep -q '^closed  machine_to_machine  - .*grant_requires_organization \[M2M-18\]$' "$dir/out" || fail 'not without organization'
travel0_clients='adventure-management tpc_trailmap gearshare tpc_concierge guide-desk guide-calendar tpc_weather calendar-agent calendar-night-shift'
[ "$(grep -c '^ *{ "client_id": .*"name":' $tenant)" -eq 9 ] || fail 'Travel0 has other clients now'
crosscheck 'org_granite:hiroko org_adventurez:sumana org_rocky:jonno' "$travel0_clients" \
    'con_travel0 con_granite con_adventurez con_calendar' 'https://api.travel0.example/tours https://travel0.example/me/' 20 nobody

# A tenant with a door of every kind. All clients but `off` are open to organizations.
at=$dir/doors.json
cat >"$at" <<'EOF'
{ "clients": [
    { "client_id": "own", "is_first_party": true, "organization_usage": "require" },
    { "client_id": "unwanted", "is_first_party": true, "organization_usage": "allow" },
    { "client_id": "off", "is_first_party": true },
    { "client_id": "partner", "organization_usage": "allow" },
    { "client_id": "partner2", "organization_usage": "allow" },
    { "client_id": "old", "third_party_security_mode": "permissive", "organization_usage": "allow" },
    { "client_id": "batch", "is_first_party": true, "grant_types": ["client_credentials"] },
    { "client_id": "batch-any", "is_first_party": true, "grant_types": ["client_credentials"] },
    { "client_id": "batch-home", "is_first_party": true, "grant_types": ["client_credentials"],
      "default_organization": { "organization_id": "org_allow", "flows": ["client_credentials"] } },
    { "client_id": "their-any", "grant_types": ["client_credentials"] },
    { "client_id": "their-both", "grant_types": ["client_credentials"] },
    { "client_id": "their-default", "grant_types": ["client_credentials"] },
    { "client_id": "xaa", "organization_usage": "allow", "identity_assertion_authorization_grant": { "active": true } } ],
  "connections": [
    { "id": "con_domain", "name": "domain", "strategy": "auth0", "is_domain_connection": true, "enabled_clients": ["unwanted"] },
    { "id": "con_plain", "name": "plain", "strategy": "auth0", "enabled_clients": ["unwanted", "old"] },
    { "id": "con_off", "name": "off", "is_domain_connection": true, "enabled_clients": ["own"] },
    { "id": "con_idp", "name": "idp", "strategy": "oidc", "cross_app_access_resource_app": { "status": "enabled" } } ],
  "resource_servers": [
    { "identifier": "api", "scopes": [ { "value": "r" }, { "value": "w" } ],
      "subject_type_authorization": { "user": { "policy": "require_client_grant" } } },
    { "identifier": "api2", "scopes": [ { "value": "x" } ],
      "subject_type_authorization": { "user": { "policy": "deny_all" } } } ],
  "client_grants": [
    { "id": "g_batch", "client_id": "batch", "audience": "api", "scope": ["r"], "organization_usage": "allow" },
    { "id": "g_any", "client_id": "batch-any", "audience": "api", "scope": ["w"], "organization_usage": "require", "allow_any_organization": true },
    { "id": "g_home", "client_id": "batch-home", "audience": "api", "scope": ["r", "w"], "organization_usage": "require" },
    { "id": "g_home2", "client_id": "batch-home", "audience": "api2", "scope": ["x"], "subject_type": "client" },
    { "id": "g_their_any", "client_id": "their-any", "audience": "api", "scope": ["r"], "organization_usage": "allow", "allow_any_organization": true },
    { "id": "g_their_both", "client_id": "their-both", "audience": "api", "scope": ["r"], "organization_usage": "allow", "allow_any_organization": true },
    { "id": "g_default", "default_for": "third_party_clients", "audience": "api", "scope": ["r"] },
    { "id": "g_user", "client_id": "partner", "audience": "api", "subject_type": "user", "scope": ["r"] },
    { "id": "g_user_default", "default_for": "third_party_clients", "audience": "api", "subject_type": "user", "allow_all_scopes": true },
    { "id": "g_user2", "client_id": "own", "audience": "api2", "subject_type": "user", "scope": ["x"] } ],
  "organizations": [
    { "id": "org_allow", "name": "allow", "third_party_client_access": "allow",
      "connections": [ { "connection_id": "con_domain" }, { "connection_id": "con_plain", "assign_membership_on_login": true },
        { "connection_id": "con_off", "is_enabled": false }, { "connection_id": "con_idp" } ],
      "clients": [ { "client_id": "unwanted", "use_for_member_access": false } ],
      "client_grants": [ { "grant_id": "g_batch" }, { "id": "g_any" }, { "id": "g_home" }, { "id": "g_their_both" } ],
      "members": [ { "user_id": "u" } ] },
    { "id": "org_block", "name": "block",
      "enabled_connections": [ { "connection_id": "con_domain" } ],
      "clients": [ { "client_id": "partner", "use_for_member_access": true } ],
      "members": [ { "user_id": "u" } ] },
    { "id": "org_list", "name": "list", "is_app_entitlement_active": true,
      "enabled_connections": [ { "connection_id": "con_domain" } ],
      "clients": [ { "client_id": "own", "use_for_member_access": true }, { "client_id": "unwanted", "use_for_member_access": false },
        { "client_id": "partner", "use_for_member_access": true } ],
      "members": [ { "user_id": "u" } ] },
    { "id": "org_both", "name": "both", "is_app_entitlement_active": true, "third_party_client_access": "allow",
      "enabled_connections": [ { "connection_id": "con_domain" } ],
      "clients": [ { "client_id": "partner", "use_for_member_access": false } ],
      "members": [ { "user_id": "u" } ] } ],
  "users": [ { "user_id": "u" }, { "user_id": "v" } ] }
EOF
crosscheck 'org_allow:u org_block:u org_list:u org_both:u' \
    'own unwanted off partner partner2 old batch batch-any batch-home their-any their-both their-default xaa' \
    'con_domain con_plain con_off con_idp' 'api api2' 30 v

# the opt-in, and the listing that has no effect (ENT-01)
audit --json --organization org_allow
cp "$dir/out" "$dir/allow"
line '{"open":true,"kind":"login","organization":"org_allow","client":"partner","class":["strict"],"connection":"con_domain","who":["members"],"cause":["opt_in"],"protocols":["oidc"]}'
line '{"open":true,"kind":"login","organization":"org_allow","client":"unwanted","class":["first_party"],"connection":"con_domain","who":["members"],"cause":["first_party"],"protocols":["oidc","samlp","passkey","token_exchange"]}'
line '{"open":true,"kind":"login","organization":"org_allow","client":"own","class":["first_party"],"connection":"con_plain","who":["members","non_members"],"cause":["first_party","auto_membership"],"protocols":["oidc","samlp","passkey","token_exchange"]}'
line '{"open":false,"kind":"login","organization":"org_allow","client":"own","class":["first_party"],"connection":"con_off","who":[],"cause":[],"reason":"connection_not_enabled_for_org","rule":"LOGIN-09","unmet":["connection_not_enabled_for_org"]}'
line '{"open":false,"kind":"login","organization":"org_allow","client":"off","class":["first_party"],"connection":"con_domain","who":[],"cause":[],"reason":"organization_not_allowed","rule":"PROMPT-07","unmet":["organization_not_allowed"]}'
# the application's own grant is the ceiling, or else the default one (UAPI-07); a policy of deny_all beats grants (UAPI-03)
line '{"open":true,"kind":"user_access","organization":"org_allow","client":"partner","class":["strict"],"audience":"api","who":["members"],"cause":["client_grant"],"grant":"g_user","scopes":["r"]}'
line '{"open":true,"kind":"user_access","organization":"org_allow","client":"partner2","class":["strict"],"audience":"api","who":["members"],"cause":["default_grant"],"grant":"g_user_default","scopes":["r","w"]}'
line '{"open":false,"kind":"user_access","organization":"org_allow","client":"own","class":["first_party"],"audience":"api2","who":[],"cause":[],"reason":"api_denies_users","rule":"UAPI-03","unmet":["api_denies_users"]}'
no '"kind":"user_access".*"client":"unwanted"' # no grant: closed, and not listed
no '"kind":"user_access".*"client":"old"'      # cannot log in here
# machine to machine: M2M-19, M2M-20, M2M-22
line '{"open":true,"kind":"machine_to_machine","organization":"org_allow","client":"batch","class":["first_party"],"audience":"api","who":["application"],"cause":["direct_association"],"grant":"g_batch","scopes":["r"]}'
line '{"open":true,"kind":"machine_to_machine","organization":"org_allow","client":"batch-any","class":["first_party"],"audience":"api","who":["application"],"cause":["direct_association","any_organization"],"grant":"g_any","scopes":["w"]}'
line '{"open":true,"kind":"machine_to_machine","organization":"org_allow","client":"batch-home","class":["first_party"],"audience":"api","who":["application"],"cause":["direct_association"],"grant":"g_home","scopes":["r","w"],"note":["a request that names no organization is in this one, the application'"'"'s default organization"]}'
line '{"open":true,"kind":"machine_to_machine","organization":"org_allow","client":"their-both","class":["strict"],"audience":"api","who":["application"],"cause":["direct_association"],"grant":"g_their_both","scopes":["r"]}'
line '{"open":false,"kind":"machine_to_machine","organization":"org_allow","client":"their-any","class":["strict"],"audience":"api","who":[],"cause":[],"reason":"grant_not_associated","rule":"M2M-19","unmet":["grant_not_associated"]}'
line '{"open":false,"kind":"machine_to_machine","organization":"org_allow","client":"their-default","class":["strict"],"audience":"api","who":[],"cause":[],"reason":"default_grant_without_organization","rule":"M2M-20","unmet":["default_grant_without_organization"]}'
line '{"open":false,"kind":"machine_to_machine","organization":"org_allow","client":"batch-home","class":["first_party"],"audience":"api2","who":[],"cause":[],"reason":"grant_denies_organization","rule":"M2M-18","unmet":["grant_denies_organization"]}'
no '"machine_to_machine".*"client":"own"' # no grant: closed, and not listed
# Cross App Access: opt-in, and no domain-level connection needed (XAA-02); the default user grant (XAA-08)
line '{"open":true,"kind":"cross_app_access","organization":"org_allow","client":"xaa","class":["strict"],"connection":"con_idp","audience":"api","who":["members"],"cause":["opt_in","default_grant"]}'
line '{"open":false,"kind":"login","organization":"org_allow","client":"xaa","class":["strict"],"connection":"con_idp","who":[],"cause":[],"reason":"connection_not_domain_level","rule":"LOGIN-08","unmet":["connection_not_domain_level"]}'
[ "$(grep -c '"kind":"cross_app_access"' "$dir/out")" -eq 1 ] || fail 'not one exchange'
no '"unknown"'
# what --machine-to-machine and --logins leave, and --open
audit --json --organization org_allow --machine-to-machine
grep '"kind":"machine_to_machine"' "$dir/allow" | diff - "$dir/out" || fail '--machine-to-machine is not those lines of the whole'
audit --json --organization org_allow --logins
grep '"kind":"\(login\|refresh\|cross_app_access\)"' "$dir/allow" | diff - "$dir/out" || fail '--logins is not those lines of the whole'
audit --json --organization org_allow --open
grep '"open":true' "$dir/allow" | diff - "$dir/out" || fail '--open is not those lines of the whole'

audit --json --organization org_block
line '{"open":false,"kind":"login","organization":"org_block","client":"partner","class":["strict"],"connection":"con_domain","who":[],"cause":[],"reason":"org_blocks_third_party","rule":"LOGIN-07","unmet":["org_blocks_third_party"]}'
line '{"open":true,"kind":"machine_to_machine","organization":"org_block","client":"batch-any","class":["first_party"],"audience":"api","who":["application"],"cause":["any_organization"],"grant":"g_any","scopes":["w"]}'
no '"open":true.*"strict"'
audit --json --organization org_list # ENT-03, -04, -05, -06, -08
line '{"open":true,"kind":"login","organization":"org_list","client":"own","class":["first_party"],"connection":"con_domain","who":["members"],"cause":["listing"],"protocols":["oidc","samlp","passkey","token_exchange"]}'
line '{"open":true,"kind":"login","organization":"org_list","client":"partner","class":["strict"],"connection":"con_domain","who":["members"],"cause":["listing"],"protocols":["oidc"]}'
line '{"open":false,"kind":"login","organization":"org_list","client":"unwanted","class":["first_party"],"connection":"con_domain","who":[],"cause":[],"reason":"member_access_off","rule":"ENT-04","unmet":["member_access_off"]}'
line '{"open":false,"kind":"login","organization":"org_list","client":"partner2","class":["strict"],"connection":"con_domain","who":[],"cause":[],"reason":"org_blocks_third_party","rule":"LOGIN-07","unmet":["org_blocks_third_party"]}'
line '{"open":false,"kind":"login","organization":"org_list","client":"batch","class":["first_party"],"connection":"con_domain","who":[],"cause":[],"reason":"client_cannot_log_users_in","rule":"ENT-13","unmet":["client_cannot_log_users_in","organization_not_allowed","client_not_listed"]}'
audit --json --organization org_both # ENT-07, -08
line '{"open":false,"kind":"login","organization":"org_both","client":"partner","class":["strict"],"connection":"con_domain","who":[],"cause":[],"reason":"third_party_member_access_off","rule":"ENT-07","unmet":["third_party_member_access_off"]}'
line '{"open":true,"kind":"login","organization":"org_both","client":"partner2","class":["strict"],"connection":"con_domain","who":["members"],"cause":["opt_in"],"protocols":["oidc"]}'
line '{"open":false,"kind":"login","organization":"org_both","client":"own","class":["first_party"],"connection":"con_domain","who":[],"cause":[],"reason":"client_not_listed","rule":"ENT-05","unmet":["client_not_listed"]}'

# third parties never appear under "any organization"
for organization in org_allow org_block org_list org_both; do
    audit --json --organization "$organization"
    no '\(strict\|permissive\).*any_organization'
done

# without organization
audit --json --client their-default
line '{"open":true,"kind":"machine_to_machine","organization":null,"client":"their-default","class":["strict"],"audience":"api","who":["application"],"cause":["default_grant"],"grant":"g_default","scopes":["r"]}'
audit --json --client batch
line '{"open":true,"kind":"machine_to_machine","organization":null,"client":"batch","class":["first_party"],"audience":"api","who":["application"],"cause":["client_grant"],"grant":"g_batch","scopes":["r"]}'
audit --json --client batch-home # the token is of the default organization (M2M-22), so it is no path without
no '"organization":null.*"audience":"api",'
line '{"open":true,"kind":"machine_to_machine","organization":null,"client":"batch-home","class":["first_party"],"audience":"api2","who":["application"],"cause":["client_grant"],"grant":"g_home2","scopes":["x"]}'
audit --json --client old # LOGIN-15: domain-level, or enabled for it
line '{"open":true,"kind":"login","organization":null,"client":"old","class":["permissive"],"connection":"con_domain","who":["users"],"cause":["domain_level"],"protocols":["oidc","samlp","wsfed","classic_login","lock","device_code"]}'
line '{"open":true,"kind":"login","organization":null,"client":"old","class":["permissive"],"connection":"con_plain","who":["users"],"cause":["enabled_for_application"],"protocols":["oidc","samlp","wsfed","classic_login","lock","device_code"]}'
audit --json --client unwanted # LOGIN-05
line '{"open":true,"kind":"login","organization":null,"client":"unwanted","class":["first_party"],"connection":"con_plain","who":["users"],"cause":["enabled_for_application"],"protocols":["oidc","samlp","wsfed","classic_login","lock","device_code","password","passkey","token_exchange"]}'
no '"organization":null.*con_off'
audit --json --client own # PROMPT-12
line '{"open":false,"kind":"login","organization":null,"client":"own","class":["first_party"],"connection":"con_off","who":[],"cause":[],"reason":"organization_required","rule":"PROMPT-12","unmet":["organization_required"]}'

# Ways in that are no plain login. Device flow only, client credentials only; invitations, of which one is used
# and one is for a strict client (PROMPT-30); an identity provider of one organization, of none, and of two.
at=$dir/ways.json
cat >"$at" <<'EOF'
{ "clients": [
    { "client_id": "cli", "is_first_party": true, "organization_usage": "allow", "grant_types": ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"] },
    { "client_id": "batch", "is_first_party": true, "organization_usage": "allow", "grant_types": ["client_credentials"] },
    { "client_id": "web", "is_first_party": true, "organization_usage": "require" },
    { "client_id": "partner", "organization_usage": "allow" },
    { "client_id": "xaa", "is_first_party": true, "organization_usage": "allow", "identity_assertion_authorization_grant": { "active": true } },
    { "client_id": "xaa-deny", "is_first_party": true, "identity_assertion_authorization_grant": { "active": true } },
    { "client_id": "xaa-require", "is_first_party": true, "organization_usage": "require", "identity_assertion_authorization_grant": { "active": true } },
    { "client_id": "xaa-old", "third_party_security_mode": "permissive", "identity_assertion_authorization_grant": { "active": true } },
    { "client_id": "xaa-strict", "identity_assertion_authorization_grant": { "active": true } } ],
  "connections": [
    { "id": "con_db", "name": "db", "strategy": "auth0", "is_domain_connection": true, "enabled_clients": ["cli"] },
    { "id": "con_idp", "name": "idp", "strategy": "oidc", "cross_app_access_resource_app": { "status": "enabled" } },
    { "id": "con_free", "name": "free", "strategy": "oidc", "enabled_clients": ["xaa-deny", "xaa-old"], "cross_app_access_resource_app": { "status": "enabled" } },
    { "id": "con_two", "name": "two", "strategy": "oidc", "cross_app_access_resource_app": { "status": "enabled" } } ],
  "resource_servers": [ { "identifier": "api", "scopes": [ { "value": "r" } ], "enforce_policies": true } ],
  "client_grants": [
    { "id": "g_strict", "client_id": "xaa-strict", "audience": "api", "subject_type": "user", "scope": ["r"] },
    { "id": "g_old", "client_id": "xaa-old", "audience": "api", "subject_type": "user", "scope": ["r"] } ],
  "organizations": [
    { "id": "org_a", "enabled_connections": [ { "connection_id": "con_db" }, { "connection_id": "con_idp" }, { "connection_id": "con_two" } ],
      "members": [ { "user_id": "u" } ] },
    { "id": "org_closed", "members": [ { "user_id": "u" } ] },
    { "id": "org_invites", "third_party_client_access": "allow",
      "enabled_connections": [ { "connection_id": "con_db" }, { "connection_id": "con_two", "assign_membership_on_login": true } ],
      "invitations": [ { "ticket_id": "t1", "client_id": "web", "connection_id": "con_db" }, { "ticket_id": "t2", "client_id": "cli" },
        { "ticket_id": "t3", "client_id": "batch", "used": true }, { "ticket_id": "t4", "client_id": "partner" },
        { "ticket_id": "t5", "client_id": "xaa", "connection_id": "con_idp" } ],
      "members": [ { "user_id": "u" } ] } ],
  "users": [ { "user_id": "u" }, { "user_id": "v" } ] }
EOF
crosscheck 'org_a:u org_closed:u org_invites:u' 'cli batch web partner xaa xaa-deny xaa-require xaa-old xaa-strict' \
    'con_db con_idp con_free con_two' api 30 v \
    'org_invites:web:con_db org_invites:cli:con_db org_invites:cli:con_two org_invites:partner:con_db org_invites:partner:con_two org_invites:xaa:con_idp'
audit --organization org_invites --logins # LOGIN-29: no device flow into an organization
grep -q '^open    login  *cli  *first_party  con_db  *members invited  *first_party, invitation, only by samlp passkey token_exchange$' "$dir/out" || fail 'not the invitation, or the protocols'
grep -q '^open    login  *web  *first_party  con_db  *members invited  *first_party, invitation$' "$dir/out" || fail 'not the invitation over one connection'
[ "$(grep -c '^    note  an invitation counts that is not used; whether it has expired is not looked at$' "$dir/out")" -eq 2 ] || fail 'not two invitations'
audit --organization org_closed # no connection, and still tokens
grep -q '^open    refresh  *web  *first_party  -  *members former_members  *first_party$' "$dir/out" || fail 'not the refresh'
grep -q '^open    user_access  *web  *first_party  api  *members former_members  *allow_all, scopes r$' "$dir/out" || fail 'not what a refresh is good for'
out '    note  the API enforces permissions: of these scopes a user gets those it has the permission for'
no '^open    login'
audit --client cli
grep -q '^open    login  *-  *first_party  con_db  *users  *enabled_for_application, only by samlp wsfed classic_login lock device_code password passkey token_exchange$' "$dir/out" || fail 'not the device flow'
audit --json --client xaa
line '{"open":true,"kind":"cross_app_access","organization":null,"client":"xaa","class":["first_party"],"connection":"con_idp","who":["users"],"cause":["first_party"]}'
audit --json --client xaa-deny
line '{"open":true,"kind":"cross_app_access","organization":null,"client":"xaa-deny","class":["first_party"],"connection":"con_free","who":["users"],"cause":["enabled_for_application"]}'
audit --json --client xaa-require
line '{"open":false,"kind":"cross_app_access","organization":null,"client":"xaa-require","class":["first_party"],"connection":"con_idp","who":[],"cause":[],"reason":"xaa_user_not_member","rule":"XAA-05","unmet":["xaa_user_not_member"]}'
audit --json --client xaa-strict # XAA-02: nothing but the grant
line '{"open":true,"kind":"cross_app_access","organization":null,"client":"xaa-strict","class":["strict"],"connection":"con_free","audience":"api","who":["users"],"cause":["client_grant"]}'

# A doubled client is not another one whose id it calls its URL.
at=$dir/alias.json
cat >"$at" <<'EOF'
{ "clients": [ { "client_id": "partner", "organization_usage": "allow" }, { "client_id": "https://p", "organization_usage": "allow" },
    { "client_id": "twice", "external_client_id": "partner", "is_first_party": true }, { "client_id": "twice" },
    { "client_id": "again", "external_client_id": "https://p" }, { "client_id": "again" } ],
  "connections": [ { "id": "k", "is_domain_connection": true } ], "organizations": [ { "id": "o", "connections": [ { "connection_id": "k" } ] } ] }
EOF
for client in twice again; do
    audit --client $client
    no '^open'
    out 'unknown_client [LOGIN-01]'
done

# Rows no lookup finds are listed with what is wrong with them, and nothing is open through them.
at=$dir/doubled.json
cat >"$at" <<'EOF'
{ "clients": [
    { "client_id": "a", "is_first_party": true, "organization_usage": "allow" },
    { "client_id": "two", "is_first_party": true, "organization_usage": "allow" },
    { "client_id": "two", "is_first_party": true, "organization_usage": "allow" },
    { "client_id": "m", "is_first_party": true }, { "client_id": "n", "is_first_party": true },
    { "client_id": "odd", "is_first_party": true, "external_metadata_type": "next", "organization_usage": "allow" } ],
  "connections": [ { "id": "c", "name": "db", "enabled_clients": ["a"] }, { "id": "cc" }, { "id": "cc", "name": "cc2" },
    { "id": "shadow", "name": "sun" }, { "id": "other", "name": "shadow" } ],
  "resource_servers": [ { "identifier": "api" }, { "identifier": "twice" }, { "identifier": "twice" } ],
  "client_grants": [
    { "id": "g", "client_id": "m", "audience": "api", "organization_usage": "allow" },
    { "id": "g", "client_id": "n", "audience": "api", "organization_usage": "allow" },
    { "id": "h", "client_id": "m", "audience": "twice", "organization_usage": "allow" },
    { "id": "i", "client_id": "a", "audience": "api", "organization_usage": "allow", "allow_any_organization": true },
    { "id": "j", "client_id": "a", "audience": "api", "organization_usage": "allow", "allow_any_organization": true },
    { "id": "k", "client_id": "a", "audience": "gone" } ],
  "organizations": [
    { "id": "org", "is_app_entitlement_active": true,
      "enabled_connections": [ { "connection_id": "c", "assign_membership_on_login": true }, { "connection_id": "cc" },
        { "connection_id": "gone" }, { "connection_id": "shadow" } ],
      "connections": [ { "connection_id": "c" } ],
      "clients": [ { "client_id": "a", "use_for_member_access": true }, { "client_id": "a", "use_for_member_access": false },
        { "client_id": "two", "use_for_member_access": true } ],
      "client_grants": [ { "id": "g" } ] },
    { "id": "org_named", "name": "named", "enabled_connections": [ { "connection_id": "shadow" }, { "connection_id": "c" } ],
      "third_party_client_access": "allow", "client_grants": [ { "id": "g" } ] },
    { "id": "org_2", "enabled_connections": [ { "connection_id": "c" } ] },
    { "id": "org_2", "enabled_connections": [ { "connection_id": "c" } ] } ] }
EOF
audit --json --organization org --logins
line '{"open":false,"kind":"login","organization":"org","client":"a","class":["first_party"],"connection":"c","who":[],"cause":[],"reason":"member_access_off","rule":"ENT-04","unmet":["member_access_off"],"note":["the organization lists the application several times; the stricter of each setting counts","the organization has several rows for the connection; the stricter of each setting counts"]}'
line '{"open":false,"kind":"login","organization":"org","client":"two","class":[],"connection":"c","who":[],"cause":[],"reason":"unknown_client","rule":"LOGIN-01","unmet":["unknown_client"],"note":["several applications have this client_id, so none of them is found","the organization has several rows for the connection; the stricter of each setting counts"]}'
out '"client":"a","class":["first_party"],"connection":"cc","who":[],"cause":[],"reason":"member_access_off","rule":"ENT-04","unmet":["member_access_off","connection_disabled"],"note":["not exactly one connection has this id, so none is found",'
line '{"open":false,"kind":"login","organization":"org","client":"a","class":["first_party"],"connection":"gone","who":[],"cause":[],"note":["not exactly one connection has this id, so none is found"]}'
no '"open":true'
audit --json --organization org --machine-to-machine
[ "$(grep -c 'several grants are for this application, API and subject type, so none of them counts' "$dir/out")" -eq 1 ] || fail 'not the doubled grant'
out '"client":"a","class":["first_party"],"audience":"api","who":[],"cause":[],"reason":"no_client_grant","rule":"M2M-09"'
out '"client":"a","class":["first_party"],"audience":"gone","who":[],"cause":[],"reason":"m2m_audience_unknown","rule":"M2M-06"'
out '"client":"m","class":["first_party"],"audience":"twice","who":[],"cause":[],"reason":"m2m_audience_unknown","rule":"M2M-06"'
no '"open":true'
audit --json --organization org_named
out '"client":"m","class":["first_party"],"audience":"api","who":[],"cause":[],"reason":"grant_not_associated","rule":"M2M-19","unmet":["grant_not_associated"],"note":["several grants have this grant'"'"'s id, so its association with the organization counts for none"]}'
# an id that is another connection's name is found by the connection's own name
line '{"open":true,"kind":"login","organization":"org_named","client":"a","class":["first_party"],"connection":"shadow","who":["members"],"cause":["first_party"],"protocols":["oidc","samlp","passkey","token_exchange"]}'
# a word we do not know makes a first party strict too (CFG-43): both causes, and the domain level
line '{"open":false,"kind":"login","organization":"org_named","client":"odd","class":["first_party","strict"],"connection":"c","who":[],"cause":[],"reason":"connection_not_domain_level","rule":"LOGIN-08","unmet":["connection_not_domain_level"]}'
audit --json --organization org_2
no '"open":true'
no '"kind":"cross_app_access"'
out '"client":"a","class":["first_party"],"connection":"c","who":[],"cause":[],"reason":"unknown_organization","rule":"LOGIN-28","unmet":["unknown_organization"],"note":["several organizations have this id, so none of them is found"]}'
audit --client two
out 'several applications have this client_id, so none of them is found'
no '^open'

# An organization whose id does not look like one is found by its name (M2M-15), and by a default (M2M-22);
# another one's name that is its id leads into the other.
at=$dir/names.json
cat >"$at" <<'EOF'
{ "settings": { "allow_organization_name_in_authentication_api": true },
  "clients": [ { "client_id": "named", "is_first_party": true },
    { "client_id": "home", "is_first_party": true, "default_organization": { "organization_id": "north", "flows": ["client_credentials"] } } ],
  "resource_servers": [ { "identifier": "api", "scopes": [ { "value": "s" } ] } ],
  "client_grants": [
    { "id": "g", "client_id": "named", "audience": "api", "scope": ["s"], "organization_usage": "allow", "allow_any_organization": true },
    { "id": "h", "client_id": "home", "audience": "api", "scope": ["s"], "organization_usage": "require", "allow_any_organization": true } ],
  "organizations": [ { "id": "north", "name": "polar" }, { "id": "south", "name": "north" }, { "id": "west" } ] }
EOF
for organization in north south; do
    audit --json --organization $organization
    out '"organization":"'$organization'","client":"named","class":["first_party"],"audience":"api","who":["application"],"cause":["any_organization"],"grant":"g","scopes":["s"]}'
done
audit --json --organization west # neither an id as they are sent nor a name
out '"client":"named","class":["first_party"],"audience":"api","who":[],"cause":[],"reason":"m2m_organization_unknown","rule":"M2M-14"'
audit --json --client home --open
lines 2
line '{"open":true,"kind":"machine_to_machine","organization":"north","client":"home","class":["first_party"],"audience":"api","who":["application"],"cause":["any_organization"],"grant":"h","scopes":["s"],"note":["a request that names no organization is in this one, the application'"'"'s default organization"]}'

# Formats. What a document says reaches no terminal and no spreadsheet as anything but text.
at=$dir/text.json
cat >"$at" <<'EOF'
{ "clients": [ { "client_id": "=1+1", "is_first_party": true, "organization_usage": "allow" },
    { "client_id": "+a", "is_first_party": true, "organization_usage": "allow" },
    { "client_id": "-a", "is_first_party": true, "organization_usage": "allow" },
    { "client_id": "@a", "is_first_party": true, "organization_usage": "allow" },
    { "client_id": "a,\"b\"", "is_first_party": true, "organization_usage": "allow" },
    { "client_id": "\t=1\r\n\u001b]0;x\u0007\u007f\u009b\u2028\u202e\u2066\u00e9", "is_first_party": true, "organization_usage": "allow" } ],
  "connections": [ { "id": "c" } ],
  "organizations": [ { "id": "o", "connections": [ { "connection_id": "c" } ] } ] }
EOF
audit --csv --organization o
cat >"$dir/expected" <<'EOF'
open,kind,organization,client,class,connection,audience,who,cause,protocols,grant,scopes,reason,rule,unmet,note
true,login,o,?=1???]0;x??????é,first_party,c,,members,first_party,oidc samlp passkey token_exchange,,,,,,
true,refresh,o,?=1???]0;x??????é,first_party,,,members former_members,first_party,,,,,,,
true,login,o,'+a,first_party,c,,members,first_party,oidc samlp passkey token_exchange,,,,,,
true,refresh,o,'+a,first_party,,,members former_members,first_party,,,,,,,
true,login,o,'-a,first_party,c,,members,first_party,oidc samlp passkey token_exchange,,,,,,
true,refresh,o,'-a,first_party,,,members former_members,first_party,,,,,,,
true,login,o,'=1+1,first_party,c,,members,first_party,oidc samlp passkey token_exchange,,,,,,
true,refresh,o,'=1+1,first_party,,,members former_members,first_party,,,,,,,
true,login,o,'@a,first_party,c,,members,first_party,oidc samlp passkey token_exchange,,,,,,
true,refresh,o,'@a,first_party,,,members former_members,first_party,,,,,,,
true,login,o,"a,""b""",first_party,c,,members,first_party,oidc samlp passkey token_exchange,,,,,,
true,refresh,o,"a,""b""",first_party,,,members former_members,first_party,,,,,,,
EOF
sed 's/$/\r/' "$dir/expected" | cmp - "$dir/out" || fail 'not the CSV'
audit --organization o
out '?=1???]0;x??????é  first_party  c        members                 first_party'
if LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" "$dir/out"; then fail 'control characters in the table'; fi
lines 14
audit --json --organization o
out '"client":"\t=1\r\n\u001b]0;x\u0007\u007f\u009b\u2028\u202e\u2066é"'
out '"client":"a,\"b\""'
if LC_ALL=C grep -q "$(printf '[\001-\011\013-\037\177]')" "$dir/out"; then fail 'control characters in the JSON'; fi
for organization in 'text.json o' 'doubled.json org' 'doors.json org_allow'; do # the strict reader accepts every line
    at=$dir/${organization% *}
    audit --json --organization "${organization#* }"
    [ -s "$dir/out" ] || fail 'no lines'
    { echo '{"x":['; sed '$!s/$/,/' "$dir/out"; echo ']}'; } >"$dir/lines.json"
    run 0 lint --tenant "$dir/lines.json"
done
at=$tenant
audit --organization=org_rocky
cp "$dir/out" "$dir/expected"
"$orgpol" audit --organization org_rocky --tenant - <$tenant | cmp - "$dir/expected" || fail 'standard input is another tenant'
if script -qec true /dev/null >/dev/null 2>&1; then
    TERM=xterm NO_COLOR='' script -qec "$orgpol audit --tenant $tenant --organization org_rocky" /dev/null </dev/null >"$dir/out"
    grep -q "$(printf '\033')\[31mclosed" "$dir/out" || fail 'no colour on a terminal'
    TERM=xterm NO_COLOR=1 script -qec "$orgpol audit --tenant $tenant --organization org_rocky" /dev/null </dev/null >"$dir/out"
    no "$(printf '\033')"
else
    test/tools/skip.sh 'colour: no terminal to be had (script)' "${STRICT:-}" || failed=1
fi

# the order of rows in the document does not matter, and members may be missing
at=$dir/turned.json
cat >"$at" <<'EOF'
{ "organizations": [ { "id": "o2" }, { "id": "o1", "connections": [ { "connection_id": "d" }, { "connection_id": "b" } ], "members": null } ],
  "users": null, "clients": [ { "client_id": "z", "is_first_party": true, "organization_usage": "allow" }, { "client_id": "y", "is_first_party": true, "organization_usage": "allow" } ],
  "connections": [ { "id": "d" }, { "id": "b" } ] }
EOF
audit --organization o1
[ "$(awk '/^open    login/ { print $3 $5 $6 $7 }' "$dir/out" | tr '\n' ' ')" = 'ybmembersfirst_party ydmembersfirst_party zbmembersfirst_party zdmembersfirst_party ' ] || fail 'not sorted'
audit --organization o2 --machine-to-machine
[ "$(cat "$dir/out")" = '0 open, 0 closed' ] || fail 'not an empty audit'
audit --organization o2 --machine-to-machine --json
silent out
audit --organization o2 --machine-to-machine --csv
lines 1

# errors
at=$tenant
run 2 audit --tenant $tenant --organization org_nowhere
err "orgpol: $tenant: no organization has the id 'org_nowhere'"
silent out
run 2 audit --tenant $tenant --csv --client nobody
err "orgpol: $tenant: no client has the id 'nobody'"
silent out
run 2 audit --tenant $tenant --organization rocky-mountain-high # a name is no id
run 2 audit --tenant "$dir/missing.json" --client x
err 'missing.json: No such file or directory'
echo '{"clients":[{"client_id":5}]}' >"$dir/bad.json"
run 2 audit --tenant "$dir/bad.json" --client x
err 'bad.json: offset 25: /clients/0/client_id: expected text, found a number'
silent out
{
    printf '{"clients":[{"client_id":"m","is_first_party":true}],"client_grants":[{"client_id":"m","audience":"api"}],"resource_servers":[{"identifier":"api","scopes":['
    i=0
    while [ $i -lt 1024 ]; do
        printf '{"value":"s%d"},' $i
        i=$((i + 1))
    done
    echo '{"value":"last"}]}]}'
} >"$dir/many.json"
run 2 audit --tenant "$dir/many.json" --client m
err "many.json: check_client_grant about client 'm' and resource_server 'api': "
silent out
run 2 audit --organization org_rocky
err '--tenant is needed'
run 2 audit --tenant $tenant
err '--organization or --client is needed'
run 2 audit --tenant $tenant --organization a --client b
err '--organization or --client, not both'
run 2 audit --tenant $tenant --organization a --organization b
err '--organization is given twice'
run 2 audit --tenant $tenant --organization=
err '--organization needs a value'
run 2 audit --organization a --tenant
err '--tenant needs a value'
run 2 audit --tenant $tenant --client
err '--client needs a value'
run 2 audit --tenant $tenant --client a --json --csv
err '--json or --csv, not both'
run 2 audit --tenant $tenant --client a --table
err "unknown option '--table'"
run 2 audit --tenant $tenant --client a --tenants b
err "unknown option '--tenants'"
run 2 audit --tenant $tenant --client a org_rocky
err "audit takes options only: 'org_rocky'"
run 2 eval --organization a
err "unknown option '--organization'"
for help in '--help' '-h' '--tenant a --help'; do
    # shellcheck disable=SC2086
    run 0 audit $help
    out 'orgpol audit --tenant FILE (--organization ID | --client ID)'
done
at=$dir/text.json
audit --client -a # what follows an option is its value
audit --client=-a

if [ -z "${SANITIZED:-}" ]; then # sanitizers want more memory than this
    {
        printf '{"clients":[{"client_id":"a","is_first_party":true}],"organizations":['
        i=0
        while [ $i -lt 20000 ]; do
            printf '{"id":"org_%d","connections":[{"connection_id":"c"}]},' $i
            i=$((i + 1))
        done
        echo '{"id":"last"}]}'
    } >"$dir/large.json"
    (ulimit -v 24000 && exec "$orgpol" audit --tenant "$dir/large.json" --client a) >"$dir/out" 2>"$dir/err"
    [ $? -eq 2 ] || fail 'memory ends, and that is no error'
    err 'out of memory'
    silent out
fi
finish tool_audit
