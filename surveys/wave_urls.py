from django.urls import path

from surveys import wave_views

urlpatterns = [
    path("", wave_views.WavesPage.as_view(), name="survey_waves"),
    path("new/", wave_views.WaveNewPage.as_view(), name="survey_wave_new"),
    path("wave/<str:key>/", wave_views.WavePage.as_view(), name="survey_wave"),
    path("wave/<str:key>/prolong/", wave_views.prolong, name="survey_wave_prolong"),
    path("wave/<str:key>/<slug:verb>/", wave_views.turn, name="survey_wave_turn"),
]
