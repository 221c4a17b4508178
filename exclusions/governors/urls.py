"""The addresses of the governors' clerk."""

from django.urls import path

from exclusions.governors import views

app_name = "governors"

urlpatterns = [
    path("", views.BeforeList.as_view(), name="list"),
    path("<str:key>/", views.BeforeCase.as_view(), name="case"),
    path("<str:key>/<str:step>/", views.Record.as_view(), name="record"),
]
