#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""gate.py GATE [NGINX]: tests examples/authorize-gate over a database of the Travel0 sample; with NGINX, behind it."""
import http.client
import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import urllib.parse

WAIT_S = 60  # for anything that must happen; nothing is measured
TRAVEL0 = "examples/travel0/tenant.json"
SCHEMA = "examples/authorize-gate/schema.sql"
# Jonno at Rocky Mountain High, where he may.
ROCKY = {"client_id": "tpc_trailmap", "connection": "con_travel0", "organization": "org_rocky"}
JONNO = {"X-User-Id": "jonno"}


def insert(database, table, **row):
    columns = ", ".join(row)
    database.execute("INSERT INTO %s (%s) VALUES (%s)" % (table, columns, ", ".join("?" * len(row))), list(row.values()))


def set_of(row, *names):
    """Those members that the row has."""
    return {name: row[name] for name in names if name in row}


def build(path):
    """The sample as a database."""
    with open(TRAVEL0, encoding="utf-8") as file:
        tenant = json.load(file)
    database = sqlite3.connect(path)
    with open(SCHEMA, encoding="utf-8") as file:
        database.executescript(file.read())
    for row in tenant["clients"]:
        insert(database, "clients", grant_types=json.dumps(row["grant_types"]) if "grant_types" in row else None,
               **set_of(row, "client_id", "is_first_party", "third_party_security_mode", "external_metadata_type",
                        "organization_usage", "organization_require_behavior"))
    for row in tenant["connections"]:
        insert(database, "connections", authentication_active=row.get("authentication", {}).get("active", True),
               **set_of(row, "id", "name", "strategy", "is_domain_connection"))
        for client in row["enabled_clients"]:
            insert(database, "enabled_clients", connection_id=row["id"], client_id=client)
    for row in tenant["users"]:
        insert(database, "users", user_id=row["user_id"])
    for row in tenant["organizations"]:
        insert(database, "organizations", **set_of(row, "id", "name", "third_party_client_access", "is_app_entitlement_active"))
        for item in row["enabled_connections"]:
            insert(database, "enabled_connections", organization_id=row["id"], **item)
        for item in row.get("clients", []):
            insert(database, "organization_clients", organization_id=row["id"], **item)
        for item in row["members"]:
            insert(database, "organization_members", organization_id=row["id"], **item)
    database.commit()
    return database


class Gate:
    """A gate on a free loopback port; only this process is ever signalled."""

    def __init__(self, binary, path):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([binary, path], stdout=subprocess.PIPE, stderr=self.log)
        ready = select.select([self.process.stdout], [], [], WAIT_S)[0]
        line = self.process.stdout.readline().decode() if ready else ""
        if not line.startswith("listening on http://127.0.0.1:"):
            self.process.kill()
            sys.exit("the gate did not start: %r\n%s" % (line, self.errors()))
        self.port = int(line.rsplit(":", 1)[1])

    def errors(self):
        return os.pread(self.log.fileno(), 1 << 24, 0).decode()

    def end(self):
        """The exit status of a gate that was told to end."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(WAIT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self.process.stdout.close()

    def ask(self, query, headers=None, method="GET", path="/login"):
        """Status, reason and body; a query that is no text is encoded."""
        if not isinstance(query, str):
            query = urllib.parse.urlencode(query)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_S)
        try:
            connection.putrequest(method, path + "?" + query if query else path)
            for name, value in (JONNO if headers is None else headers).items():
                for one in [value] if isinstance(value, str) else value:
                    connection.putheader(name, one)
            connection.endheaders()
            response = connection.getresponse()
            return response.status, response.getheader("X-Orgpol-Reason"), response.read()
        finally:
            connection.close()


class Checks:
    count = failed = 0

    def equal(self, have, want, *what):
        self.count += 1
        if have != want:
            self.failed += 1
            print("not ok  authorize-gate:", *(str(part)[:120] for part in what), "is", repr(have), "and not", repr(want))

    def answer(self, gate, status, reason, query, headers=None, **options):
        have = gate.ask(query, headers, **options)
        self.equal(have[:2], (status, reason), query, headers or "")
        if have[0] == 403:
            body = json.loads(have[2])
            self.equal((body["decision"], body["reason"]), (False, have[1]), query, "body")
        else:
            self.equal(have[2], b"", query, "body")


def questions(check, gate):
    """The answers are those of examples/travel0/answers.ndjson to the same questions, with its words."""
    allowed = 204, None
    for status, reason, user, changes in (
            (*allowed, "jonno", {}),
            (*allowed, "emilio", {}),
            (403, "org_blocks_third_party", "emilio", {"organization": "org_granite"}),
            (403, "org_blocks_third_party", "hiroko", {"organization": "org_granite", "connection": "con_granite"}),
            (*allowed, "sumana", {"organization": "org_adventurez", "connection": "con_adventurez"}),
            (403, "org_blocks_third_party", "sumana",
             {"client_id": "tpc_concierge", "organization": "org_adventurez", "connection": "con_adventurez"}),
            (*allowed, "sumana", {"client_id": "tpc_concierge", "connection": "con_adventurez"}),
            (403, "user_not_member", "hiroko", {"client_id": "tpc_concierge"}),
            (403, "org_not_for_permissive", "jonno", {"client_id": "gearshare"}),
            (403, "client_is_first_party", "jonno", {"client_id": "adventure-management"}),
            (403, "unknown_client", "jonno", {"client_id": "nobody"}),
            (403, "unknown_organization", "jonno", {"organization": "org_nowhere"}),
            (403, "connection_disabled", "jonno", {"connection": "con_nowhere"}),
            (403, "connection_disabled", "jonno", {"connection": "con_calendar"}),
            (403, "connection_not_domain_level", "jonno", {"connection": "con_granite"}),
            (403, "user_not_member", "nobody", {}),
            (403, "client_cannot_log_users_in", "jonno", {"client_id": "tpc_weather"})):
        check.answer(gate, status, reason, {**ROCKY, **changes}, {"X-User-Id": user})
    check.answer(gate, 403, "user_not_member", ROCKY, {})
    check.answer(gate, *allowed, {"client_id": "gearshare", "connection": "con_travel0"})
    check.answer(gate, *allowed, {**ROCKY, "state": "x", "scope": "openid"})


def bad_input(check, gate):
    query = urllib.parse.urlencode(ROCKY)
    for bad in ("", "client_id", "client_id=tpc_trailmap", "connection=con_travel0", "client_id=&connection=con_travel0",
                query + "&organization=org_rocky", query + "&organization=org_granite", query + "&client_id=gearshare",
                query + "&connection", query.replace("org_rocky", ""), query.replace("org_rocky", "org_rocky%00"),
                query.replace("jonno", ""), query.replace("tpc_trailmap", "%00")):
        if bad != query:
            check.answer(gate, 400, None, bad)
    check.answer(gate, 400, None, ROCKY, {"X-User-Id": ["jonno", "jonno"]})
    check.answer(gate, 400, None, ROCKY, {"X-User-Id": ""})
    for path in "/", "/login/", "/Login", "//login":
        check.answer(gate, 400, None, ROCKY, path=path)
    for method in "POST", "HEAD", "PUT":
        check.answer(gate, 400, None, ROCKY, method=method)


def hostile_ids(check, gate):
    """Ids are ids, whatever is in them: none is found, and nothing is executed."""
    for text in ("' OR 1=1 --", "org_rocky' OR '1'='1", "org_rocky'; DROP TABLE organizations; --", "%", "_", "org\\_rocky",
                 "ORG_ROCKY", "org_rocky ", " org_rocky", "?3", "\u00e9" * 2000, "x" * 20000):
        check.answer(gate, 403, "unknown_organization", {**ROCKY, "organization": text})
        check.answer(gate, 403, "unknown_client", {**ROCKY, "client_id": text})
        check.answer(gate, 403, "connection_disabled", {**ROCKY, "connection": text})
    for raw in "%ff", "%zz", "org_rocky%ff", "%C0%AE":
        check.answer(gate, 403, "unknown_organization", "client_id=tpc_trailmap&connection=con_travel0&organization=" + raw)
    for user in "' OR 1=1 --", "jonno' --", "JONNO", "%", "jonn_":
        check.answer(gate, 403, "user_not_member", ROCKY, {"X-User-Id": user})
    check.answer(gate, 204, None, ROCKY)


def rows_change(check, gate, database):
    """Words, flags and NULLs read as orgpol/model.h says; each change is undone."""
    def changed(status, reason, statement, query=None, user="jonno"):
        keep = "\n".join(database.iterdump())
        database.executescript(statement)
        check.answer(gate, status, reason, query or ROCKY, {"X-User-Id": user})
        for (table,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            database.execute("DROP TABLE " + table)
        database.executescript(keep)

    no_organization = {"client_id": "tpc_trailmap", "connection": "con_travel0"}
    gearshare = {"client_id": "gearshare", "connection": "con_travel0"}
    changed(403, "org_blocks_third_party", "UPDATE organizations SET third_party_client_access = NULL WHERE id = 'org_rocky'")
    changed(403, "org_blocks_third_party", "UPDATE organizations SET third_party_client_access = 'tomorrow' WHERE id = 'org_rocky'")
    # ENT-06, ENT-08: a listing goes before the organization's word; without one the word stands.
    changed(403, "third_party_member_access_off",
            "UPDATE organizations SET is_app_entitlement_active = 1 WHERE id = 'org_rocky';"
            "INSERT INTO organization_clients (organization_id, client_id) VALUES ('org_rocky', 'tpc_trailmap')")
    changed(403, "connection_not_domain_level", "UPDATE connections SET is_domain_connection = 0 WHERE id = 'con_travel0'")
    changed(403, "connection_disabled", "UPDATE connections SET authentication_active = 0 WHERE id = 'con_travel0'")
    changed(403, "connection_not_enabled_for_org", "UPDATE enabled_connections SET is_enabled = 0"
            " WHERE organization_id = 'org_rocky' AND connection_id = 'con_travel0'")
    changed(403, "connection_not_enabled_for_org", "DELETE FROM enabled_connections"
            " WHERE organization_id = 'org_rocky' AND connection_id = 'con_travel0'")
    changed(403, "org_has_no_connections", "UPDATE enabled_connections SET is_enabled = 0 WHERE organization_id = 'org_rocky'")
    changed(403, "no_domain_level_connection", "UPDATE connections SET is_domain_connection = 0", no_organization)
    # LOGIN-15: a permissive application needs the connection for itself, or at domain level.
    changed(403, "connection_not_for_permissive", "UPDATE connections SET is_domain_connection = 0", gearshare)
    changed(204, None, "UPDATE connections SET is_domain_connection = 0;"
                       "INSERT INTO enabled_clients VALUES ('con_travel0', 'gearshare')", gearshare)
    changed(403, "connection_disabled", "UPDATE connections SET is_domain_connection = 0; DELETE FROM enabled_clients", gearshare)
    changed(403, "user_not_member", "DELETE FROM organization_members WHERE organization_id = 'org_rocky' AND user_id = 'jonno'")
    changed(403, "client_cannot_log_users_in", "UPDATE clients SET grant_types = '[]' WHERE client_id = 'tpc_trailmap'")
    changed(204, None, "UPDATE clients SET grant_types = NULL WHERE client_id = 'tpc_trailmap'")
    changed(403, "tenant_rules_active", "INSERT INTO rules (id) VALUES ('r1')")
    changed(204, None, "INSERT INTO rules (id, enabled) VALUES ('r1', 0)")
    changed(403, "organization_not_allowed", "UPDATE clients SET organization_usage = NULL WHERE client_id = 'tpc_trailmap'")
    changed(403, "organization_required", "UPDATE clients SET organization_usage = 'require' WHERE client_id = 'tpc_trailmap'", no_organization)
    # PROMPT-12, PROMPT-15: the picker comes after the login.
    changed(204, None, "UPDATE clients SET organization_usage = 'require', organization_require_behavior = 'post_login_prompt'"
                       " WHERE client_id = 'tpc_trailmap'", no_organization)
    changed(403, "org_not_for_permissive",
            "UPDATE clients SET third_party_security_mode = 'permissive' WHERE client_id = 'tpc_trailmap'")
    changed(204, None, "UPDATE clients SET third_party_security_mode = 'permissive', external_metadata_type = 'cimd'"
                       " WHERE client_id = 'tpc_trailmap'")
    changed(204, None, "UPDATE clients SET third_party_security_mode = NULL WHERE client_id = 'tpc_trailmap'")
    changed(403, "third_party_member_access_off", "UPDATE organization_clients SET use_for_member_access = 0",
            {**ROCKY, "organization": "org_adventurez", "connection": "con_adventurez"}, "sumana")
    changed(500, None, "DELETE FROM tenant_settings")
    changed(500, None, "DROP TABLE enabled_clients")
    changed(204, None, "SELECT 1")


def adds_members(check, gate, database):
    """What a decision obliges to is done, or the answer is an error."""
    def members():
        return database.execute("SELECT COUNT(*) FROM organization_members WHERE organization_id = 'org_adventurez'"
                                " AND user_id = 'jonno'").fetchone()[0]

    there = {"client_id": "tpc_trailmap", "connection": "con_adventurez", "organization": "org_adventurez"}
    database.execute("CREATE TRIGGER closed BEFORE INSERT ON organization_members BEGIN SELECT RAISE(ABORT, 'closed'); END")
    check.answer(gate, 500, None, there)
    check.equal(members(), 0, "members, after the insert failed")
    database.execute("DROP TRIGGER closed")
    check.answer(gate, 204, None, there)
    check.equal(members(), 1, "members, afterwards")
    check.answer(gate, 204, None, there)


def together(check, gate):
    """Many at once: each gets the answer to its own question."""
    def one(number):
        for _ in range(10):
            if number % 2:
                check.answer(gate, 204, None, ROCKY)
            else:
                check.answer(gate, 403, "org_blocks_third_party", {**ROCKY, "organization": "org_granite"}, {"X-User-Id": "emilio"})

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)


def broken_databases(check, gate, path):
    """Locked, cut short, overwritten, empty, gone: 500, and never "no row"; and again 204 when it is back."""
    with open(path, "rb") as file:
        whole = file.read()
    locked = sqlite3.connect(path, isolation_level=None)
    locked.execute("BEGIN EXCLUSIVE")
    check.answer(gate, 500, None, ROCKY)
    locked.execute("ROLLBACK")
    locked.close()
    for broken in (whole[:4096], whole[:len(whole) // 2], b"x" * len(whole), whole[:100] + b"\xff" * (len(whole) - 100),
                   whole[:4096] + b"\xff" * (len(whole) - 4096), whole[:4096] + bytes(len(whole) - 4096), b""):
        with open(path, "wb") as file:
            file.write(broken)
        check.answer(gate, 500, None, ROCKY)
    os.remove(path)
    check.answer(gate, 500, None, ROCKY)
    check.equal(os.path.exists(path), False, "a database that was gone")
    with open(path, "wb") as file:
        file.write(whole)
    check.answer(gate, 204, None, ROCKY)


def unusable(check, binary, folder):
    """It does not start without a database of the schema."""
    empty = os.path.join(folder, "empty.db")
    sqlite3.connect(empty).close()
    for arguments in [], [os.path.join(folder, "none.db")], [empty], [empty, "0", "0"]:
        ended = subprocess.run([binary, *arguments], capture_output=True, timeout=WAIT_S, check=False)
        check.equal((ended.returncode, ended.stdout), (2, b""), arguments)


def main(binary):
    check = Checks()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "travel0.db")
        database = build(path)
        gate = Gate(binary, path)
        try:
            questions(check, gate)
            bad_input(check, gate)
            hostile_ids(check, gate)
            check.equal(gate.errors(), "", "standard error")
            rows_change(check, gate, database)
            adds_members(check, gate, database)
            together(check, gate)
            database.close()
            broken_databases(check, gate, path)
        finally:
            status = gate.end()
        check.equal(status, 0, "the exit status, with", gate.errors()[-2000:])
        unusable(check, binary, folder)
    if not check.failed:
        print("ok      authorize-gate: %d checks" % check.count)
    return check.failed > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
