"""Who may do what with readers' comments. Every door asks this policy, with the user and the comment.

Comments are handed out by site, section and language in Wagtail's page for a group (`rights`). A site that goes by something
else writes one class and names it in ``COPROD_WAGTAIL["COMMENT_PERMISSION_POLICY"]`` (docs/how-to/moderate-by-section.md).
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy

from coprod_wagtail.actions import AnyUser
from coprod_wagtail.conf import conf
from coprod_wagtail.page_tree.visibility import is_for_everyone
from coprod_wagtail.page_tree.wagtail_page import AnyPage
from coprod_wagtail.portions import portions

from .models import Case, DecisionReason, ReaderComment, ReaderCommentSettings, SavedAnswer, WordListEntry
from .querysets import ReaderCommentQuerySet
from .rights.reach import Reach, reach_of


class ReaderCommentPermissionPolicy(ModelPermissionPolicy):
    """Reading the queue and deciding are one permission, "moderate"; it needs no rights to any page. Who has it may do so with
    all comments; members of a group with rows of its own (`CommentRight`), with those that these are about. Apart from that
    there are "add_for_someone", to type in a comment for somebody; "answer", to answer readers under one's own name and role;
    "see_safeguarding", to read why readers are worried about a person; "erase", to erase comments, and all that is held
    of a person, for them; and "handle_cases", to look after cases, and to read the copies that are kept for them.

    Nobody, superusers included, may add, change or delete a reader comment. A subclass narrows it in `comments_for`,
    and everything else follows from that.
    """

    NEVER = frozenset({"add", "change", "delete"})
    #: Permissions of their own.
    APART = frozenset({"add_for_someone", "answer", "see_safeguarding", "erase", "handle_cases"})

    def user_has_permission(self, user: "AnyUser | None", action: str) -> bool:
        """Whether they may do so with any comment at all."""
        if user is None or action in self.NEVER:
            return False
        if action in self.APART:
            return bool(super().user_has_permission(user, action))
        return self._may_read_all(user) or bool(reach_of(user))

    def _may_read_all(self, user: "AnyUser | None") -> bool:
        return user is not None and bool(super().user_has_permission(user, "moderate"))

    def _reach(self, user: "AnyUser | None") -> Reach:
        """How far the rows of somebody's groups reach; nowhere where a subclass says otherwise which comments are theirs."""
        is_ours = type(self).comments_for is ReaderCommentPermissionPolicy.comments_for
        return reach_of(user) if is_ours else Reach()

    def user_has_any_permission(self, user: "AnyUser | None", actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        if set(actions) <= self.NEVER:
            nobody: QuerySet[Any] = self._get_users_with_any_permission_codenames([]).none()
            return nobody
        asked = {action if action in self.APART else "moderate" for action in set(actions) - self.NEVER}
        users: QuerySet[Any] = super().users_with_any_permission(sorted(asked))
        if "moderate" not in asked:
            return users
        of_rows = users.model._default_manager.filter(is_active=True, groups__coprod_comment_rights__isnull=False)
        either: QuerySet[Any] = users.model._default_manager.filter(
            Q(pk__in=users.values("pk")) | Q(pk__in=of_rows.values("pk"))
        )
        return either

    def somebody_else_moderates(self) -> bool:
        """Whether anybody may decide about comments who is no superuser. One query."""
        users = self.users_with_any_permission(["moderate"])
        # A site's own user model may know no superusers.
        if any(field.name == "is_superuser" for field in users.model._meta.get_fields()):
            users = users.exclude(is_superuser=True)
        return bool(users.exists())

    def comments_for(self, user: "AnyUser | None") -> ReaderCommentQuerySet:
        """The comments `user` may read and decide about: the one method to override.

        Without a condition it means all of them, which costs no query to find out. For the others it is one condition, and
        one query for each user object, however many rows their groups have.
        """
        if self._may_read_all(user):
            return ReaderComment.objects.all()
        reach = reach_of(user)
        return ReaderComment.objects.filter(reach.condition()) if reach else ReaderComment.objects.none()

    def user_has_permission_for_instance(self, user: "AnyUser | None", action: str, instance: ReaderComment) -> bool:
        """Whether the comment is one of `comments_for`: one query, none for who may see all of them. To be overridden,
        too, where the comment itself tells."""
        if not self.user_has_permission(user, action):
            return False
        comments = self.comments_for(user)
        return comments.leaves_nothing_out() or comments.filter(pk=instance.pk).exists()

    def allowed_among(self, user: "AnyUser | None", action: str, comments: Sequence[ReaderComment]) -> set[int]:
        """The ids of those of `comments` of which `user_has_permission_for_instance` is true, which this asks of each where a
        subclass says it itself; otherwise one query for five hundred of them, and none for who may see all."""
        ours = ReaderCommentPermissionPolicy.user_has_permission_for_instance
        if type(self).user_has_permission_for_instance is not ours:
            return {one.pk for one in comments if self.user_has_permission_for_instance(user, action, one)}
        if not self.user_has_permission(user, action):
            return set()
        theirs, pks = self.comments_for(user), [one.pk for one in comments]
        if theirs.leaves_nothing_out():
            return set(pks)
        return {pk for some in portions(pks) for pk in theirs.filter(pk__in=some).values_list("pk", flat=True)}

    def instances_user_has_any_permission_for(
        self, user: "AnyUser | None", actions: Iterable[str]
    ) -> ReaderCommentQuerySet:
        if self.user_has_any_permission(user, actions):
            return self.comments_for(user)
        return ReaderComment.objects.none()

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: ReaderComment) -> QuerySet[Any]:
        users = self.users_with_any_permission(actions)
        allowed = [user.pk for user in users if self.user_has_any_permission_for_instance(user, actions, instance)]
        return users.filter(pk__in=allowed)

    def user_adds_for_someone(self, user: "AnyUser | None", page: AnyPage) -> bool:
        """Whether `user` may type in a comment on `page` for somebody else. To be narrowed where only some may on some pages;
        that people can write there is asked beside this."""
        return self.user_has_permission(user, "add_for_someone")

    def user_answers(self, user: "AnyUser | None", page: AnyPage) -> bool:
        """Whether `user` may answer readers on `page` under their own name and role. To be narrowed where only some may on some
        pages."""
        return self.user_has_permission(user, "answer")

    def user_moderates_page(self, user: "AnyUser | None", page: AnyPage) -> bool:
        """Whether `user` may open and close the conversation on `page`, and so be told that there is such a page.

        Who may decide about all comments, or about all in the section that it is in: where readers see the page, or wrote
        on it when they did. Others: where somebody wrote, and all of it is theirs.
        """
        comments, here = self.comments_for(user), ReaderComment.objects.filter(page_id=page.pk)
        if comments.leaves_nothing_out() or self._reach(user).holds_all_below(page):
            return here.exists() or is_for_everyone(page)
        theirs = comments.filter(page_id=page.pk)
        return theirs.exists() and not here.exclude(pk__in=theirs.values("pk")).exists()

    def user_moderates_site(self, user: "AnyUser | None", site: Site) -> bool:
        """Whether `user` may decide about all that is written on `site`, and so stop new comments there."""
        if not self.user_has_permission(user, "moderate"):
            return False
        if self.comments_for(user).leaves_nothing_out():
            return True
        return self._reach(user).holds_site(site)


class _PolicyInForce:
    """Hands everything on to the policy that the settings name now.

    It is named there, and not registered in a site's code, so that whoever imports it first, Wagtail's registry
    included, cannot be left with another one.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(_policy_named(policy_path()), name)


def policy_path() -> str:
    """Dotted path of the policy that is in force: the one in the settings, or the usual one."""
    usual = f"{ReaderCommentPermissionPolicy.__module__}.{ReaderCommentPermissionPolicy.__qualname__}"
    return conf.COMMENT_PERMISSION_POLICY or usual


@cache
def _policy_named(path: str) -> ReaderCommentPermissionPolicy:
    found: ReaderCommentPermissionPolicy = import_string(path)(ReaderComment)
    return found


policy = cast(ReaderCommentPermissionPolicy, _PolicyInForce())


class SettingsPermissionPolicy(ModelPermissionPolicy):
    """What whoever may change the settings for reader comments looks after as well: reading it, and everything else, is that
    one permission."""

    # Wagtail 7.4 mixes the two models up where a policy has another one for its permissions, so none is named.

    def user_has_permission(self, user: "AnyUser | None", action: str) -> bool:
        return may_change_settings(user)

    def user_has_any_permission(self, user: "AnyUser | None", actions: Iterable[str]) -> bool:
        return self.user_has_permission(user, "change")

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        of_settings = ModelPermissionPolicy(ReaderCommentSettings)
        users: QuerySet[Any] = of_settings.users_with_any_permission(["change"])
        return users


class CasePermissionPolicy(ModelPermissionPolicy):
    """Reading cases is the permission "handle_cases" for comments; nobody adds, changes or deletes one with Wagtail's own screens.
    Which cases somebody may see is `cases.visible`."""

    def user_has_permission(self, user: "AnyUser | None", action: str) -> bool:
        return action == "view" and policy.user_has_permission(user, "handle_cases")

    def user_has_any_permission(self, user: "AnyUser | None", actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        return policy.users_with_any_permission(["handle_cases"] if "view" in actions else ["change"])


case_policy = CasePermissionPolicy(Case)
word_list_policy = SettingsPermissionPolicy(WordListEntry)
#: Of the lists that moderators choose from.
reasons_policy, saved_answers_policy = map(SettingsPermissionPolicy, (DecisionReason, SavedAnswer))


def may_set_conversation(user: "AnyUser | None", page: AnyPage) -> bool:
    """Whether `user` may open and close the conversation on `page`: who may publish the page, and its moderators.

    It changes the live page at once, so the right to edit drafts is not enough.
    """
    return page.permissions_for_user(user).can_publish() or policy.user_moderates_page(user, page)


def may_pause(user: "AnyUser | None", site: Site) -> bool:
    """Whether `user` may stop new comments on the whole of `site`, and let them come again: who may change its settings, and who
    may decide about all comments on it. Whoever reads alone in the evening has to be able to."""
    return may_change_settings(user) or policy.user_moderates_site(user, site)


def sites_to_pause(user: "AnyUser | None") -> list[Site]:
    """The sites that `user` may pause, the default one first. One query."""
    sites = Site.objects.order_by("-is_default_site", "hostname", "port")
    return [site for site in sites if may_pause(user, site)]


def may_pause_any(user: "AnyUser | None") -> bool:
    """Whether there is a site that `user` may pause. It costs nothing beyond what is known of them (`Reach.holds_site`)."""
    if may_change_settings(user) or policy.comments_for(user).leaves_nothing_out():
        return True
    sites = {root.site_id for root in Site.get_site_root_paths()}
    return any(policy.user_moderates_site(user, Site(pk=pk)) for pk in sites)


def may_change_settings(user: "AnyUser | None") -> bool:
    """Whether `user` may change the settings for reader comments."""
    # A site's own user model need not have it.
    may_change = getattr(user, "has_perm", None)
    return bool(may_change and may_change("coprod_comments.change_readercommentsettings"))
