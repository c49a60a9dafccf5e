"""As much of an object store that speaks S3 as it takes to put, find and get a file."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote, urlsplit


def without_chunks(body):
    """The content of a body in Amazon's own chunks (`<hex length>;…`), which has checksums after it."""
    content, rest = b"", body
    while rest:
        head, _, rest = rest.partition(b"\r\n")
        length = int(head.partition(b";")[0], 16)
        if not length:
            break
        content, rest = content + rest[:length], rest[length + 2 :]
    return content


class ObjectStore:
    """``with ObjectStore() as store``: runs at `store.url`; `objects` holds the content by ``/bucket/name``."""

    def __init__(self):
        self.objects = {}
        self.access_lists = set()
        store = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            @property
            def name(self):
                return unquote(urlsplit(self.path).path)

            def do_PUT(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if "aws-chunked" in self.headers.get("Content-Encoding", ""):
                    body = without_chunks(body)
                store.objects[self.name] = body
                store.access_lists.add(self.headers.get("x-amz-acl"))
                self.answer(200)

            def do_GET(self):
                body = store.objects.get(self.name)
                self.answer(404 if body is None else 200, body or b"")

            do_HEAD = do_GET

            def do_DELETE(self):
                store.objects.pop(self.name, None)
                self.answer(204)

            def answer(self, status, body=b""):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("ETag", '"none"')
                self.send_header("Last-Modified", "Tue, 03 Feb 2026 10:00:00 GMT")
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *exception):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
