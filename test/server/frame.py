# SPDX-License-Identifier: MIT
"""The HTTP frame around the answers, limits, and the command line."""
import json
import re
import subprocess

from harness import (EVALUATION, EVALUATIONS, JSON_TYPE, METADATA, PERMIT, ROCKY, SEARCH_ACTION,
                     SEARCH_RESOURCE, SEARCH_SUBJECT, TRAVEL0, WAIT_S, Server, answer_of, head)

POSTED = EVALUATION, EVALUATIONS, SEARCH_SUBJECT, SEARCH_RESOURCE, SEARCH_ACTION


def paths(check, binary):
    """Unknown paths are 404, wrong methods 405 with Allow; nothing is decoded or completed."""
    with Server(binary) as server:
        for path in ("/", "/access/v1", "/access/v1/evaluation/", "/access/v1/Evaluation", "//access/v1/evaluation",
                     "/access%2Fv1/evaluation", "/access/v1/evaluation%00", "/access/v1/../v1/evaluation",
                     METADATA + "/", METADATA + "/tenant1"):
            for method in "POST", "GET":
                answer = server.ask(path, PERMIT, method=method)
                check.equal(answer.status, 404, method, path, "status")
                check(isinstance(answer.json(), str), answer.body)
        for path in POSTED:
            for method in "GET", "PUT", "DELETE", "OPTIONS", "PATCH", "post":
                answer = server.ask(path, None if method == "GET" else PERMIT, method=method)
                check.equal(answer.status, 405, method, path, "status")
                check.equal(answer.headers.get("allow"), "POST", method, path, "allow")
        for method in "POST", "PUT", "DELETE":
            answer = server.ask(METADATA, PERMIT, method=method)
            check.equal(answer.status, 405, method, "metadata: status")
            check.equal(answer.headers.get("allow"), "GET, HEAD", method, "metadata: allow")
        answer = server.ask(METADATA, None, {}, "HEAD")
        check.equal((answer.status, answer.body), (200, b""), "HEAD")
        check.equal(server.ask(EVALUATION + "?a=b", PERMIT).status, 200, "a query: status")


def headers(check, binary):
    """no-store on every answer but the metadata; request ids that cannot be echoed are refused, not dropped."""
    with Server(binary) as server:
        for answer in (server.ask(EVALUATION, PERMIT), server.ask(EVALUATION, b"{"), server.ask("/", PERMIT),
                       server.ask(EVALUATION, None, {}, "GET"), server.ask(METADATA, PERMIT)):
            check.equal(answer.headers.get("cache-control"), "no-store", answer.status, "cache-control")
        for method in "GET", "HEAD":
            check.equal(server.ask(METADATA, None, {}, method).headers.get("cache-control"), "max-age=300", method)
        for bad in "x" * 257, "caf\xe9", "a\tb", "a\x7fb":
            answer = server.ask(EVALUATION, PERMIT, {**JSON_TYPE, "X-Request-ID": bad})
            check.equal(answer.status, 400, repr(bad), "status")
            check("x-request-id" not in answer.headers, repr(bad), "is echoed")
        body = json.dumps(PERMIT).encode()
        check(server.raw(head(len(body), "X-Request-ID: a", "X-Request-ID: b", "Connection: close") + body)
              .startswith(b"HTTP/1.1 400 "), "two request ids")
        check(server.raw(head(len(body), "Content-Type: text/plain", "Connection: close") + body)
              .startswith(b"HTTP/1.1 400 "), "two content types")
        check.equal(server.errors(), "", "standard error")


def refused_for_good(check, server, data, status, *what):
    """One answer, and the connection ends: what follows is no request."""
    answer = server.raw(data)
    check(answer.startswith(b"HTTP/1.1 %d " % status), *what, answer)
    check.equal(answer.count(b"HTTP/1.1 "), 1, *what, "answers")
    check(b"\r\nConnection: close\r\n" in answer, *what, answer)


def smuggling(check, binary):
    """What a proxy before this server may understand in another way is refused, and ends the connection."""
    body = json.dumps(PERMIT).encode()
    whole = head(len(body)) + body
    in_chunks = head(0).replace(b"Content-Length: 0", b"Transfer-Encoding: chunked") + \
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    with Server(binary) as server:
        for name in b"Content-Length", b"Content-Type":
            for blank in b" ", b"\t", b" \t ":
                refused_for_good(check, server, whole.replace(name, name + blank) + whole, 400, name, blank)
        refused_for_good(check, server, in_chunks.replace(b"Encoding:", b"Encoding :") + whole, 400, "encoding")
        refused_for_good(check, server, head(len(body), "X : 1") + body + whole, 400, "any header")
        # libmicrohttpd itself refuses a request without Host; 0.9.75 sends the head of that answer twice.
        for other in b"Host : localhost\r\n", b"":
            answer = server.raw(whole.replace(b"Host: localhost\r\n", other) + whole)
            check(answer.startswith(b"HTTP/1.1 400 ") and b"HTTP/1.1 200" not in answer, "no Host:", other, answer)
        for host in "Host: localhost", "host: other":
            refused_for_good(check, server, head(len(body), host) + body + whole, 400, "two", host)
        for encoding in b"gzip, chunked", b"identity", b"xchunked", b"chunked, identity", b"chunked;a", b"":
            refused_for_good(check, server, in_chunks.replace(b": chunked", b": " + encoding) + whole, 501, encoding)
        answer = server.raw(in_chunks.replace(b": chunked\r\n", b": ChunkeD\r\nConnection: close\r\n"))
        check(answer.startswith(b"HTTP/1.1 200 "), "ChunkeD:", answer)


def whole_urls(check, binary):
    """A target may be a whole URL; only its path counts."""
    with Server(binary) as server:
        for base in "http://localhost", server.url, "HTTP://pdp.example.com:80", "https://a":
            check.equal(server.ask(base + EVALUATION, PERMIT).status, 200, base, "status")
            check.equal(server.ask(base + METADATA, None, {}, "GET").status, 200, base, "metadata: status")
            check.equal(server.ask(base + EVALUATION + "/", PERMIT).status, 404, base, "another path: status")
        for target in "http://a", "http://" + EVALUATION, "ftp://a" + EVALUATION, "http:" + EVALUATION, "a" + EVALUATION:
            check.equal(server.ask(target, PERMIT).status, 404, target, "status")


def lengths(check, binary):
    """Where a body ends must be certain, or the connection ends."""
    body = json.dumps(PERMIT).encode()
    chunked = "Transfer-Encoding: chunked"
    again = head(len(body), "X-Request-ID: second") + body
    with Server(binary) as server:
        in_chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        for line, sent in (("Content-Length: %d" % len(body), body), ("Content-Length: 5", body), (chunked, in_chunks)):
            refused_for_good(check, server, head(len(body), line) + sent + again, 400, line)
        for length in "-1", "1x", "99999999999999999999999", "":
            answer = server.raw(head(0).replace(b": 0\r\n", b": %s\r\n" % length.encode()))
            check(b"200" not in answer[:12], length, answer)
        answer = server.ask(EVALUATION, iter([body[:7], body[7:]]), JSON_TYPE)
        check.equal(answer.json(), answer_of("rocky-mountain-high"), "chunked: answer")


def body_limit(check, binary):
    """A body that is announced too large is refused before it is sent; a chunked one at its end."""
    body = json.dumps(PERMIT).encode()
    with Server(binary, "--max-body", "1000") as server:
        check.equal(server.ask(EVALUATION, body.ljust(1000)).status, 200, "1000 bytes: status")
        answer = server.raw(head(1001, "X-Request-ID: big"))
        check(answer.startswith(b"HTTP/1.1 413 "), answer)
        check(b"\r\nX-Request-ID: big\r\n" in answer, "no request id:", answer)
        check(server.raw(head(10**15)).startswith(b"HTTP/1.1 413 "), "10^15 bytes")
        for length, status in (1000, 200), (1001, 413), (5000, 413):
            padded = body.ljust(length)
            pieces = iter([padded[i:i + 100] for i in range(0, length, 100)])
            check.equal(server.ask(EVALUATION, pieces).status, status, length, "in chunks: status")
        check.equal(server.ask(EVALUATION, body).status, 200, "afterwards: status")


def default_body_limit(check, binary):
    """Without --max-body, 256 KiB."""
    body = json.dumps(PERMIT).encode()
    with Server(binary) as server:
        check.equal(server.ask(EVALUATION, body.ljust(262144)).status, 200, "262144 bytes: status")
        check(server.raw(head(262145)).startswith(b"HTTP/1.1 413 "), "262145 bytes")


def large_answers(check, binary):
    """A batch is evaluated once, however long its answer: there is room for it without growing."""
    request = json.dumps({**PERMIT, "evaluations": [{}] * 1000}).encode()
    with Server(binary + "-failing", environment={"FAIL_GROWTH": "65536"}) as server:
        answer = server.ask(EVALUATIONS, request)
        check.equal(answer.status, 200, "status")
        check(len(answer.body) > 65536, "the answer is short:", len(answer.body))
        check.equal(answer.json()["evaluations"], [answer_of("rocky-mountain-high")] * 1000, "answer")


def inline_tenant(check, binary):
    """The server's tenant is the one that is asked: a request that brings its own is refused."""
    with Server(binary) as server:
        mine = {**PERMIT, "context": {**ROCKY, "tenant": {}}}
        answer = server.ask(EVALUATION, mine)
        check.equal(answer.status, 400, "status")
        check("/context/tenant" in answer.json(), answer.body)
        check.equal(server.ask(EVALUATIONS, {**mine, "evaluations": [{}]}).status, 400, "batch: status")
        answer = server.ask(EVALUATIONS, {**PERMIT, "evaluations": [{"context": mine["context"]}, {}]})
        check.equal([item["decision"] for item in answer.json()["evaluations"]], [False, True], "item: decisions")


def messages(check, binary):
    """A message is one JSON string, whatever the request holds."""
    with Server(binary) as server:
        for name in '"', "\\", "\u00e9" * 300, "\u20ac" * 200, "\n", "\u202e", "x" * 5000:
            request = {**PERMIT, "action": {"name": name}}
            answer = server.ask(EVALUATION, request)
            check.equal(answer.status, 400, repr(name[:5]), "status")
            check(isinstance(answer.json(), str), answer.body)
            # Duplicate names stand in the pointer of the message, which is cut too.
            twice = json.dumps(name, ensure_ascii=False).encode()
            answer = server.ask(EVALUATION, b"{%s:1,%s:2}" % (twice, twice) if name != "\n" else b'{"\\n":1,"\\n":1}')
            check.equal(answer.status, 400, repr(name[:5]), "twice: status")
            check(isinstance(answer.json(), str), answer.body)


def base_url(check, binary):
    """Behind a proxy: the metadata names its URL, and all paths are below that URL's."""
    with Server(binary, "--base-url", "https://pdp.example.com/tenant1/") as server:
        answer = server.ask(METADATA + "/tenant1", None, {}, "GET")
        check.equal(answer.status, 200, "metadata: status")
        check.equal(answer.json()["access_evaluation_endpoint"], "https://pdp.example.com/tenant1" + EVALUATION,
                    "access_evaluation_endpoint")
        check.equal(server.ask("/tenant1" + EVALUATION, PERMIT).status, 200, "status")
        for path in EVALUATION, "/tenant1", "/tenant1/tenant1" + EVALUATION, "/tenant2" + EVALUATION:
            check.equal(server.ask(path, PERMIT).status, 404, path, "status")
        check.equal(server.ask(METADATA, None, {}, "GET").status, 404, METADATA, "status")


def usage(check, binary):
    """A wrong command line is 2 and says what was expected."""
    def run(*arguments):
        return subprocess.run([binary, *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=WAIT_S)

    tenant = "--tenant", TRAVEL0
    for arguments, said in (
            ([], "--tenant FILE is needed"), (["--tenant"], "--tenant needs a value"),
            (["--port", "1"], "unknown option '--port'"), (["x\x1b[2J"], "unknown option 'x?[2J'"),
            ([*tenant, "--max-body", "0"], "expected a number from 1 to 67108864, found '0'"),
            ([*tenant, "--max-body", "99999999999999999999999"], "--max-body: expected a number"),
            ([*tenant, "--timeout", "1s"], "--timeout: expected a number from 1 to 3600, found '1s'"),
            ([*tenant, "--timeout", "-1"], "--timeout: expected a number"),
            ([*tenant, "--threads", ""], "--threads: expected a number"),
            ([*tenant, "--threads", "3", "--max-connections", "2"], "at least one for each of 3 threads, found 2"),
            ([*tenant, "--listen", "localhost"], "--listen: expected ADDRESS:PORT"),
            ([*tenant, "--listen", "127.0.0.1:"], "--listen: expected ADDRESS:PORT"),
            ([*tenant, "--listen", "127.0.0.1:65536"], "--listen: expected ADDRESS:PORT"),
            ([*tenant, "--listen", "::1:80"], "--listen: expected ADDRESS:PORT"),
            ([*tenant, "--listen", "[::1:80"], "--listen: expected ADDRESS:PORT"),
            ([*tenant, "--listen", "localhost:80"], "--listen: expected ADDRESS:PORT"),
            ([*tenant, "--base-url", "http://pdp.example.com"], "--base-url: "),
            ([*tenant, "--base-url", "https://a/b//"], "--base-url: expected a base URL with one slash"),
            ([*tenant, "--base-url", "https://a:65536"], "--base-url: expected a base URL with a host"),
            (["--tenant", "/nowhere.json"], "/nowhere.json: No such file or directory"),
            (["--tenant", "."], ".: "), (["--tenant", "README.md"], "README.md: offset ")):
        done = run(*arguments)
        check.equal(done.returncode, 2, arguments, "exit status")
        check.equal(done.stdout, b"", arguments, "standard output")
        check(said in done.stderr.decode(), arguments, done.stderr)
    done = run("--help")
    check.equal((done.returncode, done.stderr), (0, b""), "--help")
    check(done.stdout.startswith(b"usage: authzen-server"), done.stdout)
    check.equal(run("--version").returncode, 0, "--version: exit status")
    with open("/dev/full", "wb") as full:
        for arguments in ["--help"], [*tenant]:
            done = subprocess.run([binary, *arguments], stdout=full, stderr=subprocess.PIPE, timeout=WAIT_S)
            check.equal(done.returncode, 2, arguments, "to a full disk: exit status")
    few = "ulimit -n 100; exec \"$0\" \"$@\""
    done = subprocess.run(["sh", "-c", few, binary, *tenant, "--max-connections", "100"], capture_output=True,
                          timeout=WAIT_S)
    check.equal(done.returncode, 2, "too few descriptors: exit status")
    check("--max-connections 100 needs 132 file descriptors" in done.stderr.decode(), done.stderr)
    with Server(binary) as server:
        done = run(*tenant, "--listen", "127.0.0.1:%d" % server.port)
        check.equal(done.returncode, 2, "port in use: exit status")
        check("cannot listen on 127.0.0.1:%d: " % server.port in done.stderr.decode(), done.stderr)


def memory(check, binary):
    """The n-th allocation of a request fails, for every n: never a permission, and the next one is answered."""
    failing = binary + "-failing"
    answered = False
    for place in range(1, 500):
        with Server(failing, "--threads", "1", environment={"FAIL_ALLOCATION": str(place)}) as server:
            body = json.dumps(PERMIT).encode()
            answer = server.raw(head(len(body), "Connection: close") + body)
            answered = answer.startswith(b"HTTP/1.1 200 ")
            if answered:
                check(answer.endswith(json.dumps(answer_of("rocky-mountain-high"), separators=(",", ":")).encode()),
                      place, answer)
                break
            check(answer == b"" or answer.startswith(b"HTTP/1.1 500 ") and b"decision" not in answer, place, answer)
            check.equal(server.ask(EVALUATION, PERMIT).json(), answer_of("rocky-mountain-high"), place, "next answer")
    check(answered and place > 3, "allocations of a request:", place)


def readme(check, binary):
    """The README's request is answered as the README says."""
    with open("README.md", encoding="utf-8") as file:
        path, request, answer = re.search(
            r"^curl -s http://127\.0\.0\.1:8080(\S+) .*? -d '(.*?)'\n```\n\n```json\n(.*?)\n```", file.read(),
            re.DOTALL | re.MULTILINE).groups()
    with Server(binary) as server:
        check.equal(server.ask(path, request.encode()).body.decode(), answer, "the README's answer")


FRAME = readme, paths, headers, whole_urls, smuggling, lengths, body_limit, default_body_limit, large_answers, inline_tenant, messages, base_url, usage, memory
