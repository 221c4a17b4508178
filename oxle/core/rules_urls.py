"""The addresses of the settings."""

from django.urls import path

from oxle.core import rules_views

app_name = "rules"
urlpatterns = [
    path("", rules_views.RuleList.as_view(), name="list"),
    path("<str:key>/", rules_views.RulePage.as_view(), name="page"),
    path("<str:key>/change/", rules_views.RuleChange.as_view(), name="change"),
]
