"""Pausing the comments on a whole site, for whoever reads them: on a phone, in a hurry."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from coprod_wagtail.actions import NotAllowed
from coprod_wagtail.getting_ready import name_of

from ...actions import SetPause
from ...models import ReaderCommentSettings
from ...permissions import sites_to_pause
from ..rows import PAUSE
from ..screens.base import FormBelowTheList


class PauseForm(forms.ModelForm):
    """What readers are told."""

    class Meta:
        model = ReaderCommentSettings
        fields = ("pause_words",)
        widgets = {"pause_words": forms.Textarea(attrs={"rows": 3})}


class PauseView(FormBelowTheList):
    """One site at a time, of those that are theirs; the first one unless the address names another."""

    form_class = PauseForm
    template_name = "coprod_wagtail/comments/admin/pause.html"
    page_title = PAUSE

    def begin(self):
        self.sites = sites_to_pause(self.request.user)
        if not self.sites:
            raise PermissionDenied
        wanted = self.request.GET.get("site", "")
        found = [site for site in self.sites if wanted in ("", str(site.pk))]
        if not found:
            raise Http404
        self.site = found[0]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": ReaderCommentSettings.stored_for(self.site)}

    def form_valid(self, form):
        paused = self.request.POST.get("do") != "end"
        try:
            SetPause(self.site, paused=paused, words=form.cleaned_data["pause_words"], user=self.request.user)()
        except NotAllowed as error:
            raise PermissionDenied from error
        if paused:
            told = _("Comments are paused. Nobody can write on %(site)s now.")
        else:
            told = _("People can write comments on %(site)s again.")
        messages.success(self.request, told % {"site": name_of(self.site)})
        return redirect(self.address_of(self.site))

    def address_of(self, site):
        return f"{reverse('coprod_comments_admin:pause')}?site={site.pk}"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "action_url": self.address_of(self.site),
            # As it is stored: the form has written what was typed on its own instance.
            "is_paused": context["form"].instance.paused,
            "site_name": name_of(self.site),
            "others": [(name_of(site), self.address_of(site)) for site in self.sites if site != self.site],
        }
