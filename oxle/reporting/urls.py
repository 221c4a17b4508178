"""The addresses of what analysts read."""

from django.urls import path

from oxle.reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.ViewList.as_view(), name="list"),
    path("<slug:name>/", views.ViewPage.as_view(), name="view"),
    path("<slug:name>/file/", views.ViewFile.as_view(), name="file"),
    path("<slug:name>/outside/", views.ViewOutside.as_view(), name="outside"),
]
