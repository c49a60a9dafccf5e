from django.urls import path

from coprod_wagtail.gateway.refusals import noting_refusals

from .conversation.view import SetConversationView
from .export.views import ExportView
from .figures.views import FiguresView
from .for_someone.views import AddForSomeoneView, ChoosePageView, HandOverView
from .holds.views import EndHoldView, HoldsView, HoldView
from .pause.views import PauseView
from .person.views import PersonView
from .staff.views import AnswerView

app_name = "coprod_comments_admin"

urlpatterns = noting_refusals(
    [
        path("conversation/<int:page_id>/", SetConversationView.as_view(), name="set_conversation"),
        path("pause/", PauseView.as_view(), name="pause"),
        path("figures/", FiguresView.as_view(), name="figures"),
        path("figures/results/", FiguresView.as_view(results_only=True), name="figures_results"),
        path("export/", ExportView.as_view(), name="export"),
        path("answer/<int:page_id>/", AnswerView.as_view(), name="answer"),
        path("held/", HoldsView.as_view(), name="holds"),
        path("held/<int:pk>/end/", EndHoldView.as_view(), name="end_hold"),
        path("hold/<int:pk>/", HoldView.as_view(), name="hold"),
        path("person/", PersonView.as_view(), name="person"),
        path("for-someone/", ChoosePageView.as_view(), name="choose_page"),
        path("for-someone/<int:page_id>/", AddForSomeoneView.as_view(), name="for_someone"),
        path("for-someone/given/<int:pk>/", HandOverView.as_view(), name="hand_over"),
    ]
)
