from django.urls import path

from practices import gathering_views as views

urlpatterns = [
    path("", views.GatheringsPage.as_view(), name="gatherings"),
    path("new/", views.GatheringNewPage.as_view(), name="gathering_new"),
    path("<str:key>/", views.GatheringPage.as_view(), name="gathering"),
    path("<str:key>/edit/", views.GatheringEditPage.as_view(), name="gathering_edit"),
    path("<str:key>/hold/", views.GatheringHoldPage.as_view(), name="gathering_hold"),
    path("<str:key>/photo/", views.GatheringPhotoPage.as_view(), name="gathering_photo"),
    path("<str:key>/photo/hide/", views.hide, name="gathering_hide"),
    path("<str:key>/discard/", views.discard, name="gathering_discard"),
    path("<str:key>/invite/", views.invite, name="gathering_invite"),
    path("<str:key>/mark/", views.mark, name="gathering_mark"),
    path("<str:key>/strike/<int:pk>/", views.strike, name="gathering_strike"),
    path("<str:key>/enrol/", views.enrol, name="gathering_enrol"),
    path("<str:key>/sheet/", views.sheet, name="gathering_sheet"),
]
