"""The addresses of the governors' clerk."""

from django.urls import path

from exclusions.governors import member_views, views

app_name = "governors"

urlpatterns = [
    path("", views.BeforeList.as_view(), name="list"),
    path("members/", member_views.Members.as_view(), name="members"),
    path("members/<str:key>/add/", member_views.MemberAdd.as_view(), name="member_add"),
    path("members/<str:key>/<str:member>/", member_views.MemberEnd.as_view(), name="member_end"),
    path("<str:key>/", views.BeforeCase.as_view(), name="case"),
    path("<str:key>/<str:step>/", views.Record.as_view(), name="record"),
]
