"""Answers with some of their fields only: ``?fields=id,title``. What nobody asks for is not worked out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import StringConstraints, TypeAdapter

from ..kit.assembly import Renderer
from ..kit.parameters import Said
from ..kit.problems import invalid
from ..kit.queries import there_is_only

#: What `?fields=` may be: as many names as the largest shape has, and some more.
FieldNames = Annotated[
    str,
    StringConstraints(max_length=1000),
    Said(
        "Only these fields, separated by commas, such as `id,title,path`. The others are then left out, though the shape "
        "of the answer has them: what you do not ask for costs the server nothing. Of a list, the fields of each item; "
        "what says how many there are and where it goes on is always there."
    ),
]


class Asked:
    """The fields of an answer that somebody asks for: ``"title" in asked``."""

    def __init__(self, names: Iterable[str] | None = None) -> None:
        """`names` are those of the fields; None for all of them."""
        self.names = None if names is None else frozenset(names)

    def __contains__(self, name: str) -> bool:
        return self.names is None or name in self.names

    def any_of(self, *names: str) -> bool:
        return any(name in self for name in names)

    def with_needs(self, needs: Mapping[str, Sequence[str]]) -> "Asked":
        """These fields, and those that they are made of: `needs` has such names, by the field that is made of them."""
        if self.names is None:
            return self
        return Asked(self.names.union(*(needs.get(name, ()) for name in self.names)))

    def of(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """What is asked for of all that may be `told`."""
        return {name: told[name] for name in told if name in self}


EVERYTHING = Asked()


class Told(Mapping[str, Any]):
    """What may be told about one thing, by field. A value that costs something may be given as a function without arguments:
    it is called when somebody asks for it, once."""

    def __init__(self, *parts: Mapping[str, Any]) -> None:
        self._found: dict[str, Any] = {}
        for part in parts:
            self._found |= part._found if isinstance(part, Told) else part

    def __getitem__(self, name: str) -> Any:
        value = self._found[name]
        if isinstance(value, Callable):  # type: ignore[arg-type]  # a class at runtime, and a special form to mypy
            value = self._found[name] = value()
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def asked_for(fields: str, schema: type[Schema]) -> Asked:
    """What ``?fields=`` says about an answer, or the items of one, of the shape `schema`; raises `Refused` (422) for a name
    that it does not have, with those that there are."""
    names = {name for part in fields.split(",") if (name := part.strip())}
    if not names:
        return EVERYTHING
    if not names <= set(schema.model_fields):
        raise invalid([("fields", "not_a_choice", there_is_only(list(schema.model_fields)))])
    return Asked(names)


def send(request: HttpRequest, response: HttpResponse, found: Mapping[str, Any]) -> HttpResponse:
    """`response` with `found` as its JSON, for what has not the whole shape that its operation declares."""
    response.content = Renderer().render(request, found, response_status=response.status_code)
    return response


def as_far_as_told(schema: type[Schema], told: Mapping[str, Any]) -> dict[str, Any]:
    """`told`, some fields of a `schema`, each as that shape has it: checked, and ready to become JSON."""
    shapes = _shapes(schema)
    return {name: shapes[name].dump_python(shapes[name].validate_python(value)) for name, value in told.items()}


@cache
def _shapes(schema: type[Schema]) -> dict[str, TypeAdapter[Any]]:
    return {
        name: TypeAdapter(Annotated[(field.annotation, field, *field.metadata)])  # type: ignore[arg-type, valid-type]
        for name, field in schema.model_fields.items()
    }
