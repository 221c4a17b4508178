"""The addresses of children’s work."""

from django.urls import path

from licensing.work.permits import views as permits

urlpatterns = [
    path("work/permits/", permits.PermitList.as_view(), name="permits"),
    path("work/permits/apply/<str:key>/", permits.PermitApply.as_view(), name="permit_apply"),
]
