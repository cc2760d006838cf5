from django.urls import path

from practices import library_views as views

urlpatterns = [
    path("", views.MaterialsPage.as_view(), name="materials"),
    path("new/", views.MaterialNewPage.as_view(), name="material_new"),
    path("mine/", views.MinePage.as_view(), name="materials_mine"),
    path("<str:key>/", views.MaterialPage.as_view(), name="material"),
    path("<str:key>/edit/", views.MaterialEditPage.as_view(), name="material_edit"),
    path("<str:key>/hand/", views.MaterialHandPage.as_view(), name="material_hand"),
    path("<str:key>/away/", views.put_away, name="material_away"),
    path("<str:key>/back/", views.bring_back, name="material_back"),
    path("<str:key>/handed/<int:pk>/back/", views.take_back, name="material_take_back"),
]
