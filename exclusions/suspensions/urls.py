"""The addresses of suspensions."""

from django.urls import path

from exclusions.first_days.views import SayWork, SayWorkEntered
from exclusions.suspensions import views
from oxle.cases.views.telling import pages

app_name = "suspensions"
urlpatterns = [
    path("sent/<str:key>/", views.Sent.as_view(), name="sent"),
    path("sent/<str:key>/change/", views.SentChange.as_view(), name="sent_change"),
    path("sent/<str:key>/withdraw/", views.SentWithdraw.as_view(), name="sent_withdraw"),
    path("sent/<str:key>/letter/", views.HeadLetter.as_view(), name="head_letter"),
    path("sent/<str:key>/letter/file/", views.SentLetterFile.as_view(), name="sent_letter_file"),
    path("sent/<str:key>/letter/attach/", views.AttachLetter.as_view(), name="attach_letter"),
    path("sent/<str:key>/work/", SayWork.as_view(), name="say_work"),
    path("sent/<str:key>/answer/", views.Answer.as_view(), name="answer"),
    *pages(
        views.Notice,
        views.NoticeEntered,
        namespace="exclusions:suspensions",
        tells="Tell us about a suspension",
        enters="Enter a suspension for a school",
        chooses="Which school has suspended the pupil?",
        also_left=True,
    ),
    path("<str:key>/", views.Shown.as_view(), name="shown"),
    path("<str:key>/letter/", views.AttachLetterEntered.as_view(), name="enter_letter"),
    path("case/<str:key>/letter/", views.OwedLetter.as_view(), name="owed_letter"),
    path("<str:key>/letter/file/", views.LetterFile.as_view(), name="letter_file"),
    path("<str:key>/work/", SayWorkEntered.as_view(), name="enter_work"),
    path("<str:key>/change/", views.Change.as_view(), name="change"),
    path("<str:key>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
]
