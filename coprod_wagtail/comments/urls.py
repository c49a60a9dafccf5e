from django.urls import path

from .intake.views import send
from .reading import feeds
from .slip.views import slip

app_name = "coprod_comments"

urlpatterns = [
    path("<int:page_id>/", send, name="send"),
    path("<int:page_id>/feed/", feeds.ConversationFeed(), name="feed"),
    path("slips/<str:secret>/", slip, name="slip"),
]
