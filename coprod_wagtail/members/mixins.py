"""Member profiles and their index as behaviour for a site's own page types.

The ready-made pages in `coprod_wagtail.pages.models` are these mixins on the site's base page.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.search import index

from coprod_wagtail.caching.cached_urls import cached_list_paths
from coprod_wagtail.caching.responses import CacheablePageMixin
from coprod_wagtail.content.blocks import SHORT_TEXT_FEATURES, LinksField
from coprod_wagtail.content.images import PictureField, PictureWordsField, check_picture, picture_alt, picture_panel
from coprod_wagtail.content.index_pages import IndexPageMixin
from coprod_wagtail.content.pictures.mixins import CleanPicturesMixin
from coprod_wagtail.content.serializers import RichTextHtmlField
from coprod_wagtail.page_tree.languages import synchronized
from coprod_wagtail.page_tree.preview import FrontEndPreviewMixin
from coprod_wagtail.page_tree.visibility import for_everyone
from coprod_wagtail.seo.mixins import SeoMixin
from coprod_wagtail.seo.seo import Seo
from coprod_wagtail.text.collation import CollationKeyField

from .forms import ProfileForm
from .panels import OldNamePanel


class MemberProfileMixin(FrontEndPreviewMixin, CleanPicturesMixin, SeoMixin, CacheablePageMixin):
    """Somebody who belongs to the charity, as they want to be shown. Everything is optional.

    A concrete class needs the base page, and takes its panels from `profile_panels`.
    """

    display_name = models.CharField(
        _("name to show"),
        max_length=255,
        blank=True,
        help_text=_(
            "As the person wants it: a first name or a made-up name will do. Empty: the title of the page. "
            "Everybody can find out the title and the web address, so keep a private name out of them, too."
        ),
    )
    name_when_gone = models.CharField(
        _("name on posts without the profile"),
        max_length=255,
        blank=True,
        help_text=_(
            "What posts by this person say if this page is unpublished, deleted or made private. Ask the person. "
            "Empty: A former member. A name that is written on a post itself comes first."
        ),
    )
    #: What to sort by for a list by name.
    name_key = CollationKeyField(of="public_name")
    role = models.CharField(_("role"), max_length=255, blank=True, help_text=_("For example: member since 2014"))
    photo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    photo_alt = PictureWordsField(
        _("what the photo shows"),
        max_length=255,
        blank=True,
        help_text=_("For people who cannot see the photo. One plain sentence."),
    )
    photo_decorative = models.BooleanField(
        _("the photo is only decoration"),
        default=False,
        help_text=_("Tick this if people who cannot see the photo miss nothing."),
    )
    short_text = models.TextField(
        _("in a few words"), blank=True, help_text=_("One or two sentences, for the list of members.")
    )
    long_text = RichTextField(_("in their own words"), blank=True, features=SHORT_TEXT_FEATURES)
    links = LinksField(verbose_name=_("links"), blank=True)

    POSTS_PER_PAGE = 10

    profile_panels = [
        OldNamePanel(),
        FieldPanel("display_name"),
        FieldPanel("role"),
        picture_panel("photo", _("Photo")),
        FieldPanel("short_text"),
        FieldPanel("long_text"),
        FieldPanel("links"),
        FieldPanel("name_when_gone"),
    ]

    profile_search_fields = [
        index.SearchField("display_name", boost=2),
        index.AutocompleteField("display_name"),
        index.SearchField("role"),
        index.SearchField("short_text"),
        index.SearchField("long_text"),
    ]

    profile_api_fields = [
        APIField("public_name"),
        APIField("role"),
        APIField("photo", serializer=PictureField("photo")),
        APIField("short_text"),
        APIField("long_text", serializer=RichTextHtmlField()),
        APIField("links"),
    ]

    picture_field = "photo"
    description_fields = ("short_text", "long_text")

    #: On a base page that has a form of its own: ``profile_form(BasePage)``.
    base_form_class = ProfileForm

    # A name is the same in every language. The editor of a translation can still write it in another way.
    override_translatable_fields = synchronized("display_name", "name_when_gone")

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        check_picture(self, "photo")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "coprod_wagtail/members/profile.html"

    def get_posts(self) -> QuerySet[Any] | None:
        """What the person wrote, a queryset of pages; None where a site has no such list."""
        return None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        posts = self.get_posts()
        context["posts"] = (
            None if posts is None else Paginator(posts, self.POSTS_PER_PAGE).get_page(request.GET.get("page"))
        )
        self._drawn_page = context["posts"].number if posts is not None else 1
        return context

    def get_seo(self, request: HttpRequest | None) -> Seo:
        seo = super().get_seo(request)
        links = (link.value["url"] for link in self.links)
        person = {
            "@type": "Person",
            "name": self.public_name,
            "url": seo.canonical,
            "sameAs": [url for url in links if url.startswith(("https://", "http://"))],
        }
        return replace(seo, kind="profile", json_ld={"@type": "ProfilePage", "mainEntity": person})

    @property
    def seo_name(self) -> str:
        return self.public_name

    def get_cached_paths(self) -> Iterator[str]:
        yield from super().get_cached_paths()
        posts = self.get_posts()
        if posts is not None:
            yield from cached_list_paths(posts, self.POSTS_PER_PAGE)

    @property
    def public_name(self) -> str:
        return self.display_name or self.title

    @property
    def photo_words(self) -> str:
        return picture_alt(self, "photo")


class MemberIndexMixin(SeoMixin, IndexPageMixin):
    """The list of the profiles below the page, by name.

    A concrete class needs the base page, and overrides `get_profile_model`.
    """

    intro = RichTextField(_("introduction"), blank=True, features=SHORT_TEXT_FEATURES)

    PROFILES_PER_PAGE = 24

    index_panels = [FieldPanel("intro")]
    index_search_fields = [index.SearchField("intro")]
    index_api_fields = [APIField("intro", serializer=RichTextHtmlField())]

    class Meta:
        abstract = True

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "coprod_wagtail/members/index.html"

    def get_cached_paths(self) -> Iterator[str]:
        yield from super().get_cached_paths()
        yield from cached_list_paths(self.get_profiles(), self.PROFILES_PER_PAGE)

    def get_purged_paths(self) -> Iterator[str]:
        """As far as there were ever profiles: many may have been taken off the site at once, and a page with them."""
        yield from super().get_cached_paths()
        yield from cached_list_paths(self.get_profile_model().objects.descendant_of(self), self.PROFILES_PER_PAGE)

    def get_profile_model(self) -> Any:
        """The class of the profiles to list, a `MemberProfileMixin`."""
        raise NotImplementedError

    def get_listed_model(self) -> Any:
        return self.get_profile_model()

    def get_profiles(self) -> QuerySet[Any]:
        """The profiles everybody may see, by the name they show."""
        profiles: QuerySet[Any] = for_everyone(self.get_profile_model().objects.descendant_of(self))
        return profiles.order_by("name_key", "pk")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        profiles = self.get_profiles().select_related("photo").prefetch_related("photo__renditions")
        context["profiles"] = Paginator(profiles, self.PROFILES_PER_PAGE).get_page(request.GET.get("page"))
        self._drawn_page = context["profiles"].number
        return context

    def get_seo(self, request: HttpRequest | None) -> Seo:
        return replace(super().get_seo(request), json_ld={"@type": "CollectionPage", "name": self.title})
