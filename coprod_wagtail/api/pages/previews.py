"""Drafts over JSON, for the front end on which an editor looks at them: the shape of the live page, kept by nobody.

Every `PageResource` that an app declares can be previewed; here is one answer made of them all.
`wagtail-headless-preview` keeps what the editor wrote, and gives the front end a signed token for it.
"""

from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

from django.apps import apps
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field, RootModel, StringConstraints, create_model

from coprod_wagtail.features import page_resources
from coprod_wagtail.page_tree.paths import page_path
from coprod_wagtail.page_tree.preview import LIBRARY
from coprod_wagtail.swap import get_page_model

from ..kit.caching import for_one_person
from ..kit.languages import answer_in_language_of
from ..kit.parameters import Line, Said
from ..kit.problems import problems
from .page_resource import resource_of
from .schemas import PageBase

#: In seconds. The library keeps what an editor wrote until the day after, and its tokens for ever.
LONGEST = 24 * 60 * 60

ModelName = Annotated[Line, Said("The page's model, as the front end was given it.", "coprod_pages.blogpostpage")]
Token = Annotated[
    str,
    StringConstraints(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]*$"),
    Said("As the front end was given it. It is good for a day."),
]


#: The `kind` of what `/v1/` does not promise.
OTHER = "other"


class OtherPage(PageBase):
    """A page of a kind that the site has of its own: beside what is said of every page, whatever this kind says."""

    model_config = {"extra": "allow"}


class AsOtherPage:
    """Has the document say `OtherPage` of a dict: as a schema of its own, Ninja would leave out what that does not name."""

    def __get_pydantic_json_schema__(self, core_schema, handler):
        return handler(OtherPage.__pydantic_core_schema__)


class PreviewOfOther(Schema):
    """What an editor is writing, as a page of a kind that the site has of its own, or that came later."""

    kind: Literal["other"]
    name: str = Field(description='What the site calls this kind, such as "event".', examples=["event"])
    page: Annotated[dict[str, Any], AsOtherPage()] = Field(
        description="As the operations of its kind tell it, where there are any."
    )


def router() -> Router | None:
    """The operation for the kinds of pages that the installed apps have; None where they have none."""
    known = page_resources()
    if not known:
        return None
    found = Router(tags=["previews"])

    @found.get(
        "",
        response={200: _schema(known), **problems(404, 422)},
        operation_id="get_preview",
        summary="A draft that an editor looks at",
    )
    def get_preview(
        request: HttpRequest,
        content_type: Query[ModelName],
        token: Query[Token],
    ):
        """What an editor is writing, in the shape that the page has once it is published.

        Wagtail opens the front end with both parameters in the address, where `wagtail-headless-preview` is installed.
        """
        for_one_person(request)
        request.is_preview = True  # type: ignore[attr-defined]  # a note on Django's request, as Wagtail makes it
        page = _draft(content_type, token)
        resource = resource_of(page)
        if resource is None or page_path(page, request) is None:
            raise Http404
        answer_in_language_of(request, page)
        whole = {"page": resource.whole(page, request)}
        return (
            {"kind": resource.kind, **whole} if resource.promised else {"kind": OTHER, "name": resource.kind, **whole}
        )

    return found


def _schema(known):
    return any_kind(
        known,
        "Preview",
        "PreviewOf{}",
        "What an editor is writing, as a `{}`.",
        "What an editor is writing, in the shape of the live page; `kind` says which.",
        [PreviewOfOther],
    )


def any_kind(known, name, each_name, each_words, words, others):
    """All kinds of pages as one schema of this `name`, told apart by `kind`: those of the resources in `known` that are
    promised, and the schemas `others`. `each_name` and `each_words` are what each of the former is called, and what is said
    of it; `words` are said of the whole."""
    each: list[Any] = [
        create_model(
            each_name.format(resource.whole_schema.__name__),
            __base__=Schema,
            __doc__=each_words.format(resource.kind),
            kind=(Literal[resource.kind], ...),
            page=(resource.whole_schema, ...),
        )
        for resource in known
        if resource.promised
    ]
    any_of_them = reduce(or_, [*each, *others])
    if each or len(others) > 1:
        any_of_them = Annotated[any_of_them, Field(discriminator="kind")]
    return create_model(name, __base__=RootModel[any_of_them], __doc__=words)


def _draft(content_type, token):
    """The page as it was when an editor last looked at it, saved or not; Http404 without it."""
    if not apps.is_installed(LIBRARY):
        raise Http404
    # Only where the library is installed.
    from wagtail_headless_preview.models import HeadlessPreviewMixin, PagePreview  # noqa: PLC0415

    try:
        model = apps.get_model(content_type)
        HeadlessPreviewMixin.get_preview_signer().unsign(token, max_age=LONGEST)
    except (LookupError, ValueError, BadSignature) as error:
        raise Http404 from error
    of_model = {"content_type__app_label": model._meta.app_label, "content_type__model": model._meta.model_name}
    draft = PagePreview.objects.filter(token=token, **of_model).first()
    page = draft and draft.as_page()
    # What was deleted since is not shown any more.
    if not page or page.pk and not get_page_model()._default_manager.filter(pk=page.pk).exists():
        raise Http404
    return page
