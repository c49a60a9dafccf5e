from django.urls import path

from .conversation import SetConversationView

app_name = "coprod_comments_admin"

urlpatterns = [
    path("conversation/<int:page_id>/", SetConversationView.as_view(), name="set_conversation"),
]
