"""The addresses of saved views and of the choice of columns."""

from django.urls import path

from oxle.missing_out.saved import views

app_name = "saved"
urlpatterns = [
    path("columns/", views.ColumnsChoose.as_view(), name="columns"),
    path("save/", views.ViewSave.as_view(), name="save"),
    path("<str:key>/", views.ViewChange.as_view(), name="change"),
    path("<str:key>/remove/", views.ViewRemove.as_view(), name="remove"),
]
