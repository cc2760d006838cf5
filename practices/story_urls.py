from django.urls import path

from practices import case_views as cases
from practices import publication_views as publications

urlpatterns = [
    path("cases/", cases.CasesPage.as_view(), name="cases"),
    path("cases/new/", cases.CaseNewPage.as_view(), name="case_new"),
    path("cases/<str:key>/", cases.CasePage.as_view(), name="case"),
    path("cases/<str:key>/edit/", cases.CaseEditPage.as_view(), name="case_edit"),
    path("cases/<str:key>/ready/", cases.ready, name="case_ready"),
    path("cases/<str:key>/redraft/", cases.redraft, name="case_redraft"),
    path("cases/<str:key>/publish/", cases.CasePublishPage.as_view(), name="case_publish"),
    path("cases/<str:key>/remove/", cases.remove, name="case_remove"),
    path("publications/", publications.PublicationsPage.as_view(), name="publications"),
    path("publications/new/", publications.PublicationNewPage.as_view(), name="publication_new"),
    path("publications/<int:pk>/edit/", publications.PublicationEditPage.as_view(), name="publication_edit"),
    path("publications/<int:pk>/out/", publications.PublicationOutPage.as_view(), name="publication_out"),
    path("publications/<int:pk>/recall/", publications.recall, name="publication_recall"),
    path("publications/<int:pk>/remove/", publications.remove, name="publication_remove"),
    path("rubrics/", publications.RubricsPage.as_view(), name="rubrics"),
    path("rubrics/new/", publications.RubricNewPage.as_view(), name="rubric_new"),
    path("rubrics/<int:pk>/edit/", publications.RubricEditPage.as_view(), name="rubric_edit"),
    path("rubrics/<int:pk>/remove/", publications.close_rubric, name="rubric_remove"),
]
