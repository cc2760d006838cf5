from django.urls import path

from reports.batches import views

urlpatterns = [
    path("", views.BatchesPage.as_view(), name="batches"),
    path("new/", views.NewPage.as_view(), name="batch_new"),
    path("consents/", views.consents, name="consent_papers_later"),
    path("<str:public_id>/", views.BatchPage.as_view(), name="batch"),
    path("<str:public_id>/archive.zip", views.archive, name="batch_archive"),
    path("<str:public_id>/see/", views.see, name="batch_see"),
    path("<str:public_id>/stop/", views.stop, name="batch_stop"),
    path("<str:public_id>/again/", views.again, name="batch_again"),
    path("<str:public_id>/delete/", views.delete, name="batch_delete"),
]
