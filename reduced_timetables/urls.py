"""The addresses of reduced timetables."""

from django.urls import path

from oxle.cases.views.telling import pages
from reduced_timetables import cosign_views, views

urlpatterns = [
    path("", views.TimetableList.as_view(), name="list"),
    path("codes/", views.CodeList.as_view(), name="codes"),
    path("sent/<str:key>/", views.Sent.as_view(), name="sent"),
    path("sent/<str:key>/step/<slug:step>/", views.SchoolStep.as_view(), name="step"),
    path("sent/<str:key>/answer/", views.Answer.as_view(), name="answer"),
    path("agree/plan/", cosign_views.Cosign.as_view(), name="cosign"),
    path("agree/sent/", cosign_views.Cosigned.as_view(), name="cosigned"),
    path("agree/link/<str:secret>/", cosign_views.Link.as_view(), name="link"),
    *pages(
        views.Notice,
        views.NoticeEntered,
        namespace=views.NAMESPACE,
        tells="Tell us about a reduced timetable",
        enters="Enter a reduced timetable for a school",
        chooses="Which school has reduced the timetable?",
    ),
]
