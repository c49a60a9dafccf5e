from django.urls import path

from coprod_wagtail.syndication.formats import ATOM, JSON, RSS

from .correspondence.views import answer
from .intake.sheet import sheet
from .intake.steps import first_step
from .intake.views import send
from .mail import views as mail_views
from .notices.views import decide
from .reading import feeds
from .reports.views import report, reported
from .slip import verbs
from .slip.views import act, edit, erased, find, slip

app_name = "coprod_comments"

urlpatterns = [
    path("<int:page_id>/", send, name="send"),
    path("<int:page_id>/steps/", first_step, name="steps"),
    path("<int:page_id>/sheet/", sheet, name="sheet"),
    path("<int:page_id>/feed/", feeds.conversation_feed, {"kind": RSS}, name="feed"),
    path("<int:page_id>/feed/atom/", feeds.conversation_feed, {"kind": ATOM}, name="feed_atom"),
    path("<int:page_id>/feed/json/", feeds.conversation_feed, {"kind": JSON}, name="feed_json"),
    path("feed/", feeds.site_feed, {"kind": RSS}, name="site_feed"),
    path("feed/atom/", feeds.site_feed, {"kind": ATOM}, name="site_feed_atom"),
    path("feed/json/", feeds.site_feed, {"kind": JSON}, name="site_feed_json"),
    path("find/", find, name="find"),
    path("decide/<str:token>/", decide, name="decide"),
    path("reports/<int:comment_id>/", report, name="report"),
    path("reports/<int:comment_id>/sent/", reported, name="reported"),
    path("<int:page_id>/follow/", mail_views.follow, name="follow"),
    path("<int:page_id>/follow/sent/", mail_views.follow_sent, name="follow_sent"),
    path("mail/<str:secret>/", mail_views.mail, name="mail"),
    path("mail/<str:secret>/confirm/", mail_views.confirm, name="confirm_mail"),
    path("mail/<str:secret>/stop/", mail_views.stop, name="stop_mail"),
    path("slips/<str:secret>/mail/", mail_views.ask_for_own, name="ask_for_mail"),
    path("slips/<str:secret>/mail/stop/", mail_views.stop_own, name="stop_own_mail"),
    path("slips/<str:secret>/mail/slip/", mail_views.send_slip, name="send_slip"),
    path("slips/erased/", erased, name="erased"),
    path("slips/<str:secret>/", slip, name="slip"),
    path("slips/<str:secret>/edit/", edit, name="edit"),
    path("slips/<str:secret>/answer/", answer, name="answer"),
    *[
        path(f"slips/<str:secret>/{verb.name}/", act, {"verb": verb}, name=verb.name)
        for verb in (verbs.TAKE_DOWN, verbs.BRING_BACK, verbs.ERASE)
    ],
]
