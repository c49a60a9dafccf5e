from django.urls import path

from .intake.sheet import sheet
from .intake.steps import first_step
from .intake.views import send
from .reading import feeds
from .slip import verbs
from .slip.views import act, erased, slip

app_name = "coprod_comments"

urlpatterns = [
    path("<int:page_id>/", send, name="send"),
    path("<int:page_id>/steps/", first_step, name="steps"),
    path("<int:page_id>/sheet/", sheet, name="sheet"),
    path("<int:page_id>/feed/", feeds.ConversationFeed(), name="feed"),
    path("slips/erased/", erased, name="erased"),
    path("slips/<str:secret>/", slip, name="slip"),
    *[
        path(f"slips/<str:secret>/{verb.name}/", act, {"verb": verb}, name=verb.name)
        for verb in (verbs.TAKE_DOWN, verbs.BRING_BACK, verbs.ERASE)
    ],
]
