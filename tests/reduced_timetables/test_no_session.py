"""A timetable told without any session is put right from its first day on, and agreed to anew by the link."""

from datetime import date, time
from typing import Any

import pytest
from django.urls import reverse

from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.provision.ledger import ledger
from reduced_timetables import actions, agreeing, pathway, queries
from reduced_timetables.models import Timetable
from tests import make
from tests.exclusions.make import People, moment
from tests.reduced_timetables.make import timetabled
from tests.reduced_timetables.test_pages import boxes

pytestmark = pytest.mark.django_db
STARTS_ON, FRIDAY, TOLD_ON = date(2026, 11, 9), date(2026, 11, 13), date(2026, 11, 12)
NONE = [None] * 10


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00:00+00:00")
    return People()


def told(people: People, **changes: Any) -> Case:
    return timetabled(people.child, people.school, people.head, STARTS_ON, on=date(2026, 11, 6), **changes)


def supplied(people: People, case: Case, **sessions: str) -> Any:
    """The school records on its page what was missing: nothing but the sessions."""
    case.refresh_from_db()
    stands = case.reduced_timetable
    sent = {
        **boxes("on", TOLD_ON), **boxes("risk_assessed_on", stands.risk_assessed_on), "early_help": stands.early_help,
        "child_view": stands.child_view, "services_informed": stands.services_informed, "section_19": "yes",
        "version": case.version, **sessions,
    }  # fmt: skip
    step = reverse("reduced_timetables:step", args=[case.key, "supply"])
    return make.signed_in(people.head).post(step, sent, follow=True)


def test_the_school_says_which_sessions_there_were_from_the_first_day_on_and_the_ledger_follows(people: People) -> None:
    case = told(people, begins=NONE, ends=NONE)
    assert ledger(people.child, STARTS_ON, FRIDAY).offered == 0
    page = supplied(people, case, session_0="9:00 to 11:30", session_3="1pm to 2pm").text
    assert ledger(people.child, STARTS_ON, FRIDAY).offered == 150 + 60
    assert "3 hours 30 minutes a week, on Monday and Tuesday" in page
    # On paper a parent may have agreed to just these: nothing is missing any more.
    assert queries.missing_of(Timetable.objects.get(), TOLD_ON) == []


def test_a_parent_who_agreed_by_the_link_to_no_session_is_asked_anew(people: People) -> None:
    case = told(people, begins=NONE, ends=NONE, who=[])
    stands = case.reduced_timetable
    said = {"whose": "parent", "given_by": "The mother", "agreed_on": date(2026, 11, 8)}
    actions.agreed_by_link(stands, said, at=moment(date(2026, 11, 8)))
    supplied(people, case, session_0="9:00 to 11:30")
    assert challenges_of(case)[-1].why == agreeing.AGREED_TO_NONE
    assert queries.missing_of(Timetable.objects.get(), TOLD_ON) == [agreeing.MISSING["parent"]]


def test_what_is_wrong_with_the_sessions_is_said_at_its_field_and_full_time_is_refused(people: People) -> None:
    case = told(people, begins=NONE, ends=NONE)
    wrong = supplied(people, case, session_1="4pm to 6pm").context["form"].errors
    assert wrong == {"session_1": ["The school day is between 08:00 and 17:00"]}
    kept = {name: getattr(case.reduced_timetable, name) for name in actions.SUPPLIED}
    full = ([time(9), time(13)] * 5, [time(12), time(16)] * 5)
    taken = {"by": people.head, "on": TOLD_ON, "at": moment(TOLD_ON), "facts": {}, "reason": ""}
    with pytest.raises(Refused, match="no reduced timetable"):
        actions.supply(case, pathway.SUPPLY, data={**kept, "sessions": full}, **taken)
    assert Timetable.objects.get().has_no_session


def test_nobody_is_asked_for_sessions_that_were_told(people: People) -> None:
    case = told(people)
    step = reverse("reduced_timetables:step", args=[case.key, "supply"])
    assert "session_0" not in make.signed_in(people.head).get(step).context["form"].fields
