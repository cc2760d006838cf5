from django.urls import path

from reports.desk import beginning, views

urlpatterns = [
    path("begin/", beginning.page, name="begin"),
    path("begin/<str:token>/", beginning.link, name="begin_link"),
    path("start/", views.StartPage.as_view(), name="start"),
    path("search/", views.SearchPage.as_view(), name="search"),
    path("partner/", views.PartnerPage.as_view(), name="partner"),
    path("region/", views.RegionPage.as_view(), name="region"),
]
