# SPDX-License-Identifier: MIT
"""What the tests of the AuthZEN server share: a server of one's own, requests, and checks that have names."""
import collections.abc
import http.client
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile

WAIT_S = 60  # for anything that must happen; nothing is measured
TRAVEL0 = "examples/travel0/tenant.json"
JSON_TYPE = {"Content-Type": "application/json"}
EVALUATION = "/access/v1/evaluation"
EVALUATIONS = "/access/v1/evaluations"
SEARCH_SUBJECT = "/access/v1/search/subject"
SEARCH_RESOURCE = "/access/v1/search/resource"
SEARCH_ACTION = "/access/v1/search/action"
METADATA = "/.well-known/authzen-configuration"

# May Jonno log in to a partner's application: at Rocky Mountain High yes, at Granite Outpost no.
JONNO = {"type": "user", "id": "jonno"}
LOGIN = {"name": "can_third_party_login"}
TRAILMAP = {"type": "client", "id": "tpc_trailmap"}
ROCKY = {"organization": "org_rocky", "connection": "travel0-database"}
GRANITE = {"organization": "org_granite", "connection": "travel0-database"}
PERMIT = {"subject": JONNO, "action": LOGIN, "resource": TRAILMAP, "context": ROCKY}
DENY = {**PERMIT, "context": GRANITE}


def answer_of(name):
    """The answer to PERMIT when the organization has this name (test/vectors, LOGIN)."""
    return {"decision": True, "context": {"http_status": 200, "obligations": [], "advice": [],
                                          "claims": {"org_id": "org_rocky", "org_name": name}}}


def without(request, *path):
    """A copy that lacks one member."""
    copy = json.loads(json.dumps(request))
    place = copy
    for name in path[:-1]:
        place = place[name]
    del place[path[-1]]
    return copy


class Checks:
    """Counts checks and says which failed."""

    def __init__(self):
        self.count = 0
        self.failed = 0
        self.name = ""

    def __call__(self, true, *what):
        self.count += 1
        if not true:
            self.failed += 1
            print("not ok  server: %s: %s" % (self.name, " ".join(map(str, what))))

    def equal(self, have, want, *what):
        self(have == want, *what, "is", repr(have), "and not", repr(want))


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    def json(self):
        return json.loads(self.body.decode("utf-8"))


class Server:
    """A server on a free loopback port; only this process is ever signalled."""

    def __init__(self, binary, *options, tenant=TRAVEL0, environment=None):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([binary, "--tenant", tenant, *options], stdout=subprocess.PIPE,
                                        stderr=self.log, env={**os.environ, **(environment or {})})
        ready = select.select([self.process.stdout], [], [], WAIT_S)[0]
        line = self.process.stdout.readline().decode() if ready else ""
        self.url = line.removeprefix("listening on ").strip()
        if not self.url.startswith("http://127.0.0.1:"):
            self.process.kill()
            sys.exit("the server did not start: %r\n%s" % (line, self.errors()))
        self.port = int(self.url.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.wait()
        errors = self.errors()
        self.process.stdout.close()
        self.log.close()
        # So that what a sanitizer finds is a failure of the test at hand.
        if status != 0 and exception[0] is None:
            raise OSError("the server's exit status is %d\n%s" % (status, errors))

    def wait(self):
        """The exit status; a server that does not end is killed, which gives another one."""
        try:
            return self.process.wait(WAIT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def errors(self):
        # The server writes where this descriptor stands, which must not move.
        return os.pread(self.log.fileno(), 1 << 24, 0).decode()

    def signal(self, number):
        self.process.send_signal(number)

    def await_errors(self, count, text):
        """Waits for `text` to stand on standard error `count` times."""
        for _ in range(WAIT_S * 100):
            if self.errors().count(text) >= count or self.process.poll() is not None:
                break
            select.select([], [], [], 0.01)
        return self.errors().count(text) >= count

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_S)

    def ask(self, path, body=None, headers=JSON_TYPE, method="POST", connection=None):
        """One request; pieces of bytes are sent in chunks, and what is no bytes is sent as JSON."""
        own = connection or self.connect()
        if body is not None and not isinstance(body, (bytes, collections.abc.Iterator)):
            body = json.dumps(body).encode()
        own.request(method, path, body, headers)
        answer = Answer(own.getresponse())
        if connection is None:
            own.close()
        return answer

    def open(self, data=b""):
        """A bare socket on which `data` was sent."""
        raw = socket.create_connection(("127.0.0.1", self.port), WAIT_S)
        raw.sendall(data)
        return raw

    def raw(self, data):
        """Everything that comes back until the server ends the connection."""
        with self.open(data) as raw:
            return read_to_end(raw)


def read_to_end(raw):
    data = b""
    try:
        while piece := raw.recv(65536):
            data += piece
    except ConnectionResetError:
        pass
    return data


def read_until(raw, mark):
    """Reads up to `mark`, which must come."""
    data = b""
    while mark not in data:
        piece = raw.recv(1)
        if not piece:
            break
        data += piece
    return data


def head(length, *lines, path=EVALUATION):
    """The header of a request whose body has `length` bytes."""
    return "\r\n".join(["POST %s HTTP/1.1" % path, "Host: localhost", "Content-Type: application/json",
                        "Content-Length: %d" % length, *lines, "", ""]).encode()
