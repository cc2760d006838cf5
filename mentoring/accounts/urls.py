from django.urls import path

from mentoring.accounts.views import entry, invited, members

urlpatterns = [
    path("", entry.home, name="home"),
    path("healthz", entry.health, name="healthz"),
    path("files/<str:public_id>/", entry.file, name="file"),
    path("invite/", invited.code, name="invite"),
    path("invite/accept/", invited.accept, name="invite_accept"),
    path("invite/join/", invited.join, name="invite_join"),
    path("invite/<str:code>/", invited.link, name="invite_link"),
    path("members/", members.MembersPage.as_view(), name="members"),
    path("members/invite/", members.InvitePage.as_view(), name="member_invite"),
    path("members/sheet/", members.sheet, name="member_sheet"),
    path("members/<int:pk>/", members.MemberPage.as_view(), name="member"),
    path("members/<int:pk>/send/", members.send_again, name="member_send"),
    path("members/<int:pk>/revoke/", members.revoke, name="member_revoke"),
    path("members/<int:pk>/close/", members.close, name="member_close"),
]
