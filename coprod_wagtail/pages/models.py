"""The ready-made page types: the features' mixins on the site's base page, whichever that is.

A site with page types of its own leaves this app out (`coprod_wagtail.FEATURE_APPS`) and does the same with its own.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, PageChooserPanel

from coprod_wagtail.blog.finding.forms import post_form
from coprod_wagtail.blog.finding.shown import prepare
from coprod_wagtail.blog.lists import newest_first, with_everything_listed
from coprod_wagtail.blog.mixins import (
    AbstractPostAuthor,
    AbstractRelatedPost,
    BlogIndexMixin,
    BlogPostMixin,
    RelatedPanel,
)
from coprod_wagtail.blog.tags import PostTags
from coprod_wagtail.caching.cached_urls import cached_list_paths
from coprod_wagtail.comments.mixins import CommentableMixin, ConversationPageMixin
from coprod_wagtail.features import version_of_lists
from coprod_wagtail.members.forms import profile_form
from coprod_wagtail.members.mixins import MemberIndexMixin, MemberProfileMixin
from coprod_wagtail.page_tree.paths import pages_above
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.swap import get_page_model

from .choosers import profile_chooser_viewset

if TYPE_CHECKING:
    # No type checker can know which it is; Wagtail's own has what we use of it.
    from wagtail.models import Page
else:
    Page = get_page_model()

# Wagtail's own page says nothing here; a site's base page may.
BASE_API_FIELDS = getattr(Page, "api_fields", [])


def _base_page(name):
    """The link of a page to its row in the table of the site's base page.

    Django would make it, too, and call the way back from there after the class: half of all Wagtail sites have a
    ``BlogIndexPage`` of their own, and there can be one way of a name.
    """
    return models.OneToOneField(
        Page,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        serialize=False,
        auto_created=True,
        related_name=f"coprod_{name}",
    )


class BlogIndexPage(BlogIndexMixin, Page):
    page_ptr = _base_page("blogindexpage")

    subpage_types = ["coprod_pages.BlogPostPage"]
    page_description = _("Lists blog posts, newest first.")

    content_panels = [*Page.content_panels, *BlogIndexMixin.index_panels]
    search_fields = [*Page.search_fields, *BlogIndexMixin.index_search_fields]
    api_fields = [*BASE_API_FIELDS, *BlogIndexMixin.index_api_fields]

    class Meta:
        verbose_name = _("blog")
        verbose_name_plural = _("blogs")

    def get_post_model(self):
        return BlogPostPage


class BlogPostTag(TaggedItemBase):
    makes_pages_stale = True

    content_object = ParentalKey("coprod_pages.BlogPostPage", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = _("tag of a blog post")
        verbose_name_plural = _("tags of blog posts")


class BlogPostPage(BlogPostMixin, CommentableMixin, Page):
    page_ptr = _base_page("blogpostpage")
    tags = PostTags(
        through=BlogPostTag,
        related_name="coprod_blogpostpages",
        blank=True,
        verbose_name=pgettext_lazy("of a post", "tags"),
    )

    parent_page_types = ["coprod_pages.BlogIndexPage"]
    subpage_types: list[str] = []
    page_description = _("Something to read, by one author or several, that readers can answer.")

    content_panels = [*Page.content_panels, *BlogPostMixin.post_panels, RelatedPanel()]
    base_form_class = post_form(Page)
    settings_panels = [*Page.settings_panels, *CommentableMixin.conversation_panels]
    search_fields = [*Page.search_fields, *BlogPostMixin.post_search_fields]
    api_fields = [*BASE_API_FIELDS, *BlogPostMixin.post_api_fields]

    class Meta:
        verbose_name = _("blog post")
        verbose_name_plural = _("blog posts")

    def get_template(self, request, *args, **kwargs):
        return "coprod_wagtail/pages/blog_post.html"

    def get_pages_that_show_it(self):
        return [*super().get_pages_that_show_it(), *_profiles_named_by(self.authors.all())]


def _profiles_named_by(authors):
    """The profiles that list what these authors wrote, in every language: a translated post names the original."""
    named = Page.objects.filter(pk__in=[author.profile_id for author in authors if author.profile_id])
    return Page.objects.filter(translation_key__in=named.values("translation_key")).live()


class BlogPostAuthor(AbstractPostAuthor):
    page = ParentalKey(BlogPostPage, on_delete=models.CASCADE, related_name="authors")

    panels = [FieldPanel("profile", widget=profile_chooser_viewset.widget_class), FieldPanel("name")]

    class Meta(AbstractPostAuthor.Meta):
        pass


class RelatedBlogPost(AbstractRelatedPost):
    page = ParentalKey(BlogPostPage, on_delete=models.CASCADE, related_name="related_posts")

    panels = [PageChooserPanel("post", "coprod_pages.BlogPostPage")]

    class Meta(AbstractRelatedPost.Meta):
        pass


class MemberIndexPage(MemberIndexMixin, Page):
    page_ptr = _base_page("memberindexpage")

    subpage_types = ["coprod_pages.MemberProfilePage"]
    page_description = _("Lists the members' profiles by name.")

    content_panels = [*Page.content_panels, *MemberIndexMixin.index_panels]
    search_fields = [*Page.search_fields, *MemberIndexMixin.index_search_fields]
    api_fields = [*BASE_API_FIELDS, *MemberIndexMixin.index_api_fields]

    class Meta:
        verbose_name = _("list of members")
        verbose_name_plural = _("lists of members")

    def get_profile_model(self):
        return MemberProfilePage


class MemberProfilePage(MemberProfileMixin, Page):
    page_ptr = _base_page("memberprofilepage")

    parent_page_types = ["coprod_pages.MemberIndexPage"]
    subpage_types: list[str] = []
    page_description = _("One member, in their own words, with the posts they wrote.")
    base_form_class = profile_form(Page)

    content_panels = [*Page.content_panels, *MemberProfileMixin.profile_panels]
    search_fields = [*Page.search_fields, *MemberProfileMixin.profile_search_fields]
    api_fields = [*BASE_API_FIELDS, *MemberProfileMixin.profile_api_fields]

    class Meta:
        verbose_name = _("member's profile")
        verbose_name_plural = _("members' profiles")

    def get_template(self, request, *args, **kwargs):
        return "coprod_wagtail/pages/member_profile.html"

    def get_posts(self):
        posts = for_everyone(self._posts_in_all_languages().filter(locale=self.locale_id))
        return with_everything_listed(newest_first(posts))

    def _posts_in_all_languages(self):
        # By translation key: a translated post still names the profile in the language it was first written in.
        written = BlogPostAuthor.objects.filter(profile__translation_key=self.translation_key)
        return BlogPostPage.objects.filter(pk__in=written.values("page"))

    def get_purged_paths(self):
        """As far as there were ever posts: many may have been taken off the site at once, and a page with them."""
        ever = cached_list_paths(self._posts_in_all_languages().filter(locale=self.locale_id), self.POSTS_PER_PAGE)
        yield from dict.fromkeys([*super().get_purged_paths(), *ever])

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        prepare(context["posts"])
        return context

    def get_cache_parts(self, request):
        parts = super().get_cache_parts(request)
        return parts if parts is None else parts | version_of_lists()

    def get_pages_that_show_it(self):
        """Its posts carry its name, in every language, and so do the lists they stand in: above them, and on the
        profiles of those who wrote them, too."""
        posts = self._posts_in_all_languages().live()
        authors = BlogPostAuthor.objects.filter(page__in=posts)
        return [*super().get_pages_that_show_it(), *posts, *pages_above(posts), *_profiles_named_by(authors)]


class ConversationPage(ConversationPageMixin, Page):
    page_ptr = _base_page("conversationpage")

    subpage_types: list[str] = []
    page_description = _("A question to the readers, with a place for their answers.")

    content_panels = [*Page.content_panels, *ConversationPageMixin.question_panels]
    settings_panels = [*Page.settings_panels, *ConversationPageMixin.conversation_panels]
    search_fields = [*Page.search_fields, *ConversationPageMixin.question_search_fields]
    api_fields = [*BASE_API_FIELDS, *ConversationPageMixin.question_api_fields]

    class Meta:
        verbose_name = _("question to the readers")
        verbose_name_plural = _("questions to the readers")
