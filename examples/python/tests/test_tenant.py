# SPDX-License-Identifier: MIT
"""Tenants and requests: what is refused, how a tenant ends, and what threads may do with it."""
import copy
import ctypes
import gc
import json
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import unittest
import weakref
from pathlib import Path
from unittest import mock

import orgpol
from orgpol import ClosedError, RequestError, Tenant, TenantError
from orgpol import tenant as module
from support import LOGIN, TRAVEL0, login

DOCUMENT = TRAVEL0.read_bytes()


def nested(depth):
    value = {}
    for _ in range(depth):
        value = {"in": value}
    return value


def refusing(test, call, message=None, pointer=None):
    """The error of a call that is refused."""
    with test.assertRaises(RequestError) as caught:
        call()
    if message:
        test.assertIn(message, caught.exception.message)
    if pointer is not None:
        test.assertEqual(caught.exception.pointer, pointer)
    return caught.exception


class Requests(unittest.TestCase):
    def setUp(self):
        self.tenant = Tenant(DOCUMENT)
        self.addCleanup(self.tenant.close)

    def test_three_forms(self):
        text = json.dumps(LOGIN)
        self.assertEqual(*[len(set(map(bool, map(self.tenant.evaluate, (LOGIN, text, text.encode()))))), 1])
        self.assertTrue(self.tenant.evaluate(text))

    def test_other_forms(self):
        for request in (None, True, 1, [LOGIN], bytearray(b"{}"), object(), {1, 2}):
            with self.assertRaises(TypeError):
                self.tenant.evaluate(request)

    def test_malformed_text(self):
        text = json.dumps(LOGIN)
        for request in ("", " ", "null", "true", "[]", "{}", text[:-1], text + " x", text + text, "\ufeff" + text,
                        text.replace("jonno", "jonno\0"), text.replace("jonno", "jonno\\u0000"),
                        text.replace("jonno", "\\ud800"), text.replace("jonno", "\ud800"),
                        text.replace("jonno", "jon\ud800no"), text[:-1] + "\ud800" + text[-1:],
                        text.replace('"type": "user"', '"type": "user", "type": "user"'), "'" + text + "'",
                        text.replace('"user"', "1"), text.replace("can_third_party_login", "can_everything")):
            with self.subTest(request=request):
                refusing(self, lambda: self.tenant.evaluate(request))

    def test_malformed_bytes(self):
        text = json.dumps(LOGIN).encode()
        for request in (b"\xff", b"\0", text + b"\0", text.replace(b"jonno", b"\xff"),
                        text.replace(b"jonno", b"\xc0\xaf"),
                        text.replace(b"jonno", b"\xed\xa0\x80"), text.decode().encode("utf-16"), text[1:]):
            with self.subTest(request=request):
                refusing(self, lambda: self.tenant.evaluate(request))

    def test_malformed_objects(self):
        circle = login()
        circle["context"]["circle"] = circle
        for request in (circle, login(organization=float("nan")), login(organization=float("inf")),
                        login(organization=b"org_rocky"), login(organization=object()), login(organization="\ud800"),
                        login(organization="org_rocky\0"), login(organization=10 ** 400),
                        login(organization=10 ** 5000),
                        login(now={1, 2}), {(1, 2): 3}, {**LOGIN, 1: 2, "1": 2}, {}):
            with self.subTest(request=list(request)):
                refusing(self, lambda: self.tenant.evaluate(request))

    def test_nesting(self):
        refusing(self, lambda: self.tenant.evaluate(login(deep=nested(63))), "nested too deeply")
        self.assertTrue(self.tenant.evaluate(login(deep=nested(60))))
        refusing(self, lambda: self.tenant.evaluate(login(deep=nested(100_000))), "recursion")
        refusing(self, lambda: self.tenant.evaluate("[" * 1_000_000), "nested too deeply")
        refusing(self, lambda: self.tenant.evaluate('{"a":' * 100_000), "nested too deeply")

    def test_size(self):
        refusing(self, lambda: self.tenant.evaluate(login(padding="x" * (1 << 20))), "1048576")
        self.assertTrue(self.tenant.evaluate(login(padding="x" * (1 << 20)), max_bytes=1 << 21))
        refusing(self, lambda: self.tenant.evaluate(LOGIN, max_bytes=10), "10")
        for limit in (-1, 1 << 64):
            with self.assertRaises(ValueError):
                self.tenant.evaluate(LOGIN, max_bytes=limit)

    def test_what_where_expected(self):
        error = refusing(self, lambda: self.tenant.evaluate(login(organization=1)), pointer="/context/organization")
        self.assertRegex(error.message, "expected .*, found ")
        self.assertEqual(str(error), "/context/organization: " + error.message)
        self.assertEqual([error.line, error.offset], [None, None])
        error = refusing(self, lambda: self.tenant.evaluate(json.dumps(login(organization=1))))
        self.assertRegex(str(error), "^/context/organization, line 1, byte [0-9]+: ")
        request = '{\n"subject": {"type": "user", "id": "jonno"},\n"action": oops'
        error = refusing(self, lambda: self.tenant.evaluate(request))
        self.assertEqual([error.line, error.offset], [3, request.index("oops")])
        error = refusing(self, lambda: self.tenant.evaluate("{\n\n" + json.dumps(login(mfa="perhaps"))[1:]),
                         pointer="/context/mfa")
        self.assertEqual(error.line, 3)
        refusing(self, lambda: self.tenant.evaluate({**LOGIN, "action": {"name": "can_everything"}}), "can_everything")

    def test_long_answers(self):
        for length in list(range(4070, 4110)) + [100_000]:
            decision = self.tenant.evaluate(login(organization="o" * length))
            self.assertEqual(decision.description, "parameter organization is invalid: " + "o" * length)

    def test_texts(self):
        for organization in ("org_\u00e4", "\U0001f600", 'org_"\\', "\u007f", "\u2028"):
            decision = self.tenant.evaluate(login(organization=organization))
            self.assertEqual(decision.description, "parameter organization is invalid: " + organization)

    def test_typed_functions(self):
        given = dict(subject="jonno", resource="tpc_trailmap", context=LOGIN["context"])
        self.assertTrue(self.tenant.can_third_party_login(**given))
        self.assertFalse(self.tenant.can_third_party_login(**{**given, "subject": {"type": "anonymous", "id": "-"}}))
        for wrong in (dict(organization="org_rocky"), dict(action="can_login"), dict(tenant={})):
            with self.assertRaises(TypeError):
                self.tenant.can_third_party_login(**given, **wrong)
        for name in given:
            if name != "context":
                with self.assertRaises(TypeError):
                    self.tenant.can_login(**{key: value for key, value in given.items() if key != name})
        with self.assertRaises(TypeError):
            self.tenant.can_login("jonno", "tpc_trailmap", LOGIN["context"])
        for value in (None, 1, b"jonno", ["jonno"]):
            with self.assertRaises(TypeError):
                self.tenant.can_login(subject=value, resource="tpc_trailmap")
        with self.assertRaises(AttributeError):
            self.tenant.can_everything(**given)
        refusing(self, lambda: self.tenant.can_login(subject="jonno", resource="tpc_trailmap"),
                 pointer="/context/connection")
        refusing(self, lambda: self.tenant.can_login(subject={"type": "robot", "id": "r2"}, resource="tpc_trailmap"))
        refusing(self, lambda: self.tenant.can_login(subject="jonno", resource="tpc_trailmap", context=["org_rocky"]))

    def test_resources_of_several_types(self):
        with self.assertRaisesRegex(TypeError, "client or resource_server"):
            self.tenant.check_token_organization(subject="web", resource="web", context={})

    def test_batch(self):
        with_items = {**LOGIN, "evaluations": [{}, {"context": {"organization": "org_granite", "connection": "x"}},
                                               {"context": {"organization": 1}}, {}]}
        first, denied, broken, last = self.tenant.evaluations(with_items)
        self.assertEqual([bool(first), bool(denied), bool(broken), bool(last)], [True, False, False, True])
        self.assertIsInstance(broken.error, RequestError)
        self.assertEqual(broken.error.pointer, "/evaluations/2/context/organization")
        self.assertIn("found", broken.error.message)
        self.assertIsNone(denied.error)
        self.assertFalse(all([first, broken]))
        self.assertEqual(repr(broken)[:16], "<Decision /evalu")
        self.assertEqual(len(self.tenant.evaluations({**with_items,
                                                      "options": {"evaluations_semantic": "deny_on_first_deny"}})), 2)
        self.assertEqual([bool(one) for one in self.tenant.evaluations({**LOGIN, "evaluations": []})], [True])
        refusing(self, lambda: self.tenant.evaluations({**LOGIN, "evaluations": {}}), pointer="/evaluations")
        refusing(self, lambda: self.tenant.evaluations("["))

    def test_inline_tenants(self):
        inline = login(tenant=json.loads(DOCUMENT))
        self.assertTrue(orgpol.evaluate(inline))
        self.assertEqual([bool(one) for one in orgpol.evaluations({"evaluations": [inline, LOGIN]})], [True, False])
        refusing(self, lambda: orgpol.evaluate(LOGIN))
        refusing(self, lambda: self.tenant.evaluate(inline))


class HashKeys(unittest.TestCase):
    """Whoever writes a document chooses the ids in it; lookups are keyed with bytes nobody can know."""

    def test_every_call_has_the_key(self):
        self.assertEqual(len(module._HASH_KEY), 16)
        for name in ("orgpol_tenant_load", "orgpol_authzen_evaluate", "orgpol_authzen_evaluations"):
            real, keys = getattr(module.library, name), []

            def looking(*arguments, real=real, keys=keys):
                options, = [one for one in arguments if isinstance(one, module.JsonOptions)]
                address = ctypes.c_void_p.from_buffer(options, module.JsonOptions.hash_key.offset).value
                keys.append(ctypes.string_at(address, 16))
                return real(*arguments)
            with mock.patch.object(module.library, name, looking), Tenant(DOCUMENT) as tenant:
                tenant.evaluate(LOGIN)
                tenant.evaluations(LOGIN)
            self.assertEqual(keys, [module._HASH_KEY])

    def test_another_process_has_another_key(self):
        program = "from orgpol import tenant; print(tenant._HASH_KEY.hex())"
        printed = {subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
                   for _ in range(2)}
        self.assertEqual(len(printed), 2)


class Documents(unittest.TestCase):
    def test_errors(self):
        for document, pointer in [
                (b"", ""), (b"[]", ""), (b'{"clients":{}}', "/clients"), (b'{"a":1,"a":2}', ""), (b"{} {}", ""),
                (b'{"clients":[{}]}', "/clients/0"), (b'{"clients":[{"client_id":7}]}', "/clients/0/client_id"),
                (b'{"options":{"scope_subset":"all"}}', "/options/scope_subset"), (b'{"a":"\xff"}', ""),
                (b'{"a":"\\u0000"}', ""), (b'{"a":1}\0', ""), (b"[" * 100_000, ""), (b"\xef\xbb\xbf{}", "")]:
            with self.subTest(document=document[:80]), self.assertRaises(TenantError) as caught:
                Tenant(document)
            with self.subTest(document=document[:80]):
                self.assertTrue(caught.exception.message)
                self.assertIn(pointer, caught.exception.pointer)

    def test_where(self):
        document = '{\n "clients": [\n  {"client_id": 7}]}'
        with self.assertRaises(TenantError) as caught:
            Tenant(document)
        error = caught.exception
        self.assertEqual([error.pointer, error.line], ["/clients/0/client_id", 3])
        self.assertRegex(error.message, "expected .*, found ")
        self.assertEqual(error.offset, document.index("7"))

    def test_other_forms(self):
        for document in (None, {}, 1, [], bytearray(b"{}")):
            with self.assertRaises(TypeError):
                Tenant(document)
        for document in ("\ud800", "{\ud800}"):
            with self.assertRaises(TenantError):
                Tenant(document)
        with self.assertRaises(TypeError):
            Tenant()

    def test_limits(self):
        for limits in (dict(max_bytes=10), dict(max_depth=2), dict(max_depth=129)):
            with self.assertRaises(TenantError):
                Tenant(DOCUMENT, **limits)
        for limits in (dict(max_bytes=-1), dict(max_depth=-1), dict(max_depth=1 << 32), dict(max_bytes=1 << 64)):
            with self.assertRaises(ValueError):
                Tenant(DOCUMENT, **limits)
        Tenant(DOCUMENT, max_bytes=len(DOCUMENT), max_depth=128).close()

    def test_files(self):
        with Tenant.from_file(TRAVEL0) as tenant, Tenant.from_file(str(TRAVEL0)) as other:
            self.assertTrue(tenant.evaluate(LOGIN))
            self.assertTrue(other.evaluate(LOGIN))
        with self.assertRaises(OSError):
            Tenant.from_file("examples/travel0/nothing.json")
        with tempfile.NamedTemporaryFile() as file, self.assertRaises(TenantError):
            Tenant.from_file(file.name)

    def test_memory(self):
        with Tenant(DOCUMENT) as tenant:
            self.assertGreater(tenant.memory_bytes, 1000)


class Ends(unittest.TestCase):
    def test_closing_twice(self):
        tenant = Tenant(DOCUMENT)
        self.assertFalse(tenant.closed)
        tenant.close()
        tenant.close()
        self.assertTrue(tenant.closed)

    def test_use_after_close(self):
        tenant = Tenant(DOCUMENT)
        with tenant:
            self.assertTrue(tenant.evaluate(LOGIN))
        inline = login(tenant=json.loads(DOCUMENT))  # would be answered where there is no tenant
        for use in (lambda: tenant.evaluate(LOGIN), lambda: tenant.evaluate(inline), lambda: tenant.evaluations(LOGIN),
                    lambda: tenant.can_login(subject="jonno", resource="x"), lambda: tenant.memory_bytes,
                    lambda: tenant.__enter__()):
            with self.assertRaises(ClosedError):
                use()

    def test_a_tenant_that_did_not_load(self):
        tenant = Tenant.__new__(Tenant)
        with self.assertRaises(TenantError):
            tenant.__init__("[]")
        with self.assertRaises(ClosedError):
            tenant.evaluate(LOGIN)

    def test_freed_once(self):
        for end in (lambda tenant: tenant.close(), lambda tenant: None):
            tenant = Tenant(DOCUMENT)
            handle, freed = weakref.ref(tenant._handle), []
            free, tenant._handle._free = tenant._handle._free, lambda address: freed.append(address)
            address = tenant._handle.address
            end(tenant)
            del tenant
            gc.collect()
            self.assertIsNone(handle())
            self.assertEqual(freed, [address])
            free(address)

    def test_closed_while_a_call_runs(self):
        tenant, freed = Tenant(DOCUMENT), []
        real, free = module.library.orgpol_authzen_evaluate, tenant._handle._free
        tenant._handle._free = freed.append

        def closing(address, *rest):
            tenant.close()
            gc.collect()
            self.assertEqual(freed, [])
            return real(address, *rest)
        with mock.patch.object(module.library, "orgpol_authzen_evaluate", closing):
            self.assertTrue(tenant.evaluate(LOGIN))
        gc.collect()
        self.assertEqual(len(freed), 1)
        free(freed[0])

    def test_stays_in_its_process(self):
        with Tenant(DOCUMENT) as tenant:
            for copying in (pickle.dumps, copy.deepcopy):
                with self.assertRaises(TypeError):
                    copying(tenant)
            other = copy.copy(tenant)
        self.assertTrue(other.evaluate(LOGIN))
        other.close()

    def test_the_document_may_go(self):
        document = bytearray(DOCUMENT)
        tenant = Tenant(bytes(document))
        document[:] = b"x" * len(document)
        gc.collect()
        self.assertTrue(tenant.evaluate(LOGIN))
        tenant.close()


class Threads(unittest.TestCase):
    """Each thread asks its own questions many times, and gets its own answers."""

    def run_all(self, *targets):
        failures = []

        def guarded(target):
            try:
                target()
            except BaseException as error:  # told below
                failures.append(error)
        threads = [threading.Thread(target=guarded, args=(target,)) for target in targets]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])

    def test_one_tenant(self):
        tenant = Tenant(DOCUMENT)
        self.addCleanup(tenant.close)

        def asking(number):
            def ask():
                for turn in range(200):
                    self.assertTrue(tenant.evaluate(LOGIN))
                    name = "org_%d_%d" % (number, turn)
                    self.assertEqual(tenant.evaluate(login(organization=name)).description,
                                     "parameter organization is invalid: " + name)
            return ask
        self.run_all(*[asking(number) for number in range(6)])

    def test_closing_meanwhile(self):
        for _ in range(20):
            tenant, asked, counts = Tenant(DOCUMENT), threading.Event(), []

            def ask(tenant=tenant, asked=asked, counts=counts):
                count = 0
                try:
                    while True:
                        self.assertTrue(tenant.evaluate(LOGIN))
                        count += 1
                        asked.set()
                except ClosedError:
                    counts.append(count)

            def close(tenant=tenant, asked=asked):
                asked.wait()
                tenant.close()
            self.run_all(ask, ask, ask, close)
            self.assertEqual(len(counts), 3)


class Loading(unittest.TestCase):
    """In a process of its own, with another ORGPOL_LIBRARY."""

    def load(self, **environment):
        inherited = {name: value for name, value in os.environ.items() if name != "ORGPOL_LIBRARY"}
        return subprocess.run([sys.executable, "-W", "error", "-c", "import orgpol; print(orgpol.version())"],
                              env={**inherited, **environment}, capture_output=True, text=True, check=False)

    def test_by_soname(self):
        folder = str(Path(os.environ["ORGPOL_LIBRARY"]).resolve().parent)
        self.assertEqual(self.load(LD_LIBRARY_PATH=folder).stdout.strip(), orgpol.version())

    def test_what_cannot_be_loaded(self):
        library = Path(os.environ["ORGPOL_LIBRARY"])
        for path, message in [("/nowhere/liborgpol-json.so", "/nowhere/liborgpol.so"),
                              (str(library.with_name("liborgpol.so")), "expected the path of liborgpol-json.so"),
                              ("examples/python/README.md", "expected the path of liborgpol-json.so")]:
            with self.subTest(path=path):
                done = self.load(ORGPOL_LIBRARY=path)
                self.assertEqual([done.returncode, done.stdout], [1, ""])
                self.assertIn("LibraryError", done.stderr)
                self.assertIn(message, done.stderr)

    def test_versions(self):
        self.assertRegex(orgpol.version(), r"^\d+\.\d+\.\d+$")
        self.assertRegex(orgpol.rules_version(), r"^\d{4}-\d\d-\d\d\+[0-9a-f]{16}$")


if __name__ == "__main__":
    unittest.main()
