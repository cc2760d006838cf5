from django.urls import path

from mentoring.pairs.runs import assent_views, desk_deeds, desk_views, trial_views

urlpatterns = [
    path("", desk_views.MatchingPage.as_view(), name="matching"),
    path("begin/<int:pk>/", desk_deeds.begin, name="matching_begin"),
    path("people/<int:pk>/", desk_views.TraitsPage.as_view(), name="matching_traits"),
    path("<str:public_id>/", desk_views.RunPage.as_view(), name="matching_run"),
    path("<str:public_id>/weigh/", desk_deeds.weigh, name="matching_weigh"),
    path("<str:public_id>/choose/", desk_deeds.choose, name="matching_choose"),
    path("<str:public_id>/pair/<slug:verb>/", desk_deeds.pair, name="matching_pair"),
    path("<str:public_id>/hand/", desk_deeds.hand, name="matching_hand"),
    path("<str:public_id>/handed/", desk_views.HandedPage.as_view(), name="matching_handed"),
    path("<str:public_id>/repeat/", desk_views.RepeatPage.as_view(), name="matching_repeat"),
    path("<str:public_id>/take-back/", desk_deeds.take_back, name="matching_take_back"),
    path("<str:public_id>/drop/", desk_deeds.drop, name="matching_drop"),
    path("<str:public_id>/ask/", desk_deeds.ask, name="matching_ask"),
    path("<str:public_id>/links/", desk_deeds.links, name="matching_links"),
    path("<str:public_id>/publish/", desk_views.PublishPage.as_view(), name="matching_publish"),
    path("<str:public_id>/trials/", trial_views.TrialsPage.as_view(), name="matching_trials"),
    path("<str:public_id>/trials/new/", trial_views.OfferPage.as_view(), name="matching_trial_new"),
    path("<str:public_id>/trials/take/", trial_views.take, name="matching_trials_take"),
    path("<str:public_id>/trials/<int:pk>/tell/", trial_views.tell, name="matching_trial_tell"),
    path("<str:public_id>/trials/<int:pk>/cancel/", trial_views.cancel, name="matching_trial_cancel"),
    path("<str:public_id>/pairs/<int:pk>/<slug:verb>/", desk_deeds.settle, name="matching_settle"),
]

# Pages of nobody's school: whoever has the link may open them.
assenting = [
    path("done/", assent_views.done, name="assent_done"),
    path("of/<str:public_id>/", assent_views.assent, name="assent"),
    path("<str:token>/", assent_views.link, name="assent_link"),
]
