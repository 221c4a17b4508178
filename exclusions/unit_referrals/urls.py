"""Addresses of referrals to providers."""

from django.urls import path

from exclusions.unit_referrals import views

app_name = "unit_referrals"
urlpatterns = [
    path("", views.ReferralList.as_view(), name="list"),
    path("pupils/<slug:key>/", views.ReferralBegin.as_view(), name="begin"),
    path("<slug:key>/", views.ReferralPage.as_view(), name="referral"),
    path("<slug:key>/fill/", views.Fill.as_view(), name="fill"),
    path("<slug:key>/risks/", views.Risks.as_view(), name="risks"),
    path("<slug:key>/risks/<slug:assessment>/", views.AssessmentFile.as_view(), name="file"),
    path("<slug:key>/send/", views.Send.as_view(), name="send"),
    path("<slug:key>/answer/", views.Answer.as_view(), name="answer"),
    path("<slug:key>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
    path("<slug:key>/pdf/", views.Pdf.as_view(), name="pdf"),
]
