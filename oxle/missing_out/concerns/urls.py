"""The addresses of concerns and of the workspace."""

from django.urls import path

from oxle.missing_out.concerns import queue_views, team_views, workspace_views

app_name = "concerns"
urlpatterns = [
    path("", workspace_views.Workspace.as_view(), name="workspace"),
    path("own/", team_views.OwnList.as_view(), name="own_list"),
    path("own/<str:key>/", team_views.OwnShow.as_view(), name="own"),
    path("tell/", team_views.ConcernTell.as_view(), name="tell"),
    path("waiting/", queue_views.Queue.as_view(), name="queue"),
    path("concern/<str:key>/match/", queue_views.ConcernMatch.as_view(), name="match"),
    path("concern/<str:key>/record/", queue_views.ConcernMake.as_view(), name="make"),
    path("concern/<str:key>/answer/", queue_views.ConcernAnswer.as_view(), name="answer"),
    path("concern/<str:key>/take-off/", queue_views.ConcernTakeOff.as_view(), name="take_off"),
    path("pupil/<str:key>/", workspace_views.PupilPage.as_view(), name="pupil"),
    path("pupil/<str:key>/advice/", workspace_views.AdviceGive.as_view(), name="advise"),
    path("pupil/<str:key>/conclude/", workspace_views.Conclude.as_view(), name="conclude"),
    path("advice/<str:key>/answer/", workspace_views.AdviceAnswer.as_view(), name="advice_answer"),
]
