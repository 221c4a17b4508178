"""Every address of the home education duty."""

from django.urls import path

from ehe import (
    form_views,
    from_anybody,
    meeting_views,
    officer_views,
    radar_views,
    register_views,
    report_views,
    school_views,
    unlisted_views,
)
from ehe.off_rolling import views as off_rolling
from oxle.cases.views import unlisted
from oxle.cases.views.telling import pages

urlpatterns = [
    path("open/<slug:key>/", officer_views.Open.as_view(), name="open"),
    path("message/<str:message>/", from_anybody.Told.as_view(), name="told"),
    path("message/<str:message>/<str:key>/", from_anybody.OpenTold.as_view(), name="open_told"),
    path("exit-form/<str:key>/", officer_views.ExitFormRead.as_view(), name="exit_form_read"),
    path("hand-overs/<str:key>/accept/", officer_views.HandOverAccept.as_view(), name="accept_hand_over"),
    path("radar/", radar_views.Radar.as_view(), name="radar"),
    path("radar/<str:key>/", radar_views.RadarSchool.as_view(), name="radar_school"),
    path("radar/<str:key>/challenge/", off_rolling.Challenge.as_view(), name="radar_challenge"),
    path("asked/<str:key>/", off_rolling.Asked.as_view(), name="asked"),
    path("asked/<str:key>/answer/", off_rolling.Answer.as_view(), name="asked_answer"),
    path("meetings/", meeting_views.Meetings.as_view(), name="meetings"),
    path("meetings/add/", meeting_views.MeetingAdd.as_view(), name="meeting_add"),
    path("meetings/<str:key>/", meeting_views.Meeting.as_view(), name="meeting"),
    path("meetings/<str:key>/correct/", meeting_views.MeetingCorrect.as_view(), name="meeting_correct"),
    path("meetings/<str:key>/follow-up/", meeting_views.FollowUpAdd.as_view(), name="follow_up_add"),
    path(
        "meetings/<str:key>/follow-up/<str:follow_up>/",
        meeting_views.FollowUpSettle.as_view(),
        name="follow_up_settle",
    ),
    path("act-of-2026/", report_views.Reform.as_view(), name="reform"),
    path("act-of-2026/register/", register_views.Register.as_view(), name="register"),
    path("return/", report_views.Return.as_view(), name="return"),
    path("return/<slug:day>/", report_views.Return.as_view(), name="return_of"),
    path("return/<slug:day>/file/", report_views.ReturnFile.as_view(), name="return_file"),
    path("report/", report_views.Report.as_view(), name="report"),
    path("report/<slug:year>/", report_views.Report.as_view(), name="report_of"),
    path("report/<slug:year>/file/", report_views.ReportFile.as_view(), name="report_file"),
    path("years/<slug:year>/", report_views.YearFile.as_view(), name="year_file"),
    path("sent/<str:key>/", school_views.Sent.as_view(), name="sent"),
    path("told/<str:key>/", school_views.ToldSince.as_view(), name="told_since"),
    path("sent/<str:key>/exit-form/", form_views.Fill.as_view(), name="exit_form"),
    path("sent/<str:key>/consent/", school_views.AskConsent.as_view(), name="ask_consent"),
    path("sent/<str:key>/answer/", school_views.Answer.as_view(), name="answer"),
    *unlisted.pages(
        unlisted_views.Unlisted, unlisted_views.UnlistedSent, unlisted_views.Identify, unlisted_views.IdentifyAs
    ),
    *pages(
        school_views.Notice,
        school_views.NoticeEntered,
        namespace=school_views.NAMESPACE,
        tells="Tell us that a pupil is to be educated at home",
        enters="Enter for a school that a pupil is educated at home",
        chooses="Which school tells of it?",
        also_left=True,
        unlisted="unlisted",
    ),
]
