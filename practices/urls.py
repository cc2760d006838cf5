from django.urls import include, path

urlpatterns = [
    path("gatherings/", include("practices.gathering_urls")),
    path("library/", include("practices.library_urls")),
    path("", include("practices.story_urls")),
    path("awards/", include("practices.award_urls")),
]
