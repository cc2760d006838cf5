from django.urls import path

from practices import award_views as views

urlpatterns = [
    path("", views.AwardsPage.as_view(), name="awards"),
    path("new/", views.AwardNewPage.as_view(), name="award_new"),
    path("<int:pk>/edit/", views.AwardEditPage.as_view(), name="award_edit"),
    path("<int:pk>/give/", views.AwardGivePage.as_view(), name="award_give"),
    path("<int:pk>/take-back/", views.take_back, name="award_take_back"),
    path("<int:pk>/remove/", views.remove, name="award_remove"),
]
