# SPDX-License-Identifier: MIT
"""Many clients, slow clients, reloads and the end."""
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import threading

from harness import (EVALUATION, PERMIT, TRAVEL0, WAIT_S, Server, answer_of, head, read_to_end, read_until)

BODY = json.dumps(PERMIT).encode()
CLIENTS = 4
REQUESTS = 500
RELOADS = 30


def readable(raw, wait):
    return bool(select.select([raw], [], [], wait)[0])


def trickled(server, start, byte):
    """Sends a byte now and then, until the server ends the connection; False when it never does."""
    with server.open(start) as raw:
        for _ in range(WAIT_S * 20):
            try:
                if readable(raw, 0.05):
                    return raw.recv(1) == b""
                raw.sendall(byte)
            except OSError:
                return True
    return False


def slow_clients(check, binary):
    """--timeout is for the whole request: bytes that drop in one by one do not begin it anew."""
    with Server(binary, "--timeout", "2") as server:
        check(trickled(server, b"", b"P"), "request line")
        check(trickled(server, b"POST /access/v1/evaluation HTTP/1.1\r\nX: ", b"x"), "header")
        check(trickled(server, head(100000), b" "), "body")
        with server.open() as silent:
            check(readable(silent, WAIT_S) and silent.recv(1) == b"", "nothing sent")
        with server.open(head(len(BODY)) + BODY) as kept:
            answer = read_to_end(kept)
            check(answer.startswith(b"HTTP/1.1 200 "), "between requests:", answer)
        check.equal(server.ask(EVALUATION, PERMIT).status, 200, "afterwards: status")


def time_to_send(check, binary):
    """A client that was silent for long has all its time again when its request begins."""
    with Server(binary, "--threads", "1", "--timeout", "3") as server, server.open() as late, server.open() as silent:
        readable(silent, 2)
        late.sendall(head(len(BODY), "Expect: 100-continue", "Connection: close"))
        check(read_until(late, b"\r\n\r\n").startswith(b"HTTP/1.1 100 "), "no 100 Continue")
        # Both connected at once: one without that time would have ended by now.
        check(readable(silent, WAIT_S) and silent.recv(1) == b"", "nothing sent")
        late.sendall(BODY)
        answer = read_to_end(late)
        check(answer.startswith(b"HTTP/1.1 200 "), "late:", answer)


def writer_of(fifo):
    """A writer, when there is a reader."""
    for _ in range(WAIT_S * 100):
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            select.select([], [], [], 0.01)
    raise OSError("nobody reads " + fifo)


def busy_server(check, binary):
    """While the server is busy with another request, the time of those that wait for it does not run out."""
    with tempfile.TemporaryDirectory() as directory:
        fifo = os.path.join(directory, "fifo")
        os.mkfifo(fifo)
        # Two requests and a body are kept; the fourth allocation is for an answer.
        stall = {"STALL_ALLOCATION": "4", "STALL_AT": fifo}
        with Server(binary + "-failing", "--threads", "1", "--timeout", "2", environment=stall) as server:
            with server.open(head(len(BODY), "Expect: 100-continue", "Connection: close")) as waiting:
                check(read_until(waiting, b"\r\n\r\n").startswith(b"HTTP/1.1 100 "), "no 100 Continue")
                with server.open(head(len(BODY), "Connection: close") + BODY) as slow:
                    writer = writer_of(fifo)
                    waiting.sendall(BODY)
                    check(not readable(waiting, 4), "ended unanswered")
                    os.close(writer)
                    for name, raw in ("slow", slow), ("waiting", waiting):
                        answer = read_to_end(raw)
                        check(answer.startswith(b"HTTP/1.1 200 "), name, answer)


def connection_limit(check, binary):
    """Connections over --max-connections wait, and are served when others have ended."""
    with Server(binary, "--max-connections", "4", "--threads", "2") as server:
        directory = "/proc/%d/fd" % server.process.pid
        before = len(os.listdir(directory))
        waiting = [server.open(head(len(BODY), "Expect: 100-continue", "Connection: close")) for _ in range(12)]
        taken = 0
        while waiting:
            ready = select.select(waiting, [], [], WAIT_S)[0]
            check(ready, "nobody is served of", len(waiting))
            check(len(os.listdir(directory)) <= before + 4, "connections open:", len(os.listdir(directory)) - before)
            if not ready:
                break
            for raw in ready:
                check(read_until(raw, b"\r\n\r\n").startswith(b"HTTP/1.1 100 "), "no 100 Continue")
            check(len(ready) <= 4, "served at once:", len(ready))
            for raw in ready:
                raw.sendall(BODY)
                taken += read_to_end(raw).startswith(b"HTTP/1.1 200 ")
                raw.close()
                waiting.remove(raw)
        check.equal(taken, 12, "answered")
        for raw in waiting:
            raw.close()


class Client(threading.Thread):
    """Asks until `enough` is set, and at least REQUESTS times; keeps what was not one of the answers."""

    def __init__(self, server, answers, keep_alive, enough):
        super().__init__()
        self.server = server
        self.answers = answers
        self.keep_alive = keep_alive
        self.enough = enough
        self.asked = 0
        self.wrong = []

    def run(self):
        try:
            connection = self.server.connect() if self.keep_alive else None
            while (self.asked < REQUESTS or not self.enough.is_set()) and not self.wrong:
                answer = self.server.ask(EVALUATION, PERMIT, connection=connection)
                self.asked += 1
                if answer.status != 200 or answer.json() not in self.answers:
                    self.wrong.append((answer.status, answer.body))
            if connection:
                connection.close()
        except Exception as problem:  # a dropped request is what this is about
            self.wrong.append(repr(problem))


def put(path, data):
    """Replaces a file in one step."""
    with open(path + ".new", "wb") as file:
        file.write(data)
    os.replace(path + ".new", path)


def reload(check, binary):
    """SIGHUP under load: two tenants and a broken one in turn; every request gets an answer of one of the two."""
    with open(TRAVEL0, "rb") as file:
        first = file.read()
    second = first.replace(b'"rocky-mountain-high"', b'"rocky-mountain-low"')
    versions = (first, "rocky-mountain-high"), (second, "rocky-mountain-low"), (second[:-9], "rocky-mountain-low")
    enough = threading.Event()
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "tenant.json")
        put(path, first)
        with Server(binary, tenant=path) as server:
            answers = [answer_of(name) for _, name in versions[:2]]
            clients = [Client(server, answers, number % 2 == 0, enough) for number in range(CLIENTS)]
            for client in clients:
                client.start()
            for count in range(RELOADS):
                data, name = versions[count % 3]
                put(path, data)
                server.signal(signal.SIGHUP)
                done = count + 1 - (count + 1) // 3
                if not (server.await_errors(done, "loaded again") and
                        server.await_errors((count + 1) // 3, "the tenant stays as it was")):
                    check(False, "reload", count, "is not told of:", server.errors()[-300:])
                    break
                check.equal(server.ask(EVALUATION, PERMIT).json(), answer_of(name), "after a reload the answer")
            # Signals that pile up, with nobody waiting for the reload.
            for count in range(RELOADS):
                put(path, versions[count % 3][0])
                server.signal(signal.SIGHUP)
            enough.set()
            for client in clients:
                client.join()
                check(client.asked >= REQUESTS and not client.wrong, client.asked, "asked, wrong:", client.wrong)
            check("%s: offset " % path in server.errors(), "why not:", server.errors()[-300:])
            os.remove(path)
            broken = server.errors().count("the tenant stays as it was")
            server.signal(signal.SIGHUP)
            check(server.await_errors(broken + 1, "the tenant stays as it was"), "a file that is gone")
            check.equal(server.ask(EVALUATION, PERMIT).status, 200, "without a file: status")
        check.equal(server.process.returncode, 0, "exit status")


def no_file(check, binary):
    """A tenant that is no regular file is refused and not waited for: the old one answers, slow clients are cut."""
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "tenant.json")
        shutil.copy(TRAVEL0, path)
        with Server(binary, "--timeout", "1", tenant=path) as server:
            for count, make in enumerate((os.mkfifo, os.mkdir, lambda path: os.symlink("/dev/zero", path)), 1):
                os.rename(path, path + str(count))
                make(path)
                server.signal(signal.SIGHUP)
                check(server.await_errors(count, "%s: expected a regular file" % path), count, server.errors())
                check(server.await_errors(count, "the tenant stays as it was"), count, server.errors())
                check.equal(server.ask(EVALUATION, PERMIT).json(), answer_of("rocky-mountain-high"), count, "answer")
                with server.open() as silent:
                    check(readable(silent, WAIT_S) and silent.recv(1) == b"", count, "nothing sent")
            server.signal(signal.SIGTERM)
            check.equal(server.wait(), 0, "exit status")
        os.rename(path + "2", path + ".fifo")
        done = subprocess.run([binary, "--tenant", path + ".fifo"], capture_output=True, timeout=WAIT_S)
        check.equal(done.returncode, 2, "a FIFO at the start: exit status")
        check(b"tenant.json.fifo: expected a regular file" in done.stderr, done.stderr)


def refuses_connections(server):
    for _ in range(WAIT_S * 100):
        try:
            server.open().close()
        except ConnectionRefusedError:
            return True
        except ConnectionResetError:
            pass
        select.select([], [], [], 0.01)
    return False


def end(check, binary):
    """SIGTERM and SIGINT: what has begun is answered, nothing new is taken, nobody who is idle is waited for."""
    for number in signal.SIGTERM, signal.SIGINT:
        with Server(binary, "--timeout", "3600") as server:
            idle = server.connect()
            check.equal(server.ask(EVALUATION, PERMIT, connection=idle).status, 200, "status")
            silent = server.open()
            begun = server.open(head(len(BODY), "Expect: 100-continue"))
            check(read_until(begun, b"\r\n\r\n").startswith(b"HTTP/1.1 100 "), "no 100 Continue")
            begun.sendall(BODY[:20])
            server.signal(number)
            check(refuses_connections(server), "new connections are taken")
            check.equal(silent.recv(1), b"", "idle")
            check.equal(server.process.poll(), None, "ended before the answer:")
            begun.sendall(BODY[20:])
            answer = read_to_end(begun)
            check(answer.startswith(b"HTTP/1.1 200 ") and b'"decision":true' in answer, answer)
            check(b"\r\nConnection: close\r\n" in answer, answer)
            check.equal(server.wait(), 0, number, "exit status")
            for raw in silent, begun, idle:
                raw.close()
    with Server(binary, "--timeout", "3600") as server:
        with server.open(head(len(BODY), "Expect: 100-continue")) as stuck:
            read_until(stuck, b"\r\n\r\n")
            server.signal(signal.SIGTERM)
            check(refuses_connections(server), "new connections are taken")
            server.signal(signal.SIGTERM)
            check.equal(server.wait(), 0, "a second SIGTERM: exit status")
            check.equal(read_to_end(stuck), b"", "a second SIGTERM")
    with Server(binary, "--timeout", "1") as server:
        with server.open(head(len(BODY), "Expect: 100-continue")) as stuck:
            read_until(stuck, b"\r\n\r\n")
            server.signal(signal.SIGTERM)
            check.equal(server.wait(), 0, "a client that never ends: exit status")


LIFECYCLE = slow_clients, time_to_send, busy_server, connection_limit, reload, no_file, end
