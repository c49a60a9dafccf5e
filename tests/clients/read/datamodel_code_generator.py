"""Reads answers with what datamodel-code-generator makes."""

import json
from pathlib import Path

from made.datamodel import Conversation, HeadingPart, KnownState, NotSent, OtherPart, Post, Preview, PreviewOfOther

answers = json.loads(Path("made/answers.json").read_text())
post = Post.model_validate(answers["Post"])
preview = Preview.model_validate(answers["Preview"]).root
conversation = Conversation.model_validate(answers["Conversation"])
refused = NotSent.model_validate(answers["NotSent"])

heading, other = (part.root for part in post.body)
assert isinstance(heading, HeadingPart) and isinstance(other, OtherPart)
assert isinstance(preview, PreviewOfOther) and refused.token
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
