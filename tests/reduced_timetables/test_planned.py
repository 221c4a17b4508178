"""How a timetable was planned: of which plan it is part, the meeting, the first review, and how it is watched."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from oxle.cases.models import Case, CaseDocument
from oxle.core.errors import Refused
from oxle.core.rules import change_rule
from reduced_timetables import actions, pathway, rules
from reduced_timetables.models import Plan, Timetable
from tests import make
from tests.exclusions.make import People, moment
from tests.reduced_timetables.make import timetabled
from tests.reduced_timetables.test_pages import boxes, typed

pytestmark = pytest.mark.django_db
STARTS_ON, TOLD_ON = date(2026, 11, 9), date(2026, 11, 6)
# Two weeks after the first day.
BY = date(2026, 11, 23)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-06T10:00:00+00:00")
    return People()


def told(people: People, **changes: Any) -> Case:
    return timetabled(people.child, people.school, people.head, STARTS_ON, **changes)


def challenged(case: Case) -> str:
    return " ".join(case.events.filter(step="challenge").values_list("reason", flat=True))


def test_a_first_review_later_than_the_setting_is_asked_about_and_one_on_its_last_day_is_not(people: People) -> None:
    assert challenged(told(people, review_on=BY)) == ""
    people.child = make.child("Later", "Example", date(2013, 5, 6), at=people.school)
    case = told(people, review_on=date(2026, 11, 24))
    assert challenged(case) == (
        "Its first review is on 24 November 2026. We ask for one by 23 November 2026, so that it lasts no longer than "
        "it must: say why it is later, or review it before."
    )
    assert case.stage == "notified"


def test_when_the_first_review_is_asked_for_is_a_setting(people: People) -> None:
    change_rule(rules.REVIEWED_WITHIN, "4 weeks", from_on=date(2026, 11, 1), reason="Agreed with the heads")
    assert challenged(told(people, review_on=date(2026, 12, 4))) == ""


def test_the_notice_keeps_the_plan_the_meeting_the_needs_and_the_file_and_shows_them(people: People) -> None:
    client = make.signed_in(people.head)
    address = reverse("reduced_timetables:notice", args=[people.child.key])
    file = SimpleUploadedFile("watched.txt", b"Each Friday, by the key adult.", content_type="text/plain")
    sent = typed(
        plan="pastoral", met_who="The mother <b>and</b> the key adult", sen_support="yes", monitoring=file,
        early_help_reference="EHA 7", **boxes("met_on", date(2026, 11, 4)), **boxes("early_help_on", date(2026, 9, 1)),
    )  # fmt: skip
    page = client.post(address, sent, follow=True).content.decode()
    one, kept = Timetable.objects.get(), CaseDocument.objects.get()
    assert (one.plan, one.met_on, one.sen_support, one.monitoring) == (Plan.PASTORAL, date(2026, 11, 4), True, kept)
    for said in (
        "A pastoral support plan", "4 November 2026: The mother &lt;b&gt;and&lt;/b&gt; the key adult", "SEN support",
        "Done (EHA 7, 1 September 2026)", "The plan is with the documents of the case",
    ):  # fmt: skip
        assert said in page


def test_none_of_it_must_be_said_for_the_timetable_to_lack_nothing(people: People) -> None:
    client = make.signed_in(people.head)
    client.post(reverse("reduced_timetables:notice", args=[people.child.key]), typed())
    one = Timetable.objects.get()
    assert (one.plan, one.met_on, one.met_who, one.sen_support, one.monitoring) == ("", None, "", None, None)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (boxes("met_on", date(2026, 11, 4)), {"met_who": ["Enter who came to the meeting"]}),
        ({"met_who": "The mother"}, {"met_on": ["Enter the day of the meeting"]}),
    ],
)
def test_a_meeting_has_a_day_and_somebody_who_came(
    people: People, said: dict[str, Any], error: dict[str, list[str]]
) -> None:
    address = reverse("reduced_timetables:notice", args=[people.child.key])
    page = make.signed_in(people.head).post(address, typed(**said))
    assert (page.context["form"].errors, Timetable.objects.count()) == (error, 0)


def test_the_database_keeps_no_meeting_without_who_came(people: People) -> None:
    one = told(people).reduced_timetable
    with pytest.raises(IntegrityError, match="timetable_meeting_says_when_and_who"):
        Timetable.objects.filter(pk=one.pk).update(met_on=TOLD_ON)


def test_the_day_of_the_early_help_assessment_can_be_told_later_and_stands_on_the_case(people: People) -> None:
    case = told(people)
    sent = {
        **boxes("on", TOLD_ON), **boxes("risk_assessed_on", date(2026, 11, 2)),
        **boxes("early_help_on", date(2026, 9, 1)), "early_help": "done", "early_help_reference": "EHA 7",
        "child_view": "Wants to come back.", "services_informed": "The school nurse", "section_19": "yes",
        "version": case.version,
    }  # fmt: skip
    step = reverse("reduced_timetables:step", args=[case.key, "supply"])
    assert make.signed_in(people.head).post(step, sent).status_code == 302
    assert Timetable.objects.get().early_help_on == date(2026, 9, 1)
    page = make.signed_in(people.officer).get(case.get_absolute_url()).content.decode()
    assert "Done (EHA 7, 1 September 2026)" in page


@pytest.mark.parametrize("field", ["early_help_on", "risk_assessed_on"])
@pytest.mark.parametrize(
    ("day", "why"), [(date(2026, 11, 7), "cannot be of a day to come"), (date(2001, 1, 1), "was born on")]
)
def test_no_assessment_that_is_supplied_is_of_a_day_to_come_or_before_the_child_was_born(
    people: People, field: str, day: date, why: str
) -> None:
    case = told(people)
    kept = {name: getattr(case.reduced_timetable, name) for name in actions.SUPPLIED}
    said = {"by": people.head, "on": TOLD_ON, "at": moment(TOLD_ON), "facts": {}, "reason": ""}
    with pytest.raises(Refused, match=why):
        actions.supply(case, pathway.SUPPLY, data=kept | {field: day}, **said)
    assert getattr(Timetable.objects.get(), field) == kept[field]


@pytest.mark.parametrize("field", ["met_on", "early_help_on"])
def test_nothing_was_planned_before_the_child_was_born(people: People, field: str) -> None:
    with pytest.raises(Refused, match="was born on"):
        told(people, **{field: date(2001, 1, 1), "met_who": "The mother" if field == "met_on" else ""})
    assert not Timetable.objects.exists()
