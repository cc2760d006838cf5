from django.urls import include, path

urlpatterns = [
    path("gatherings/", include("practices.gathering_urls")),
]
