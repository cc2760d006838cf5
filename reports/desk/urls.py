from django.urls import path

from reports.desk import views

urlpatterns = [
    path("start/", views.StartPage.as_view(), name="start"),
    path("search/", views.SearchPage.as_view(), name="search"),
    path("region/", views.RegionPage.as_view(), name="region"),
]
