from django.urls import path

from roadmap import deeds, event_pages, views, wizard_views
from roadmap.outputs import views as outputs

urlpatterns = [
    path("", views.PlanPage.as_view(), name="plan"),
    path("<int:pk>/", views.PlanPage.as_view(), name="plan"),
    path("week/", views.WeekPage.as_view(), name="plan_week"),
    path("overdue/", views.OverduePage.as_view(), name="plan_overdue"),
    path("<int:pk>/plan.pdf", outputs.pdf_file, name="plan_pdf"),
    path("<int:pk>/pdf/", outputs.pdf_later, name="plan_pdf_later"),
    path("<int:pk>/plan.docx", outputs.docx_file, name="plan_docx"),
    path("<int:pk>/plan.xlsx", outputs.xlsx_file, name="plan_xlsx"),
    path("<int:pk>/add/", event_pages.EventAddPage.as_view(), name="event_add"),
    path("<int:pk>/checks/", views.ChecksPage.as_view(), name="plan_checks"),
    path("checks/<int:pk>/", deeds.check, name="check_tick"),
    path("<int:pk>/renumber/", deeds.renumber, name="plan_renumber"),
    path("upload/", wizard_views.UploadPage.as_view(), name="plan_upload"),
    path("upload/ready/<slug:code>/", wizard_views.PatternPage.as_view(), name="plan_pattern"),
    path("upload/ready/<slug:code>/adopt/", wizard_views.adopt_pattern, name="plan_pattern_adopt"),
    path("upload/<str:public_id>/", wizard_views.CheckPage.as_view(), name="plan_upload_check"),
    path("upload/<str:public_id>/people/", wizard_views.PeoplePage.as_view(), name="plan_upload_people"),
    path("upload/<str:public_id>/adopt/", wizard_views.AdoptPage.as_view(), name="plan_upload_adopt"),
    path("upload/<str:public_id>/adopt/now/", wizard_views.adopt, name="plan_upload_adopt_now"),
    path("upload/<str:public_id>/drop/", wizard_views.drop, name="plan_upload_drop"),
    path("events/<int:pk>/", views.EventPage.as_view(), name="event"),
    path("events/<int:pk>/edit/", event_pages.EventEditPage.as_view(), name="event_edit"),
    path("events/<int:pk>/delete/", event_pages.EventDeletePage.as_view(), name="event_delete"),
    path("events/<int:pk>/delete/now/", deeds.delete, name="event_delete_now"),
    path("events/<int:pk>/anchor/", deeds.anchor, name="event_anchor"),
    path("events/<int:pk>/move/", deeds.move, name="event_move"),
    path("times/<int:pk>/done/", deeds.done, name="event_done"),
    path("times/<int:pk>/undo/", deeds.undo, name="event_undo"),
    path("times/<int:pk>/cancel/", deeds.cancel, name="event_cancel"),
    path("times/<int:pk>/restore/", deeds.restore, name="event_restore"),
    path("times/<int:pk>/attach/", deeds.attach, name="event_attach"),
    path("evidence/<int:pk>/detach/", deeds.detach, name="event_detach"),
]
