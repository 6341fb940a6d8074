# SPDX-License-Identifier: MIT
"""The certification scenario of the AuthZEN Authorization API 1.0, requirement by requirement.

Section numbers are those of "AuthZEN Authorization API 1.0 - Certification Scenario" (OpenID AuthZEN working
group, 2026). Its fixture (alice may read record-1 ...) is a policy orgpol does not have: orgpol decides what
Auth0 decides. So each request has Travel0's people and applications in the fixture's place, and what the
scenario asks of structure, status codes, headers and idempotency is checked on them. What cannot be carried
over stands in NOT_APPLICABLE, with the reason.
"""
from harness import (DENY, EVALUATION, EVALUATIONS, GRANITE, JONNO, JSON_TYPE, LOGIN, METADATA, PERMIT, ROCKY,
                     SEARCH_ACTION, SEARCH_RESOURCE, SEARCH_SUBJECT, TRAILMAP, without)

REQUIREMENTS = []
NOT_APPLICABLE = {
    "1.1 to 1.6 required fixture": "orgpol has no records to read and write; see above",
    "2.2.4 to 2.2.7 decisions by properties": "orgpol decides by its tenant; properties are accepted, not read",
    "3.2.3, 3.2.4 batch decisions by properties": "as 2.2.4",
    "4.2.3, 4.3.2 id of what is searched": "the scenario sends none (orgpol ignores one)",
    "4.2.4, 4.3.3, 4.4.3 searches by properties": "as 2.2.4",
    "4.6.1 actions of an unknown subject": "two do not depend on who asks, resolve_org_prompt_mode and "
                                           "check_client_config; no other is found",
    "5 (1) HTTPS": "of the proxy before this server, which speaks plain HTTP",
    "6.4 signed_metadata, capabilities": "optional, and not served",
    "6.6 without metadata": "the default paths are the only ones served, see 2.1, 3.1 and 4.1",
}

SUBJECTS = {"subject": {"type": "user"}, "action": LOGIN, "resource": TRAILMAP, "context": ROCKY}
RESOURCES = {"subject": JONNO, "action": LOGIN, "resource": {"type": "client"}, "context": ROCKY}
ACTIONS = {"subject": JONNO, "resource": TRAILMAP, "context": ROCKY}
BATCH = {"subject": JONNO, "action": LOGIN, "resource": TRAILMAP,
         "evaluations": [{"context": ROCKY}, {"context": GRANITE}]}
ASKED = {EVALUATION: PERMIT, EVALUATIONS: BATCH, SEARCH_SUBJECT: SUBJECTS, SEARCH_RESOURCE: RESOURCES,
         SEARCH_ACTION: ACTIONS}


def requirement(section, title):
    def note(function):
        REQUIREMENTS.append((section, title, function))
        return function
    return note


def decided(check, answer, decision, *what):
    """Sections 2.3.1, 2.3.2 and 5 (2), of every evaluation."""
    check.equal(answer.status, 200, *what, "status")
    check.equal(answer.headers.get("content-type"), "application/json", *what, "content type")
    check(answer.json()["decision"] is decision, *what, answer.body)
    check(isinstance(answer.json().get("context", {}), dict), *what, "context is no object:", answer.body)


def refused(check, answer, *what):
    """A 400 with a message, and nothing that could be taken for a permission."""
    check.equal(answer.status, 400, *what, "status")
    check.equal(answer.headers.get("content-type"), "application/json", *what, "content type")
    check(isinstance(answer.json(), str) and answer.json() != "", *what, "no message:", answer.body)


def batch(check, answer, decisions):
    check.equal(answer.status, 200, "status")
    check.equal([item["decision"] for item in answer.json()["evaluations"]], decisions, "decisions")


@requirement("2.1", "POST /access/v1/evaluation is there")
@requirement("2.2.1", "a permission is 200 with decision true")
def permit(check, server):
    decided(check, server.ask(EVALUATION, PERMIT), True)


@requirement("2.2.2", "a denial is 200 with decision false")
def deny(check, server):
    decided(check, server.ask(EVALUATION, DENY), False)


@requirement("2.2.3", "an optional context is accepted and does not change the decision")
def context(check, server):
    more = {"time": "2025-06-27T18:03-07:00", "ip": "192.168.1.1"}
    grant = {"subject": {"type": "client", "id": "tpc_weather"}, "action": {"name": "check_client_grant"},
             "resource": {"type": "resource_server", "id": "https://api.travel0.example/tours"}}
    decided(check, server.ask(EVALUATION, {**PERMIT, "context": {**ROCKY, **more}}), True)
    decided(check, server.ask(EVALUATION, {**DENY, "context": {**GRANITE, **more}}), False)
    check.equal(server.ask(EVALUATION, {**grant, "context": more}).body, server.ask(EVALUATION, grant).body,
                "with a context that says nothing, the answer")


@requirement("2.2.8", "additional properties of the entities are accepted")
def properties(check, server):
    more = {"subject": {**JONNO, "properties": {"department": "Sales", "role": "manager"}},
            "action": {**LOGIN, "properties": {"method": "GET"}},
            "resource": {**TRAILMAP, "properties": {"status": "active", "owner": "bob"}}}
    decided(check, server.ask(EVALUATION, {**PERMIT, **more}), True)
    decided(check, server.ask(EVALUATION, {**DENY, **more}), False)


@requirement("2.2.9", "unknown fields of an evaluation are ignored")
@requirement("5 (5)", "unknown fields are ignored by every endpoint")
def unknown_fields(check, server):
    for path, request in ASKED.items():
        more = {**request, "foo": "bar", "futureField": {"nested": True}}
        check.equal(server.ask(path, more).status, 200, path)
        check.equal(server.ask(path, more).json(), server.ask(path, request).json(), path)
    nested = {**PERMIT, "subject": {**JONNO, "foo": 1}, "action": {**LOGIN, "foo": []}}
    decided(check, server.ask(EVALUATION, nested), True)


@requirement("2.3.1", "decision is there, and a boolean")
@requirement("2.3.2", "a response context is an object")
@requirement("5 (2)", "success is 200 with Content-Type application/json")
def format_of_answers(check, server):
    decided(check, server.ask(EVALUATION, PERMIT), True)
    decided(check, server.ask(EVALUATION, DENY), False)
    for path, request in ASKED.items():
        answer = server.ask(path, request)
        check.equal(answer.status, 200, path)
        check.equal(answer.headers.get("content-type"), "application/json", path)


@requirement("2.4.1", "a missing required field is 400: subject, action, resource")
@requirement("5 (3)", "missing required fields are 400")
def missing_fields(check, server):
    for path in EVALUATION, EVALUATIONS:
        for name in "subject", "action", "resource":
            refused(check, server.ask(path, without(PERMIT, name)), path, "without", name)


@requirement("2.4.2", "a missing required sub-field is 400: subject.type, subject.id, action.name, resource.type, .id")
def missing_sub_fields(check, server):
    for path in EVALUATION, EVALUATIONS:
        for name in ("subject", "type"), ("subject", "id"), ("action", "name"), ("resource", "type"), \
                    ("resource", "id"):
            refused(check, server.ask(path, without(PERMIT, *name)), path, "without", *name)


@requirement("2.4.3", "a Content-Type other than application/json is 400")
def content_type(check, server):
    for path, request in ASKED.items():
        for bad in "text/plain", "application/x-www-form-urlencoded", "application/jsonx", "application/ld+json", \
                   "text/json", "application/json; charset=utf-16", "application/json, text/plain":
            refused(check, server.ask(path, request, {"Content-Type": bad}), path, bad)
        refused(check, server.ask(path, request, {}), path, "no Content-Type")


@requirement("5 (1)", "Content-Type application/json is accepted")
def content_type_accepted(check, server):
    for good in "application/json", "Application/JSON", "application/json; charset=utf-8", \
                "application/json;charset=UTF-8", 'application/json; charset="utf-8"', "application/json ", \
                "application/json ; charset=utf-8 ":
        decided(check, server.ask(EVALUATION, PERMIT, {"Content-Type": good}), True, good)


@requirement("2.4.4", "malformed JSON is 400")
def malformed(check, server):
    for path in ASKED:
        for bad in b"{", b"{]", b"subject", b'{"subject":', b"{} {}", b"\xff", b'{"a":1,"a":2}', b"[" * 100 + b"]" * 100:
            refused(check, server.ask(path, bad), path, bad)


@requirement("2.4.5", "an empty body is 400")
def empty(check, server):
    for path in ASKED:
        refused(check, server.ask(path, b""), path, "with no bytes")
        refused(check, server.ask(path, b" \n"), path, "with blanks")


@requirement("2.4.6", "a field of the wrong type is 400")
def types(check, server):
    for wrong in ({"subject": "alice"}, {"action": {"name": 123}}, {"subject": []}, {"action": "read"},
                  {"resource": 1}, {"context": "x"}, {"subject": {"type": "user", "id": 7}},
                  {"resource": {"type": ["client"], "id": "tpc_trailmap"}}):
        for path in EVALUATION, EVALUATIONS:
            refused(check, server.ask(path, {**PERMIT, **wrong}), path, wrong)
    for path in ASKED:
        for document in [], "text", 1, None, True:
            refused(check, server.ask(path, document), path, document)


@requirement("2.5.1", "X-Request-ID is echoed")
@requirement("5 (4)", "X-Request-ID is echoed by every endpoint, whatever the status")
def request_id(check, server):
    for name in "bfe9eb29-ab87-4ca3-be83-a1d5d8305716", "7", "a b:c;d=\"e\"", "x" * 256:
        headers = {**JSON_TYPE, "X-Request-ID": name}
        for path, request in ASKED.items():
            check.equal(server.ask(path, request, headers).headers.get("x-request-id"), name, path)
            check.equal(server.ask(path, b"{", headers).headers.get("x-request-id"), name, path, "400")
        check.equal(server.ask("/", PERMIT, headers).headers.get("x-request-id"), name, "404")
        check.equal(server.ask(METADATA, None, headers, "GET").headers.get("x-request-id"), name, METADATA)


@requirement("2.5.2", "no X-Request-ID is needed")
def no_request_id(check, server):
    for path, request in ASKED.items():
        answer = server.ask(path, request)
        check.equal(answer.status, 200, path)
        check("x-request-id" not in answer.headers, path, "makes one up")


@requirement("2.6", "the same request has the same answer each time, byte by byte")
def idempotency(check, server):
    for path, request in [*ASKED.items(), (EVALUATION, DENY), (EVALUATION, b"{")]:
        first = server.ask(path, request)
        connection = server.connect()
        for _ in range(5):
            again = server.ask(path, request, connection=connection)
            check.equal((again.status, again.body), (first.status, first.body), path)
        connection.close()


@requirement("3.1", "POST /access/v1/evaluations is there")
@requirement("3.2.1", "a batch has an array of decisions")
@requirement("3.2.2", "decisions of a batch are right and in order")
@requirement("3.3.1", "a batch's answer has as many elements as the request")
@requirement("3.3.2", "a batch's answer is in the order of the request")
@requirement("3.3.3", "each element has a boolean decision")
@requirement("3.3.4", "there is no decision beside evaluations")
def batches(check, server):
    answer = server.ask(EVALUATIONS, BATCH)
    batch(check, answer, [True, False])
    check.equal(list(answer.json()), ["evaluations"], "members")
    batch(check, server.ask(EVALUATIONS, {**BATCH, "evaluations": BATCH["evaluations"][::-1]}), [False, True])
    items = [BATCH["evaluations"][i % 3 == 0] for i in range(500)]
    batch(check, server.ask(EVALUATIONS, {**BATCH, "evaluations": items}), [i % 3 != 0 for i in range(500)])


@requirement("3.2.5", "items of a batch need no defaults")
def full_items(check, server):
    batch(check, server.ask(EVALUATIONS, {"evaluations": [PERMIT, DENY]}), [True, False])


@requirement("3.2.6", "a default context is taken, unless an item has one")
def inherited(check, server):
    items = [{}, {"context": {**GRANITE, "source": "batch-override"}}]
    batch(check, server.ask(EVALUATIONS, {**PERMIT, "evaluations": items}), [True, False])


@requirement("3.2.7", "defaults are replaced as a whole (advisory there, which would fill in type)")
def whole_keys(check, server):
    items = [{"resource": {"id": "tpc_trailmap"}}, {"resource": TRAILMAP}]
    batch(check, server.ask(EVALUATIONS, {**PERMIT, "evaluations": items}), [False, True])


@requirement("3.4.1", "an item in error is a denial with 200, and spoils no other")
def item_errors(check, server):
    request = {**without(PERMIT, "resource"), "evaluations": [{"resource": TRAILMAP}, {}]}
    answer = server.ask(EVALUATIONS, request)
    batch(check, answer, [True, False])
    check.equal(answer.json()["evaluations"][1]["context"]["error"]["status"], 400, "error.status")
    check.equal(server.ask(EVALUATIONS, b'{"evaluations":[{}').status, 400, "malformed as a whole: status")


@requirement("3.4.2", "without evaluations, a batch is one evaluation")
@requirement("3.4.3", "with empty evaluations, a batch is one evaluation")
def no_batch(check, server):
    for request in PERMIT, {**PERMIT, "evaluations": []}:
        answer = server.ask(EVALUATIONS, request)
        decided(check, answer, True)
        check.equal(answer.body, server.ask(EVALUATION, PERMIT).body, "answer")
    decided(check, server.ask(EVALUATIONS, {**DENY, "evaluations": []}), False)


@requirement("specification", "evaluations_semantic is one of execute_all, deny_on_first_deny, permit_on_first_permit")
def semantics(check, server):
    items = [{"context": context} for context in (ROCKY, GRANITE, ROCKY, GRANITE)]
    for semantic, decisions in (("execute_all", [True, False, True, False]), ("deny_on_first_deny", [True, False]),
                                ("permit_on_first_permit", [True])):
        request = {**BATCH, "options": {"evaluations_semantic": semantic}, "evaluations": items}
        batch(check, server.ask(EVALUATIONS, request), decisions)
    refused(check, server.ask(EVALUATIONS, {**BATCH, "options": {"evaluations_semantic": "any"}}))


def found(check, answer, kind, at_least, never):
    """The results, which are `kind` with an id each (an action: a name)."""
    check.equal(answer.status, 200, "status")
    results = answer.json()["results"]
    check(isinstance(results, list), "results are no array:", answer.body)
    key = "id" if kind else "name"
    check(all(isinstance(result[key], str) for result in results), answer.body)
    check(kind is None or all(result["type"] == kind for result in results), answer.body)
    names = [result[key] for result in results]
    check(set(at_least) <= set(names) and not set(never) & set(names), names)
    return names


@requirement("4.1", "POST /access/v1/search/{subject,resource,action} are there")
@requirement("4.2.1", "a subject search finds who may")
@requirement("4.2.2", "a subject search takes a context")
def subjects(check, server):
    names = found(check, server.ask(SEARCH_SUBJECT, SUBJECTS), "user", ["jonno", "emilio", "sumana"], ["hiroko"])
    for name in "jonno", "emilio", "sumana", "hiroko":
        answer = server.ask(EVALUATION, {**PERMIT, "subject": {"type": "user", "id": name}})
        check.equal(answer.json()["decision"], name in names, name, "decision")


@requirement("4.3.1", "a resource search finds what one may")
def resources(check, server):
    found(check, server.ask(SEARCH_RESOURCE, RESOURCES), "client", ["tpc_trailmap", "tpc_concierge"], ["gearshare"])


@requirement("4.4.1", "an action search finds what may be done")
@requirement("4.4.2", "an action search takes a context")
def actions(check, server):
    found(check, server.ask(SEARCH_ACTION, ACTIONS), None, ["can_login", "can_third_party_login"],
          ["check_client_grant"])
    denied = {**ACTIONS, "context": GRANITE}
    found(check, server.ask(SEARCH_ACTION, denied), None, [], ["can_login", "can_third_party_login"])


@requirement("4.5.1", "page.limit is accepted")
@requirement("4.5.2", "page.token goes on, to an empty next_token")
@requirement("4.5.3", "page has a next_token that is a string")
@requirement("4.5.4", "pages together are the whole")
def pages(check, server):
    whole = server.ask(SEARCH_SUBJECT, SUBJECTS).json()
    check.equal(whole.get("page", {"next_token": ""})["next_token"], "", "next_token of all")
    results = []
    page = {"limit": 1}
    for _ in range(10):
        answer = server.ask(SEARCH_SUBJECT, {**SUBJECTS, "page": page})
        check.equal(answer.status, 200, "status")
        check(len(answer.json()["results"]) <= 1, "more than the limit:", answer.body)
        results += answer.json()["results"]
        token = answer.json()["page"]["next_token"]
        check(isinstance(token, str), "next_token:", answer.body)
        if token == "":
            break
        page = {"token": token}
    check.equal(token, "", "last next_token")
    check.equal(results, whole["results"], "results of all pages")


@requirement("4.6.1", "an unknown identifier has no results, and is no error")
@requirement("4.6.2", "an unknown type has no results, and is no error")
def nothing(check, server):
    nobody = {"type": "user", "id": "nonexistent-user"}
    check.equal(server.ask(SEARCH_RESOURCE, {**RESOURCES, "subject": nobody}).json()["results"], [], "resources")
    for path, request in ((SEARCH_SUBJECT, {**SUBJECTS, "subject": {"type": "spaceship"}}),
                          (SEARCH_RESOURCE, {**RESOURCES, "resource": {"type": "spaceship"}})):
        answer = server.ask(path, request)
        check.equal(answer.status, 200, path)
        check.equal(answer.json()["results"], [], path)
    # What does not depend on who asks is found for nobody too.
    names = found(check, server.ask(SEARCH_ACTION, without({**ACTIONS, "subject": nobody}, "context")), None, [], [])
    check.equal(sorted(names), ["check_client_config", "resolve_org_prompt_mode"], "actions of nobody")
    answer = server.ask(SEARCH_ACTION, {"subject": nobody, "resource": {"type": "record", "id": "record-1"}})
    check.equal(answer.json()["results"], [], "actions")


@requirement("4.7.1", "a missing required field of a search is 400")
@requirement("4.7.2", "a missing required sub-field of a search is 400")
def search_errors(check, server):
    for path, request, names in (
            (SEARCH_SUBJECT, SUBJECTS, [("subject",), ("action",), ("resource",), ("subject", "type"),
                                        ("action", "name"), ("resource", "type"), ("resource", "id")]),
            (SEARCH_RESOURCE, RESOURCES, [("subject",), ("action",), ("resource",), ("subject", "type"),
                                          ("subject", "id"), ("action", "name"), ("resource", "type")]),
            (SEARCH_ACTION, ACTIONS, [("subject",), ("resource",), ("subject", "type"), ("subject", "id"),
                                      ("resource", "type"), ("resource", "id")])):
        for name in names:
            refused(check, server.ask(path, without(request, *name)), path, "without", *name)


@requirement("6.1", "metadata is at /.well-known/authzen-configuration")
@requirement("6.2", "metadata is 200 with Content-Type application/json")
@requirement("6.3", "metadata has policy_decision_point and access_evaluation_endpoint")
@requirement("6.5", "metadata is valid, and its URLs are those of the base URL")
def metadata(check, server):
    answer = server.ask(METADATA, None, {}, "GET")
    check.equal(answer.status, 200, "status")
    check.equal(answer.headers.get("content-type"), "application/json", "content type")
    document = answer.json()
    check.equal(document.get("policy_decision_point"), server.url, "policy_decision_point")
    for name, path in (("access_evaluation_endpoint", EVALUATION), ("access_evaluations_endpoint", EVALUATIONS),
                       ("search_subject_endpoint", SEARCH_SUBJECT), ("search_resource_endpoint", SEARCH_RESOURCE),
                       ("search_action_endpoint", SEARCH_ACTION)):
        check.equal(document.get(name), server.url + path, name)
