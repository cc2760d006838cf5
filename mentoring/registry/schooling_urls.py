from django.urls import path

from mentoring.registry import schooling_views as views

urlpatterns = [
    path("<int:pk>/", views.CoursePage.as_view(), name="course"),
    path("<int:pk>/people/", views.TraineesPage.as_view(), name="course_trainees"),
    path("<int:pk>/consultation/", views.ConsultationPage.as_view(), name="course_consultation"),
    path("<int:pk>/mark/", views.mark, name="course_mark"),
    path("<int:pk>/certify/", views.certify, name="course_certify"),
]
