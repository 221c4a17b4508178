"""The addresses of the group's work."""

from django.urls import path

from oxle.missing_out.group import views

app_name = "group"
urlpatterns = [
    path("themes/", views.Themes.as_view(), name="themes"),
    path("themes/add/", views.ThemeAdd.as_view(), name="theme_add"),
    path("themes/<slug:key>/pupils/", views.ThemePupils.as_view(), name="theme_pupils"),
    path("meeting/<slug:key>/<slug:matter>/decide/", views.Decide.as_view(), name="decide"),
    path("meeting/<slug:key>/<slug:matter>/escalate/", views.Escalate.as_view(), name="escalate"),
    path("actions/<slug:key>/done/", views.ActionDone.as_view(), name="done"),
]
