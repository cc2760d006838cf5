from django.urls import path

from mentoring.pairs import carrying_views as views

urlpatterns = [
    path("", views.CarryPage.as_view(), name="pair_carry"),
    path("do/", views.carry, name="pair_carry_do"),
]
