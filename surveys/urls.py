from django.urls import include, path

urlpatterns = [
    path("", include("surveys.wave_urls")),
    path("questionnaires/", include("surveys.questionnaire_urls")),
    path("results/", include("surveys.result_urls")),
    path("mine/", include("surveys.answer_urls")),
]
