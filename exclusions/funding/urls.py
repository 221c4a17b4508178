"""The addresses of funding."""

from django.urls import path

from exclusions.funding import recording_views, views

app_name = "funding"
urlpatterns = [
    path("", views.FundingList.as_view(), name="list"),
    path("export/", views.FundingExport.as_view(), name="export"),
    path("<str:key>/", views.FundingPage.as_view(), name="page"),
    path("<str:key>/figures/", recording_views.Figures.as_view(), name="figures"),
    path("<str:key>/admission/", recording_views.Admission.as_view(), name="admission"),
    path("<str:key>/entries/<str:entry>/cancel/", recording_views.Cancel.as_view(), name="cancel"),
    path("<str:key>/dispute/", recording_views.Dispute.as_view(), name="dispute"),
    path("<str:key>/dispute/end/", recording_views.DisputeEnd.as_view(), name="dispute_end"),
    path("<str:key>/<str:side>/notice/", views.Notice.as_view(), name="notice"),
    path("<str:key>/<str:side>/invoice/", recording_views.Invoice.as_view(), name="invoice"),
    path("<str:key>/<str:side>/money/", recording_views.MoneyMoved.as_view(), name="money"),
    path("<str:key>/<str:side>/money-back/", recording_views.MoneyBack.as_view(), name="money_back"),
    path("<str:key>/<str:side>/write-off/", recording_views.WriteOff.as_view(), name="write_off"),
]
