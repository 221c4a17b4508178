"""Addresses of the records that move (/transfers/) and of a move that is opened by hand (/pupils/…)."""

from django.urls import path

from oxle.transfers import line_views, views

app_name = "transfers"
urlpatterns = [
    path("transfers/", views.TransferList.as_view(), name="list"),
    path("transfers/<slug:key>/", views.TransferPage.as_view(), name="transfer"),
    path("transfers/<slug:key>/destination/", views.Destination.as_view(), name="destination"),
    path("transfers/<slug:key>/chase/", views.Chase.as_view(), name="chase"),
    path("transfers/<slug:key>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
    path("transfers/<slug:key>/<slug:kind>/sent/", line_views.Sent.as_view(), name="sent"),
    path("transfers/<slug:key>/<slug:kind>/received/", line_views.Received.as_view(), name="received"),
    path("transfers/<slug:key>/safeguarding/none/", line_views.NoneExists.as_view(), name="none"),
    path("transfers/<slug:key>/ctf/lost/", line_views.Lost.as_view(), name="lost"),
    path("pupils/<slug:key>/transfers/add/", views.TransferAdd.as_view(), name="add"),
]
