from django.urls import path

from mentoring.pairs.warnings import views

urlpatterns = [
    path("", views.WarningsPage.as_view(), name="pair_warnings"),
    path("<int:pk>/letter/", views.LetterPage.as_view(), name="pair_warning_letter"),
    path("<int:pk>/snooze/", views.SnoozePage.as_view(), name="pair_warning_snooze"),
]
