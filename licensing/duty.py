"""What licensing offers the platform: the hours checker. It has no cases yet, so what is handed over to it waits."""

from licensing.queries import READ
from licensing.urls import urlpatterns
from oxle.cases.duties import Duty, register
from oxle.core.navigation import Entry

LICENSING = register(
    Duty(
        key="licensing",
        name="Licensing",
        team="Pupils Missing Out team",
        pathways=(),
        urls=urlpatterns,
        navigation=(Entry("Check a schedule", "licensing:check", READ, order=56),),
    )
)
