from django.urls import path

from mentoring.registry import selecting_views as views

urlpatterns = [
    path("", views.SelectionPage.as_view(), name="selection"),
    path("<int:pk>/", views.CandidatePage.as_view(), name="candidate"),
    path("<int:pk>/interview/", views.InterviewAddPage.as_view(), name="interview_add"),
    path("<int:pk>/evaluation/", views.EvaluationAddPage.as_view(), name="evaluation_add"),
    path("<int:pk>/note/", views.note, name="candidate_note"),
    path("interview/<int:pk>/", views.InterviewPage.as_view(), name="interview"),
    path("evaluation/<int:pk>/", views.EvaluationPage.as_view(), name="evaluation"),
]
