from django.urls import path

from surveys import comparison_views, finding_views, result_views

urlpatterns = [
    path("", result_views.AllResultsPage.as_view(), name="survey_results_all"),
    path("compare/", result_views.ComparePage.as_view(), name="survey_compare"),
    path("wave/<str:key>/", result_views.ResultsPage.as_view(), name="survey_results"),
    path("wave/<str:key>/people/", result_views.PeoplePage.as_view(), name="survey_result_people"),
    path("wave/<str:key>/conclusion/", result_views.WaveConclusionPage.as_view(), name="survey_results_conclude"),
    path("wave/<str:key>/answers.xlsx", result_views.workbook, name="survey_results_xlsx"),
    path("wave/<str:key>/names.xlsx", result_views.named_workbook, name="survey_results_names"),
    path("wave/<str:key>/results.pdf", result_views.paper, name="survey_results_pdf"),
    path("comparison/<str:key>/", comparison_views.ComparisonPage.as_view(), name="survey_comparison"),
    path(
        "comparison/<str:key>/people/",
        comparison_views.ComparisonPeoplePage.as_view(),
        name="survey_comparison_people",
    ),
    path(
        "comparison/<str:key>/conclusion/",
        result_views.ComparisonConclusionPage.as_view(),
        name="survey_comparison_conclude",
    ),
    path("comparison/<str:key>/comparison.xlsx", comparison_views.workbook, name="survey_comparison_xlsx"),
    path("comparison/<str:key>/comparison.pdf", comparison_views.paper, name="survey_comparison_pdf"),
    path("quarters/", comparison_views.DiagnosticsPage.as_view(), name="survey_diagnostics"),
    path("measures/", finding_views.MeasuresPage.as_view(), name="survey_measures"),
    path("measures/new/", finding_views.MeasureAddPage.as_view(), name="survey_measure_add"),
    path("measures/<int:pk>/", finding_views.MeasurePage.as_view(), name="survey_measure"),
    path("measures/<int:pk>/remove/", finding_views.measure_remove, name="survey_measure_remove"),
    path("swot/", finding_views.SwotPage.as_view(), name="survey_swot"),
    path("swot/refresh/", finding_views.swot_refresh, name="survey_swot_refresh"),
    path("swot/bring-back/", finding_views.swot_bring_back, name="survey_swot_bring_back"),
    path("swot/new/", finding_views.SwotAddPage.as_view(), name="survey_swot_add"),
    path("swot/<int:pk>/", finding_views.SwotLinePage.as_view(), name="survey_swot_line"),
    path("swot/<int:pk>/drop/", finding_views.swot_drop, name="survey_swot_drop"),
    path("thresholds/", finding_views.ThresholdsPage.as_view(), name="survey_thresholds"),
]
