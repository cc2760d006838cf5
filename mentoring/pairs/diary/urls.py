from django.urls import path

from mentoring.pairs.diary import feed_views as reading
from mentoring.pairs.diary import views as writing

urlpatterns = [
    path("", reading.FeedPage.as_view(), name="diary_feed"),
    path("tick/", reading.tick, name="diary_tick"),
    path("mine/", reading.MinePage.as_view(), name="diary_mine"),
    path("pair/<str:public_id>/", reading.PairDiaryPage.as_view(), name="diary_pair"),
    path("pair/<str:public_id>/write/", writing.WritePage.as_view(), name="diary_write"),
    path("pair/<str:public_id>/miss/", writing.MissPage.as_view(), name="diary_miss"),
    path("pair/<str:public_id>/plan/", writing.PlanPage.as_view(), name="diary_plan"),
    path("<str:public_id>/correct/", writing.CorrectPage.as_view(), name="diary_correct"),
    path("<str:public_id>/call-off/", writing.CallOffPage.as_view(), name="diary_call_off"),
    path("<str:public_id>/strike/", reading.strike, name="diary_strike"),
    path("<str:public_id>/remark/", reading.remark, name="diary_remark"),
]
