"""The addresses of managed moves."""

from django.urls import path

from exclusions.managed_moves import views
from oxle.cases.views.telling import pages

app_name = "managed_moves"
urlpatterns = [
    path("sent/<str:key>/", views.Sent.as_view(), name="sent"),
    path("sent/<str:key>/step/<slug:step>/", views.SchoolStep.as_view(), name="step"),
    path("sent/<str:key>/answer/", views.Answer.as_view(), name="answer"),
    path("coming/<str:key>/", views.Coming.as_view(), name="coming"),
    path("coming/<str:key>/step/<slug:step>/", views.ComingStep.as_view(), name="coming_step"),
    *pages(
        views.Notice,
        views.NoticeEntered,
        namespace=views.NAMESPACE,
        tells="Tell us about a managed move",
        enters="Enter a managed move for a school",
        chooses="Which school does the pupil leave?",
    ),
]
