from django.urls import path

from mentoring.registry import applying_views, card_views, register_views, step_views

urlpatterns = [
    path("links/", applying_views.LinksPage.as_view(), name="join_links"),
    path("links/make/", applying_views.make_link, name="join_link_make"),
    path("links/<int:pk>/close/", applying_views.close_link, name="join_link_close"),
    path("applications/<int:pk>/<slug:verb>/", applying_views.decide, name="application_decide"),
    path("registers/", register_views.RegistersPage.as_view(), name="registers"),
    path("registers/<int:pk>/<slug:code>.<slug:form>", register_views.register, name="register"),
    path("mentees/<int:pk>/<slug:verb>/", step_views.mentee_step, name="mentee_step"),
    path("mentors/take-card/", card_views.TakePage.as_view(), name="mentor_card_take"),
    path("mentors/<int:pk>/card/", card_views.CardPage.as_view(), name="mentor_card"),
    path("mentors/<int:pk>/card/<int:number>/", card_views.CardPage.as_view(), name="mentor_card_given"),
    path("mentors/<int:pk>/card/<int:number>.xlsx", card_views.card_file, name="mentor_card_file"),
    path("mentors/<int:pk>/<slug:verb>/", step_views.mentor_step, name="mentor_step"),
]

# Pages of nobody's school: whoever has the link may open them.
joining = [
    path("", applying_views.consent, name="join"),
    path("form/", applying_views.form, name="join_form"),
    path("done/", applying_views.done, name="join_done"),
    path("<str:token>/", applying_views.link, name="join_link"),
]
