"""What in one OpenAPI document breaks programs that were written for another.

    breaks(old, new)  ->  ["list_comments 200 $.items[].body: is no longer there", ...]

The promise (docs/reference/api.md): who follows the old document, and passes over what they do not know, gets along with
the new one. So an answer may get more fields, more values in an enumeration and more kinds in a union with a
discriminator; a request may get more that can be left out. What is not known to be harmless counts as a break.
"""

import json


def breaks(old, new):
    """One line for each break, the id of the operation first; none where everything that was promised still holds."""
    return list(_Comparison(old, new).lines())


class _Comparison:
    def __init__(self, old, new):
        self.old, self.new = old, new
        self.seen = set()

    def lines(self):
        for name in self.old["components"]["schemas"]:
            if name not in self.new["components"]["schemas"]:
                yield f"schema {name}: is no longer there"
        for path, methods in self.old["paths"].items():
            for method, before in methods.items():
                where = before["operationId"]
                after = self.new["paths"].get(path, {}).get(method)
                if after is None:
                    yield f"{where}: {method.upper()} {path} is no longer there"
                    continue
                if after["operationId"] != where:
                    yield f"{where}: is called {after['operationId']} now"
                yield from self.parameters(where, before, after)
                yield from self.body(f"{where} body", before.get("requestBody"), after.get("requestBody"))
                yield from self.responses(where, before["responses"], after["responses"])
        yield from self.webhooks(self.old.get("webhooks", {}), self.new.get("webhooks", {}))

    def webhooks(self, old, new):
        """What a message says can be read as before: in one's own messages, it is we who answer."""
        for name, methods in old.items():
            if name not in new:
                yield f"webhook {name}: is no longer sent"
                continue
            before, after = methods["post"], new[name]["post"]
            headers = {each["name"] for each in after.get("parameters", [])}
            for each in before.get("parameters", []):
                if each["name"] not in headers:
                    yield f"webhook {name} header {each['name']}: is no longer there"
            bodies = (each["requestBody"]["content"] for each in (before, after))
            yield from self.contents(f"webhook {name}", *bodies, self.answer)

    def parameters(self, where, old, new):
        olds, news = (
            {f"{where} {each['in']} {each['name']}": each for each in operation.get("parameters", [])}
            for operation in (old, new)
        )
        for place, before in olds.items():
            after = news.get(place)
            if after is None:
                yield f"{place}: is no longer there"
                continue
            if after.get("required") and not before.get("required"):
                yield f"{place}: is required now"
            yield from self.request(place, before["schema"], after["schema"])
        for place in news.keys() - olds.keys():
            if news[place].get("required"):
                yield f"{place}: is new, and required"

    def body(self, where, old, new):
        if new is None:
            if old is not None:
                yield f"{where}: is no longer there"
        elif new.get("required") and not (old or {}).get("required"):
            yield f"{where}: is required now"
        if old and new:
            yield from self.contents(where, old["content"], new["content"], self.request)

    def responses(self, where, old, new):
        for status, before in old.items():
            place = f"{where} {status}"
            if status not in new:
                yield f"{place}: is no longer there"
                continue
            for name in before.get("headers", {}):
                if name not in new[status].get("headers", {}):
                    yield f"{place} header {name}: is no longer there"
            yield from self.contents(place, before.get("content", {}), new[status].get("content", {}), self.answer)
        for status in new:
            if status not in old and int(status) < 400:
                yield f"{where} {status}: is new, and no error"

    def contents(self, where, old, new, compare):
        for media_type, content in old.items():
            if media_type in new:
                yield from compare(f"{where} $", content["schema"], new[media_type]["schema"])
            else:
                yield f"{where}: is no longer {media_type}"

    def request(self, where, old, new):
        """Whatever could be sent can be sent, and means the same."""
        olds, news = _kinds(old, self.old), _kinds(new, self.new)
        if "anything" in news:
            return
        for kind, before in olds.items():
            after = news.get(kind) or (news.get("number") if kind == "integer" else None)
            if after is None:
                yield f"{where}: {kind} is not taken any more"
                continue
            yield from _narrower(where, before, after)
            if self.is_news(self.request, before, after):
                properties = before.get("properties", {})
                yield from (
                    f"{where}.{name}: is no longer there" for name in properties if name not in after["properties"]
                )
                required = [name for name in after.get("required", []) if name not in before.get("required", [])]
                yield from (f"{where}.{name}: is required now" for name in required)
                yield from self.inside(where, before, after, self.request)

    def answer(self, where, old, new):
        """Whatever could be read can be read, and there is nothing that nobody was told to expect."""
        olds, news = _kinds(old, self.old), _kinds(new, self.new)
        if "anything" in olds:
            return
        for kind, after in news.items():
            before = olds.get(kind) or (olds.get("number") if kind == "integer" else None)
            if before is None:
                # A kind that says what it is can be passed over.
                if not (after.get("tagged") and any(each.get("tagged") for each in olds.values())):
                    yield f"{where}: can be {kind} now"
                continue
            yield from _wider(where, kind, before, after)
            if self.is_news(self.answer, before, after):
                for name in before.get("properties", {}):
                    if name not in after.get("properties", {}):
                        yield f"{where}.{name}: is no longer there"
                    elif name in before.get("required", []) and name not in after.get("required", []):
                        yield f"{where}.{name}: can be left out now"
                yield from self.inside(where, before, after, self.answer)

    def is_news(self, compare, old, new):
        """Whether these two were not compared before. A schema can hold itself, and many operations the same one."""
        key = (compare.__name__, json.dumps([old, new], sort_keys=True))
        return key not in self.seen and not self.seen.add(key)

    def inside(self, where, old, new, compare):
        for name, before in old.get("properties", {}).items():
            if name in new.get("properties", {}):
                yield from compare(f"{where}.{name}", before, new["properties"][name])
        if "items" in old:
            yield from compare(f"{where}[]", old["items"], new.get("items", {}))
        if isinstance(old.get("additionalProperties"), dict):
            yield from compare(f"{where}.*", old["additionalProperties"], new.get("additionalProperties", {}))


#: Whether a new limit lets through less than an old one.
_LESS = dict.fromkeys(["minimum", "exclusiveMinimum", "minLength", "minItems"], lambda new, old: new > old)
_LESS |= dict.fromkeys(["maximum", "exclusiveMaximum", "maxLength", "maxItems"], lambda new, old: new < old)


def _narrower(where, old, new):
    """What can be sent no longer, or means something else, of one kind of value."""
    if "enum" in new:
        gone = [value for value in old.get("enum", []) if value not in new["enum"]]
        if gone or "enum" not in old:
            yield f"{where}: takes nothing but {new['enum']} now"
    for name, is_less in _LESS.items():
        if name in new and (name not in old or is_less(new[name], old[name])):
            yield f"{where}: {name} is {new[name]} now"
    for name in ("pattern", "format", "multipleOf"):
        if new.get(name) not in (None, old.get(name)):
            yield f"{where}: {name} is {new[name]} now"
    if new.get("additionalProperties") is False and old.get("additionalProperties") is not False:
        yield f"{where}: takes no other fields now"
    if old.get("default") != new.get("default"):
        yield f"{where}: left out, it means {json.dumps(new.get('default'))} now"


def _wider(where, kind, old, new):
    """What nobody was told to expect of one kind of value."""
    if "enum" in old and "enum" not in new:
        yield f"{where}: can be any {kind} now"
    if old.get("format") not in (None, new.get("format")):
        yield f"{where}: is not written as {old['format']} any more"


def _kinds(schema, document):
    """What a value may be, by kind: the types of JSON; and where there are several objects, by what tells them apart."""
    whole = _resolved(schema, document)
    parts = whole.get("anyOf") or whole.get("oneOf")
    if not parts:
        types = whole.get("type", "anything")
        return dict.fromkeys([types] if isinstance(types, str) else types, whole)
    tag = whole.get("discriminator", {}).get("propertyName")
    found, objects = {}, []
    for part in parts:
        for kind, each in _kinds(part, document).items():
            each = {"default": whole["default"], **each} if "default" in whole else each
            if kind == "object":
                objects.append(each)
            else:
                found[kind] = each
    for each in objects:
        said = _resolved(each.get("properties", {}).get(tag, {}), document).get("enum")
        if said:
            found[str(said[0])] = {**each, "tagged": True}
        else:
            found[each.get("named", "object") if len(objects) > 1 else "object"] = each
    return found


def _resolved(schema, document):
    """The schema itself, without references, and with all its parts put together."""
    found = dict(schema)
    parts = found.pop("allOf", [])
    if "$ref" in found:
        name = found.pop("$ref").rpartition("/")[2]
        parts = [document["components"]["schemas"][name], *parts]
        found["named"] = name
    for part in parts:
        part = _resolved(part, document)
        both = {"properties": part.get("properties", {}) | found.get("properties", {})}
        both["required"] = [*part.get("required", []), *found.get("required", [])]
        found = {**part, **found, **({name: value for name, value in both.items() if value})}
    if "const" in found:
        found["enum"] = [found.pop("const")]
    # What is said for people breaks no program.
    return {name: value for name, value in found.items() if name not in {"description", "examples", "title"}}
