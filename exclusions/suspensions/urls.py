"""The addresses of suspensions."""

from django.urls import path

from exclusions.suspensions import views
from exclusions.telling_views import pages

app_name = "suspensions"
urlpatterns = [
    path("sent/<str:key>/", views.Sent.as_view(), name="sent"),
    *pages(
        views.Notice,
        views.NoticeEntered,
        namespace="exclusions:suspensions",
        tells="Tell us about a suspension",
        enters="Enter a suspension for a school",
        chooses="Which school has suspended the pupil?",
    ),
    path("<str:key>/", views.Shown.as_view(), name="shown"),
]
