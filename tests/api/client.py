"""What a front end does: GET and POST of JSON below the API's root."""

import json

from .conforming import ConformingClient

ROOT = "/api/coprod/v1/"


class ApiClient(ConformingClient):
    def read(self, path, /, *, headers=None, **query):
        return self._checked(self.get(ROOT + path, query, headers=headers))

    def write(self, path, data, *, headers=None, content_type="application/json", raw=None):
        body = json.dumps(data) if raw is None else raw
        return self._checked(self.post(ROOT + path, body, content_type=content_type, headers=headers or {}))

    def _checked(self, response):
        assert "Cookie" not in response.get("Vary", "")
        return response
