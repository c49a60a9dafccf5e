"""What the client of the bench may ask for with a header. Requests without one pass straight through."""

from django.conf import settings
from django.db import connection

from .rows import ANEW, QUERIES


def bench(get_response):
    """With ANEW the list of comments is not taken from the cache; with QUERIES the answer says how many there were.

    For one sync worker only: settings change under the request.
    """
    kept = settings.COPROD_WAGTAIL
    anew = {**kept, "CACHE": "nothing"}

    def middleware(request):
        if ANEW in request.headers:
            settings.COPROD_WAGTAIL = anew
        try:
            return count(request) if QUERIES in request.headers else get_response(request)
        finally:
            settings.COPROD_WAGTAIL = kept

    def count(request):
        asked = []

        def note(execute, sql, params, many, context):
            asked.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            response = get_response(request)
        response[QUERIES] = str(len(asked))
        return response

    return middleware
