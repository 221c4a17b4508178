"""Addresses of a school's register, under /registers/."""

from django.urls import path

from oxle.registers import views

app_name = "registers"
urlpatterns = [
    path("", views.RegisterHome.as_view(), name="home"),
    path("<slug:key>/send/", views.RegisterSend.as_view(), name="send"),
    path("<slug:key>/file/<slug:day>.csv", views.RegisterFile.as_view(), name="file"),
]
