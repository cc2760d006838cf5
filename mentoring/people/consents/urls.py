from django.urls import path

from mentoring.people.consents import views

urlpatterns = [
    path("", views.MatrixPage.as_view(), name="consents"),
    path("<int:pk>/", views.PersonPage.as_view(), name="consents_of"),
    path("<int:pk>/record/", views.RecordPage.as_view(), name="consents_record"),
    path("act/<int:pk>/", views.ActPage.as_view(), name="consent_act"),
    path("act/<int:pk>/withdraw/", views.WithdrawPage.as_view(), name="consent_withdraw"),
    path("act/<int:pk>/destroy/", views.DestroyPage.as_view(), name="consent_destroy"),
]
