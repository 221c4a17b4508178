"""The addresses of personal education plans."""

from django.urls import path

from oxle.missing_out.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.PlanList.as_view(), name="list"),
    path("child/<str:key>/", views.PlansOfChild.as_view(), name="child"),
    path("child/<str:key>/rate/", views.PlanRate.as_view(), name="rate"),
    path("<str:key>/change/", views.PlanChange.as_view(), name="change"),
    path("<str:key>/mistake/", views.PlanMistaken.as_view(), name="mistake"),
]
