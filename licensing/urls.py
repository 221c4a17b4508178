"""The addresses of licensing."""

from django.urls import path

from licensing import views

urlpatterns = [
    path("check/", views.ScheduleCheck.as_view(), name="check"),
    path("check-work/", views.WorkCheck.as_view(), name="check_work"),
]
