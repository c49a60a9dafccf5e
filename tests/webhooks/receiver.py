"""Somebody else's server, in a thread, that keeps what it was sent."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Received:
    def __init__(self, path, headers, body):
        self.path, self.headers, self.body = path, headers, body


@contextmanager
def receiver(answers=None):
    """Yields the server: `url` is where it is, `received` what came. `answers` says what to answer on a path: a status,
    or a status and where to go instead; 204 on others."""
    answers = answers or {}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.received.append(Received(self.path, self.headers, body))
            answer = answers.get(self.path, 204)
            status, place = answer if isinstance(answer, tuple) else (answer, None)
            self.send_response(status)
            if place:
                self.send_header("Location", place)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.received = []
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
