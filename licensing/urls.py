"""The addresses of licensing."""

from django.urls import include, path

from licensing import views
from licensing.applicants.urls import urlpatterns as applicants

urlpatterns = [
    path("check/", views.ScheduleCheck.as_view(), name="check"),
    path("check-work/", views.WorkCheck.as_view(), name="check_work"),
    path("apply/", include(applicants)),
]
