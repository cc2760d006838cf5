from django.urls import path

from reports.documents import acts_views, deeds, edit_views, sign_views, views

urlpatterns = [
    path("", views.DocumentsPage.as_view(), name="documents"),
    path("new/", views.OffersPage.as_view(), name="document_new"),
    path("new/<slug:kind>/", deeds.draft, name="document_draft"),
    path("sign/", sign_views.SignPage.as_view(), name="sign"),
    path("sign/several/", sign_views.approve_several, name="sign_several"),
    path("sign/<str:public_id>/", sign_views.SignPage.as_view(), name="sign"),
    path("acts/", acts_views.ActsPage.as_view(), name="acts"),
    path("acts/outside/", acts_views.OutsidePage.as_view(), name="acts_outside"),
    path("acts/outside/<int:pk>/back/", acts_views.take_back, name="acts_outside_back"),
    path("<str:public_id>/", views.DocumentPage.as_view(), name="document"),
    path("<str:public_id>/file/<str:format>/", views.document_file, name="document_file"),
    path("<str:public_id>/edit/", edit_views.EditPage.as_view(), name="document_edit"),
    path("<str:public_id>/word/<str:word>/", edit_views.WordPage.as_view(), name="document_word"),
    path("<str:public_id>/word/<str:word>/forget/", deeds.forget_word, name="document_word_forget"),
    path("<str:public_id>/submit/", deeds.submit, name="document_submit"),
    path("<str:public_id>/withdraw/", deeds.withdraw, name="document_withdraw"),
    path("<str:public_id>/discard/", views.DiscardPage.as_view(), name="document_discard"),
    path("<str:public_id>/discard/now/", deeds.discard, name="document_discard_now"),
    path("<str:public_id>/return/", sign_views.send_back, name="document_return"),
    path("<str:public_id>/approve/", sign_views.approve, name="document_approve"),
    path("<str:public_id>/issue/", sign_views.approve_and_issue, name="document_approve_issue"),
    path("<str:public_id>/number/", deeds.issue, name="document_issue"),
    path("<str:public_id>/amend/", deeds.amend, name="document_amend"),
    path("<str:public_id>/cancel/", deeds.cancel, name="document_cancel"),
    path("<str:public_id>/scan/", deeds.scan, name="document_scan"),
    path("<str:public_id>/render/<str:format>/", deeds.render_again, name="document_render"),
    path("<str:public_id>/read/", deeds.read, name="document_read"),
    path("<str:public_id>/sheet/", deeds.sheet, name="document_sheet"),
]
