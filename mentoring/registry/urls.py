from django.urls import path

from mentoring.registry import register_views, step_views

urlpatterns = [
    path("registers/", register_views.RegistersPage.as_view(), name="registers"),
    path("registers/<int:pk>/<slug:code>.<slug:form>", register_views.register, name="register"),
    path("mentees/<int:pk>/<slug:verb>/", step_views.mentee_step, name="mentee_step"),
    path("mentors/<int:pk>/<slug:verb>/", step_views.mentor_step, name="mentor_step"),
]
