"""What was agreed on a case that somebody does by a day: in the work of whoever has the case until it is settled."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from attendance.prosecution.bundle_contents import contents_of
from oxle.cases import agreed
from oxle.cases.agreed_models import AgreedAction
from oxle.cases.models import Case
from oxle.cases.work import work_of
from oxle.core.errors import Refused, Stale
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.cases.make import moment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 20)
TYPED = {"what": "A place in the breakfast club", "who": "The school", "agreed_on": "19/10/2026", "due_on": "3/11/2026"}


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-20T10:00")


@pytest.fixture
def people():
    return court.People()


@pytest.fixture
def case(people) -> Case:
    """Referred on Friday 16 October 2026; the officer's."""
    made = referrals.sent(people.school, people.child, people.lead, court.REFERRED)
    made.owner = people.officer
    made.save(update_fields=["owner"])
    return made


@pytest.fixture
def browser(people) -> Client:
    return make.signed_in(people.officer)


@pytest.fixture
def action(people, case) -> AgreedAction:
    return agreed.agree(
        case, what="Ring CAMHS", who="The school nurse", agreed_on=TODAY, due_on=date(2026, 11, 3),
        by=people.officer, on=TODAY, at=moment(TODAY),
    )  # fmt: skip


def tasks(user, on: date) -> list[tuple[str, date]]:
    return [(task.title, task.due_on) for task in agreed.tasks_of(user, on)]


def settling(case, action) -> str:
    return reverse("cases:settle", args=[case.key, action.key])


def test_an_agreed_action_is_in_the_work_of_whoever_has_the_case_until_it_is_settled(people, case, browser):
    assert browser.post(reverse("cases:agree", args=[case.key]), TYPED)["Location"] == case.get_absolute_url()
    row = case.agreed_actions.get()
    work = work_of(people.officer, TODAY)
    [task] = [one for one in (*work.next_days, *work.later) if one.title == row.what]
    assert (task.due_on, task.why) == (date(2026, 11, 3), "Agreed on 19 October 2026, to be done by The school")
    assert task.url == settling(case, row)
    assert tasks(people.senior, TODAY) == []
    page = browser.get(case.get_absolute_url()).text
    assert "A place in the breakfast club" in page
    assert "By The school, by 3 November 2026; agreed on 19 October 2026" in page
    browser.post(settling(case, row), {"outcome": "done", "came_of_it": "", "version": row.version})
    assert tasks(people.officer, TODAY) == []
    timeline = browser.get(reverse("cases:timeline", args=[case.key])).text
    assert "Action agreed" in timeline
    assert "Agreed action: done" in timeline


def test_the_work_follows_the_case_to_another_officer_and_ends_with_it(people, case, action):
    assert tasks(people.officer, TODAY) == [("Ring CAMHS", date(2026, 11, 3))]
    Case.objects.filter(pk=case.pk).update(owner=people.senior)
    assert tasks(people.officer, TODAY) == []
    assert tasks(people.senior, TODAY) == [("Ring CAMHS", date(2026, 11, 3))]
    Case.objects.filter(pk=case.pk).update(closed_on=TODAY)
    assert tasks(people.senior, TODAY) == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"what": ""}, "what"),
        ({"who": ""}, "who"),
        ({"agreed_on": "21/10/2026"}, "agreed_on"),
        ({"due_on": "18/10/2026"}, "due_on"),
        ({"due_on": ""}, "due_on"),
    ],
)
def test_what_is_typed_wrong_is_said_at_its_field_and_nothing_typed_is_lost(case, browser, typed, field):
    page = browser.post(reverse("cases:agree", args=[case.key]), {**TYPED, **typed})
    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["what"].value() == {**TYPED, **typed}["what"]
    assert not AgreedAction.objects.exists()


def test_a_double_click_records_one_action(case, browser):
    url = reverse("cases:agree", args=[case.key])
    typed = {**TYPED, "once": browser.get(url).context["once"]}
    assert [browser.post(url, typed).status_code for _ in range(2)] == [302, 302]
    assert AgreedAction.objects.count() == 1


@pytest.mark.parametrize("outcome", ["partly", "not_done"])
def test_where_it_was_not_done_or_in_part_it_is_said_why(case, browser, action, outcome):
    typed = {"outcome": outcome, "came_of_it": " ", "version": action.version}
    page = browser.post(settling(case, action), typed)
    assert page.context["form"].errors["came_of_it"] == ["Say why it was not done, or not all of it."]
    browser.post(settling(case, action), {**typed, "came_of_it": "The club is full."})
    action.refresh_from_db()
    assert (action.outcome, action.came_of_it, action.settled_on) == (outcome, "The club is full.", TODAY)


def test_it_is_settled_once_and_who_comes_second_is_told_by_whom(people, case, browser, action):
    seen = AgreedAction.objects.get()
    told = {"outcome": "done", "came_of_it": "", "by": people.officer, "on": TODAY, "at": moment(TODAY)}
    agreed.settle(action, 1, **told)
    with pytest.raises(Stale):
        agreed.settle(seen, 1, **told)
    with pytest.raises(Refused, match="recorded already"):
        agreed.settle(action, action.version, **told)
    page = browser.get(settling(case, action)).text
    assert "What came of this has been recorded" in page
    assert people.officer.name in page


def test_on_a_closed_case_nothing_more_is_agreed(people, case, browser):
    Case.objects.filter(pk=case.pk).update(closed_on=TODAY)
    assert "This case is closed" in browser.get(reverse("cases:agree", args=[case.key])).text
    case.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        agreed.agree(
            case, what="x", who="y", agreed_on=TODAY, due_on=TODAY, by=people.officer, on=TODAY, at=moment(TODAY)
        )


def test_the_action_of_another_case_is_not_found(people, case, browser, action):
    other = referrals.sent(people.school, make.child("Bay", "Example", at=people.school), people.lead, court.REFERRED)
    assert browser.get(reverse("cases:settle", args=[other.key, action.key])).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"due_on": date(2026, 10, 19)}, {"outcome": "done"}, {"settled_on": TODAY}],
    ids=["due before it was agreed", "an outcome by nobody", "settled by nobody"],
)
def test_the_database_keeps_what_cannot_be_out(action, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreedAction.objects.filter(pk=action.pk).update(**wrong)


def test_what_the_panel_agreed_and_what_came_of_it_is_in_the_court_papers(people):
    prosecution = court.charged(court.begun(court.final_warning(people), people), people)
    referral = prosecution.came_from
    event = referral.events.get(step="record_panel")
    told = {"by": people.officer, "on": event.on, "at": moment(event.on)}
    row = agreed.agree(
        referral, what="A breakfast club", who="The school", agreed_on=event.on, due_on=date(2026, 11, 20), **told
    )
    agreed.agree(referral, what="Another day’s", who="A", agreed_on=date(2026, 10, 19), due_on=event.on, **told)
    agreed.settle(row, 1, outcome="not_done", came_of_it="Offered, and refused.", **told)
    [panel] = contents_of(prosecution).panels
    assert panel.actions == ["A breakfast club: The school, by 20 November 2026. Not done. Offered, and refused."]
