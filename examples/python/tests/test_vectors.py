# SPDX-License-Identifier: MIT
"""Every vector file through the JSON path: alone, by its action's function, with the tenant inline, in a batch."""
import json
import unittest
from pathlib import Path

import orgpol
from login_rows import login_request
from support import VECTORS, families, vectors


def text(value: object) -> str:
    return json.dumps(value, sort_keys=True)


class Vectors(unittest.TestCase):
    def check(self, vector, decision):
        """The decision is the row's, and only the row's."""
        self.assertIs(bool(decision), vector.allowed)
        self.assertEqual(decision.unmet, vector.unmet)
        self.assertEqual(decision.obligations, vector.obligations)
        self.assertEqual(decision.reason, vector.unmet[0] if vector.unmet else None)
        context = json.loads(decision.json())["context"]
        for name, wanted in vector.context.items():
            self.assertEqual(text(context.get(name, "absent")), text(wanted), name)
        if isinstance(vector.context.get("error_description"), str):
            self.assertEqual(decision.description, vector.context["error_description"])

    def test_every_row(self):
        rows = 0
        for family, tenant_name in families():
            for vector in vectors(family, tenant_name):
                with self.subTest(family=family, id=vector.id), \
                        orgpol.Tenant(json.dumps(vector.document)) as tenant:
                    rows += 1
                    request = vector.request
                    decision = tenant.evaluate(request)
                    self.check(vector, decision)
                    ask = getattr(tenant, request["action"]["name"])
                    again = ask(subject=request["subject"], resource=request["resource"], context=request["context"])
                    self.assertEqual(again.json(), decision.json())
                    inline = dict(request, context=dict(request["context"], tenant=vector.document))
                    self.assertEqual(orgpol.evaluate(json.dumps(inline)).json(), decision.json())
                    item, = tenant.evaluations({"evaluations": [request]})
                    self.check(vector, item)
                    self.assertEqual(item.json(), decision.json())
        print("%d rows of %d vector files, four ways" % (rows, len(families())))
        self.assertGreater(rows, 1000)

    def test_logins_through_structs(self):
        compared = 0
        for vector in vectors("login"):
            request = login_request(vector.document, vector.request)
            if request is None:
                continue
            with self.subTest(id=vector.id):
                compared += 1
                ask = getattr(orgpol, vector.request["action"]["name"])
                self.check(vector, ask(request, user_id=vector.request["subject"]["id"]))
        print("%d logins through structs" % compared)
        self.assertGreaterEqual(compared, 140)

    def test_every_file_is_there(self):
        # What no action answers is run through the structs, in C.
        others = {"session", "rules", "consent_key"}
        self.assertEqual({path.stem for path in VECTORS.glob("*.txt")}, {name for name, _ in families()} | others)


class ConsentKeys(unittest.TestCase):
    def test_every_key(self):
        keys = 0
        for line in Path("test/vectors/consent_key.txt").read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            row = json.loads(line)
            with self.subTest(id=row["id"]):
                keys += 1
                secret = bytes.fromhex(row["secret"]) if "secret" in row else None
                key = orgpol.consent_key(user=row["user"], client=row["client"], audience=row.get("audience", ""),
                                         organization=row.get("organization"), scopes=row.get("scopes"), secret=secret)
                self.assertEqual(key.hex(), row["key"])
        self.assertGreater(keys, 20)


if __name__ == "__main__":
    unittest.main()
