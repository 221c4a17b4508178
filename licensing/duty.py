"""What licensing offers the platform: the hours checker, and the cases of performance licences."""

from licensing.applicants import retention as applicants
from licensing.performances import offers, retention
from licensing.performances.pathway import LICENCE
from licensing.queries import READ
from licensing.urls import urlpatterns
from oxle.cases.duties import Duty, register
from oxle.core.navigation import Entry

LICENSING = register(
    Duty(
        key="licensing",
        name="Licensing",
        team="Pupils Missing Out team",
        pathways=(LICENCE,),
        urls=urlpatterns,
        navigation=(Entry("Check a schedule", "licensing:check", READ, order=56),),
        checks=offers.CHECKS,
        retention=retention.RETENTION,
        records=retention.RECORDS,
        abandoned=(*retention.GIVEN_UP, *applicants.ABANDONED),
    )
)
