"""What in the address of the list says which comments are in it, and in which order."""

from urllib.parse import urlencode

from django.http import QueryDict

#: Everything but what is searched for.
SAVED = (
    "status",
    "sign",
    "site",
    "section",
    "page",
    "language",
    "mine",
    "received_from",
    "received_to",
    "writer",
    "around",
    "ordering",
)
_KEPT = (*SAVED, "q")


def query_of(request) -> str:
    """What in the address of `request` says which list somebody has before them, from the question mark on; or nothing."""
    kept = written(request.GET, _KEPT)
    return f"?{kept}" if kept else ""


def written(asked: QueryDict, names=SAVED) -> str:
    """What of `asked` has one of these names, and says something, in their order."""
    return urlencode([(name, value) for name in names for value in asked.getlist(name) if value])
