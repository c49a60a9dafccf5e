from django.utils.translation import gettext_lazy as _

from .features import FeatureConfig


class CoprodWagtailConfig(FeatureConfig):
    name = "coprod_wagtail"
    label = "coprod_wagtail"
    verbose_name = _("Co-production")
    default_auto_field = "django.db.models.BigAutoField"

    #: What leaves the machine: see `coprod_wagtail.outbox.kinds`.
    outgoing_kinds = [
        "coprod_wagtail.caching.purge_kind.PurgeKind",
        "coprod_wagtail.content.pictures.old_files.OldFilesKind",
        "coprod_wagtail.outbox.mail.MailKind",
        "coprod_wagtail.syndication.hub.HubKind",
    ]
    getting_ready = ["coprod_wagtail.getting_ready.todos"]
    api_routers = [
        ("", "coprod_wagtail.api.pages.root.root"),
        ("/help/", "coprod_wagtail.api.pages.contact.help_router"),
        ("/pages/", "coprod_wagtail.api.site.at_path.router"),
        ("/pages/", "coprod_wagtail.api.site.every_page.router"),
        ("/site/", "coprod_wagtail.api.site.about.site_router"),
        ("/previews/", "coprod_wagtail.api.pages.previews.router"),
        ("/redirects/", "coprod_wagtail.api.pages.redirects.redirects"),
    ]
    page_resources = ["coprod_wagtail.api.site.indexes.indexes"]
    api_tags = {
        "about": "Where the description of all this is.",
        "help": "How readers can reach a person.",
        "indexes": "Pages that list others, such as a blog.",
        "pages": "Pages of every kind: what is at a path, and all that there are.",
        "previews": "What an editor is writing, for a front end to show.",
        "redirects": "For paths that have no page any more.",
        "site": "What is the same on all pages of a site.",
    }

    def ready(self):
        from django.apps import apps
        from django.core.signals import request_finished, request_started
        from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
        from wagtail import signals
        from wagtail.images import get_image_model
        from wagtail.models import PageViewRestriction

        from . import checks  # noqa: F401
        from .api.site import purging as api_purging
        from .caching import content_version, purging
        from .content import finished
        from .content.pictures import signal_handlers as pictures
        from .models import SearchAndSharing, SiteHelp
        from .outbox import mail
        from .outbox import tasks as outbox

        request_started.connect(outbox.request_begins, dispatch_uid="coprod_wagtail.outbox_begins")
        request_finished.connect(outbox.request_ends, dispatch_uid="coprod_wagtail.outbox_ends")
        signals.page_published.connect(purging.page_changed, dispatch_uid="coprod_wagtail.purge_published")
        signals.page_unpublished.connect(purging.page_changed, dispatch_uid="coprod_wagtail.purge_unpublished")
        signals.post_page_move.connect(purging.page_moved, dispatch_uid="coprod_wagtail.purge_moved")
        signals.page_slug_changed.connect(purging.page_got_another_slug, dispatch_uid="coprod_wagtail.purge_slug")
        for signal in (post_save, post_delete):
            signal.connect(purging.site_setting_changed, sender=SiteHelp, dispatch_uid="coprod_wagtail.purge_help")
            signal.connect(
                purging.site_setting_changed, sender=SearchAndSharing, dispatch_uid="coprod_wagtail.purge_sharing"
            )
        for signal in (signals.page_published, signals.page_unpublished, signals.page_slug_changed):
            signal.connect(api_purging.page_changed, dispatch_uid="coprod_wagtail.purge_api")
        signals.post_page_move.connect(api_purging.page_moved, dispatch_uid="coprod_wagtail.purge_api_moved")
        for signal in (post_save, post_delete):
            signal.connect(api_purging.help_changed, sender=SiteHelp, dispatch_uid="coprod_wagtail.purge_api_help")
            signal.connect(
                api_purging.sharing_changed, sender=SearchAndSharing, dispatch_uid="coprod_wagtail.purge_api_sharing"
            )
        for signal in (post_save, pre_delete):
            signal.connect(
                api_purging.page_access_changed, sender=PageViewRestriction, dispatch_uid="coprod_wagtail.purge_api"
            )
        if apps.is_installed("wagtail.contrib.redirects"):
            for signal in (post_save, post_delete):
                signal.connect(
                    api_purging.redirect_changed,
                    sender=apps.get_model("wagtailredirects", "Redirect"),
                    dispatch_uid="coprod_wagtail.purge_api_redirect",
                )
        for signal in (post_save, post_delete, m2m_changed):
            signal.connect(content_version.note_saved, dispatch_uid="coprod_wagtail.content_saved")
        signals.post_page_move.connect(content_version.note_moved, dispatch_uid="coprod_wagtail.content_moved")
        for signal in (post_save, pre_delete):
            signal.connect(
                purging.page_access_changed, sender=PageViewRestriction, dispatch_uid="coprod_wagtail.purge_access"
            )
        pre_save.connect(finished.approval_is_saved, dispatch_uid="coprod_wagtail.approval")
        pre_save.connect(pictures.page_is_saved, dispatch_uid="coprod_wagtail.clean_pictures")
        pre_save.connect(pictures.picture_is_saved, dispatch_uid="coprod_wagtail.clean_picture")
        pre_save.connect(
            pictures.sharing_is_saved, sender=SearchAndSharing, dispatch_uid="coprod_wagtail.clean_shared_picture"
        )
        post_save.connect(pictures.page_was_saved, dispatch_uid="coprod_wagtail.pictures_gone")
        post_save.connect(pictures.picture_was_saved, dispatch_uid="coprod_wagtail.picture_cleaned")
        post_save.connect(
            pictures.page_was_made_private, sender=PageViewRestriction, dispatch_uid="coprod_wagtail.pictures_private"
        )
        signals.page_published.connect(pictures.page_was_published, dispatch_uid="coprod_wagtail.pictures_published")
        signals.page_unpublished.connect(
            pictures.page_was_unpublished, dispatch_uid="coprod_wagtail.pictures_unpublished"
        )
        signals.post_page_move.connect(pictures.page_was_moved, dispatch_uid="coprod_wagtail.pictures_moved")
        pictures.check_uploads_of(get_image_model())
        pictures.check_pictures_in(SearchAndSharing._meta.get_field("picture"))
        if apps.is_installed("anymail"):
            from anymail.signals import tracking

            tracking.connect(mail.address_is_gone, dispatch_uid="coprod_wagtail.address_is_gone")
