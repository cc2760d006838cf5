from django.urls import path

from surveys import answer_views

urlpatterns = [
    path("", answer_views.MinePage.as_view(), name="survey_answers_mine"),
    path("<str:public_id>/", answer_views.mine, name="survey_mine"),
]

# For whoever holds a link: pages of no school in particular.
answering = [
    path("done/", answer_views.done, name="survey_done"),
    path("of/<str:public_id>/", answer_views.answer, name="survey_answer"),
    path("<str:token>/", answer_views.link, name="survey_link"),
]
