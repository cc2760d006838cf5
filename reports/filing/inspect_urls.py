"""Pages of nobody's school: an inspector has a link and no account."""

from django.urls import path

from reports.filing import inspect_views

inspecting = [
    path("", inspect_views.page, name="inspect"),
    path("folder.zip", inspect_views.folder, name="inspect_folder"),
    path("file/<str:public_id>/", inspect_views.file, name="inspect_file"),
    path("<str:token>/", inspect_views.link, name="inspect_link"),
]
