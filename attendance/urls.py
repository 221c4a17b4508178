"""Every address of the attendance duty."""

from attendance.prosecution.urls import urlpatterns as prosecution
from attendance.referrals.urls import urlpatterns as referrals

urlpatterns = [*referrals, *prosecution]
