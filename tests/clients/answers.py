"""Answers of a server that is newer than the clients: with values, parts, kinds, fields and codes that nobody knew of when
those were made. Everything else in them is as the examples in the document."""

import copy
import json
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs/reference/openapi.json"

#: What has to be understood of them.
UNDERSTOOD = {
    "direction": "from-above",
    "precision": "season",
    "level": "h4",
    "parts": ["Monday", "video"],
    "state": "slow",
    "preview": "event",
    "token": "12-499425.mR2v0rTqZbE",
}


def answers():
    schemas = json.loads(DOCUMENT.read_text())["components"]["schemas"]
    post, preview, other, conversation, refused = (
        copy.deepcopy(schemas[name]["examples"][0])
        for name in ("Post", "PreviewOfOther", "OtherPart", "Conversation", "NotSent")
    )
    heading = copy.deepcopy(schemas["HeadingPart"]["examples"][0])
    heading["value"]["level"] = UNDERSTOOD["level"]
    post |= {"direction": UNDERSTOOD["direction"], "date_precision": UNDERSTOOD["precision"], "mood": "cheerful"}
    post["body"] = [heading, {**other, "name": "video", "value": {"seconds": 40}}]
    post["conversation"]["state"] = UNDERSTOOD["state"]
    preview |= {"name": UNDERSTOOD["preview"]}
    preview["page"] |= {"place": "The hall", "direction": UNDERSTOOD["direction"]}
    conversation |= {"state": UNDERSTOOD["state"], "policy": "vote_first", "mood": "cheerful"}
    conversation["form"]["fields"][0]["type"] = "date"
    refused |= {"code": "too_cheerful", "mood": "cheerful"}
    return {"Post": post, "Preview": preview, "Conversation": conversation, "NotSent": refused}
