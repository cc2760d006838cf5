from django.urls import include, path

from mentoring.pairs.family.urls import linking

urlpatterns = [
    path("pairs/carry/", include("mentoring.pairs.carrying_urls")),
    path("pairs/warnings/", include("mentoring.pairs.warnings.urls")),
    path("pairs/links/", include(linking)),
    path("pairs/", include("mentoring.pairs.pair_urls")),
    path("matching/", include("mentoring.pairs.runs.urls")),
    path("diary/", include("mentoring.pairs.diary.urls")),
    path("calls/", include("mentoring.pairs.family.urls")),
]
