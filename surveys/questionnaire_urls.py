from django.urls import path

from surveys import question_views, questionnaire_views

urlpatterns = [
    path("", questionnaire_views.QuestionnairesPage.as_view(), name="survey_questionnaires"),
    path("take/", questionnaire_views.take, name="survey_questionnaires_take"),
    path("new/", questionnaire_views.NewPage.as_view(), name="survey_questionnaire_new"),
    path("<str:key>/", questionnaire_views.QuestionnairePage.as_view(), name="survey_questionnaire"),
    path("<str:key>/copy/", questionnaire_views.CopyPage.as_view(), name="survey_questionnaire_copy"),
    path("<str:key>/restore/", questionnaire_views.RestorePage.as_view(), name="survey_questionnaire_restore"),
    path("<str:key>/archive/", questionnaire_views.archive, name="survey_questionnaire_archive"),
    path("<str:key>/back/", questionnaire_views.bring_back, name="survey_questionnaire_back"),
    path("<str:key>/edit/", question_views.EditPage.as_view(), name="survey_questionnaire_edit"),
    path("<str:key>/edit/part/", question_views.PartPage.as_view(), name="survey_part"),
    path("<str:key>/edit/new/", question_views.KindsPage.as_view(), name="survey_question_kinds"),
    path("<str:key>/edit/new/<slug:kind>/", question_views.AddPage.as_view(), name="survey_question_add"),
    path("<str:key>/edit/<slug:code>/", question_views.QuestionPage.as_view(), name="survey_question"),
    path("<str:key>/edit/<slug:code>/move/", question_views.move, name="survey_question_move"),
    path("<str:key>/edit/<slug:code>/remove/", question_views.remove, name="survey_question_remove"),
]
