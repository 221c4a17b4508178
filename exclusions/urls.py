"""Every address of the exclusions duty."""

from django.urls import include, path

from exclusions.permanent import notice_views as views

urlpatterns = [
    path("suspensions/", include("exclusions.suspensions.urls")),
    path("permanent/tell/", views.PupilSearch.as_view(), name="begin"),
    path("permanent/tell/found/<str:search>/", views.PupilsFound.as_view(), name="found"),
    path("permanent/tell/<str:child>/", views.Notice.as_view(), name="notice"),
    path("permanent/sent/<str:key>/", views.Sent.as_view(), name="sent"),
    path("permanent/enter/<str:message>/", views.SchoolChoice.as_view(), name="enter"),
    path("permanent/enter/<str:message>/<str:school>/", views.PupilSearchEntered.as_view(), name="enter_begin"),
    path(
        "permanent/enter/<str:message>/<str:school>/found/<str:search>/",
        views.PupilsFoundEntered.as_view(),
        name="enter_found",
    ),
    path(
        "permanent/enter/<str:message>/<str:school>/<str:child>/",
        views.NoticeEntered.as_view(),
        name="enter_notice",
    ),
]
