from django.urls import path

from .intake.views import send
from .reading import feeds
from .reports.views import report, reported
from .slip import verbs
from .slip.views import act, edit, erased, find, slip

app_name = "coprod_comments"

urlpatterns = [
    path("<int:page_id>/", send, name="send"),
    path("<int:page_id>/feed/", feeds.ConversationFeed(), name="feed"),
    path("find/", find, name="find"),
    path("reports/<int:comment_id>/", report, name="report"),
    path("reports/<int:comment_id>/sent/", reported, name="reported"),
    path("slips/erased/", erased, name="erased"),
    path("slips/<str:secret>/", slip, name="slip"),
    path("slips/<str:secret>/edit/", edit, name="edit"),
    *[
        path(f"slips/<str:secret>/{verb.name}/", act, {"verb": verb}, name=verb.name)
        for verb in (verbs.TAKE_DOWN, verbs.BRING_BACK, verbs.ERASE)
    ],
]
