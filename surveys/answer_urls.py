from django.urls import path

from surveys import answer_views, paper_views

urlpatterns = [
    path("", answer_views.MinePage.as_view(), name="survey_answers_mine"),
    path("sheet/<str:public_id>/", paper_views.SheetPage.as_view(), name="survey_sheet"),
    path("slips/<str:public_id>/", paper_views.slips, name="survey_slips"),
    path("blank/<str:public_id>/", paper_views.empty, name="survey_blank"),
    path("key/<str:public_id>/", paper_views.KeyPage.as_view(), name="survey_key"),
    path("key-in/<str:public_id>/", paper_views.KeyInPage.as_view(), name="survey_key_in"),
    path("<str:public_id>/", answer_views.mine, name="survey_mine"),
]

# For whoever holds a link: pages of no school in particular.
answering = [
    path("done/", answer_views.done, name="survey_done"),
    path("of/<str:public_id>/", answer_views.answer, name="survey_answer"),
    path("<str:token>/", answer_views.link, name="survey_link"),
]
