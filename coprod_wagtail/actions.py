"""What a verb is: one class, `check()` then `execute()`, no request.

The HTML views, the JSON API, the admin and the commands all call the same actions, so they cannot differ in permission,
transaction, log or signal.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar
from uuid import uuid4

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import get_active_log_context, log

from coprod_wagtail.portions import portions

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django_stubs_ext import StrOrPromise

#: Whoever a request may come from, whatever user model the site has.
AnyUser: TypeAlias = "AbstractBaseUser | AnonymousUser"

ResultT = TypeVar("ResultT")


class ActionError(Exception):
    """The verb could not be done. `message` is in plain words for the person who asked; `code` is for machines."""

    code = "refused"

    def __init__(self, message: "StrOrPromise", code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code:
            self.code = code


class NotAllowed(ActionError):
    """The person may not do this."""

    code = "not_allowed"


class Conflict(ActionError):
    """Somebody else was quicker: the thing is no longer in a state the verb applies to."""

    code = "conflict"


class Action(Generic[ResultT]):
    """Base class of a verb, whose result is a `ResultT`.

    `check()` raises `ActionError` when it may not or cannot be done; `execute()` runs in one transaction and returns the
    result. Call the instance to do both.
    """

    def __init__(self, *, user: "AnyUser | None" = None) -> None:
        self.user = user

    def check(self) -> None:
        """Raise `NotAllowed` or `ActionError`; return nothing."""

    def execute(self) -> ResultT:
        raise NotImplementedError

    def __call__(self) -> ResultT:
        self.check()
        with transaction.atomic():
            return self.execute()

    def log(self, instance: object, action: str, data: Mapping[str, Any] | None = None) -> Any:
        """One log line. A uuid of its own, because Wagtail's history shows only one entry per (uuid, action)."""
        return log(instance, action, user=self.user, uuid=uuid4(), data=data or {})

    def log_quickly(self, instance: Model, action: str) -> None:
        """As `log`, for something that is no page and that nobody with an account did. One query (see `log_all`)."""
        log_all([(instance, action, {})])


def log_all(what: Iterable[tuple[Model, str, Mapping[str, Any]]], *, user: "AnyUser | None" = None) -> list[Any]:
    """A log line for each instance, with its action and data, in this order; the lines, with their ids. Of no pages, which
    have a log of their own. One query for many: Wagtail stores each alone, and asks with more whether the content type and
    the user are there that it has just looked up. So no `post_save` is sent for the lines."""
    content_types = apps.get_model("contenttypes", "ContentType")._default_manager
    model, user, now = (
        apps.get_model("wagtailcore", "ModelLogEntry"),
        user or get_active_log_context().user,
        timezone.now(),
    )
    lines = [
        model(
            content_type=content_types.get_for_model(instance, for_concrete_model=False),
            object_id=str(instance.pk),
            label=str(instance),
            action=action,
            timestamp=now,
            # One of its own, because Wagtail's history shows only one entry per (uuid, action).
            uuid=uuid4(),
            user=user,
            data=dict(data),
        )
        for instance, action, data in what
    ]
    model._default_manager.bulk_create(lines)
    # Some databases do not say which ids they gave, such as MySQL.
    for some in portions(line for line in lines if line.pk is None):
        by_uuid = {line.uuid: line for line in some}
        for pk, uuid in model._default_manager.filter(timestamp=now, uuid__in=by_uuid).values_list("pk", "uuid"):
            by_uuid[uuid].pk = pk
    return lines
