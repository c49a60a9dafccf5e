"""What other apps know about pages (`coprod_wagtail.features.PageFact`), by name: in schemas, in answers and in ETags.

A name that no app declares stands for nothing: null in every answer, and no query.
"""

from dataclasses import dataclass

from django.utils.module_loading import import_string

from coprod_wagtail.features import page_facts


@dataclass(frozen=True)
class Fact:
    """Makes a field of a schema the fact of this name: ``conversation: Annotated[dict | None, Fact("conversation")]``."""

    name: str

    def __get_pydantic_core_schema__(self, source, handler):
        declared = page_facts().get(self.name)
        return handler(import_string(declared.schema) | None if declared else None)

    def __get_pydantic_json_schema__(self, core_schema, handler):
        schema, declared = handler(core_schema), page_facts().get(self.name)
        if declared:
            schema["description"] = declared.null_means
        return schema


def facts_about(pages, names, request) -> list[dict]:
    """For each of the pages the facts of these names; the queries do not grow with the pages."""
    declared = page_facts()
    found: list[dict] = [{} for _page in pages]
    for name in names:
        values = import_string(declared[name].values)(pages, request) if name in declared else [None] * len(pages)
        for about, value in zip(found, values, strict=True):
            about[name] = value
    return found


def version_of_facts(names) -> tuple[dict, list]:
    """What changes whenever one of these facts does about any page, and the next moments at which one does by itself. One
    query for each of them at most."""
    parts, changes, declared = {}, [], page_facts()
    for name in names:
        if name in declared:
            parts[name], moments = import_string(declared[name].version)()
            changes += moments
    return parts, changes


def changes_of_facts(told: list[dict]) -> list:
    """Moments at which the facts change by themselves that are `told` about pages; None among them for those not set."""
    changing = [fact for fact in page_facts().values() if fact.changes]
    return [
        about[fact.name][moment]
        for about in told
        for fact in changing
        if about.get(fact.name)
        for moment in fact.changes
    ]


def links_of_facts(names) -> dict:
    """Where these facts lead, as `leads_to` wants it."""
    declared = page_facts()
    return {
        operation: {parameter: f"$response.body#/{name}/{source}" for parameter, source in asked.items()}
        for name in names
        if name in declared
        for operation, asked in declared[name].links.items()
    }
