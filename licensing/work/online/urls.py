"""The addresses of employers who apply on line, of the parents and schools whom they name, and of the officer."""

from django.urls import path

from licensing.work.online import officer_views, part_views, views

# Before those of applications for performances, whose keys stand where `work` does.
urlpatterns = [
    path("apply/work/begin/", views.JobBegin.as_view(), name="job_begin"),
    path("apply/work/<str:key>/", views.JobTasks.as_view(), name="job_tasks"),
    path("apply/work/<str:key>/check/", views.JobCheck.as_view(), name="job_check"),
    path("apply/work/<str:key>/sent/", views.JobSent.as_view(), name="job_sent"),
    path("apply/work/<str:key>/again/", views.JobAgain.as_view(), name="job_again"),
    path("apply/work/<str:key>/hours/", views.JobHours.as_view(), name="job_hours"),
    path("apply/work/<str:key>/files/<slug:section>/", views.JobFile.as_view(), name="job_file"),
    path("apply/work/<str:key>/<slug:section>/", views.JobSection.as_view(), name="job_section"),
    path("work/applied/<str:key>/", officer_views.JobIdentify.as_view(), name="job_identify"),
    path("work/applied/<str:key>/links/", officer_views.JobParts.as_view(), name="job_parts"),
    path("work/applied/<str:key>/files/<slug:which>/", officer_views.JobDownload.as_view(), name="job_download"),
    path("job-part/", part_views.JobPart.as_view(), name="job_part"),
    path("job-part/sent/", part_views.JobPartSent.as_view(), name="job_part_sent"),
    path("job-part/link/<str:secret>/", part_views.JobPartLink.as_view(), name="job_part_link"),
]
