# SPDX-License-Identifier: MIT
"""A Decision is true for allow only, whatever is done with it, and whatever the library says."""
import copy
import ctypes
import json
import pickle
import unittest
from unittest import mock

import orgpol
from orgpol import Decision, OrgpolError, Tenant
from orgpol import tenant as module
from orgpol.words import Status
from support import TRAVEL0, login


def decision(allowed, **members):
    given = dict(reason=None, unmet=(), obligations=(), description=None, context={})
    return Decision(allowed, **{**given, **members})


class Decisions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tenant = Tenant.from_file(TRAVEL0)
        cls.yes = cls.tenant.evaluate(login())
        cls.no = cls.tenant.evaluate(login(organization="org_granite"))

    def test_truth(self):
        self.assertTrue(self.yes)
        self.assertFalse(not self.yes)
        self.assertFalse(self.no)
        self.assertTrue(not self.no)
        self.assertIs(bool(self.yes), True)
        self.assertIs(bool(self.no), False)

    def test_only_true_is_an_allow(self):
        for value in [False, None, 0, 1, 2, "", "allow", "true", "false", [True], self.no, self.yes, object()]:
            self.assertFalse(decision(value), repr(value))
        self.assertTrue(decision(True))

    def test_a_decision_that_was_never_made(self):
        with self.assertRaises(TypeError):
            Decision()
        with self.assertRaises(AttributeError):
            bool(Decision.__new__(Decision))

    def test_comparing_is_refused(self):
        for other in [True, False, None, 0, 1, "allow", "deny", "", object()]:
            for one in self.yes, self.no:
                for compare in (lambda: one == other, lambda: other == one, lambda: one != other,
                                lambda: one in [other], lambda: one < other, lambda: one + other):
                    with self.assertRaises(TypeError):
                        compare()
        self.assertEqual(self.yes, self.yes)
        self.assertNotEqual(self.yes, self.no)
        self.assertNotEqual(self.no, self.tenant.evaluate(login(organization="org_granite")))
        self.assertEqual(len({self.yes, self.no, self.yes}), 2)

    def test_frozen(self):
        for change in (lambda: setattr(self.no, "allowed", True), lambda: delattr(self.no, "reason"),
                       lambda: self.no.context.update(reason=None), lambda: self.no.context["unmet"].clear(),
                       lambda: self.no.context.__setitem__("reason", None),
                       lambda: self.yes.context["claims"].__setitem__("org_id", "org_other")):
            with self.assertRaises((AttributeError, TypeError)):
                change()
        self.assertFalse(self.no)

    def test_not_stored(self):
        for store in pickle.dumps, copy.copy, copy.deepcopy:
            with self.assertRaises(TypeError):
                store(self.yes)

    def test_what_it_says(self):
        self.assertEqual(self.no.reason, "org_blocks_third_party")
        self.assertEqual(self.no.unmet, ("org_blocks_third_party", "user_not_member"))
        self.assertEqual(self.no.obligations, ("show_error_page",))
        self.assertEqual(self.no.description, "parameter organization is invalid: org_granite")
        self.assertEqual(self.no.context["rule"], "LOGIN-07")
        self.assertEqual(json.loads(self.no.json())["context"]["advice"], [])
        self.assertEqual([self.yes.reason, self.yes.unmet], [None, ()])
        self.assertEqual([self.yes.description, self.yes.error], [None, None])
        self.assertEqual(self.yes.context["claims"], {"org_id": "org_rocky", "org_name": "rocky-mountain-high"})
        self.assertEqual(repr(self.yes), "<Decision allow>")
        self.assertEqual(repr(self.no), "<Decision deny: org_blocks_third_party, user_not_member>")

    def test_what_was_answered_can_be_sent_again(self):
        request = login()
        request["context"] = decision(True, context=module.decision_of_answer(
            {"decision": True, "context": request["context"]}).context).context
        self.assertTrue(self.tenant.evaluate(request))


def answering(answer, effect, status=0, too_long=Status.BUFFER):
    """A library whose evaluation gives this."""
    def evaluate(tenant, data, count, options, buffer, size, length, raw, error):
        length._obj.value = len(answer)
        raw._obj.effect = effect
        if len(answer) >= size:
            return too_long
        buffer.value = answer
        return status
    return mock.patch.object(module.library, "orgpol_authzen_evaluate", evaluate)


class StrangeAnswers(unittest.TestCase):
    """Whatever the library answers that is no decision is an exception."""

    def setUp(self):
        self.tenant = Tenant.from_file(TRAVEL0)
        self.addCleanup(self.tenant.close)

    def test_the_fake_can_allow(self):
        with answering(b'{"decision":true,"context":{}}', 2):
            self.assertTrue(self.tenant.evaluate(login()))
        with answering(b'{"decision":false,"context":{"padding":"%s"}}' % (9000 * b"x"), 1):
            self.assertEqual(len(self.tenant.evaluate(login()).context["padding"]), 9000)

    def test_a_length_beyond_the_buffer(self):
        with answering(b'{"decision":true,"context":{"padding":"%s"}}' % (9000 * b"x"), 2, too_long=Status.OK), \
                self.assertRaisesRegex(OrgpolError, "longer than its room"):
            self.tenant.evaluate(login())

    def test_answers_that_are_no_decision(self):
        for answer in (b"", b"true", b"1", b'"allow"', b"null", b"[]", b"[true]", b"{}", b"{", b"\xff",
                       b'{"decision":true}', b'{"decision":1,"context":{}}', b'{"decision":"true","context":{}}',
                       b'{"decision":null,"context":{}}', b'{"decision":true,"context":[]}',
                       b'{"decision":true,"context":null}', b'{"decision":true,"context":{"reason":"org_gone"}}',
                       b'{"decision":true,"context":{"unmet":["org_gone"]}}',
                       b'{"decision":true,"context":{"error":{"status":400,"message":"","pointer":""}}}'):
            for effect in (0, 1, 2):
                with self.subTest(answer=answer, effect=effect), answering(answer, effect), \
                        self.assertRaises(OrgpolError):
                    self.tenant.evaluate(login())

    def test_answers_that_are_not_the_decision(self):
        for answer, effect in [(b'{"decision":true,"context":{}}', 0), (b'{"decision":true,"context":{}}', 1),
                               (b'{"decision":true,"context":{}}', 3), (b'{"decision":true,"context":{}}', 255),
                               (b'{"decision":false,"context":{}}', 0), (b'{"decision":false,"context":{}}', 2)]:
            with self.subTest(answer=answer, effect=effect), answering(answer, effect), self.assertRaises(OrgpolError):
                self.tenant.evaluate(login())

    def test_every_status_but_ok(self):
        yes = b'{"decision":true,"context":{}}'
        for status, raised in [(1, orgpol.RequestError), (2, orgpol.RequestError), (3, orgpol.RequestError),
                               (4, orgpol.RequestError), (5, MemoryError), (6, OrgpolError), (7, OrgpolError),
                               (255, OrgpolError)]:
            with self.subTest(status=status), answering(yes, 2, status), self.assertRaises(raised):
                self.tenant.evaluate(login())

    def test_batches(self):
        for answer in (b"[]", b"{}", b'{"evaluations":{}}', b'{"evaluations":[]}', b'{"evaluations":true}',
                       b'{"evaluations":[true]}', b'{"evaluations":[{"decision":true}]}',
                       b'{"evaluations":[{"decision":true,"context":{}},{"decision":2,"context":{}}]}'):
            def evaluations(tenant, data, count, options, buffer, size, length, error):
                buffer.value = answer
                length._obj.value = len(answer)
                return 0
            with self.subTest(answer=answer), self.assertRaises(OrgpolError), \
                    mock.patch.object(module.library, "orgpol_authzen_evaluations", evaluations):
                self.tenant.evaluations({"evaluations": [login()]})

    def test_a_decision_of_c_that_is_zero(self):
        self.assertEqual(bytes(module.RawDecision()), bytes(16))
        self.assertEqual(ctypes.sizeof(module.RawDecision), 16)
        self.assertEqual(orgpol.words.Effect.ERROR, 0)


if __name__ == "__main__":
    unittest.main()
