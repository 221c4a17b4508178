"""The made-up county: each case has a history that people could have had, and each stage of a prosecution is there."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from attendance.prosecution import pathway as prosecution
from oxle.audit import acting
from oxle.cases.models import Case, CaseLetter
from oxle.core.dates import london_day
from oxle.correspondence import rendering
from tests.county import one_of_each

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 26, 14, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def _county(settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setenv("OXLE_NOW", MOMENT.isoformat())
    with acting("system: test"):
        one_of_each(MOMENT)


@pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed")
@pytest.mark.usefixtures("_county")
def test_there_is_a_prosecution_at_each_stage_and_each_history_makes_sense():
    prosecutions = Case.objects.filter(pathway=prosecution.PROSECUTION.key)
    stages = set(prosecutions.values_list("stage", flat=True))
    reached = {"preparing", "with_legal", "returned", "released", "commenced", "before_court", "concluded"}
    assert reached <= stages
    # A bundle was made on the day on which the papers were handed in; those that wait for a worker are of today.
    # Papers that came back were read before anybody asked for one.
    kept = prosecutions.exclude(stage="returned")
    handed_in = {event.case_id: event.on for case in kept for event in case.events.filter(step="submit")}
    bundles = [bundle for case in prosecutions for bundle in case.bundles.all()]
    made = {bundle.case_id: london_day(bundle.made_at or MOMENT) for bundle in bundles}
    assert made == handed_in
    assert {bundle.case.stage for bundle in bundles if bundle.state == "waiting"} == {"with_legal"}
    # Nobody is warned finally, let alone taken to court, while an earlier letter was never released.
    late = CaseLetter.objects.filter(case__stage__in=["final_warning", "with_court"], letter__state="drafted")
    earlier = late.exclude(event__step__in=["warn_parent"])
    assert [(link.case.reference, link.letter.title, link.event.on) for link in earlier] == []
    # A hearing that is arranged lies ahead.
    commenced = [
        case.events.get(step="commence") for case in prosecutions.filter(stage__in=["commenced", "before_court"])
    ]
    assert [event.facts["hearing_on"] > MOMENT.date().isoformat() for event in commenced] == [True for _ in commenced]
