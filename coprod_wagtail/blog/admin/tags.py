"""The tags of posts in Wagtail's admin: what there is, under other names, and two made one."""

from functools import reduce
from operator import add, or_

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.generic import FormView
from taggit.models import Tag
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from coprod_wagtail.api.pages.finding import page_types
from coprod_wagtail.gateway.refusals import noting_refusals
from coprod_wagtail.text.formats import number_in_words

from ..mixins import BlogPostMixin
from ..tags import alike, merge_tags


def tags_of_posts():
    """The tags that a post has, each with the number of posts as `posts`. One query."""
    tables = [model.tags.through for model in page_types(BlogPostMixin) if model.tags.through.tag_model() is Tag]
    if not tables:
        return Tag.objects.none()
    rows = [table._default_manager.filter(tag=OuterRef("pk")) for table in tables]
    counts = [
        Coalesce(
            Subquery(of_tag.order_by().values("tag").annotate(n=Count("pk")).values("n"), output_field=IntegerField()),
            0,
        )
        for of_tag in rows
    ]
    return Tag.objects.filter(reduce(or_, map(Exists, rows))).annotate(posts=reduce(add, counts)).order_by("name", "pk")


class TagForm(forms.ModelForm):
    class Meta:
        model = Tag
        fields = ["name", "slug"]
        labels = {"name": pgettext_lazy("of a tag", "Name"), "slug": _("Name in web addresses")}
        help_texts = {"slug": _("You can change it: links that people have kept go on working.")}

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        same = alike(Tag, [name]).get(name)
        if same is not None and same.pk != self.instance.pk:
            raise forms.ValidationError(
                _("There is a tag “%(name)s” already. Press “Merge” to make the two one."), params={"name": same.name}
            )
        return name

    def clean_slug(self):
        return self.cleaned_data["slug"].lower()


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(Tag.objects.none(), label=_("Which tag stays"))

    def __init__(self, *args, tag, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = tags_of_posts().exclude(pk=tag.pk)


class TagIndexView(IndexView):
    def get_base_queryset(self):
        return tags_of_posts()

    def get_add_url(self):
        """None: a tag is made where something gets it."""

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("change"):
            merge = reverse(tag_viewset.get_url_name("merge"), args=[instance.pk])
            buttons.append(Button(_("Merge with another tag"), url=merge, icon_name="arrows-up-down", priority=30))
        return buttons


class TagEditView(EditView):
    @cached_property
    def header_more_buttons(self):
        merge = reverse(tag_viewset.get_url_name("merge"), args=[self.object.pk])
        return [
            *super().header_more_buttons,
            Button(_("Merge with another tag"), url=merge, icon_name="arrows-up-down", priority=30),
        ]


class MergeTagView(WagtailAdminTemplateMixin, FormView):
    """Choose the tag that stays, and say what that does."""

    template_name = "coprod_wagtail/blog/admin/merge_tag.html"
    form_class = MergeForm
    page_title = _("Merge with another tag")
    header_icon = "tag"

    def dispatch(self, request, *args, **kwargs):
        if not tag_viewset.permission_policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        self.tag = get_object_or_404(tags_of_posts(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_header_title(self):
        return _("Merge “%(name)s” with another tag") % {"name": self.tag.name}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"tag": self.tag}

    def get_context_data(self, **kwargs):
        words = ngettext(
            "%(count)s post has the tag “%(name)s”. It will have the one that stays instead.",
            "%(count)s posts have the tag “%(name)s”. They will have the one that stays instead.",
            self.tag.posts,
        )
        context = super().get_context_data(**kwargs)
        context["what_happens"] = words % {"count": number_in_words(self.tag.posts), "name": self.tag.name}
        context["back"] = reverse(tag_viewset.get_url_name("index"))
        return context

    def form_valid(self, form):
        into, name = form.cleaned_data["into"], self.tag.name
        merge_tags(self.tag, into)
        log(instance=into, action="wagtail.edit", user=self.request.user)
        said = _("“%(old)s” is “%(new)s” now. Links to it go on working.") % {"old": name, "new": into.name}
        messages.success(self.request, said)
        return redirect(tag_viewset.get_url_name("index"))


class TagViewSet(ModelViewSet):
    model = Tag
    icon = "tag"
    menu_label = _("Blog tags")
    add_to_settings_menu = True
    list_display = ["name", Column("slug", label=_("Name in web addresses")), Column("posts", label=_("Posts"))]
    search_fields = ["name"]
    search_backend_name = None
    copy_view_enabled = False
    index_view_class = TagIndexView
    edit_view_class = TagEditView

    def get_form_class(self, for_update=False):
        return TagForm

    def get_urlpatterns(self):
        merge = path("merge/<int:pk>/", MergeTagView.as_view(), name="merge")
        return noting_refusals([*super().get_urlpatterns(), merge])


tag_viewset = TagViewSet("coprod_blog_tags")
