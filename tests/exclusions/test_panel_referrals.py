"""An excluded child comes before the fair access panel with a referral that an officer confirmed, and not blind."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from exclusions import demo_referrals, to_do
from exclusions.panel_referrals import queries
from exclusions.panel_referrals.models import PanelReferral
from exclusions.permanent import pathway
from oxle.cases.models import Case
from oxle.core.errors import Refused, Stale
from oxle.meetings import deciding
from oxle.meetings.models import Meeting
from oxle.registers.models import ChildWeek
from tests import make
from tests.exclusions.make import People, moment, referred_to, unit
from tests.exclusions.test_permanent import take
from tests.meetings.make import confirmed, meeting, panel, referral, waiting
from tests.meetings.test_pages import seated, typed

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 26)
# What a head tells in the notice, and what an officer writes for safeguarding leads alone.
SECRETS = ("A chair was thrown", "An older man waits at the gate", "PC Example", "Cuts her arms")
SERVICES = {"police": "PC Example, 01632 960000"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-26T12:00:00+00:00")


@pytest.fixture
def people() -> People:
    return People()


def with_secrets(people: People, case: Case) -> PanelReferral:
    risks = referral()["risks"] | {
        "self": {"likelihood": "medium", "measures": "Cuts her arms: never alone."},
        "weapon": {"likelihood": "low", "measures": "Bags are looked through."},
    }
    said: dict[str, Any] = {"exploitation": "yes", "exploitation_words": SECRETS[1], "services": SERVICES}
    return confirmed(people, case, risks=risks, **said)


def before(people: People, case: Case) -> Meeting:
    where = meeting(panel())
    deciding.bring(where, [case], by=people.officer, on=ON)
    return where


def text(response) -> str:
    return response.content.decode()


def test_a_case_comes_on_no_agenda_before_its_referral_is_confirmed(people: People) -> None:
    case, where = waiting(people), meeting(panel())
    url = reverse("meetings:agenda", args=[where.key])
    browser = make.signed_in(people.officer)
    page = text(browser.get(url))
    assert f"{case.reference}</a>, {people.child.shown_name}: The referral is not confirmed yet" in page
    assert f'value="{case.key}"' not in page
    with pytest.raises(Refused, match="The referral is not confirmed yet"):
        deciding.bring(where, [case], by=people.officer, on=ON)
    confirmed(people, case)
    assert browser.post(url, typed(browser, url, cases=[case.key])).status_code == 302
    assert where.items.get().case == case


def test_one_that_stood_before_a_later_meeting_is_not_asked_again(people: People) -> None:
    case, series = waiting(people), panel()
    deciding.put_on_agenda(meeting(series, date(2027, 1, 4)), [case], by=people.officer, on=ON)
    (item,) = deciding.bring(meeting(series), [case], by=people.officer, on=ON)
    assert item.meeting == meeting(series)


def test_members_read_why_by_code_the_risks_and_what_a_school_must_know_and_nothing_of_safeguarding(
    people: People,
) -> None:
    case = waiting(people)
    with_secrets(people, case)
    where = before(people, case)
    member = make.signed_in(seated(where.series))
    page = text(member.get(reverse("meetings:pack", args=[where.key])))
    for said in (
        "Persistent or general disruptive behaviour", "Low. Bags are looked through", "Works well in small groups.",
        "No marks", "A mentor.", "Told by one designated safeguarding lead to the other",
    ):  # fmt: skip
        assert said in page
    assert [secret for secret in SECRETS if secret in page] == []


def test_whoever_records_the_decision_reads_the_whole_referral_and_not_what_happened(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = waiting(people)
    with_secrets(people, case)
    where = before(people, case)
    monkeypatch.setenv("OXLE_NOW", "2026-12-04T12:00:00+00:00")
    page = text(make.signed_in(people.officer).get(reverse("meetings:decide", args=[where.key, where.items.get().key])))
    assert [secret for secret in SECRETS if secret in page] == list(SECRETS[1:])


def test_it_is_prefilled_from_the_notice_the_talk_the_referral_to_a_provider_and_the_registers(people: People) -> None:
    ChildWeek.objects.create(
        child=people.child, school=people.school, monday=date(2026, 11, 2), source="return",
        marks="/ \\ / \\ O O / \\ / \\ ",
    )  # fmt: skip
    case = waiting(people)
    to, _ = referred_to(unit("Other Unit"), people.child, people.officer)
    found = queries.prefilled(case, ON)
    assert (found["wish"], found["tried"], found["sen"]) == ("A school nearer home.", "A mentor.", "none")
    assert (found["exploitation"], found["services"], found["voice"]) == ("no", {"police": "PC"}, "Something")
    assert found["risks"] == to.assessments.get().risks
    assert str(people.school) in found["schools_before"]
    figures = {row["key"]: row["value"] for row in queries.figures(case)}
    assert figures["Attendance in the 12 weeks before"] == "80.0% of 10 sessions"


def test_the_form_shows_what_is_prefilled_and_keeps_what_is_confirmed(people: People) -> None:
    case = waiting(people)
    browser, url = make.signed_in(people.officer), reverse("exclusions:panel_referrals:confirm", args=[case.key])
    page = text(browser.get(url))
    assert "A school nearer home." in page
    assert SECRETS[0] not in page
    said = referral()
    risks = {f"{risk}_{what}": value for risk, one in said["risks"].items() for what, value in one.items()}
    filled = {
        "voice": said["voice"], "parents_know": "yes", "exploitation": "no", "needs": said["needs"],
        "review_on": "8 January 2027", **risks,
    }  # fmt: skip
    wrong = browser.post(url, typed(browser, url, **filled | {"weapon_likelihood": "high"}))
    assert "Enter the measures: weapons" in text(wrong)
    assert not PanelReferral.objects.exists()
    answer = browser.post(url, typed(browser, url, **filled))
    assert answer.status_code == 302, answer.context["form"].errors
    one = PanelReferral.objects.get()
    assert (one.wish, one.needs, one.number, one.written_by) == (
        "A school nearer home.", said["needs"], 1, people.officer,
    )  # fmt: skip


def test_a_change_is_another_version_and_the_one_before_stays_to_be_read(people: People) -> None:
    case = waiting(people)
    confirmed(people, case)
    second = confirmed(people, case, 1, needs="Needs a quiet room.")
    assert second.number == 2
    page = text(make.signed_in(people.officer).get(reverse("exclusions:panel_referrals:referral", args=[case.key])))
    assert ("Needs a quiet room." in page, "Works well in small groups." in page) == (True, True)
    assert queries.last_of([case])[case.pk] == second
    with pytest.raises(InternalError, match="panel_referral_is_never_changed"), transaction.atomic():
        PanelReferral.objects.filter(pk=second.pk).update(needs="Nothing.")


def test_who_began_with_an_older_version_overwrites_nobody(people: People) -> None:
    case = waiting(people)
    confirmed(people, case)
    with pytest.raises(Stale):
        confirmed(people, case, needs="Mine.")
    assert PanelReferral.objects.count() == 1


def test_it_is_not_confirmed_for_another_way_nor_with_a_risk_without_measures(people: People) -> None:
    case = waiting(people)
    risks = referral()["risks"] | {"weapon": {"likelihood": "high", "measures": " "}}
    with pytest.raises(Refused, match="Enter the measures") as refused:
        confirmed(people, case, risks=risks)
    assert refused.value.field == "weapon_measures"
    take(people, case, pathway.CHOOSE_WAY, ON, way="sen_placement")
    with pytest.raises(Refused, match="not the panel"):
        confirmed(people, case)


def test_its_officer_is_asked_in_my_work_until_it_is_confirmed(people: People) -> None:
    case = waiting(people)
    Case.objects.filter(pk=case.pk).update(owner=people.officer)
    (task,) = to_do.tasks_of(people.officer, ON)
    assert (task.title, task.case) == ("Confirm the referral to the fair access panel", case.pk)
    confirmed(people, case)
    assert to_do.tasks_of(people.officer, ON) == []


def test_the_case_says_whether_it_is_confirmed(people: People) -> None:
    case = waiting(people)
    browser = make.signed_in(people.officer)
    assert "The referral is not confirmed yet" in text(browser.get(case.get_absolute_url()))
    confirmed(people, case)
    assert f"Confirmed: {people.officer.name}, 26 November 2026, version 1" in text(
        browser.get(case.get_absolute_url())
    )


def test_the_made_up_county_confirms_each_exclusion_that_waits_once_and_no_child_without_a_school(
    people: People,
) -> None:
    case = waiting(people)
    county: Any = SimpleNamespace(people={"exclusions": people.officer}, moment=lambda on, *_: moment(on))
    demo_referrals.refer(county, [case], ON)
    demo_referrals.refer(county, [case], ON)
    assert [one.case for one in PanelReferral.objects.all()] == [case]
    assert deciding.bring(meeting(panel()), [case], by=people.officer, on=ON)
