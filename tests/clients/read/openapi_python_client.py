"""Reads answers with what openapi-python-client makes."""

import json
from pathlib import Path

from made.openapi_python_client.models.conversation import Conversation
from made.openapi_python_client.models.heading_part import HeadingPart
from made.openapi_python_client.models.known_state import KnownState
from made.openapi_python_client.models.not_sent import NotSent
from made.openapi_python_client.models.other_part import OtherPart
from made.openapi_python_client.models.post import Post
from made.openapi_python_client.models.preview_of_other import PreviewOfOther
from made.openapi_python_client.types import Unset

answers = json.loads(Path("made/answers.json").read_text())
post = Post.from_dict(answers["Post"])
preview = PreviewOfOther.from_dict(answers["Preview"])
conversation = Conversation.from_dict(answers["Conversation"])
refused = NotSent.from_dict(answers["NotSent"])

heading, other = post.body
assert isinstance(heading, HeadingPart) and isinstance(other, OtherPart) and not isinstance(refused.token, Unset)
print(
    json.dumps(
        {
            "direction": post.direction,
            "precision": post.date_precision,
            "level": heading.value.level,
            "parts": [heading.value.text, other.name],
            "state": "known" if isinstance(conversation.state, KnownState) else conversation.state,
            "preview": preview.name,
            "token": refused.token.value,
        }
    )
)
