"""Addresses of meetings (/meetings/) and of the packs that their members read (/panels/)."""

from django.urls import path

from oxle.meetings import meeting_views, pack_views, putting_right_views, views

app_name = "meetings"
urlpatterns = [
    path("meetings/", views.SeriesList.as_view(), name="list"),
    path("meetings/add/", views.SeriesAdd.as_view(), name="add"),
    path("meetings/tasks/<slug:key>/", meeting_views.TaskDone.as_view(), name="task_done"),
    path("meetings/on/<slug:key>/", meeting_views.MeetingPage.as_view(), name="meeting"),
    path("meetings/on/<slug:key>/agenda/", meeting_views.AgendaAdd.as_view(), name="agenda"),
    path("meetings/on/<slug:key>/items/<slug:item>/", meeting_views.Decide.as_view(), name="decide"),
    path(
        "meetings/on/<slug:key>/items/<slug:item>/put-right/", putting_right_views.PutRight.as_view(), name="put_right"
    ),
    path("meetings/on/<slug:key>/move/", meeting_views.MeetingMove.as_view(), name="move"),
    path("meetings/on/<slug:key>/call-off/", meeting_views.MeetingCallOff.as_view(), name="call_off"),
    path("meetings/on/<slug:key>/record/", meeting_views.MeetingHold.as_view(), name="hold"),
    path("meetings/<slug:key>/", views.SeriesPage.as_view(), name="series"),
    path("meetings/<slug:key>/change/", views.SeriesChange.as_view(), name="change"),
    path("meetings/<slug:key>/call/", views.MeetingCall.as_view(), name="call"),
    path("meetings/<slug:key>/end/", views.SeriesEnd.as_view(), name="end"),
    path("meetings/<slug:key>/members/add/", views.MemberAdd.as_view(), name="member_add"),
    path("meetings/<slug:key>/members/<slug:member>/", views.MemberEnd.as_view(), name="member_end"),
    path("panels/", pack_views.Packs.as_view(), name="packs"),
    path("panels/<slug:key>/", pack_views.Pack.as_view(), name="pack"),
    path("panels/<slug:key>/file/", pack_views.PackFile.as_view(), name="pack_file"),
    path("panels/<slug:key>/shares/", views.Shares.as_view(), name="shares"),
]
