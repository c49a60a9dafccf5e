"""One total deadline for a try, whatever the other side thinks of to make it last, or to fill our memory."""

import gzip
import socket
import time
import tracemalloc
from contextlib import contextmanager, suppress
from functools import partial
from threading import Event, Thread

import pytest

from coprod_wagtail.outbox import deadline as deadlines
from coprod_wagtail.outbox.constants import Problem
from coprod_wagtail.outbox.deadline import Deadline, DeadlineExceeded, within
from coprod_wagtail.outbox.http import post

pytestmark = pytest.mark.usefixtures("allowed")

SECONDS = 1


@contextmanager
def raw_server(talk):
    """Yields the port of a server that takes one connection after another and does `talk(socket, over)` on it."""
    over, threads = Event(), []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def converse(taken):
            with taken, suppress(OSError):  # the other side has had enough
                talk(taken, over)

        def serve():
            while True:
                try:
                    taken, _address = listening.accept()
                except OSError:
                    return
                threads.append(Thread(target=converse, args=[taken], daemon=True))
                threads[-1].start()

        accepting = Thread(target=serve, daemon=True)
        accepting.start()
        try:
            yield listening.getsockname()[1]
        finally:
            over.set()
            listening.shutdown(socket.SHUT_RDWR)
            accepting.join()
            for thread in threads:
                thread.join(5)


def says_nothing(taken, over):
    over.wait(30)


def drips_headers(taken, over):
    taken.sendall(b"HTTP/1.1 200 OK\r\n")
    while not over.wait(0.2):
        taken.sendall(b"X-Drip: drip\r\n")


def drips_a_line(taken, over):
    while not over.wait(0.2):
        taken.sendall(b"H")


def continues_for_ever(taken, over):
    while not over.wait(0.05):
        taken.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("talk", [says_nothing, drips_headers, drips_a_line, continues_for_ever])
def test_whatever_the_other_side_does(talk, scheme):
    with raw_server(talk) as port:
        began = time.monotonic()
        try:
            answer = within(Deadline(SECONDS), partial(post, f"{scheme}://127.0.0.1:{port}/", b"{}", {}))
        except DeadlineExceeded:
            answer = None
        assert time.monotonic() - began < SECONDS + 5  # each of these goes on for ever; a busy machine does not
        # The socket may have had enough a moment before us; and over TLS, some of it is no greeting at all.
        assert answer in {None, (None, Problem.NO_ANSWER), (None, Problem.TLS)}


def test_the_thread_that_was_given_up_on_ends():
    threads = []

    def noted(deadline):
        threads.append(deadlines.current_thread())
        return post(f"http://127.0.0.1:{port}/", b"{}", {}, deadline)

    with raw_server(drips_headers) as port, pytest.raises(DeadlineExceeded):
        within(Deadline(0.3), noted)
    threads[0].join(5)
    assert not threads[0].is_alive()


def test_a_name_server_that_takes_its_time(monkeypatch):
    over = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: over.wait(20) or [])
    began = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        within(Deadline(0.3), partial(post, "http://slow.example/", b"{}", {}))
    over.set()
    assert time.monotonic() - began < 2


@pytest.mark.sampled
@pytest.mark.parametrize("status", [200, 302, 307, 500])
def test_a_body_is_neither_read_nor_unpacked(status):
    bomb = gzip.compress(bytes(60_000_000))

    def sends_a_bomb(taken, over):
        head = f"HTTP/1.1 {status} Well\r\nContent-Encoding: gzip\r\nLocation: /\r\nContent-Length: {len(bomb)}\r\n\r\n"
        taken.sendall(head.encode() + bomb)
        over.wait(5)

    with raw_server(sends_a_bomb) as port:
        tracemalloc.start()
        answer, problem = within(Deadline(5), partial(post, f"http://127.0.0.1:{port}/", b"{}", {}))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert answer == status
    assert most < 5_000_000


def test_not_even_a_head_without_end_is_kept():
    def talks_on(taken, over):
        taken.sendall(b"HTTP/1.1 200 OK\r\n")
        while not over.is_set():
            taken.sendall(b"X-More: " + b"x" * 60_000 + b"\r\n")

    with raw_server(talks_on) as port:
        assert within(Deadline(5), partial(post, f"http://127.0.0.1:{port}/", b"{}", {})) == (None, Problem.NO_ANSWER)


def test_what_comes_back_or_is_raised_in_time_is_passed_on():
    assert within(Deadline(5), lambda deadline: 12) == 12
    with pytest.raises(LookupError):
        within(Deadline(5), lambda deadline: {}["missing"])


def test_there_is_something_to_do_meanwhile():
    calls = []
    within(Deadline(5), lambda deadline: time.sleep(0.7), lambda: calls.append(1))
    assert 1 <= len(calls) <= 4


def test_only_so_many_threads_are_left_behind(monkeypatch):
    monkeypatch.setattr(deadlines, "MOST_LEFT_BEHIND", 2)
    monkeypatch.setattr(deadlines, "_left_behind", [])
    over, begun = Event(), []
    for _one in range(4):
        with pytest.raises(DeadlineExceeded):
            within(Deadline(0.05), lambda deadline: begun.append(1) or over.wait(20))
    assert len(begun) == 2
    over.set()
    for thread in deadlines._left_behind:
        thread.join(5)
    assert within(Deadline(5), lambda deadline: 12) == 12
