"""The addresses of children who need a school."""

from django.urls import path

from exclusions.fair_access import views

app_name = "fair_access"
urlpatterns = [
    path("report/", views.Report.as_view(), name="report"),
    path("hand-overs/<str:key>/accept/", views.HandOverAccept.as_view(), name="accept_hand_over"),
    path("open/<slug:key>/", views.Open.as_view(), name="open"),
    path("<slug:key>/change/", views.Change.as_view(), name="change"),
]
