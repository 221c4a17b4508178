"""Every address of the attendance duty."""

from attendance.referrals.urls import urlpatterns as referrals

urlpatterns = [*referrals]
