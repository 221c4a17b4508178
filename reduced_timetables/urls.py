"""The addresses of reduced timetables."""

from django.urls import path

from oxle.cases.views import unlisted
from oxle.cases.views.telling import pages
from reduced_timetables import cosign_views, return_views, unlisted_views, views

urlpatterns = [
    path("", views.TimetableList.as_view(), name="list"),
    path("ended/", views.EndedList.as_view(), name="ended"),
    path("codes/", views.CodeList.as_view(), name="codes"),
    path("silent/", return_views.SilentList.as_view(), name="silent"),
    path("weekly/", return_views.WeeklyList.as_view(), name="weekly"),
    path("weekly/<str:week>/", return_views.WeeklyList.as_view(), name="week"),
    path("returns/", return_views.MyReturns.as_view(), name="returns"),
    path("returns/<str:key>/", return_views.ReturnAnswer.as_view(), name="return"),
    path("returns/<str:key>/nil/", return_views.ReturnNil.as_view(), name="return_nil"),
    path("returns/<str:key>/enter/", return_views.ReturnEntered.as_view(), name="return_enter"),
    path("sent/<str:key>/", views.Sent.as_view(), name="sent"),
    path("sent/<str:key>/paper/", views.Paper.as_view(), name="paper"),
    path("sent/<str:key>/step/<slug:step>/", views.SchoolStep.as_view(), name="step"),
    path("sent/<str:key>/answer/", views.Answer.as_view(), name="answer"),
    path("agree/plan/", cosign_views.Cosign.as_view(), name="cosign"),
    path("agree/sent/", cosign_views.Cosigned.as_view(), name="cosigned"),
    path("agree/link/<str:secret>/", cosign_views.Link.as_view(), name="link"),
    *unlisted.pages(
        unlisted_views.Unlisted, unlisted_views.UnlistedSent, unlisted_views.Identify, unlisted_views.IdentifyAs
    ),
    *pages(
        views.Notice,
        views.NoticeEntered,
        namespace=views.NAMESPACE,
        tells="Tell us about a reduced timetable",
        enters="Enter a reduced timetable for a school",
        chooses="Which school has reduced the timetable?",
        also_left=True,
        unlisted="unlisted",
    ),
]
