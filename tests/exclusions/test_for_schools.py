"""What the pages of an exclusion tell its school, and what they ask of it before anything is kept."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exclusions.permanent.models import PermanentExclusion
from exclusions.permanent.queries import history_for_school
from exclusions.suspensions.models import Suspension
from oxle.people import actions as registry
from tests import make
from tests.exclusions.make import People, suspended
from tests.meetings.make import panel

pytestmark = pytest.mark.django_db
NOW = "2026-11-09T10:00:00+00:00"
ON = date(2026, 11, 9)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", NOW)
    return People()


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def typed(**changes: Any) -> dict[str, Any]:
    """A suspension of one day, as a head types it."""
    dates = [day(name, ON) for name in ("decided_on", "first_on", "last_on", "parents_told_on")]
    return {
        **{name: value for each in dates for name, value in each.items()},
        "wellbeing": "Sleeps badly.",
        "sen": "none",
        "social_worker": "no",
        "first_session": "am",
        "ends_after": "pm",
        "lunchtime": "no",
        "exam_missed": "no",
        "days_carried": "0",
        "reasons": ["DB"],
        "work_set": "yes",
        "work_words": "On paper.",
        **changes,
    }


LONG = {"exploitation": "no", "tried": "A mentor.", "incident_place": "The hall", "behaviour": "A chair was thrown."}


def looked_after(people: People) -> None:
    since = {"from_on": date(2026, 9, 1), "source": "The social worker"}
    registry.add_vulnerability(people.child, kind="looked_after", by=people.officer, on=ON, **since)


def told(people: People, **said: Any) -> str:
    """The page that a head comes to who sends a suspension."""
    address = reverse("exclusions:suspensions:notice", args=[people.child.key])
    return str(make.signed_in(people.head).post(address, typed(**said), follow=True).content.decode())


def page_of(people: People, one: Suspension) -> str:
    address = reverse("exclusions:suspensions:sent", args=[one.key])
    return str(make.signed_in(people.head).get(address).content.decode())


def page_of_permanent(people: People) -> str:
    address = reverse("exclusions:sent", args=[PermanentExclusion.objects.get().case.key])
    return str(make.signed_in(people.head).get(address).content.decode())


def test_a_school_reads_by_when_it_owes_education_for_a_suspension_and_by_when_its_letter(people: People) -> None:
    said = page_of(people, suspended(people, ON, date(2026, 11, 20)))
    assert "day 6, owed by the school’s governors or trust: <strong>16 November 2026" in said
    assert "Parents told in writing where and when education begins: <strong>14 November 2026" in said
    assert "Letter to the parents, with us: <strong>10 November 2026" in said


def test_the_dates_of_a_run_stand_with_each_of_its_suspensions(people: People) -> None:
    suspended(people, ON, date(2026, 11, 11))
    second = suspended(people, date(2026, 11, 12), date(2026, 11, 17))
    assert "day 6, owed by the school’s governors or trust: <strong>16 November 2026" in page_of(people, second)


def test_of_a_short_suspension_nothing_is_due(people: People) -> None:
    assert ">Dates</h2>" not in page_of(people, suspended(people, ON, ON))


def test_of_a_looked_after_pupil_the_school_reads_the_day_after_the_first(people: People) -> None:
    looked_after(people)
    one = suspended(people, ON, date(2026, 11, 11), looked_after=True)
    assert "looked after, by the school with the Virtual School: <strong>10 November 2026" in page_of(people, one)


def test_of_a_looked_after_pupil_who_is_excluded_for_good_too(people: People) -> None:
    looked_after(people)
    people.tell(looked_after=True, virtual_school_spoken_to=False)
    assert "Education begins: the child is looked after: <strong>10 November 2026" in page_of_permanent(people)


def test_a_school_reads_again_what_it_told_of_a_permanent_exclusion(people: People) -> None:
    people.tell(tried="A mentor on Tuesdays.", incident_place="The north stairs")
    said = page_of_permanent(people)
    assert ("A mentor on Tuesdays." in said, "The north stairs" in said) == (True, True)


def test_of_a_pupil_with_a_social_worker_everything_is_asked_and_whether_the_pupil_is_looked_after(
    people: People,
) -> None:
    said = told(people, social_worker="yes")
    assert "Is the pupil looked after by a council?" in said
    assert "Enter what was tried" in said
    assert not Suspension.objects.exists()


def test_a_pupil_of_whose_care_only_the_school_knows_is_told_of_as_looked_after(people: People) -> None:
    last = day("last_on", date(2026, 11, 11))
    asked = told(people, social_worker="yes", looked_after="yes", **LONG, **last)
    assert "Have you spoken to the Virtual School?" in asked
    said = told(people, social_worker="yes", looked_after="yes", virtual_school_spoken_to="no", **LONG, **last)
    assert "looked after, by the school with the Virtual School: <strong>10 November 2026" in said
    assert Suspension.objects.get().looked_after


def test_who_has_a_social_worker_and_is_not_looked_after_is_not_told_of_as_that(people: People) -> None:
    told(people, social_worker="yes", looked_after="no", **LONG)
    one = Suspension.objects.get()
    assert (one.looked_after, one.social_worker) == (False, True)


@pytest.mark.parametrize("wrong", [{"wellbeing": ""}, day("first_on", date(2026, 11, 7))])
def test_a_letter_that_came_with_something_wrong_is_asked_for_again(people: People, wrong: dict[str, Any]) -> None:
    letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.4", content_type="application/pdf")
    assert "Select the letter again: a file is not kept" in told(people, letter=letter, **wrong)
    assert "Select the letter again" not in told(people, **wrong)


def test_the_panel_is_set_beside_the_day_on_which_a_looked_after_child_is_taught_and_not_called_day_6(
    people: People,
) -> None:
    panel(first_on=date(2026, 11, 12))
    looked_after(people)
    case = people.tell(looked_after=True, virtual_school_spoken_to=False)
    said = make.signed_in(people.officer).get(case.get_absolute_url()).content.decode()
    meets = "meets on 12 November 2026, after the day by which the education of a looked-after child begins"
    assert f"{meets}, 10 November 2026." in said


def test_how_the_pupil_is_and_what_was_tried_is_asked_before_what_happened(people: People) -> None:
    page = reverse("exclusions:notice", args=[people.child.key])
    permanent = make.signed_in(people.head).get(page).content.decode()
    asked = (
        "How is the pupil?",
        "Do you know or suspect that somebody is exploiting the pupil?",
        "What special educational needs does the pupil have?",
        "Does the pupil have a social worker?",
        "What was tried before?",
        "What happened?",
    )
    for said in (permanent, told(people, **day("last_on", date(2026, 11, 20)))):
        places = [
            said.index(f"{question}\n") if f"{question}\n" in said else said.index(question) for question in asked
        ]
        assert places == sorted(places)


def test_the_timeline_says_that_the_school_told_of_it_whoever_put_that_right_since(people: People) -> None:
    def first() -> tuple[str, str]:
        last = history_for_school(case)[-1]
        return last["title"], last["by"]

    case = people.tell()
    assert first() == ("The council was told", "Your school")
    looked_after(people)  # the service puts right what is owed
    assert case.events.filter(step="tell").count() == 2
    assert first() == ("The council was told", "Your school")


def test_what_an_officer_entered_is_the_councils(people: People) -> None:
    people.head = people.officer
    assert history_for_school(people.tell())[-1]["by"] == "The council"


def test_the_clerk_is_asked_when_the_meeting_was_called(people: People) -> None:
    clerk, case = make.user("governors_clerk", people.school.organisation), people.tell()
    page = reverse("exclusions:governors:record", args=[case.key, "call_governors"])
    text = make.signed_in(clerk).get(page).content.decode()
    assert "When was the meeting called?" in text
    assert "When were you told?" not in text
