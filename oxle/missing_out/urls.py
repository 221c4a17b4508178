"""The addresses of the register of pupils missing out."""

from django.urls import include, path

from oxle.missing_out import not_attending_views, set_views, views

app_name = "missing_out"
urlpatterns = [
    path("missing-out/", views.RegisterPage.as_view(), name="register"),
    path("missing-out/file/", views.RegisterFile.as_view(), name="file"),
    path("missing-out/workbook/", views.RegisterWorkbook.as_view(), name="workbook"),
    path("missing-out/day/", views.RegisterDay.as_view(), name="day"),
    path("missing-out/on/<str:day>/", views.RegisterPage.as_view(), name="register_on"),
    path("missing-out/on/<str:day>/file/", views.RegisterFile.as_view(), name="file_on"),
    path("missing-out/on/<str:day>/workbook/", views.RegisterWorkbook.as_view(), name="workbook_on"),
    path("missing-out/pupil/<str:key>/", set_views.RatingPage.as_view(), name="rating"),
    path("missing-out/pupil/<str:key>/raise/", set_views.RatingRaise.as_view(), name="raise"),
    path("missing-out/pupil/<str:key>/lower/", set_views.RatingLower.as_view(), name="lower"),
    path("missing-out/rating/<str:key>/answer/", set_views.RatingAnswer.as_view(), name="answer"),
    path("missing-out/rating/<str:key>/end/", set_views.RatingEnd.as_view(), name="end"),
    path("missing-out/at-home/", views.AtHomePage.as_view(), name="at_home"),
    path("missing-out/not-attending/", not_attending_views.NotAttendingPage.as_view(), name="not_attending"),
    path("missing-out/not-attending/file/", not_attending_views.NotAttendingFile.as_view(), name="not_attending_file"),
    path(
        "missing-out/not-attending/workbook/",
        not_attending_views.NotAttendingWorkbook.as_view(),
        name="not_attending_workbook",
    ),
    path("missing-out/views/", include("oxle.missing_out.saved.urls")),
    path("missing-out/dashboard/", include("oxle.missing_out.dashboard.urls")),
    path("missing-out/monthly/", include("oxle.missing_out.monthly.urls")),
    path("missing-out/looked-after/", include("oxle.missing_out.looked_after.urls")),
    path("missing-out/education-plans/", include("oxle.missing_out.plans.urls")),
    path("missing-out/concerns/", include("oxle.missing_out.concerns.urls")),
    path("missing-out/packs/group/", include("oxle.missing_out.group.urls")),
    path("missing-out/packs/", include("oxle.missing_out.packs.urls")),
    path("missing-out/criteria/", views.CriteriaPage.as_view(), name="criteria"),
]
