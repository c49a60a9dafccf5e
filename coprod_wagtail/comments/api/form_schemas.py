"""The shapes of the form in JSON: its fields, and every word around it."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from .known import DetailKind, FieldType, QuestionCode


class FormField(Schema):
    """A field of the form, in the order in which fields are drawn."""

    name: str = Field(description="To send it under.", examples=["body"])
    label: str = Field(examples=["Your comment"])
    hint: str = Field("", description="To show with the label; may be empty.", examples=["Up to 5,000 characters."])
    type: FieldType
    required: bool
    max_length: int | None = Field(None, description="In characters, a line break counting as one.", examples=[5000])
    folded_under: str = Field(
        "",
        description="What opens the field, where most people have no need of it; empty for one that is in sight.",
        examples=["Could your words upset someone?"],
    )
    autocomplete: str = Field(
        "", description="For the HTML attribute of this name (WCAG 1.3.5).", examples=["nickname"]
    )
    value: str = Field(
        "", description="What to send back unchanged, for hidden fields.", examples=["12-499413.pXn5QyqVtq0"]
    )


class ThanksTexts(Schema):
    """Words around the answer to a comment that was sent."""

    standing_title: str = Field(description="Above the `lines` of the answer.", examples=["Where it stands"])
    see_it: str = Field(description="For a link to the comment, where it is `visible`.", examples=["See your comment"])
    number: str = Field(description="Above the comment's `id`.", examples=["The number of your comment"])
    passphrase: str = Field(description="Above the `passphrase` of the answer.", examples=["Your four words"])
    keep_passphrase: str = Field(
        description="What number and words are for.", examples=["They bring you back from any phone or computer."]
    )
    keep: str = Field(
        description="What its private page is for.", examples=["Your comment has a page of its own. Keep its address."]
    )
    private_page: str = Field(
        description="For a link to that page, the answer's `url`.", examples=["The page of your comment"]
    )
    shared_computer: str = Field(
        description="For people who are not at a computer of their own.",
        examples=["On a shared computer, close this page when you leave."],
    )
    another: str = Field(description="For what brings the form back.", examples=["Write another comment"])


class FormTexts(Schema):
    """Every word around the form."""

    title: str = Field(description="Above the form.", examples=["Say what you think"])
    promise: str = Field(
        description="When a comment shows, and by when somebody has read it.",
        examples=["Somebody reads it before it shows."],
    )
    reading_times: list[str] = Field(
        description="When comments are read, one sentence each. Fold them together with the rest of `privacy_lines`, above it.",
        examples=[["We read comments Monday to Friday. You can send one at any time."]],
    )
    privacy_lines: list[str] = Field(
        description="What happens to people's words and address, one paragraph each. The first is to be in sight; fold the rest.",
        examples=[["Everybody can read your words and your name.", "We do not show your e-mail address."]],
    )
    privacy_title: str = Field(description="For a link to `privacy_url`.", examples=["Privacy"])
    privacy_url: str | None = Field(
        description="Null where the site names no page about it.", examples=["https://www.example.org/privacy/"]
    )
    privacy_html: list[str] = Field(
        description="The same as `privacy_lines` as safe HTML, with numbers that a phone can ring.",
        examples=[["<p>Everyone can see your words and the name you choose.</p>"]],
    )
    house_rules_title: str = Field(examples=["House rules"])
    house_rules: list[str] = Field(
        description="One paragraph each, what younger people should do with them; none where the site has no rules.",
        examples=[["Be kind."]],
    )
    house_rules_html: list[str] = Field(
        description="The same as safe HTML, with numbers that a phone can ring.", examples=[["<p>Be kind.</p>"]]
    )
    help_title: str = Field(
        description="For what opens to show `help_lines`, below the form.", examples=["Help, and other ways to comment"]
    )
    help_lines: list[str] = Field(
        description="Where to find help at once, how else people can comment, and where they ask for another format: one paragraph each.",
        examples=[["In an emergency ring 999."]],
    )
    help_html: list[str] = Field(
        description="The same as safe HTML, with numbers that a phone can ring.",
        examples=[['<p>In an emergency ring <a href="tel:999">999</a>.</p>']],
    )
    closes: str = Field(
        description="Until when people can write; empty where no end is set.",
        examples=["You can write until 1 June 2026."],
    )
    question: str = Field(
        description="What the page asks its readers; may be empty.", examples=["What would bring you in?"]
    )
    error_title: str = Field(description="Above a list of what has to be mended.", examples=["There is a problem"])
    button: str = Field(examples=["Send"])
    trap_label: str = Field(
        description="For the field named by `trap`, should somebody meet it.", examples=["Leave this field empty"]
    )
    what_happens_title: str = Field(
        description="For what opens to show `reading_times`, and `privacy_lines` but for the first.",
        examples=["What happens to your words"],
    )
    read_whole: str = Field(
        description="For a link under the first words of a long comment that the form answers.",
        examples=["Read the whole comment"],
    )
    characters_left: str = Field(
        description="While somebody writes; put the number in place of `{count}`.",
        examples=["Characters left: {count}"],
    )
    characters_over: str = Field(
        description="The same once there are too many.", examples=["Characters too many: {count}"]
    )
    keep_words: str = Field(
        description="For a tick box that keeps what is typed on the reader's device. Never keep it unasked.",
        examples=["Keep what I have written on this device"],
    )
    keep_words_hint: str = Field(
        description="With it: what that means.", examples=["Then it survives if this page is loaded again."]
    )
    keep_clear: str = Field(
        description="For a button that clears what is kept and takes the tick away.", examples=["Clear what is kept"]
    )
    keep_cleared: str = Field(description="Once it is pressed.", examples=["Nothing is kept on this device now."])
    preview: str = Field(
        description="For a button beside the other one, which asks `comments/preview/`.",
        examples=["See how it will look"],
    )
    check_title: str = Field(
        description="Above a preview, and above what is asked before a comment is sent.",
        examples=["Check before you send"],
    )
    how_it_looks: str = Field(description="Above the comment there.", examples=["This is how it will look"])
    change_it: str = Field(description="For a button that leads back to the form.", examples=["Change it"])
    send_as_it_is: str = Field(
        description="For `button`, where something looks private.", examples=["Send it as it is"]
    )
    looks_private: str = Field(description="Above the `found` of a question.", examples=["We are asking about this:"])
    helped_title: str = Field(
        description="For what opens to show the two tick boxes for help.", examples=["Did someone help you write this?"]
    )
    helped: str = Field(
        description="For a tick box that is sent as `helped`.", examples=["Someone helped me write this"]
    )
    helped_hint: str = Field(description="With it: who is told.", examples=["Only the people who read comments know."])
    helped_shown: str = Field(
        description="For a tick box that is sent as `helped_shown`.", examples=["Show it on the page"]
    )
    one_thing: str = Field(
        description="For a link to `steps_url`, unless you draw the form in steps yourself.",
        examples=["One thing at a time"],
    )
    steps_url: str | None = Field(
        description="The same form in three steps, as a page of this server.",
        examples=["https://www.example.org/comments/12/steps/"],
    )
    new_tab: str = Field(
        description="Behind the words of these two links, which had better open in a tab of their own: then what is typed in "
        "the form stays.",
        examples=["(opens in a new tab)"],
    )
    sheet: str = Field(description="For a link to `sheet_url`.", examples=["A sheet to print and write on"])
    sheet_url: str | None = Field(
        description="A page to print, for comments by hand.", examples=["https://www.example.org/comments/12/sheet/"]
    )
    own_comment: str = Field(
        description="For a link from there to the form that answers nobody.", examples=["Write a comment of your own"]
    )
    urgent_help: str = Field(
        description="Where to find help at once; may be empty.", examples=["In an emergency ring 999."]
    )
    sending: str = Field(description="While the answer is awaited.", examples=["Sending…"])
    not_sent: str = Field(
        description="When no answer of ours came back: no network, or an error on the way.",
        examples=["We could not send your comment. Please press Send again."],
    )
    follow_not_sent: str = Field(
        description="When no answer came to what was asked of `follow/`.", examples=["Please press the button again."]
    )
    cannot_send: str = Field(
        description="In place of the form where it could not be sent: on a page of an origin that is not in "
        "`ALLOWED_ORIGINS`, or of none. An `OPTIONS` request to `comments/` tells a browser, by CORS.",
        examples=["You can read the comments here, but you cannot write one from here."],
    )
    write_there: str = Field(
        description="With it, for a link to the form on the page's own `url`.", examples=["Write a comment there"]
    )
    try_again_in: str = Field(
        description="Where there is a `Retry-After`: put it in words in place of `{time}`.",
        examples=["You can press Send again in {time}."],
    )
    thanks: ThanksTexts


class CommentForm(Schema):
    """All that is needed to draw the form."""

    fields: list[FormField]
    trap: str = Field(
        description="Name of a text field that people must not see or fill in; send it empty. Programs fill it in.",
        examples=["second_opinion"],
    )
    token_expires_at: datetime = Field(
        description="Until when a form with this token is taken. After that the error has a fresh one."
    )
    texts: FormTexts


class PrivateDetail(Schema):
    """Something in a comment that looks private."""

    kind: DetailKind
    words: str = Field(description="As it was typed.", examples=["07700 900123"])


class Question(Schema):
    """What the writer of a comment has to be asked before it is sent. It is never a block: whoever says yes has it sent."""

    code: QuestionCode = Field(
        description="What kind of question it is. In `confirm` it says yes to whatever is asked of that kind."
    )
    confirm: str = Field(
        description="Put it into `confirm` once the answer is yes: it says yes to what was asked, and not to what somebody "
        "writes afterwards.",
        examples=["private_details.0a1b2c3d4e5f60718293a4b5c6d7e8f9"],
    )
    field: str = Field(description="What it is about.", examples=["body"])
    message: str = Field(description="The question.", examples=["Everyone will be able to see this. Do you want that?"])
    found: list[PrivateDetail] = Field(description="What looks private.")
    suggestion: str | None = Field(
        description="What the e-mail address may have been meant to be: offer to send this one instead. Where what was typed "
        "can be no address, yes sends the comment without one.",
        examples=["sam@gmail.com"],
    )
    use_label: str = Field(
        description="For taking the suggestion; empty where there is none.", examples=["Use sam@gmail.com"]
    )
    keep_label: str = Field(description="For saying yes.", examples=["Send it as it is"])


class CommentPreview(Schema):
    """A comment as it would be shown."""

    heading: str = Field(description="Who wrote it, to whom and when, in words.", examples=["Sam, 17 May 2026"])
    heading_html: str = Field(description="The same as safe HTML.", examples=["<bdi>Sam</bdi>, 17 May 2026"])
    note: str = Field(description="That somebody helped, where that is to be shown; may be empty.", examples=[""])
    author_name: str = Field(description="The name to show.", examples=["Sam"])
    content_note: str | None = Field(
        description="What its words are folded under; null for most.", examples=["It is about an accident."]
    )
    content_note_html: str | None = Field(
        description="What opens the words then, as safe HTML.",
        examples=["Before you read: <bdi>It is about an accident.</bdi>"],
    )
    body: str = Field(description="The words as they were written.", examples=["The bus decides my whole day."])
    body_html: str = Field(description="The same as safe HTML.", examples=["<p>The bus decides my whole day.</p>"])
    questions: list[Question] = Field(description="What to ask before it is sent; none where nothing is to be asked.")
