from django.urls import path

from . import feeds, views

app_name = "coprod_comments"

urlpatterns = [
    path("<int:page_id>/", views.send, name="send"),
    path("<int:page_id>/feed/", feeds.ConversationFeed(), name="feed"),
    path("slips/<str:secret>/", views.slip, name="slip"),
]
