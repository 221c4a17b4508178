"""Tests of the audit's pages: what an auditor finds, what a manager reviews, and who may open neither."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oxle.accounts.models import User
from oxle.audit import acting, sealing
from oxle.audit.models import Change, Sight, UnusualRead
from oxle.audit.tables import record_names
from oxle.core.health import CHECKS
from oxle.core.models import RuleValue
from tests import make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
LISTS = ["audit:changes", "audit:sights", "audit:seals", "audit:unusual"]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", NOW.isoformat())


@pytest.fixture
def manager(db) -> User:
    return make.user("manager")


@pytest.fixture
def officer(db) -> User:
    return make.user("attendance_officer", name="Example Officer")


def changed(actor: str, *, at: datetime = NOW, action: str = "update", **fields: object) -> Change:
    values = {
        "table": "people_child",
        "row": "5",
        "before": {"a": 1, "born_on": "x"},
        "after": {"a": 1, "born_on": "y"},
    }
    return Change.objects.create(at=at, transaction=1, actor=actor, action=action, **{**values, **fields})


def listed(user: User, actor: str, **fields: object) -> UnusualRead:
    return UnusualRead.objects.create(week_on=date(2026, 9, 7), actor=actor, why="many", words="Read 121.", **fields)


def rows_of(answer) -> list[list[str]]:
    """The cells of the page's list as people read them."""
    return [[str(cell.content) for cell in row] for row in answer.context["table"].cells()]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("role", "status"), [("manager", 200), ("auditor", 200), ("attendance_officer", 403), ("head", 403)]
)
def test_auditors_and_managers_open_the_audit_and_nobody_else(name, role, status):
    assert make.signed_in(make.user(role)).get(reverse(name)).status_code == status


@pytest.mark.parametrize("name", LISTS)
def test_a_stranger_is_asked_to_sign_in(name):
    answer = Client().get(reverse(name))
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={reverse(name)}")


def test_a_change_is_listed_with_who_and_which_parts_but_never_what_they_held(manager, officer):
    Change.objects.all().delete()
    changed(f"user:{officer.pk}", after={"a": 1, "born_on": "2011-03-04", "school_id": 7})
    answer = make.signed_in(manager).get(reverse("audit:changes"), {"row": "5"})
    assert rows_of(answer) == [
        ["15 September 2026 at 10:00am", "Example Officer", "Changed", "Child, number 5", "born on, school"]
    ]
    assert b"2011-03-04" not in answer.content


def test_records_of_which_nobody_would_know_the_tables_name_are_called_as_people_call_them():
    names = record_names()
    assert len(set(names.values())) == len(names)
    assert [name for name in names.values() if "relationship" in name.lower() and name != "Relationship"] == []
    assert [names[table] for table in ("cases_inboxmessage_files", "audit_certificate", "cases_party")] == [
        "Inbox message: files", "Certificate of disposal", "Person in a case",
    ]  # fmt: skip


def test_an_auditor_cannot_tell_from_the_list_what_a_secret_was(manager):
    Change.objects.all().delete()
    changed("visitor", table="accounts_user", before={"id": 1}, after={"id": 1})
    answer = make.signed_in(manager).get(reverse("audit:changes"), {"row": "5"})
    assert rows_of(answer)[0][1:] == ["Somebody not signed in", "Changed", "User, number 5", "A secret"]


def test_changes_are_found_by_person_kind_record_and_day(manager, officer):
    Change.objects.all().delete()
    mine = changed(f"user:{officer.pk}", at=datetime(2026, 8, 3, 22, 59, tzinfo=UTC), row="6")
    changed(f"user:{officer.pk}", at=datetime(2026, 8, 3, 23, 0, tzinfo=UTC), row="6")
    changed(f"user:{officer.pk}", at=datetime(2026, 8, 3, 12, 0, tzinfo=UTC), row="7")
    changed(f"user:{officer.pk}", at=datetime(2026, 8, 3, 12, 0, tzinfo=UTC), row="6", table="people_adult")
    changed(f"user:{manager.pk}", at=datetime(2026, 8, 3, 12, 0, tzinfo=UTC), row="6")
    asked = {"who": "example off", "table": "people_child", "row": "6", "from_on": "3/8/2026", "until_on": "3 Aug 2026"}
    answer = make.signed_in(manager).get(reverse("audit:changes"), asked)
    assert [row.record.pk for row in answer.context["table"].page.object_list] == [mine.pk]


def test_without_days_the_last_week_is_shown(manager):
    Change.objects.all().delete()
    changed("system: test", at=datetime(2026, 9, 7, 22, 59, tzinfo=UTC))
    inside = changed("system: test", at=datetime(2026, 9, 7, 23, 0, tzinfo=UTC))
    answer = make.signed_in(manager).get(reverse("audit:changes"), {"table": "people_child"})
    assert [row.record.pk for row in answer.context["table"].page.object_list] == [inside.pk]


def test_a_day_that_cannot_be_read_is_said_at_its_field(manager):
    answer = make.signed_in(manager).get(reverse("audit:changes"), {"from_on": "soon"})
    assert answer.context["table"].filter_form.errors == {
        "from_on": ["From must be a real date, like 1/9/2026 or 1 Sep 2026"]
    }


def test_sights_say_how_many_children_and_not_which(manager, officer):
    Sight.objects.create(
        at=NOW, transaction=1, actor=f"user:{officer.pk}", what="export", path="/x", children=[4, 5], reason="For court"
    )
    answer = make.signed_in(manager).get(reverse("audit:sights"), {"what": "export"})
    assert rows_of(answer) == [["15 September 2026 at 10:00am", "Example Officer", "Export", "2", "For court"]]


@pytest.mark.parametrize("name", ["audit:changes", "audit:sights", "audit:unusual"])
def test_a_list_of_three_costs_as_many_queries_as_a_list_of_one(name, manager):
    browser = make.signed_in(manager)
    people = [make.user("attendance_officer", name=f"Example {number}") for number in range(3)]
    Change.objects.all().delete()

    def add(person: User) -> None:
        changed(f"user:{person.pk}")
        Sight.objects.create(at=NOW, transaction=1, actor=f"user:{person.pk}", what="page", path="/", children=[1])
        listed(manager, f"user:{person.pk}")

    add(people[0])
    browser.get(reverse(name))  # the first page of a session also writes down its browser
    one = _queries(browser, reverse(name))
    add(people[1])
    add(people[2])
    assert _queries(browser, reverse(name)) == one


def _queries(browser: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        browser.get(url)
    return len(captured)


def test_a_seal_is_shown_with_its_whole_head_in_groups(manager, outside, transactional_db):
    with acting("system: test"):
        RuleValue.objects.create(rule="one", value="1", from_on=date(2026, 9, 15), reason="Agreed")
    made = sealing.Seal.objects.create(
        number=1, at=NOW, below=0, last_change=2**40, last_sight=2**40, count=3, previous="0" * 64, head="abcdef01" * 8
    )
    answer = make.signed_in(manager).get(reverse("audit:seals"))
    assert rows_of(answer) == [["1", "15 September 2026 at 10:00am", "3", " ".join(["abcdef01"] * 8)]]
    assert answer.context["facts"] == [
        {"key": "Last seal", "value": "Number 1, 15 September 2026 at 10:00am"},
        {"key": "Rows waiting", "value": "0"},
    ]
    assert answer.context["problem"] == "The newest seals of the audit have not left the database."
    assert made.number == 1


def test_an_hour_without_a_seal_is_said(manager, outside):
    Change.objects.all().delete()
    browser = make.signed_in(manager)
    assert browser.get(reverse("audit:seals")).context["problem"] == ""
    changed("system: test", at=datetime(2026, 1, 1, tzinfo=UTC))
    Change.objects.filter(actor="system: test").update(at=Now() - timedelta(minutes=61))
    Change.objects.exclude(actor="system: test").delete()
    assert browser.get(reverse("audit:seals")).context["problem"] == "The audit has not been sealed for over an hour."
    assert CHECKS["seals"]() == "The audit has not been sealed for over an hour."


def test_the_newest_seal_comes_first(manager, outside):
    for number in (1, 2):
        sealing.Seal.objects.create(
            number=number, at=NOW, below=0, last_change=0, last_sight=0, count=3, previous="0" * 64, head="0" * 64
        )
    answer = make.signed_in(manager).get(reverse("audit:seals"))
    assert [row[0] for row in rows_of(answer)] == ["2", "1"]


@pytest.mark.parametrize("name", LISTS)
def test_the_navigation_shows_that_one_is_in_the_audit(name, manager):
    navigation = make.signed_in(manager).get(reverse(name)).context["navigation"]
    assert [entry["label"] for entry in navigation if entry["active"]] == ["Audit"]


def test_a_manager_writes_down_what_they_found(manager, officer):
    row = listed(manager, f"user:{officer.pk}")
    browser = make.signed_in(manager)
    answer = browser.post(reverse("audit:unusual_review", args=[row.key]), {"finding": "Asked. It was a court list."})
    assert (answer.status_code, answer["Location"]) == (302, reverse("audit:unusual"))
    row.refresh_from_db()
    assert (row.reviewed_by, row.reviewed_at, row.finding) == (
        f"user:{manager.pk}",
        NOW,
        "Asked. It was a court list.",
    )
    facts = browser.get(reverse("audit:unusual_page", args=[row.key])).context["facts"]
    assert facts[-2:] == [
        {"key": "Reviewed", "value": f"{manager.name}, 15 September 2026 at 10:00am"},
        {"key": "What was found", "value": "Asked. It was a court list."},
    ]


def test_a_review_without_a_finding_is_not_taken(manager, officer):
    row = listed(manager, f"user:{officer.pk}")
    answer = make.signed_in(manager).post(reverse("audit:unusual_review", args=[row.key]), {"finding": " "})
    assert answer.context["form"].errors == {"finding": ["Enter what you found"]}
    row.refresh_from_db()
    assert row.reviewed_at is None


def test_a_manager_is_not_asked_to_review_their_own_reads(manager):
    row = listed(manager, f"user:{manager.pk}")
    browser = make.signed_in(manager)
    page = browser.get(reverse("audit:unusual_page", args=[row.key])).content.decode()
    assert "These are your own reads, so somebody else must review them." in page
    assert reverse("audit:unusual_review", args=[row.key]) not in page
    answer = browser.post(reverse("audit:unusual_review", args=[row.key]), {"finding": "All is well"})
    assert answer.context["form"].non_field_errors() == ["These are your own reads, so somebody else must review them"]


def test_an_auditor_reads_the_list_and_reviews_nothing(officer):
    row = listed(officer, f"user:{officer.pk}")
    browser = make.signed_in(make.user("auditor"))
    page = browser.get(reverse("audit:unusual_page", args=[row.key])).content.decode()
    assert reverse("audit:unusual_review", args=[row.key]) not in page
    assert browser.get(reverse("audit:unusual_review", args=[row.key])).status_code == 403


def test_an_unusual_read_that_is_not_there_is_not_found(manager):
    assert make.signed_in(manager).get(reverse("audit:unusual_page", args=["nothing"])).status_code == 404


def test_the_children_it_is_about_are_named_to_whom_they_are_open_and_that_is_a_sight(manager, officer):
    open_to_all, closed = make.child("Open", "Example"), make.child("Closed", "Example")
    type(closed).objects.filter(pk=closed.pk).update(restricted=True, restricted_because="Example")
    row = listed(manager, f"user:{officer.pk}", children=[open_to_all.pk, closed.pk])
    Sight.objects.all().delete()
    answer = make.signed_in(manager).get(reverse("audit:unusual_page", args=[row.key]))
    assert [one["text"] for one in answer.context["children"]] == [open_to_all.shown_name]
    assert "2 children in all. Those whose records are closed to you are not shown." in answer.content.decode()
    assert list(Sight.objects.values_list("actor", "what", "children")) == [
        (f"user:{manager.pk}", "list", [open_to_all.pk])
    ]
    assert closed.shown_name not in answer.content.decode()


def test_to_review_and_reviewed_can_be_told_apart(manager, officer):
    waiting = listed(manager, f"user:{officer.pk}")
    listed(manager, f"user:{manager.pk}", reviewed_by="user:1", reviewed_at=NOW, finding="Asked")
    answer = make.signed_in(manager).get(reverse("audit:unusual"), {"reviewed": "no"})
    assert [row.record.pk for row in answer.context["table"].page.object_list] == [waiting.pk]
