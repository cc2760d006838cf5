from django.urls import path

from mentoring.registry import step_views

urlpatterns = [
    path("mentees/<int:pk>/<slug:verb>/", step_views.mentee_step, name="mentee_step"),
    path("mentors/<int:pk>/<slug:verb>/", step_views.mentor_step, name="mentor_step"),
]
