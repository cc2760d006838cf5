from django.urls import path

from mentoring.pairs.family import asking_views, call_views, family_views, link_views

urlpatterns = [
    path("", call_views.CallsPage.as_view(), name="calls"),
    path("of/<str:public_id>/", call_views.CallPage.as_view(), name="call"),
    path("ring/<str:public_id>/", call_views.RingPage.as_view(), name="call_ring"),
    path("questions/", asking_views.QuestionsPage.as_view(), name="questions"),
    path("questions/<str:public_id>/", asking_views.ReplyPage.as_view(), name="question_reply"),
    path("ask/", asking_views.AskPage.as_view(), name="question_mine"),
    path("pulses/", asking_views.PulsesPage.as_view(), name="pulses"),
    path("pulse/", asking_views.MinePage.as_view(), name="pulse_mine"),
    path("pulse/<int:pk>/", asking_views.tell, name="pulse_tell"),
]

linking = [
    path("<str:public_id>/", link_views.LinksPage.as_view(), name="pair_links"),
    path("<str:public_id>/print/", link_views.slips, name="pair_links_print"),
    path("<str:public_id>/<slug:verb>/", link_views.change, name="pair_links_change"),
]

# Pages of nobody's school: whoever has the link may open them.
family = [
    path("heard/", family_views.heard, name="family_heard"),
    path("of/<int:pk>/", family_views.page, name="family"),
    path("of/<int:pk>/quiet/", family_views.quiet, name="family_quiet"),
    path("of/<int:pk>/ask/", family_views.ask, name="family_ask"),
    path("of/<int:pk>/pulse/", family_views.pulse_told, name="family_pulse"),
    path("of/<int:pk>/consent/<int:consent>/", family_views.consent, name="family_consent"),
    path("of/<int:pk>/withdraw/<int:consent>/", family_views.withdraw, name="family_withdraw"),
    path("of/<int:pk>/say/<str:public_id>/", family_views.say, name="family_say"),
    path("of/<int:pk>/confirm/<int:drawn>/", family_views.confirm, name="family_confirm"),
    path("<str:token>/", family_views.link, name="family_link"),
]
