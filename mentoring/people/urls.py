from django.urls import include, path

from mentoring.people import deed_views, handing_views, import_views, merge_views, turn_views, views

urlpatterns = [
    path("consents/", include("mentoring.people.consents.urls")),
    path("", include("mentoring.people.privacy.urls")),
    path("access/", views.WithoutAccessPage.as_view(), name="people_without_access"),
    path("<int:pk>/access/", views.AccessPage.as_view(), name="person_access"),
    path("doubles/", merge_views.DoublesPage.as_view(), name="people_doubles"),
    path("<int:pk>/apart/<int:other>/", merge_views.tell_apart, name="people_apart"),
    path("apart/<int:pk>/undo/", merge_views.offer_again, name="people_apart_undo"),
    path("<int:pk>/merge/<int:other>/", merge_views.MergePage.as_view(), name="people_merge"),
    path("<int:pk>/handing/", handing_views.HandingPage.as_view(), name="people_handing"),
    path("turn/", turn_views.TurnPage.as_view(), name="people_turn"),
    path("deeds/", deed_views.DeedsPage.as_view(), name="people_deeds"),
    path("deeds/<int:pk>/", deed_views.DeedPage.as_view(), name="people_deed"),
    path("deeds/<int:pk>/undo/", deed_views.undo, name="people_deed_undo"),
    path("import/", import_views.ImportPage.as_view(), name="people_import"),
    path("import/sample/<slug:kind>.xlsx", import_views.sample, name="people_import_sample"),
    path("import/<str:public_id>/", import_views.BatchPage.as_view(), name="people_import_batch"),
    path("import/<str:public_id>/columns/", import_views.columns, name="people_import_columns"),
    path("import/<str:public_id>/answer/", import_views.answer, name="people_import_answer"),
    path("import/<str:public_id>/commit/", import_views.commit, name="people_import_commit"),
    path("import/<str:public_id>/drop/", import_views.drop, name="people_import_drop"),
    path("import/<str:public_id>/failed.xlsx", import_views.failed, name="people_import_failed"),
    path("import/<str:public_id>/undo/", import_views.UndoPage.as_view(), name="people_import_undo"),
    path("import/<str:public_id>/undo/now/", import_views.undo, name="people_import_undo_now"),
]
