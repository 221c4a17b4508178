"""Every address of the service: the platform's apps, then whatever the installed duties offer."""

from django.urls import include, path

from oxle.cases.urls import duty_urls
from oxle.cases.views.work import Home
from oxle.core import health
from oxle.people.views.searching import Search

urlpatterns = [
    path("healthz", health.shallow, name="healthz"),
    path("healthz/deep", health.deep, name="healthz_deep"),
    path("accounts/", include("oxle.accounts.sign_in_urls")),
    path("", include("oxle.accounts.urls")),
    path("audit/", include("oxle.audit.urls")),
    path("imports/", include("oxle.exchange.urls")),
    path("", include("oxle.schools.urls")),
    path("registers/", include("oxle.registers.urls")),
    path("", include("oxle.provision.urls")),
    path("", include("oxle.transfers.urls")),
    path("settings/", include("oxle.core.rules_urls")),
    path("letters/", include("oxle.correspondence.urls")),
    path("search/", Search.as_view(), name="search"),
    path("", include("oxle.people.urls")),
    path("", Home.as_view(), name="home"),
    path("", include("oxle.cases.urls")),
    path("", include("oxle.meetings.urls")),
    path("", include("oxle.missing_out.urls")),
    path("reporting/", include("oxle.reporting.urls")),
    *duty_urls(),
]
