"""Addresses of the exchange, under /imports/."""

from django.urls import path

from oxle.exchange import views

urlpatterns = [
    path("", views.BatchList.as_view(), name="batch_list"),
    path("new/<slug:kind>/", views.BatchNew.as_view(), name="batch_new"),
    path("<slug:key>/", views.BatchPage.as_view(), name="batch"),
    path("<slug:key>/rows/<slug:outcome>/", views.BatchRows.as_view(), name="batch_rows"),
    path("<slug:key>/rejected.csv", views.BatchRejected.as_view(), name="batch_rejected"),
    path("<slug:key>/leave/", views.BatchAbandon.as_view(), name="batch_abandon"),
    path("<slug:key>/undo/", views.BatchUndo.as_view(), name="batch_undo"),
]
