"""What in answers may grow or be left out: enumerations that may get more values without breaking a client that was made
for fewer, and fields that are there sometimes.

In the OpenAPI document such a field is one of the values that are known, which have a name as a schema of their own, or any
other text. Every generator takes that form (an enumeration alone makes strict clients refuse the whole answer for one new
value). What the server itself answers is one of those that are known all the same.
"""

from dataclasses import dataclass
from typing import Any

from pydantic import Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

#: What the document says of a field that may be left out, until it is finished.
SOMETIMES = "x-sometimes"


@dataclass(frozen=True)
class Open:
    """Marks a named type of text values as one that may get more:

    KnownDirection = TypeAliasType("KnownDirection", Annotated[Literal["ltr", "rtl"], Field(description="...")])
    Direction = Annotated[KnownDirection, Open()]
    """

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(core_schema), {"type": "string"}]}


def sometimes(description: str) -> Any:
    """For a field of an answer that is left out where there is nothing to say, and never null:
    ``token: Token | None = sometimes("...")``."""
    return Field(None, description=description, json_schema_extra=_left_out)


def _left_out(schema: dict[str, Any]) -> None:
    (there,) = [each for each in schema.pop("anyOf") if each != {"type": "null"}]
    schema |= {**there, SOMETIMES: True}
