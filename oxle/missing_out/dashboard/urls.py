"""The addresses of the live dashboard."""

from django.urls import path

from oxle.missing_out.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.DashboardPage.as_view(), name="page"),
    path("pupils/", views.DashboardRows.as_view(), name="rows"),
]
