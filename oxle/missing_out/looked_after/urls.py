"""The addresses of the reports on looked-after children."""

from django.urls import path

from oxle.missing_out.looked_after import views

app_name = "looked_after"
urlpatterns = [
    path("", views.Weeks.as_view(), name="weeks"),
    path("week/<str:day>/", views.Week.as_view(), name="week"),
    path("week/<str:day>/file/", views.WeekFile.as_view(), name="week_file"),
    path("meeting/<slug:key>/", views.OfMeeting.as_view(), name="of_meeting"),
]
