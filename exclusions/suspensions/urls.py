"""The addresses of suspensions."""

from django.urls import path

from exclusions.suspensions import views

app_name = "suspensions"
urlpatterns = [
    path("tell/", views.PupilSearch.as_view(), name="begin"),
    path("tell/found/<str:search>/", views.PupilsFound.as_view(), name="found"),
    path("tell/<str:child>/", views.Notice.as_view(), name="notice"),
    path("sent/<str:key>/", views.Sent.as_view(), name="sent"),
    path("<str:key>/", views.Shown.as_view(), name="shown"),
    path("enter/<str:message>/", views.SchoolChoice.as_view(), name="enter"),
    path("enter/<str:message>/<str:school>/", views.PupilSearchEntered.as_view(), name="enter_begin"),
    path(
        "enter/<str:message>/<str:school>/found/<str:search>/", views.PupilsFoundEntered.as_view(), name="enter_found"
    ),
    path("enter/<str:message>/<str:school>/<str:child>/", views.NoticeEntered.as_view(), name="enter_notice"),
]
