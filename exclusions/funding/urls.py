"""The addresses of funding."""

from django.urls import path

from exclusions.funding import views

app_name = "funding"
urlpatterns = [
    path("", views.FundingList.as_view(), name="list"),
    path("export/", views.FundingExport.as_view(), name="export"),
    path("<str:key>/", views.FundingPage.as_view(), name="page"),
    path("<str:key>/figures/", views.Figures.as_view(), name="figures"),
    path("<str:key>/admission/", views.Admission.as_view(), name="admission"),
    path("<str:key>/entries/<str:entry>/cancel/", views.Cancel.as_view(), name="cancel"),
    path("<str:key>/dispute/", views.Dispute.as_view(), name="dispute"),
    path("<str:key>/dispute/end/", views.DisputeEnd.as_view(), name="dispute_end"),
    path("<str:key>/<str:side>/notice/", views.Notice.as_view(), name="notice"),
    path("<str:key>/<str:side>/invoice/", views.Invoice.as_view(), name="invoice"),
    path("<str:key>/<str:side>/money/", views.MoneyMoved.as_view(), name="money"),
    path("<str:key>/<str:side>/write-off/", views.WriteOff.as_view(), name="write_off"),
]
