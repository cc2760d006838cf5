"""Every address of the product; school pages are reached as /s/<slug>/… (see accounts.membership)."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("mentoring.accounts.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("", include("mentoring.notifications.urls")),
    path("plan/", include("roadmap.urls")),
    path("", include("reports.desk.urls")),
    path("admin/", admin.site.urls),
]
