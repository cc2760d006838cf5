from django.urls import path

from mentoring.accounts import views

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.health, name="healthz"),
    path("files/<str:public_id>/", views.file, name="file"),
]
