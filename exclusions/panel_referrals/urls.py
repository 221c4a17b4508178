"""The addresses of referrals of excluded children to the fair access panel."""

from django.urls import path

from exclusions.panel_referrals import views

app_name = "panel_referrals"
urlpatterns = [
    path("<slug:key>/", views.ReferralPage.as_view(), name="referral"),
    path("<slug:key>/confirm/", views.Confirm.as_view(), name="confirm"),
]
