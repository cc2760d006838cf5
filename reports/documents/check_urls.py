"""Pages of nobody's school: whoever holds a paper may ask of it."""

from django.urls import path

from reports.documents import check_views

checking = [
    path("", check_views.ask, name="check"),
    path("<str:code>/", check_views.tell, name="check_act"),
]
