"""The addresses of off-site directions."""

from django.urls import path

from exclusions.off_site import views
from oxle.cases.views.telling import pages

app_name = "off_site"
urlpatterns = [
    path("", views.DirectionList.as_view(), name="list"),
    path("sent/<str:key>/", views.Sent.as_view(), name="sent"),
    path("sent/<str:key>/step/<slug:step>/", views.SchoolStep.as_view(), name="step"),
    path("sent/<str:key>/answer/", views.Answer.as_view(), name="answer"),
    path("sent/<str:key>/notice/", views.NoticeLetter.as_view(), name="notice_letter"),
    *pages(
        views.Notice,
        views.NoticeEntered,
        namespace=views.NAMESPACE,
        tells="Tell us about an off-site direction",
        enters="Enter an off-site direction for a school",
        chooses="Which school directs the pupil off site?",
    ),
]
