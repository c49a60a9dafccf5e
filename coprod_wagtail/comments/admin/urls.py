from django.urls import path

from coprod_wagtail.gateway.refusals import noting_refusals

from .conversation.view import SetConversationView
from .for_someone.views import AddForSomeoneView, ChoosePageView, HandOverView
from .pause.views import PauseView
from .person.views import PersonView

app_name = "coprod_comments_admin"

urlpatterns = noting_refusals(
    [
        path("conversation/<int:page_id>/", SetConversationView.as_view(), name="set_conversation"),
        path("pause/", PauseView.as_view(), name="pause"),
        path("person/", PersonView.as_view(), name="person"),
        path("for-someone/", ChoosePageView.as_view(), name="choose_page"),
        path("for-someone/<int:page_id>/", AddForSomeoneView.as_view(), name="for_someone"),
        path("for-someone/given/<int:pk>/", HandOverView.as_view(), name="hand_over"),
    ]
)
