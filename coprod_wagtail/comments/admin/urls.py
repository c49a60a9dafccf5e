from django.urls import path

from coprod_wagtail.gateway.refusals import noting_refusals

from .conversation.view import SetConversationView

app_name = "coprod_comments_admin"

urlpatterns = noting_refusals(
    [path("conversation/<int:page_id>/", SetConversationView.as_view(), name="set_conversation")]
)
