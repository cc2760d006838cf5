from django.urls import path

from reports.filing import views

urlpatterns = [
    path("", views.CasesPage.as_view(), name="case_files"),
    path("loose/<int:year>/", views.CasePage.as_view(), name="case_files_loose"),
    path("<int:pk>/<int:year>/", views.CasePage.as_view(), name="case_file"),
    path("inspection/", views.InspectionsPage.as_view(), name="inspections"),
    path("inspection/folder.zip", views.folder, name="inspection_folder"),
    path("inspection/<int:pk>/close/", views.close_link, name="inspection_close"),
]
