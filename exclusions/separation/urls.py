"""The addresses of safeguarding separations."""

from django.urls import path

from exclusions.separation import views

app_name = "separation"
told = {"namespace": views.NAMESPACE, "title": "Tell us that pupils must be kept apart"}
urlpatterns = [
    path("sent/<str:key>/", views.Sent.as_view(), name="sent"),
    path("sent/<str:key>/step/<slug:step>/", views.SchoolStep.as_view(), name="step"),
    path("tell/", views.PupilSearch.as_view(**told), name="begin"),
    path("tell/found/<str:search>/", views.PupilsFound.as_view(**told), name="found"),
    path("tell/<str:child>/", views.Notice.as_view(**told), name="notice"),
]
