"""The addresses of licensing."""

from django.urls import include, path

from licensing import views
from licensing.applicants.urls import urlpatterns as applicants
from licensing.parts import views as part_views
from licensing.work.urls import urlpatterns as of_work

urlpatterns = [
    path("check/", views.ScheduleCheck.as_view(), name="check"),
    path("check-work/", views.WorkCheck.as_view(), name="check_work"),
    path("apply/", include(applicants)),
    path("part/", part_views.Part.as_view(), name="part"),
    path("part/sent/", part_views.PartSent.as_view(), name="part_sent"),
    path("part/link/<str:secret>/", part_views.PartLink.as_view(), name="part_link"),
    *of_work,
]
