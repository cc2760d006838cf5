from django.urls import include, path

from mentoring.pairs.family_urls import linking

urlpatterns = [
    path("pairs/carry/", include("mentoring.pairs.carrying_urls")),
    path("pairs/warnings/", include("mentoring.pairs.warning_urls")),
    path("pairs/links/", include(linking)),
    path("pairs/", include("mentoring.pairs.pair_urls")),
    path("matching/", include("mentoring.pairs.desk_urls")),
    path("diary/", include("mentoring.pairs.diary_urls")),
    path("calls/", include("mentoring.pairs.family_urls")),
]
