"""A parent agrees by the link sent to them: once, to this plan, and nothing else of the child is shown."""

import re
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from oxle.audit.models import Sight
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.core import dates
from oxle.core.models import OneTimeLink
from oxle.correspondence import sending
from oxle.people.actions import restrict
from reduced_timetables import changing, pathway, queries
from reduced_timetables.models import Agreement, AskedParent
from tests import make
from tests.exclusions.make import People, moment
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db
STARTS_ON = date(2026, 11, 23)
ASKED = {"parent": "The mother", "email": "mother@parents.example"}
YES = {"agrees": "yes", "given_by": "Hazel Example", "said": ""}
GONE = "This link no longer works"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00:00+00:00")
    return People()


@pytest.fixture
def case(people: People) -> Case:
    """A timetable to which nobody has agreed yet."""
    return timetabled(people.child, people.school, people.head, STARTS_ON, on=date(2026, 11, 10), who=[])


def asked(people: People, case: Case, **changes: str) -> str:
    """The address in the e-mail that a parent gets once the school has asked them on its page."""
    answer = make.signed_in(people.head).post(
        f"/reduced_timetables/sent/{case.key}/step/ask_parent/",
        {**ASKED, **changes, "on": "12/11/2026", "version": version_of(case)},
    )
    assert answer.status_code == 302, answer.context["form"].errors
    mail.outbox.clear()
    sending.send_next(at=dates.now())
    return re.search(r"https?://\S+?(/reduced_timetables/agree/link/\S+)", mail.outbox[0].body)[1] + "/"


def version_of(case: Case) -> int:
    return Case.objects.get(pk=case.pk).version


def opened(address: str) -> Client:
    """Somebody who opened the link, and is now where it goes on to."""
    browser = Client()
    answer = browser.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/reduced_timetables/agree/plan/")
    return browser


def test_a_parent_reads_this_plan_only_and_agrees_and_then_nothing_of_it_is_missing(people: People, case: Case) -> None:
    browser = opened(asked(people, case))
    page = browser.get("/reduced_timetables/agree/plan/")
    shown = page.content.decode()
    assert "09:00 to 11:30" in shown
    for hidden in (
        people.child.shown_name.split()[-1],
        "Sleeps badly",
        "The school nurse",
        case.reference,
    ):
        assert hidden not in shown
    answer = browser.post("/reduced_timetables/agree/plan/", YES, follow=True)
    assert answer.redirect_chain == [("/reduced_timetables/agree/sent/", 302)]
    given = Agreement.objects.get()
    assert (given.given_by, given.by_link, given.agreed_on, given.by) == (
        "Hazel Example",
        True,
        date(2026, 11, 12),
        None,
    )
    assert case.events.filter(step="agree").count() == 1
    assert AskedParent.objects.get().agreed is True


def test_a_parent_reads_behind_the_link_how_much_is_taught_off_site_and_where(people: People, case: Case) -> None:
    told = case.reduced_timetable
    told.off_site_hours, told.off_site_where = Decimal(5), "The farm at Demo Copse"
    told.save()
    shown = opened(asked(people, case)).get("/reduced_timetables/agree/plan/")
    assert {row["key"]: row["value"] for row in shown.context["rows"]}["Off site"] == (
        "5 hours a week, The farm at Demo Copse"
    )


def test_a_link_shows_nothing_of_a_sister_who_has_a_plan_too_and_opens_no_other_page(
    people: People, case: Case
) -> None:
    sister = make.child("Rowan", "Otherwise", at=people.school)
    make.parent(sister, parental_responsibility=True)
    other = timetabled(
        sister, people.school, people.head, STARTS_ON, on=date(2026, 11, 10), who=[], responsible="The grandmother",
        begins=[time(13), None] * 5, ends=[time(14), None] * 5,
    )  # fmt: skip
    mine, hers = opened(asked(people, case)), opened(asked(people, other))
    shown = [browser.get("/reduced_timetables/agree/plan/").text for browser in (mine, hers)]
    assert [("The grandmother" in page, "13:00 to 14:00" in page, "Rowan" in page) for page in shown] == [
        (False, False, False), (True, True, True),
    ]  # fmt: skip
    assert "The mother, at home" not in shown[1]
    for key in (case.key, other.key):
        for address in (f"/cases/{key}/", f"/reduced_timetables/sent/{key}/"):
            assert mine.get(address).status_code != 200
    mine.post("/reduced_timetables/agree/plan/", YES)
    assert Agreement.objects.get().timetable_id == case.pk
    # Nor has whoever answered kept a way to the other's.
    assert mine.get("/reduced_timetables/agree/plan/").status_code == 410


def test_of_two_plans_in_two_tabs_each_answer_goes_to_the_one_that_its_page_shows(people: People, case: Case) -> None:
    sister = make.child("Rowan", "Otherwise", at=people.school)
    make.parent(sister, parental_responsibility=True)
    other = timetabled(
        sister, people.school, people.head, STARTS_ON, on=date(2026, 11, 10), who=[], responsible="The grandmother",
        begins=[time(13), None] * 5, ends=[time(14), None] * 5,
    )  # fmt: skip
    browser = opened(asked(people, case))
    mine = browser.get("/reduced_timetables/agree/plan/").context["opened"]
    browser.get(asked(people, other))
    page = browser.get("/reduced_timetables/agree/plan/")
    hers = page.context["opened"]
    assert f'name="opened" value="{hers}"' in page.text
    assert browser.post("/reduced_timetables/agree/plan/", YES).status_code == 410
    no = {**YES, "agrees": "no", "said": "She sleeps badly."}
    assert browser.post("/reduced_timetables/agree/plan/", {**no, "opened": mine}).status_code == 302
    assert browser.post("/reduced_timetables/agree/plan/", {**YES, "opened": hers}).status_code == 302
    assert {one.timetable_id: one.agreed for one in AskedParent.objects.all()} == {case.pk: False, other.pk: True}
    # What is sent once more is shown to be copied.
    late = browser.post("/reduced_timetables/agree/plan/", {**no, "opened": mine})
    assert (late.status_code, "She sleeps badly." in late.text) == (410, True)


def test_a_link_works_until_it_is_answered_and_never_again(people: People, case: Case) -> None:
    address = asked(people, case)
    browser, other = opened(address), opened(address)
    assert browser.post("/reduced_timetables/agree/plan/", YES).status_code == 302
    late = other.post("/reduced_timetables/agree/plan/", YES)
    assert (late.status_code, late.context["title"]) == (410, GONE)
    again = Client().get(address)
    assert (again.status_code, again.context["title"]) == (410, GONE)
    assert Agreement.objects.count() == 1


def test_a_link_is_over_after_fourteen_days(people: People, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    address = asked(people, case)
    browser = opened(address)
    monkeypatch.setenv("OXLE_NOW", "2026-11-26T10:00:01+00:00")
    assert Client().get(address).status_code == 410
    assert browser.get("/reduced_timetables/agree/plan/").status_code == 410
    assert browser.post("/reduced_timetables/agree/plan/", YES).status_code == 410
    assert not Agreement.objects.exists()


def test_only_the_newest_link_works_and_none_of_a_time_that_is_over(people: People, case: Case) -> None:
    first = asked(people, case)
    second = asked(people, case)
    assert [Client().get(one).status_code for one in (first, second)] == [410, 302]
    cases.take(
        case, pathway.END, by=people.officer, on=date(2026, 11, 12), at=moment(date(2026, 11, 12)), reason="Moved"
    )
    assert Client().get(second).status_code == 410


def test_a_parent_who_does_not_agree_is_heard_and_the_agreement_stays_missing(people: People, case: Case) -> None:
    browser = opened(asked(people, case))
    browser.post("/reduced_timetables/agree/plan/", {**YES, "agrees": "no", "said": "It is too little."})
    assert not Agreement.objects.exists()
    assert case.events.get(step="decline").facts == {
        "whose": "parent", "given_by": "Hazel Example", "said": "It is too little.",
    }  # fmt: skip
    shown = make.signed_in(people.head).get(f"/reduced_timetables/sent/{case.key}/").content.decode()
    assert "A parent did not agree" in shown
    # The parent was told that the school reads it.
    assert "It is too little." in shown


def test_what_is_left_out_is_asked_for_at_its_field_and_the_link_still_works(people: People, case: Case) -> None:
    browser = opened(asked(people, case))
    page = browser.post("/reduced_timetables/agree/plan/", {"said": "Much to say"})
    assert page.context["form"].errors == {
        "agrees": ["Select whether you agree"], "given_by": ["Enter your name"],
    }  # fmt: skip
    assert "Much to say" in page.content.decode()
    assert browser.post("/reduced_timetables/agree/plan/", YES).status_code == 302


def test_an_agreement_after_the_start_counts_and_is_challenged(
    people: People, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = case.events.filter(step="challenge").count()
    browser = opened(asked(people, case))
    monkeypatch.setenv("OXLE_NOW", "2026-11-25T10:00:00+00:00")
    browser.post("/reduced_timetables/agree/plan/", YES)
    assert Agreement.objects.get().agreed_on == date(2026, 11, 25)
    assert case.events.filter(step="challenge").count() == before + 1
    assert "after the start" in case.events.filter(step="challenge").latest("order").reason


def refused(people: People, case: Case) -> str:
    """What the page says when the school asks a parent in vain."""
    answer = make.signed_in(people.head).post(
        f"/reduced_timetables/sent/{case.key}/step/ask_parent/",
        {**ASKED, "on": "12/11/2026", "version": version_of(case)},
    )
    assert not AskedParent.objects.exists()
    return " ".join(answer.context["form"].non_field_errors())


def test_no_parent_is_asked_of_a_restricted_child(people: People, case: Case) -> None:
    restrict(people.child, people.child.version, because="Danger", by=people.officer, on=date(2026, 11, 12))
    assert refused(people, case) == "Of this pupil no parent can be asked by e-mail. Ask them yourself, and record it."


def test_nobody_is_asked_once_a_parent_has_agreed(people: People) -> None:
    case = timetabled(people.child, people.school, people.head, STARTS_ON, on=date(2026, 11, 10))
    assert refused(people, case) == "A parent has agreed already."


def test_a_parent_who_is_only_said_to_have_agreed_can_be_asked(people: People) -> None:
    case = timetabled(people.child, people.school, people.head, STARTS_ON, on=date(2026, 11, 10), evidenced=False)
    browser = opened(asked(people, case))
    browser.post("/reduced_timetables/agree/plan/", YES)
    assert queries.missing_of(case.reduced_timetable, STARTS_ON) == []


def test_of_an_extension_a_parent_reads_when_it_is_reviewed(people: People, case: Case) -> None:
    data = {
        "ends_on": date(2027, 1, 15), "review_on": date(2027, 1, 8), "agreed_on": None, "risk_assessed_on": None,
    }  # fmt: skip
    on = date(2026, 11, 12)
    said = {"by": people.head, "on": on, "at": moment(on), "facts": {}, "reason": ""}
    changing.extend(case, pathway.EXTEND, data=data, **said)
    case.refresh_from_db()
    page = opened(asked(people, case)).get("/reduced_timetables/agree/plan/")
    shown = {row["key"]: row["value"] for row in page.context["rows"]}
    assert (shown["When"], shown["Reviewed on"]) == ("21 December 2026 to 15 January 2027", "8 January 2027")


def test_the_secret_is_kept_nowhere_and_the_sight_of_the_child_is(people: People, case: Case) -> None:
    address = asked(people, case)
    secret = address.split("/")[-2]
    browser = opened(address)
    browser.get("/reduced_timetables/agree/plan/")
    sight = Sight.objects.filter(path="/reduced_timetables/agree/plan/").get()
    assert (sight.actor, sight.children) == ("visitor", [people.child.pk])
    assert not Sight.objects.filter(path__contains=secret).exists()
    assert not OneTimeLink.objects.filter(digest=secret).exists()


def test_an_answer_without_what_it_was_is_not_kept(people: People, case: Case) -> None:
    asked(people, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        AskedParent.objects.update(answered_at=moment(STARTS_ON) + timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        AskedParent.objects.update(email="")
