from django.urls import path

from mentoring.notifications import views

urlpatterns = [
    path("jobs/<str:public_id>/", views.JobPage.as_view(), name="job"),
    path("jobs/<str:public_id>/stop/", views.stop, name="job_stop"),
    path("mail/", views.MailPage.as_view(), name="mail"),
    path("mail/<str:name>/", views.LetterPage.as_view(), name="letter"),
]
