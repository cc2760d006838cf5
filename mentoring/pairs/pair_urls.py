from django.urls import path

from mentoring.pairs import pair_deed_views as deeds
from mentoring.pairs import pair_views as views
from mentoring.pairs import plan_views as plans

urlpatterns = [
    path("", views.PairsPage.as_view(), name="pairs"),
    path("new/", views.PairNewPage.as_view(), name="pair_new"),
    path("<str:key>/", views.PairPage.as_view(), name="pair"),
    path("<str:key>/edit/", views.PairEditPage.as_view(), name="pair_edit"),
    path("<str:key>/fix/", deeds.FixPage.as_view(), name="pair_fix"),
    path("<str:key>/pause/", deeds.PausePage.as_view(), name="pair_pause"),
    path("<str:key>/resume/", deeds.resume, name="pair_resume"),
    path("<str:key>/complete/", deeds.CompletePage.as_view(), name="pair_complete"),
    path("<str:key>/dissolve/", deeds.DissolvePage.as_view(), name="pair_dissolve"),
    path("<str:key>/prolong/", deeds.ProlongPage.as_view(), name="pair_prolong"),
    path("<str:key>/replace/", deeds.ReplacePage.as_view(), name="pair_replace"),
    path("<str:key>/second/", deeds.SecondPage.as_view(), name="pair_second"),
    path("<str:key>/substitute/", deeds.SubstitutePage.as_view(), name="pair_substitute"),
    path("<str:key>/join/", deeds.JoinPage.as_view(), name="pair_join"),
    path("<str:key>/mentees/<int:seat>/leave/", deeds.LeavePage.as_view(), name="pair_leave"),
    path("<str:key>/mentors/<int:seat>/take-back/", deeds.take_back, name="pair_take_back"),
    path("<str:key>/plan/", plans.PlanPage.as_view(), name="pair_plan"),
    path("<str:key>/plan/begin/", plans.begin, name="pair_plan_begin"),
    path("<str:key>/plan/agree/", plans.agree, name="pair_plan_agree"),
    path("<str:key>/plan/approve/", plans.ApprovePage.as_view(), name="pair_plan_approve"),
    path("<str:key>/plan/reopen/", plans.ReopenPage.as_view(), name="pair_plan_reopen"),
    path("<str:key>/plan/add/", plans.ItemAddPage.as_view(), name="pair_plan_add"),
    path("<str:key>/plan/<int:item>/", plans.ItemEditPage.as_view(), name="pair_plan_item"),
    path("<str:key>/plan/<int:item>/fill/", plans.ItemFillPage.as_view(), name="pair_plan_fill"),
    path("<str:key>/plan/<int:item>/turn/<str:verb>/", plans.item_turn, name="pair_plan_turn"),
    path("<str:key>/route/", plans.RoutePage.as_view(), name="pair_route"),
    path("<str:key>/route/lay/", plans.lay, name="pair_route_lay"),
    path("<str:key>/route/<int:step>/", plans.StepPage.as_view(), name="pair_route_step"),
]
