from django.urls import path

from mentoring.notifications import exports, reminder_views, views

urlpatterns = [
    path("jobs/<str:public_id>/", views.JobPage.as_view(), name="job"),
    path("jobs/<str:public_id>/stop/", views.stop, name="job_stop"),
    path("lists/<str:label>/export.<slug:form>", exports.begin, name="list_export"),
    path("reminders/", reminder_views.RemindersPage.as_view(), name="reminders"),
    path("reminders/<int:pk>/seen/", reminder_views.seen, name="reminder_seen"),
    path("reminders/<int:pk>/snooze/", reminder_views.snooze, name="reminder_snooze"),
    path("reminders/calendar/open/", reminder_views.calendar_open, name="calendar_open"),
    path("reminders/calendar/close/", reminder_views.calendar_close, name="calendar_close"),
    path("calendar/<str:token>.ics", reminder_views.calendar_feed, name="calendar_feed"),
    path("deliveries/", reminder_views.DeliveriesPage.as_view(), name="deliveries"),
    path("mail/", views.MailPage.as_view(), name="mail"),
    path("mail/<str:name>/", views.LetterPage.as_view(), name="letter"),
]
