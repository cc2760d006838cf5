"""Every address of the product; school pages are reached as /s/<slug>/… (see accounts.membership)."""

from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path, re_path

from mentoring.pairs.family.urls import family
from mentoring.pairs.runs.urls import assenting
from mentoring.registry.urls import joining
from reports.documents.check_urls import checking
from reports.filing.inspect_urls import inspecting
from surveys.answer_urls import answering

# Nobody signs up or edits addresses of mail by themselves: only what is used is there.
signing_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

urlpatterns = [
    path("", include("mentoring.accounts.urls")),
    path("accounts/", include(signing_in)),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("", include("mentoring.notifications.urls")),
    path("people/", include("mentoring.people.urls")),
    path("selection/", include("mentoring.registry.selecting_urls")),
    path("training/", include("mentoring.registry.schooling_urls")),
    path("registry/", include("mentoring.registry.urls")),
    path("join/", include(joining)),
    path("assent/", include(assenting)),
    path("family/", include(family)),
    path("", include("mentoring.pairs.urls")),
    path("plan/", include("roadmap.urls")),
    path("practices/", include("practices.urls")),
    path("surveys/", include("surveys.urls")),
    path("answer/", include(answering)),
    path("check/", include(checking)),
    path("documents/", include("reports.documents.urls")),
    path("batches/", include("reports.batches.urls")),
    path("folders/", include("reports.filing.urls")),
    path("inspect/", include(inspecting)),
    path("", include("reports.desk.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "mentoring.accounts.views.entry.nonsense"
handler500 = "mentoring.accounts.views.entry.broken"
