"""The document without what it leaves open: what the server itself answers is stricter than what clients are told."""


def strict(document):
    """A copy of `document`, an OpenAPI document, in which a field is one of the values that are known, and no other text."""
    if isinstance(document, list):
        return [strict(each) for each in document]
    if not isinstance(document, dict):
        return document
    found = {name: strict(each) for name, each in document.items()}
    options = found.get("anyOf", [])
    if any("/Known" in str(each.get("$ref")) for each in options):
        found["anyOf"] = [each for each in options if each != {"type": "string"}]
    return found
