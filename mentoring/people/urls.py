from django.urls import path

from mentoring.people import views

urlpatterns = [
    path("access/", views.WithoutAccessPage.as_view(), name="people_without_access"),
    path("<int:pk>/access/", views.AccessPage.as_view(), name="person_access"),
]
