"""What the package uses of Wagtail's pages, for type checkers: Wagtail brings no types. At runtime nothing of it counts."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db import models

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class AnyPage(Protocol):
    """A page of any type, as something that functions are asked about."""

    @property
    def pk(self) -> Any: ...
    @property
    def title(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def url_path(self) -> str: ...
    @property
    def live(self) -> bool: ...
    @property
    def locale(self) -> Any: ...
    @property
    def translation_key(self) -> Any: ...
    @property
    def alias_of_id(self) -> int | None: ...

    def permissions_for_user(self, user: Any) -> Any: ...
    def get_url_parts(self, request: "HttpRequest | None" = None) -> tuple[int, str | None, str | None] | None: ...


if TYPE_CHECKING:

    class PageBase(models.Model):
        """What a mixin for page types builds on, which stands before the base page in a concrete class."""

        title: str
        url_path: str
        live: bool
        locale: Any
        locale_id: int
        alias_of_id: int | None
        translation_key: Any
        expire_at: datetime | None
        first_published_at: datetime | None
        last_published_at: datetime | None
        latest_revision_id: int | None

        class Meta:
            abstract = True

        def get_cached_paths(self) -> Iterable[str]: ...
        def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]: ...
        def get_parent(self) -> Any: ...
        def get_translations(self) -> Any: ...
        def get_url(self, request: HttpRequest | None = None) -> str | None: ...
        def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None: ...
        def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any: ...
        def permissions_for_user(self, user: Any) -> Any: ...
        def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse: ...
        def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse: ...
        def with_content_json(self, content: dict[str, Any]) -> Any: ...

else:
    PageBase = models.Model
