from django.urls import path

from mentoring.people.privacy import views

urlpatterns = [
    path("privacy/", views.SeenPage.as_view(), name="who_sees"),
    path("privacy/acts/", views.ErasuresPage.as_view(), name="erasures"),
    path("privacy/acts/<str:public_id>/", views.ErasurePage.as_view(), name="erasure"),
    path("<int:pk>/privacy/", views.PersonDataPage.as_view(), name="person_data"),
    path("<int:pk>/privacy/seen/", views.SeenOfPersonPage.as_view(), name="person_seen"),
    path("<int:pk>/privacy/give/", views.give, name="person_extract_give"),
    path("<int:pk>/privacy/extract/<int:number>/", views.ExtractPage.as_view(), name="person_extract"),
    path("<int:pk>/privacy/extract/<int:number>.xlsx", views.workbook, name="person_extract_xlsx"),
    path("<int:pk>/privacy/extract/<int:number>.json", views.plain, name="person_extract_json"),
    path("<int:pk>/privacy/erase/", views.ErasePage.as_view(), name="person_erase"),
]
