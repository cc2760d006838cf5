from django.urls import path

from reports.desk import views

urlpatterns = [path("start/", views.start, name="start")]
