"""The site that Wagtail's own getting-started tutorial ends with: its page types, its snippets, its header and footer.

The same names and relations, in our own words. `BlogIndexPage` is one of the names.
"""

HOME = """
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    image = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hero_text = models.CharField(blank=True, max_length=255)
    hero_cta = models.CharField(blank=True, max_length=255)
    hero_cta_link = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = RichTextField(blank=True)

    content_panels = Page.content_panels + [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("image", "hero_text", "hero_cta", "hero_cta_link")], heading="Hero"
        ),
        FieldPanel("body"),
    ]
"""

BLOG = """
from django import forms
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail.snippets.models import register_snippet


class BlogIndexPage(Page):
    intro = RichTextField(blank=True)

    content_panels = Page.content_panels + ["intro"]

    def get_context(self, request):
        context = super().get_context(request)
        context["blogpages"] = self.get_children().live().order_by("-first_published_at")
        return context


class BlogPageTag(TaggedItemBase):
    content_object = ParentalKey("BlogPage", related_name="tagged_items", on_delete=models.CASCADE)


class BlogPage(Page):
    date = models.DateField("Post date")
    intro = models.CharField(max_length=250)
    body = RichTextField(blank=True)
    authors = ParentalManyToManyField("blog.Author", blank=True)
    tags = ClusterTaggableManager(through=BlogPageTag, blank=True)

    search_fields = Page.search_fields + [index.SearchField("intro"), index.SearchField("body")]
    content_panels = Page.content_panels + [
        MultiFieldPanel(["date", FieldPanel("authors", widget=forms.CheckboxSelectMultiple), "tags"]),
        "intro", "body", "gallery_images",
    ]

    def main_image(self):
        item = self.gallery_images.first()
        return item.image if item else None


class BlogPageGalleryImage(Orderable):
    page = ParentalKey(BlogPage, on_delete=models.CASCADE, related_name="gallery_images")
    image = models.ForeignKey("wagtailimages.Image", on_delete=models.CASCADE, related_name="+")
    caption = models.CharField(blank=True, max_length=250)

    panels = ["image", "caption"]


@register_snippet
class Author(models.Model):
    name = models.CharField(max_length=255)
    author_image = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    panels = ["name", "author_image"]

    def __str__(self):
        return self.name


class BlogTagIndexPage(Page):
    def get_context(self, request):
        context = super().get_context(request)
        context["blogpages"] = BlogPage.objects.filter(tags__name=request.GET.get("tag"))
        return context
"""

BASE = """
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.contrib.forms.models import AbstractEmailForm, AbstractFormField
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.snippets.models import register_snippet


@register_setting
class NavigationSettings(BaseGenericSetting):
    linkedin_url = models.URLField(blank=True)
    github_url = models.URLField(blank=True)
    mastodon_url = models.URLField(blank=True)


@register_snippet
class FooterText(DraftStateMixin, RevisionMixin, PreviewableMixin, TranslatableMixin, models.Model):
    body = RichTextField()

    panels = [FieldPanel("body"), PublishingPanel()]

    def __str__(self):
        return "Footer text"

    def get_preview_template(self, request, mode_name):
        return "base.html"

    def get_preview_context(self, request, mode_name):
        return {"footer_text": self.body}

    class Meta(TranslatableMixin.Meta):
        verbose_name_plural = "Footer Text"


class FormField(AbstractFormField):
    page = ParentalKey("FormPage", on_delete=models.CASCADE, related_name="form_fields")


class FormPage(AbstractEmailForm):
    intro = RichTextField(blank=True)
    thank_you_text = RichTextField(blank=True)

    content_panels = AbstractEmailForm.content_panels + [
        FormSubmissionsPanel(), FieldPanel("intro"), InlinePanel("form_fields"), FieldPanel("thank_you_text"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("from_address"), FieldPanel("to_address")]), FieldPanel("subject")]),
    ]
"""

PORTFOLIO = """
from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page


class CardBlock(StructBlock):
    heading = CharBlock()
    text = RichTextBlock()
    image = ImageBlock(required=False)


class PortfolioPage(Page):
    parent_page_types = ["home.HomePage"]
    body = StreamField(StreamBlock([("card", CardBlock()), ("paragraph", RichTextBlock())]), blank=True)

    content_panels = Page.content_panels + ["body"]
"""

#: As `startapp` writes it.
APPS = """
from django.apps import AppConfig


class ItsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "{}"
"""

TAGS = """
from django import template
from wagtail.models import Site

from base.models import FooterText

register = template.Library()


@register.simple_tag(takes_context=True)
def get_site_root(context):
    return Site.find_for_request(context["request"]).root_page


@register.inclusion_tag("base/includes/footer_text.html", takes_context=True)
def get_footer_text(context):
    footer_text = context.get("footer_text", "")
    if not footer_text:
        instance = FooterText.objects.filter(live=True).first()
        footer_text = instance.body if instance else ""
    return {"footer_text": footer_text}
"""

HEADER = """{% load wagtailcore_tags navigation_tags wagtailuserbar %}
<header class="header">
  {% get_site_root as site_root %}
  <a href="#main" class="skip-link">Skip to content</a>
  <nav>
    <p><a href="{% pageurl site_root %}">{{ site_root.title }}</a>
    {% for page in site_root.get_children.live.in_menu %}<a href="{% pageurl page %}">{{ page.title }}</a>{% endfor %}
    <a href="/search/">Search</a></p>
  </nav>
  {% wagtailuserbar "top-right" %}
</header>
"""
FOOTER = """{% load navigation_tags %}
<footer>
  {% with linkedin=settings.base.NavigationSettings.linkedin_url %}{{ linkedin }}{% endwith %}
  {% get_footer_text %}
</footer>
"""
FILES = {
    "home/models.py": HOME,
    "blog/models.py": BLOG,
    "base/models.py": BASE,
    "portfolio/models.py": PORTFOLIO,
    "base/templatetags/__init__.py": "",
    "base/templatetags/navigation_tags.py": TAGS,
    "base/templates/base/includes/footer_text.html": "{% load wagtailcore_tags %}<div>{{ footer_text|richtext }}</div>",
    "mysite/templates/includes/footer.html": FOOTER,
}


def make(site):
    files = dict(FILES)
    for app in ("base", "blog", "portfolio"):
        files |= {f"{app}/__init__.py": "", f"{app}/migrations/__init__.py": "", f"{app}/apps.py": APPS.format(app)}
    for name, content in files.items():
        path = site.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    settings = site.directory / "mysite/settings/base.py"
    text = settings.read_text().replace('    "home",\n', '    "base",\n    "blog",\n    "home",\n    "portfolio",\n')
    text = text.replace(
        '    "wagtail.contrib.forms",\n', '    "wagtail.contrib.settings",\n    "wagtail.contrib.forms",\n'
    )
    messages = '                "django.contrib.messages.context_processors.messages",\n'
    settings.write_text(
        text.replace(messages, f'{messages}                "wagtail.contrib.settings.context_processors.settings",\n')
    )
    base = site.directory / "mysite/templates/base.html"
    text = base.read_text().replace("{% wagtailuserbar %}", '{% include "includes/header.html" %}')
    content = "{% block content %}{% endblock %}"
    main = f'<main id="main">{content}</main>{{% include "includes/footer.html" %}}'
    base.write_text(text.replace(content, main))
    header = site.directory / "mysite/templates/includes/header.html"
    header.write_text(HEADER)
