#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""diff_exhaustive.py ORGPOL DIRECTORY [SHARE] TENANT...: orgpol diff against a comparison by brute force.

For every flag of a tenant set to every other value, every row removed and added, and for pairs and triples of
such changes, all questions that diff promises to ask are put to both tenants for every single user, and for one
more who is a member of every organization, through orgpol eval. The flips must be those that diff lists, no more and no fewer, for the same reasons; and the changes
that diff names must be those that flip them when they are made to the old tenant here. SHARE is the part of the
mutations that is tried, one in so many (1: all).
"""
import copy
import json
import random
import subprocess
import sys

PROTOCOLS = ["oidc", "samlp", "wsfed", "classic_login", "lock", "device_code", "password", "passkey",
             "token_exchange"]
GRANT_TYPES = ["authorization_code", "refresh_token", "client_credentials", "password",
               "urn:ietf:params:oauth:grant-type:device_code",
               "urn:ietf:params:oauth:grant-type:token-exchange",
               "urn:ietf:params:oauth:grant-type:jwt-bearer",
               "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token"]
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
VAULT_TOKEN = "http://auth0.com/oauth/token-type/federated-connection-access-token"
UNKNOWN = ("user", "nobody")
ANONYMOUS = ("anonymous", "-")
ANY_MEMBER = ("user", "any-member")  # of every organization; in neither tenant

USAGE = ["deny", "allow", "require"]
FLAGS = {  # of the rows of a section; "a.b" is a member of a member
    "clients": {"is_first_party": [True, False], "third_party_security_mode": ["strict", "permissive"],
                "organization_usage": USAGE, "oidc_conformant": [True, False],
                "organization_require_behavior": ["no_prompt", "pre_login_prompt", "post_login_prompt"],
                "identity_assertion_authorization_grant.active": [True, False],
                "token_endpoint_auth_method": ["none", "client_secret_post"],
                "external_metadata_type": ["dcr", "cimd"], "app_type": ["spa", "regular_web"],
                "refresh_token.rotation_type": ["rotating", "non-rotating"]},
    "connections": {"is_domain_connection": [True, False], "authentication.active": [True, False],
                    "cross_app_access_resource_app.status": ["enabled", "disabled"],
                    "connected_accounts.active": [True, False], "options.offline_access": [True, False],
                    "strategy": ["github", "google-oauth2"]},
    "resource_servers": {"is_system": [True, False], "enforce_policies": [True, False],
                         "subject_type_authorization.user.policy":
                             ["allow_all", "deny_all", "require_client_grant"],
                         "subject_type_authorization.client.policy": ["deny_all", "require_client_grant"]},
    "client_grants": {"organization_usage": USAGE, "allow_any_organization": [True, False],
                      "subject_type": ["client", "user"], "allow_all_scopes": [True, False]},
    "organizations": {"third_party_client_access": ["allow", "block"],
                      "is_app_entitlement_active": [True, False]},
    "users": {"blocked": [True, False]},
    "rules": {"enabled": [True, False]},
    "hooks": {"enabled": [True, False]},
}
NESTED = {  # of the rows in an organization
    "enabled_connections": {"is_enabled": [True, False], "assign_membership_on_login": [True, False]},
    "clients": {"use_for_member_access": [True, False]},
}
SINGLE = {  # of the document
    "settings": {"allow_organization_name_in_authentication_api": [True, False],
                 "resource_parameter_profile": ["audience", "compatibility"]},
    "options": {"require_app_connection_in_org": [True, False], "require_pkce": [True, False],
                "absent_security_mode": ["strict", "permissive"], "refresh_recheck": [True, False],
                "user_grant_ceiling": [True, False], "scope_subset": ["subset", "ceiling"],
                "organization_membership": ["require", "ignore"], "require_org_connection": [True, False],
                "purpose_off_exchange": ["deny", "allow"], "unsupported_strategy": ["deny", "allow"],
                "missing_offline_access": ["deny", "warn"], "blocked_user": ["deny", "allow"]},
}
KEYS = {"clients": ["client_id"], "connections": ["id", "connection_id"], "resource_servers": ["identifier"],
        "client_grants": ["id", "grant_id"], "organizations": ["id"], "users": ["user_id"], "roles": ["id"],
        "enabled_connections": ["connection_id"], "members": ["user_id"], "scopes": ["value"],
        "connected_accounts": ["id"],
        "rules": ["id", "name"], "hooks": ["id", "name"]}
TEXTS = {"clients": ["grant_types", "callbacks"], "connections": ["enabled_clients"],
         "client_grants": ["scope"]}


def rows(tenant, section):
    return tenant.get(section) or []


def unique(texts):
    return list(dict.fromkeys(text for text in texts if text))


def ids(tenants, section, key):
    return unique(row.get(key) for tenant in tenants for row in rows(tenant, section))


def scopes_of(tenants, api):
    return unique(text for tenant in tenants for text in  # what is no scope-token cannot be asked for
                  [scope["value"] for row in rows(tenant, "resource_servers") if row["identifier"] == api
                   for scope in row.get("scopes") or [] if " " not in scope["value"]] +
                  [scope for row in rows(tenant, "client_grants") if row.get("audience") == api
                   for scope in row.get("scope") or []])


def questions(tenants):
    """Every question, as (subject, action, resource, context); `subject` a (type, id)."""
    clients = ids(tenants, "clients", "client_id")
    connections = ids(tenants, "connections", "id")
    apis = ids(tenants, "resource_servers", "identifier")
    users = [("user", user) for user in ids(tenants, "users", "user_id")] + [ANY_MEMBER]
    places = [{}] + [{"organization": id} for id in ids(tenants, "organizations", "id")]
    names = ids(tenants, "connections", "name")
    domains = unique((tenant.get("settings") or {}).get("domain") for tenant in tenants)
    defaults = unique((tenant.get("settings") or {}).get("default_audience") for tenant in tenants)
    scopes = {api: scopes_of(tenants, api) for api in apis}
    if defaults:
        scopes[""] = unique(scope for api in defaults for scope in scopes_of(tenants, api))
    for client in clients:
        about = ("client", client)
        callbacks = unique(callback for tenant in tenants for row in rows(tenant, "clients")
                           if row["client_id"] == client for callback in row.get("callbacks") or [])
        for callback in [None] + callbacks:
            for kind in ["code", "token", "id_token"]:
                parameters = {"client_id": client, "response_type": kind, "code_challenge": CHALLENGE,
                              "code_challenge_method": "S256"}
                if callback:
                    parameters["redirect_uri"] = callback
                yield ANONYMOUS, "check_authorize_request", about, {"parameters": parameters}
        for kind in GRANT_TYPES:
            context = {"parameters": {"grant_type": kind}}
            if kind == "authorization_code":
                context["code"] = {"client_id": client}
            if kind == "refresh_token":
                context["refresh_token"] = {"client_id": client}
            yield about, "check_endpoint_request", ("endpoint", "/oauth/token"), context
        for place in places:
            token = {"org_id": place["organization"]} if place else {}
            for name in names:
                vault = ("connection", name)
                for _, user in users:
                    yield about, "check_token_exchange", vault, {
                        "now": 1, "client_authentication": {"method": "client_secret_post", "valid": True},
                        "subject_token_type": "urn:ietf:params:oauth:token-type:refresh_token",
                        "requested_token_type": VAULT_TOKEN,
                        "subject_token": {"type": "refresh_token", "valid": True, "sub": user, "azp": client,
                                          **token}}
                for subject in users + [UNKNOWN]:
                    for domain in domains:
                        for callback in callbacks:
                            yield subject, "can_connect_account", vault, {
                                "now": 1, "token": {"valid": True, "expires_at": 2, "sub": subject[1],
                                                    "azp": client, "aud": f"https://{domain}/me/",
                                                    "scope": "create:me:connected_accounts", **token},
                                **place, "body": {"connection": name, "redirect_uri": callback, "state": "s"}}
            for subject in users + [ANONYMOUS]:
                yield subject, "can_login", about, {"protocol": "refresh_token", **place}
                for connection in connections:
                    for protocol in PROTOCOLS:
                        yield subject, "can_login", about, {"protocol": protocol, **place,
                                                            "connection": connection}
                    for api in [None] + apis:
                        exchange = {"assertion_valid": True, **({"resource": api} if api else {})}
                        yield subject, "can_login", about, {"cross_app_access": exchange, **place,
                                                            "connection": connection}
            for api, asked in scopes.items():
                for scope in [{}] + [{"scope": scope} for scope in asked]:
                    yield about, "check_client_grant", ("resource_server", api), {
                        "client_authenticated": True, **place, **scope}
                    for subject in users + [UNKNOWN]:
                        yield subject, "check_user_grant", ("resource_server", api), {
                            "client": client, **place, **scope}


def subjects_of(tenants):
    """Everything that questions are made of: more of it makes more of them."""
    found = {(name, (tenant.get("settings") or {}).get(name)) for tenant in tenants
             for name in ["default_audience", "domain"]}
    for section, key in [("clients", "client_id"), ("connections", "id"), ("connections", "name"),
                         ("resource_servers", "identifier"), ("organizations", "id"), ("users", "user_id")]:
        found |= {(section, id) for id in ids(tenants, section, key)}
    for tenant in tenants:
        found |= {("callback", row["client_id"], callback) for row in rows(tenant, "clients")
                  for callback in row.get("callbacks") or []}
        found |= {("scope", api, scope) for api in ids(tenants, "resource_servers", "identifier")
                  for scope in scopes_of([tenant], api)}
    return found


def request_of(question):
    subject, action, resource, context = question
    return {"subject": {"type": subject[0], "id": subject[1]}, "action": {"name": action},
            "resource": {"type": resource[0], "id": resource[1]}, "context": context}


def key_of(question):
    """What a question asks, whoever the user is."""
    subject, action, resource, context = question
    who = subject if subject[0] == "client" else None
    if action == "can_connect_account":
        context = {**context, "token": {**context["token"], "sub": None}}
    return json.dumps([who, action, resource, context], sort_keys=True)


def outcome_of(question, answer):
    context = answer["context"]
    if "error" in context and "reason" not in context:
        return "error"
    if question[1] == "check_user_grant" and "scope" in question[3] and answer["decision"]:
        return "yes" if context["grant"]["scopes"] else "no"
    return "yes" if answer["decision"] else "no"


def with_any_member(tenant):
    row = {"user_id": ANY_MEMBER[1]}
    places = [{**place, "members": rows(place, "members") + [row]} for place in rows(tenant, "organizations")]
    return {**tenant, "users": rows(tenant, "users") + [row], "organizations": places}


class Asker:
    """Puts all questions to a tenant. Answers are kept as text."""

    def __init__(self, orgpol, directory, asked):
        self.orgpol, self.directory, self.asked = orgpol, directory, asked
        with open(directory + "/questions", "w", encoding="utf-8") as file:
            for question in asked:
                file.write(json.dumps(request_of(question)) + "\n")

    def ask(self, tenant):
        path = self.directory + "/asked.json"
        write(path, with_any_member(tenant))
        done = subprocess.run([self.orgpol, "eval", "--ndjson", "--tenant", path, self.directory + "/questions"],
                              capture_output=True, check=False)
        answers = done.stdout.split(b"\n")[:-1]
        if len(answers) != len(self.asked):
            raise SystemExit(f"{len(answers)} answers to {len(self.asked)} questions: {done.stderr[:300]}")
        return answers


def write(path, tenant):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(tenant, file)


class Flips:
    """The flips that brute force finds: key -> {subject: (old outcome, new outcome, old answer, new answer)}."""

    def __init__(self, asked, old, new):
        self.by_key = {}
        self.opens = False
        for number, question in enumerate(asked):
            if old[number] == new[number]:
                continue
            answers = json.loads(old[number]), json.loads(new[number])
            before, after = (outcome_of(question, answer) for answer in answers)
            if before != after:
                self.by_key.setdefault(key_of(question), {})[question[0]] = (before, after, number) + answers
                self.opens |= after == "yes"


def listed(line):
    """The questions of one line of diff: one for each protocol."""
    request = line["request"]
    subject = (request["subject"]["type"], request["subject"]["id"])
    resource = (request["resource"]["type"], request["resource"]["id"])
    for protocol in line.get("protocols", [None]):
        context = dict(request["context"])
        if protocol:
            context["protocol"] = protocol
        yield subject, request["action"]["name"], resource, context


def brief(answer):
    context = answer["context"]
    return {name: value for name, value in
            [("decision", answer["decision"])] + [(name, context.get(name)) for name in
                                                  ["reason", "rule", "unmet"]] if value is not None}


def compare(flips, lines, known):
    """What diff lists against what brute force found; `known`: the users of either tenant. An error, or None."""
    counted = {}
    for line in lines:
        for question in listed(line):
            key = key_of(question)
            found = flips.by_key.get(key, {}).get(question[0])
            if found is None:
                return f"no flip: {question}"
            kind = "opens" if found[1] == "yes" else "closes" if found[0] == "yes" else "changes"
            if line["flip"] != kind:
                return f"{question}: {line['flip']}, and it {kind}"
            for side, answer in (("before", found[3]), ("after", found[4])):
                said = {name: value for name, value in line[side].items() if name not in ("scopes", "error")}
                if said != brief(answer):
                    return f"{question}: {side} {said}, found {brief(answer)}"
            if (question[0] == ANY_MEMBER) != line.get("made_up", False):
                return f"{question}: made up, or not"
            count = counted.setdefault(key, {"users": 0, "unknown": False, "answers": []})
            count["answers"].append((line.get("member"), [brief(answer) for answer in found[3:]]))
            count["users"] += line.get("users", 0)
            count["unknown"] |= (question[0] in (ANONYMOUS, UNKNOWN) or
                                 line.get("member") in ("neither", "any") and
                                 "cross_app_access" not in question[3] and "token" not in question[3])
    for key, subjects in flips.by_key.items():
        count = counted.get(key)
        if count is None:
            return f"not listed: {key} {list(subjects)[:3]}"
        if count["users"] != sum(subject in known for subject in subjects):
            return f"{key}: {count['users']} users, found {len(subjects)}: {sorted(subjects)}"
        if any(subject in (ANONYMOUS, UNKNOWN) for subject in subjects) and not count["unknown"]:
            return f"{key}: who is in neither tenant is not listed"
        if ANY_MEMBER in subjects and not any(
                [brief(answer) for answer in subjects[ANY_MEMBER][3:]] == answers and
                ('"organization"' not in key or member != "neither")
                for member, answers in count["answers"]):
            return f"{key}: the member of every organization is not listed"
    return None


class Test:
    def __init__(self, orgpol, directory, name, tenant):
        self.orgpol, self.directory, self.name, self.old = orgpol, directory, name, tenant
        self.runs = self.flips = 0
        self.errors = []
        write(directory + "/old.json", tenant)
        self.prepare([tenant])

    def prepare(self, tenants):
        """The questions, and what the old tenant answers to them."""
        self.subjects = subjects_of(tenants)
        self.asker = Asker(self.orgpol, self.directory, list(questions(tenants)))
        self.answers = self.asker.ask(self.old)
        self.users = {("user", user) for user in ids(tenants, "users", "user_id")}

    def diff(self, old, new):
        write(self.directory + "/new.json", new)
        write(self.directory + "/old.json", old)
        done = subprocess.run([self.orgpol, "diff", "--tenant", self.directory + "/old.json", "--tenant",
                               self.directory + "/new.json"], capture_output=True, check=False)
        if done.stderr:
            return done.returncode, None
        return done.returncode, [json.loads(line) for line in done.stdout.decode().splitlines()]

    def fail(self, what, message):
        self.errors.append(f"{self.name}: {what}: {message}")

    def check(self, what, changes, both_ways=False):
        """`changes`: [(path, function that makes it)]. Compares, and checks the causes."""
        new = copy.deepcopy(self.old)
        for _, make in changes:
            make(new)
        if not self.covers(new):
            self.prepare([self.old, new])
        answers = self.asker.ask(new)
        self.one_way(what, changes, self.old, new, self.answers, answers)
        if both_ways:
            self.one_way(what + ", undone", changes, new, self.old, answers, self.answers)

    def covers(self, new):
        """No id, scope or callback is new."""
        return subjects_of([new]) <= self.subjects

    def one_way(self, what, changes, old, new, old_answers, new_answers):
        flips = Flips(self.asker.asked, old_answers, new_answers)
        status, lines = self.diff(old, new)
        self.runs += 1
        if lines is None or status != (1 if flips.opens else 0):
            return self.fail(what, f"exit status {status}, expected {int(flips.opens)}")
        self.flips += len(flips.by_key)
        error = compare(flips, lines, self.users) or self.check_causes(changes, old is self.old, flips, lines)
        if error:
            self.fail(what, error)
        return None

    def check_causes(self, changes, forwards, flips, lines):
        if changes[0][0] is None:
            return None
        if len(changes) == 1:
            for line in lines:
                if line["cause"] != "alone" or [change["path"] for change in line["changes"]] != [changes[0][0]]:
                    return f"caused by {line['cause']} {line['changes']}, expected {changes[0][0]}"
            return None
        return self.check_several(changes, flips, lines) if forwards else None

    def check_several(self, changes, flips, lines):
        """Makes every subset of the changes, and asks."""
        trials = {}
        for mask in range(1, 1 << len(changes)):
            trial = copy.deepcopy(self.old)
            for number, (_, make) in enumerate(changes):
                if mask >> number & 1:
                    make(trial)
            trials[mask] = self.asker.ask(trial)
        number_of = {path: number for number, (path, _) in enumerate(changes)}
        for line in lines:
            named = sum(1 << number_of[change["path"]] for change in line["changes"])
            for question in listed(line):
                _, after, number, _, _ = flips.by_key[key_of(question)][question[0]]
                flipped = {mask for mask, answers in trials.items()
                           if outcome_of(question, json.loads(answers[number])) == after}
                alone = sum(1 << i for i in range(len(changes)) if 1 << i in flipped)
                smaller = [named & ~(1 << i) for i in range(len(changes)) if named >> i & 1]
                good = {"alone": named == alone and bin(alone).count("1") == 1,
                        "each": named == alone and bin(alone).count("1") > 1,
                        "together": alone == 0 and named in flipped and
                                    not any(mask in flipped for mask in smaller)}
                if not good.get(line["cause"], False):
                    return f"{question}: {line['cause']} {line['changes']}; alone {alone:b}, flipped by {flipped}"
        return None


def label(section, row, before):
    """The name of a row, of which `before` stand before it in its array."""
    key = label_key(section, row)
    again = sum(label_key(section, other) == key for other in before)
    return f"[{key}#{again + 1}]" if again or not key else f"[{key}]"


def label_key(section, row):
    return row if isinstance(row, str) else next((row[name] for name in KEYS.get(section, []) if row.get(name)), "")


def descend(tenant, steps):
    for step in steps:
        tenant = tenant[step]
    return tenant


def setters(tenant, steps, path, flags):
    """Every flag of the object at `steps` with every other value, as a change of one member."""
    for name, values in flags.items():
        for value in values:
            *outer, last = name.split(".")
            at, object_, place = list(steps), descend(tenant, steps), path
            missing = None
            for member in outer:
                if missing is None and isinstance(object_.get(member), dict):
                    object_ = object_[member]
                    at.append(member)
                    place += "." + member
                elif missing is None:  # the member that holds it is added whole
                    missing = member
                    place += "." + member
            inner = outer[outer.index(missing):] if missing else []
            if not missing and object_.get(last) == value and type(object_.get(last)) is type(value):
                continue
            whole = value
            for member in reversed((inner + [last])[1:] if missing else []):
                whole = {member: whole}
            yield (place if missing else place + "." + last,
                   lambda t, at=tuple(at), member=missing or last, whole=whole:
                   descend(t, at).__setitem__(member, copy.deepcopy(whole)))


def removals(tenant, steps, path, section):
    array = descend(tenant, steps)
    keys = [label_key(section, row) for row in array]
    for number, key in enumerate(keys):
        # Which of two rows of one key went cannot be told: the name of the change is not checked.
        yield (f"{path}[{key}]" if key and keys.count(key) == 1 else None,
               lambda t, number=number: descend(t, steps).__delitem__(number))


def mutations(tenant):
    """(flags, rows): each a list of (path, function that makes it)."""
    flags, removed = [], []
    for section, members in SINGLE.items():
        if isinstance(tenant.get(section), dict):
            flags += setters(tenant, (section,), section, members)
        else:
            for name, values in members.items():
                flags += [(f"{section}.{name}", lambda t, section=section, name=name, value=value:
                           t.setdefault(section, {}).__setitem__(name, value)) for value in values]
    for section in ["clients", "connections", "resource_servers", "client_grants", "organizations", "users",
                    "roles", "rules", "hooks"]:
        array = rows(tenant, section)
        removed += removals(tenant, (section,), section, section) if array else []
        for number, row in enumerate(array):
            path = section + label(section, row, array[:number])
            flags += setters(tenant, (section, number), path, FLAGS.get(section, {}))
            for texts in TEXTS.get(section, []):
                if row.get(texts):
                    removed += removals(tenant, (section, number, texts), f"{path}.{texts}", texts)
            for relation in ["enabled_connections", "clients", "client_grants", "members", "roles", "scopes",
                             "connected_accounts"]:
                if section not in ("organizations", "resource_servers", "users") or not row.get(relation):
                    continue
                inner = row[relation]
                removed += removals(tenant, (section, number, relation), f"{path}.{relation}", relation)
                for place, item in enumerate(inner):
                    flags += setters(tenant, (section, number, relation, place),
                                     f"{path}.{relation}{label(relation, item, inner[:place])}",
                                     NESTED.get(relation, {}))
    return flags, removed


def shuffled(tenant, generator):
    """The same tenant in another order of members and of rows, with null for what is absent."""
    if isinstance(tenant, list):
        array = [shuffled(item, generator) for item in tenant]
        generator.shuffle(array)
        return array
    if isinstance(tenant, dict):
        members = [(name, shuffled(value, generator)) for name, value in tenant.items()]
        generator.shuffle(members)
        return dict(members + [("no_such_member", None)])
    return tenant


def unlisted(tenant):
    """Without users and members, as tenants are kept in files."""
    places = [{name: value for name, value in place.items() if name != "members"}
              for place in rows(tenant, "organizations")]
    return {**{name: value for name, value in tenant.items() if name != "users"}, "organizations": places}


def run(orgpol, directory, share, name, tenant):
    generator = random.Random(4)
    test = Test(orgpol, directory, name, tenant)
    flags, removed = mutations(tenant)
    for same in [tenant, shuffled(tenant, generator)]:
        status, lines = test.diff(tenant, same)
        if status != 0 or lines != []:
            test.fail("the same tenant", f"exit status {status}, {lines and lines[0]}")
    for path, make in flags[::share]:
        test.check(path, [(path, make)])
    for path, make in removed[::share]:
        test.check(f"without {path}", [(path, make)], both_ways=True)
    for number in range(30 // share):
        several = generator.sample(flags, 2 + number % 2)
        if len({path for path, _ in several}) == len(several):
            test.check(" and ".join(path for path, _ in several), several)
    for error in test.errors[:10]:
        print(error)
    print(f"{'FAIL' if test.errors else 'ok  '}    diff of {name}: {test.runs} runs, "
          f"{len(test.asker.asked)} questions each, {test.flips} flips, {len(test.errors)} wrong")
    return not test.errors and test.flips > 0


def main():
    orgpol, directory, *files = sys.argv[1:]
    share = int(files.pop(0)) if files and files[0].isdigit() else 1
    good = True
    for file in files:
        with open(file, encoding="utf-8") as opened:
            tenant = json.load(opened)
        good &= run(orgpol, directory, share, file, tenant)
        good &= run(orgpol, directory, 3 * share, file + " without users", unlisted(tenant))
    sys.exit(0 if good else 1)


main()
