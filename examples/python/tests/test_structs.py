# SPDX-License-Identifier: MIT
"""The decisions over structs: what may be put into one, that it stays there, and what comes out."""
import ctypes
import gc
import json
import threading
import unittest
import weakref

import orgpol
from orgpol import RequestError, structs, words
from orgpol.library import core
from orgpol.memory import Text
from orgpol.structs import Client, ClientGrant, ClientGrantRequest, Connection, EnabledConnection, LoginRequest, \
    Organization, OrganizationMember, ResourceServer, TenantSettings, User


def fresh(text):
    """The text in memory of its own, which nobody else keeps alive."""
    return "".join(list(text))


def login(named="org_a", **members):
    """A login that is allowed: of a member, by a strict third party."""
    given = dict(
        organization_id=fresh(named),
        client=Client(client_id=fresh("tpc_x"), organization_usage=words.OrganizationUsage.ALLOW),
        organization=Organization(id=fresh("org_a"), name=fresh("acme"),
                                  third_party_client_access=words.ThirdPartyClientAccess.ALLOW),
        connection=Connection(id=fresh("con_db"), is_domain_connection=True),
        enabled_connection=EnabledConnection(organization_id=fresh("org_a"), connection_id=fresh("con_db")),
        member=OrganizationMember(organization_id=fresh("org_a"), user_id=fresh("u1")),
        user=User(user_id=fresh("u1")),
    )
    return LoginRequest(**{**given, **members})


def grant(scopes=("read:items",), api=("read:items", "write:items"), **members):
    """A token that is granted."""
    given = dict(
        is_client_authenticated=1, audience=fresh("https://api"), scopes=map(fresh, scopes),
        client=Client(client_id=fresh("web"), is_first_party=1,
                      grant_types=words.GrantType.CLIENT_CREDENTIALS | words.GrantType.AUTHORIZATION_CODE),
        resource_server=ResourceServer(identifier=fresh("https://api"), scopes=map(fresh, api)),
        client_grant=ClientGrant(id=fresh("cgr_1"), client_id=fresh("web"), audience=fresh("https://api"),
                                 scopes=map(fresh, api)),
    )
    return ClientGrantRequest(**{**given, **members})


def churn():
    """Puts other bytes wherever memory was freed."""
    gc.collect()
    kept = []
    for size in range(1, 200):
        kept.append([bytes([120]) * size for _ in range(50)])
        kept.append([ctypes.create_string_buffer(b"x" * size) for _ in range(5)])
    return kept


class Login(unittest.TestCase):
    def test_allow(self):
        decision = orgpol.can_third_party_login(login())
        self.assertTrue(decision)
        self.assertEqual(decision.json(), json.dumps({"decision": True, "context": {
            "http_status": 200, "obligations": [], "advice": [], "claims": {"org_id": "org_a"}}}))
        decision = orgpol.can_login(login(settings=TenantSettings(allow_organization_name_in_authentication_api=1)))
        self.assertEqual(decision.context["claims"], {"org_id": "org_a", "org_name": "acme"})

    def test_deny(self):
        decision = orgpol.can_third_party_login(login(organization=Organization(id="org_a"), member=None))
        self.assertFalse(decision)
        self.assertEqual(decision.unmet, ("org_blocks_third_party", "user_not_member"))
        self.assertEqual(json.loads(decision.json())["context"], {
            "reason": "org_blocks_third_party", "rule": "LOGIN-07", "error": "invalid_request", "http_status": 400,
            "error_description": "parameter organization is invalid: org_a",
            "unmet": ["org_blocks_third_party", "user_not_member"], "obligations": ["show_error_page"], "advice": [],
            "remedy": 'Set third_party_client_access to "allow" on the organization.'})
        self.assertEqual(orgpol.can_third_party_login(login(member=None)).description,
                         "user u1 is not part of the org_a organization")
        first_party = Client(client_id="web", is_first_party=1, organization_usage=words.OrganizationUsage.ALLOW)
        self.assertEqual(orgpol.can_third_party_login(login(client=first_party)).reason, "client_is_first_party")

    def test_obligations_and_advice(self):
        joining = EnabledConnection(organization_id="org_a", connection_id="con_db", assign_membership_on_login=1)
        self.assertEqual(orgpol.can_login(login(member=None, enabled_connection=joining)).obligations, ("add_member",))
        without = login(organization_id=None, organization=None, enabled_connection=None, member=None)
        self.assertEqual(orgpol.can_login(without).context["advice"], ("no_prompt_unreliable",))

    def test_nothing_given_is_no_allow(self):
        self.assertFalse(orgpol.can_login(LoginRequest()))
        self.assertFalse(orgpol.can_third_party_login(LoginRequest()))
        for request in (None, Client(client_id="web"), ClientGrantRequest(), {}, "request", LoginRequest):
            with self.assertRaises(TypeError):
                orgpol.can_login(request)

    def test_errors(self):
        for request, reason in [
                (login(organization=Organization(id="org_b")), "row_of_other_organization"),
                (login(client=Client()), "row_without_id"),
                (login(protocol=200), "unsupported_input"), (login(reserved2=1), "unsupported_input"),
                (login("org_a\0"), "row_of_other_organization"), (login("org_A"), "row_of_other_organization"),
                (login(member=OrganizationMember(organization_id="org_a", user_id="u1\0")), "row_of_other_user")]:
            with self.subTest(reason=reason), self.assertRaises(RequestError) as caught:
                orgpol.can_login(request)
            self.assertEqual(caught.exception.reason, reason)
            self.assertTrue(caught.exception.message)
            self.assertIsNone(caught.exception.line)

    def test_effects_that_are_none(self):
        for effect, unmet, reason in [(3, 0, 0), (255, 0, 0), (2, 1, 0), (2, 0, 20)]:
            raw = orgpol.questions.RawDecision(effect, 1, reason, 0, unmet)
            with self.assertRaises(orgpol.OrgpolError):
                orgpol.questions._decision(raw, 0, None, dict)
        with self.assertRaises(RequestError):
            orgpol.questions._decision(orgpol.questions.RawDecision(), 0, None, dict)
        with self.assertRaises(orgpol.OrgpolError):  # an obligation that nobody can name cannot be met
            orgpol.questions._decision(orgpol.questions.RawDecision(2, 1, 0, 1 << 31, 0), 0, None, dict)


class Grant(unittest.TestCase):
    def test_allow(self):
        decision = orgpol.check_client_grant(grant())
        self.assertEqual(json.loads(decision.json()), {"decision": True, "context": {
            "http_status": 200, "obligations": [], "advice": [], "claims": {},
            "grant": {"id": "cgr_1", "audience": "https://api", "scopes": ["read:items"], "organization": None}}})
        self.assertEqual(orgpol.check_client_grant(grant(scopes=())).context["grant"]["scopes"],
                         ("read:items", "write:items"))

    def test_deny(self):
        decision = orgpol.check_client_grant(grant(scopes=["read:items", "delete:items", "x"]))
        self.assertFalse(decision)
        self.assertEqual(decision.description, "Client has not been granted scopes: delete:items x")
        decision = orgpol.check_client_grant(grant(client_grant=None))
        self.assertEqual(decision.description,
                         'Client "web" is not authorized to access resource server "https://api". '
                         'You need to create a "client-grant" associated to this API.')
        self.assertEqual(orgpol.check_client_grant(ClientGrantRequest()).context["http_status"], 401)

    def test_many_scopes(self):
        names = ["scope:%d" % number for number in range(1024)]
        decision = orgpol.check_client_grant(grant(scopes=names, api=names))
        self.assertEqual(decision.context["grant"]["scopes"], tuple(names))
        self.assertEqual(orgpol.check_client_grant(grant(scopes=names)).reason, "scope_not_in_client_grant")
        for request in (grant(scopes=names + ["x"], api=names), grant(scopes=["x"], api=names + ["x"])):
            with self.assertRaises(RequestError) as caught:
                orgpol.check_client_grant(request)
            self.assertEqual(caught.exception.reason, "too_many_scopes")


class Members(unittest.TestCase):
    def test_numbers(self):
        for value in (256, 258, -1, 1 << 64):  # 258 cut to a byte would be "allow"
            with self.assertRaisesRegex(ValueError, "Client.organization_usage: .* out of range"):
                Client(organization_usage=value)
        for value in (2.0, "2", b"2", None, [2], 1j):
            with self.assertRaises(TypeError):
                Client(organization_usage=value)
        self.assertEqual(LoginRequest(member_count=(1 << 32) - 1).member_count, (1 << 32) - 1)

    def test_words_of_another_member(self):
        with self.assertRaisesRegex(TypeError, "expected OrganizationUsage, found ThirdPartyClientAccess"):
            Client(organization_usage=words.ThirdPartyClientAccess.ALLOW)
        with self.assertRaises(TypeError):
            Client(is_first_party=words.OrganizationUsage.ALLOW)
        self.assertEqual(Client(organization_usage=words.WORD_UNKNOWN).organization_usage, 255)

    def test_texts(self):
        for value in (1, b"org_a", ["org_a"], object(), True):
            with self.assertRaises(TypeError):
                Client(client_id=value)
        with self.assertRaisesRegex(ValueError, "Client.client_id"):
            Client(client_id="\ud800")
        for value in ("org_a", "\u00e4\U0001f600", "a\0b", "\0"):
            self.assertEqual(Client(client_id=value).client_id.read(), value)
            self.assertEqual(Client(client_id=value).client_id.len, len(value.encode()))
        for value in ("", None):
            self.assertIsNone(Client(client_id=value).client_id.read())

    def test_lists(self):
        for value in ("read:items", b"x", 1, [1], [b"x"], ["x", None, 2]):
            with self.assertRaises(TypeError):
                ResourceServer(scopes=value)
        api = ResourceServer(scopes=(str(number) for number in range(3)))
        self.assertEqual([text.read() for text in api.scopes[:api.scope_count]], ["0", "1", "2"])
        for value in ([], None, ()):
            api.scopes = value
            self.assertEqual([bool(api.scopes), api.scope_count], [False, 0])

    def test_rows(self):
        for value in (Organization(id="x"), "web", 1, {}, Client):
            with self.assertRaises(TypeError):
                LoginRequest(client=value)
        request = login()
        request.client = None
        self.assertEqual(orgpol.can_login(request).reason, "unknown_client")

    def test_what_is_not_the_callers(self):
        for name in ("struct_size", "callback_count", "refresh_token_policies", "refresh_token_policy_count",
                     "token_vault_privileged_access", "organisation_usage", "__dict__"):
            with self.assertRaises(TypeError):
                Client(**{name: 1})
            with self.assertRaises(TypeError):
                setattr(Client(), name, 1)
        with self.assertRaises(TypeError):
            structs.ConsentKeyRequest(secret_bytes=64)
        with self.assertRaises(TypeError):
            Client("web")

    def test_a_row_is_no_copy(self):
        organization = Organization(id="org_a")
        request = login(organization=organization)
        self.assertFalse(orgpol.can_login(request))
        organization.third_party_client_access = words.ThirdPartyClientAccess.ALLOW
        self.assertTrue(orgpol.can_login(request))


class Lifetimes(unittest.TestCase):
    def test_texts_and_rows_live_in_the_question(self):
        request, kept = login(), churn()
        self.assertEqual(orgpol.can_login(request).context["claims"], {"org_id": "org_a"})
        request, kept = grant(["read:items", "delete:items"]), churn()
        self.assertEqual(orgpol.check_client_grant(request).description,
                         "Client has not been granted scopes: delete:items")
        self.assertTrue(kept)

    def test_after_assignments(self):
        request = login()
        for number in range(100):
            request.organization_id = fresh("org_%d" % number)
            request.organization = Organization(id=fresh("org_%d" % number))
            request.enabled_connection = request.member = None
            kept = churn() if number % 25 == 0 else None
            self.assertEqual(orgpol.can_login(request).description,
                             "parameter organization is invalid: org_%d" % number, kept and len(kept))

    def test_rows_end_with_the_last_question(self):
        client = Client(client_id=fresh("tpc_x"), organization_usage=2)
        row, first, second = weakref.ref(client), login(client=client), login(client=client)
        del client
        gc.collect()
        self.assertIsNotNone(row())
        del first
        gc.collect()
        self.assertTrue(orgpol.can_login(second))
        del second
        gc.collect()
        self.assertIsNone(row())

    def test_replaced_rows_end(self):
        client, request = Client(client_id=fresh("a")), login()
        row = weakref.ref(client)
        request.client = client
        del client
        request.client = Client(client_id="b")
        gc.collect()
        self.assertIsNone(row())

    def test_results_outlive_the_question(self):
        request = login(settings=TenantSettings(allow_organization_name_in_authentication_api=1))
        decision = orgpol.can_login(request)
        del request
        kept = churn()
        self.assertEqual(decision.context["claims"], {"org_id": "org_a", "org_name": "acme"}, len(kept))

    def test_texts_that_c_returns(self):
        given = Text.of(fresh("https://api"))  # what C returns points into it
        self.assertEqual(core.orgpol_resolve_audience(given, Text(), None).read(), "https://api")
        self.assertIsNone(core.orgpol_resolve_audience(Text(), Text(), None).read())

    def test_threads(self):
        failures = []

        def ask(number):
            for turn in range(100):
                name = "org_%d_%d" % (number, turn)
                request = login(name, organization=Organization(id=fresh(name)), enabled_connection=None, member=None)
                if orgpol.can_login(request).description != "parameter organization is invalid: " + name:
                    failures.append(name)
        threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])


class ConsentKey(unittest.TestCase):
    def test_none_is_not_empty(self):
        given = dict(user="u", client="c", audience="a")
        keys = [orgpol.consent_key(**given, **more) for more in (
            {}, {"organization": ""}, {"organization": "o"}, {"scopes": []}, {"scopes": ["s"]}, {"secret": b"s" * 16},
            {"secret": b"\0" * 16})]
        self.assertEqual(len(set(keys)), len(keys))
        self.assertEqual({len(key) for key in keys}, {32})
        self.assertEqual(orgpol.consent_key(**given, scopes=["b", "a", "b"]),
                         orgpol.consent_key(**given, scopes=["a", "b"]))

    def test_refused(self):
        given = dict(user="u", client="c")
        for wrong in ({"user": ""}, {"client": ""}, {"secret": b""}, {"secret": b"x" * 15}, {"secret": b"x" * 65},
                      {"scopes": map(str, range(1025))}):
            with self.assertRaises(RequestError):
                orgpol.consent_key(**{**given, **wrong})
        for wrong in ({"user": 1}, {"secret": "x" * 16}, {"scopes": "a b"}, {"scopes": [1]}, {"scope": []}):
            with self.assertRaises(TypeError):
                orgpol.consent_key(**{**given, **wrong})
        with self.assertRaises(ValueError):
            orgpol.consent_key(user="\ud800", client="c")


if __name__ == "__main__":
    unittest.main()
