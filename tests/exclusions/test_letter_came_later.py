"""The letter to the parents comes after the notice: the school owes it, is asked for it, and can put another there."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from exclusions.permanent import actions, pathway
from exclusions.suspensions import actions as suspensions
from exclusions.suspensions import pathway as suspended_pathway
from exclusions.suspensions.models import Amendment
from exclusions.suspensions.step_forms import SpeakForm
from oxle.cases import actions as cases
from oxle.cases.models import Case, CaseDocument
from oxle.cases.sweep import sweep
from oxle.core.errors import Refused, Stale
from oxle.correspondence.models import Message
from oxle.documents.actions import store_upload
from oxle.documents.models import File
from oxle.people.actions import add_vulnerability
from oxle.people.actions.access import declare_conflict
from oxle.people.models import VulnerabilityKind
from tests import make
from tests.exclusions.make import People, moment, suspended, told, told_of_suspension

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)
LONG = (date(2026, 11, 17), date(2026, 11, 25))


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    return People()


def upload(name: str = "letter.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF\n" + name.encode(), content_type="application/pdf")


def file(people: People, name: str = "letter.pdf") -> File:
    return store_upload(upload(name), by=people.head, at=moment(TODAY))


def downloads(client: Client, page: str) -> bool:
    """Whether a page hands a file over."""
    return b"".join(client.get(page).streaming_content).startswith(b"%PDF")


def owed(case: Case | None) -> date | None:
    """By when the letter is owed; None where it is not."""
    assert case is not None
    row = case.deadlines.filter(clock="letter", state="running").first()
    return row.due_on if row else None


def test_a_school_owes_the_letter_about_a_permanent_exclusion_by_the_next_school_day_and_is_asked_for_it(
    people: People,
) -> None:
    case = people.tell()
    assert owed(case) == date(2026, 11, 10)
    sweep(at=moment(TODAY))
    assert Message.objects.filter(kind="cases.chaser", reference=case.reference, user=people.head).exists()


def test_a_letter_that_came_with_the_notice_is_not_owed(people: People) -> None:
    taken: dict[str, Any] = {"by": people.head, "on": TODAY, "at": moment(TODAY)}
    one = suspensions.tell(
        people.child, people.school, told=told_of_suspension(*LONG), letter=file(people), **taken
    )  # fmt: skip
    assert owed(one.case) is None
    case = actions.tell(people.child, people.school, told=told(TODAY), letter=file(people, "other.pdf"), **taken)
    assert owed(case) is None


def test_the_school_attaches_it_and_another_until_the_governors_decided_and_the_first_stays(
    people: People,
) -> None:
    case, client = people.tell(), make.signed_in(people.head)
    page = reverse("exclusions:attach_letter", args=[case.key])
    assert "Select the letter" in client.post(page, {"version": 1}).content.decode()
    for number, name in enumerate(("first.pdf", "second.pdf")):
        case.refresh_from_db()
        shown = client.get(page).content.decode()
        assert ("takes its place" in shown) == bool(number)
        text = client.post(page, {"letter": upload(name), "version": case.version}, follow=True).content.decode()
        assert "Download the letter" in text
        assert owed(case) is None
    kept = list(CaseDocument.objects.filter(case=case).order_by("pk"))
    assert [one.file.name for one in kept] == ["first.pdf", "second.pdf"]
    case.permanent_exclusion.refresh_from_db()
    assert case.permanent_exclusion.letter == kept[1]
    assert downloads(client, reverse("exclusions:letter_file", args=[case.key]))
    case.refresh_from_db()
    facts = {"parents_told_on": "2026-11-27"}
    cases.take(case, pathway.UPHOLD, by=people.officer, on=TODAY, at=moment(TODAY), facts=facts)
    assert "The letter that they had stays as it was" in client.get(page).content.decode()


def test_an_officer_is_led_from_the_case_to_where_the_letter_is_attached_as_long_as_it_is_owed_or_can_come(
    people: People,
) -> None:
    excluded, child = people.tell(), make.child("Other", "Pupil", at=people.school)
    taken: dict[str, Any] = {"by": people.head, "on": LONG[0], "at": moment(LONG[0])}
    one = suspensions.tell(child, people.school, told=told_of_suspension(*LONG), letter=None, **taken)
    assert one.case is not None
    officer = make.signed_in(people.officer)
    for case, record, page in (
        (excluded, excluded, reverse("exclusions:enter_letter", args=[excluded.key])),
        (one.case, one, reverse("exclusions:suspensions:owed_letter", args=[one.case.key])),
    ):
        record.refresh_from_db()
        button = f'href="{page}" role="button"'
        assert button in " ".join(officer.get(case.get_absolute_url()).content.decode().split())
        page = officer.get(page).headers.get("Location", page)
        assert officer.post(page, {"letter": upload(), "version": record.version}).status_code == 302
        assert owed(case) is None
    # Of the exclusion another can come in its place until the governors decide; of the suspension none is waited for.
    page = reverse("exclusions:suspensions:owed_letter", args=[one.case.key])
    assert page not in officer.get(one.case.get_absolute_url()).content.decode()
    assert officer.get(page).headers["Location"] == one.case.get_absolute_url()
    facts = {"parents_told_on": "2026-11-27"}
    cases.take(excluded, pathway.UPHOLD, by=people.officer, on=TODAY, at=moment(TODAY), facts=facts)
    page = reverse("exclusions:enter_letter", args=[excluded.key])
    assert page not in officer.get(excluded.get_absolute_url()).content.decode()


def test_who_was_slower_replaces_no_letter_they_have_not_seen(people: People) -> None:
    case = people.tell()
    case.refresh_from_db()
    taken: dict[str, Any] = {"version": case.version, "by": people.head, "on": TODAY, "at": moment(TODAY)}
    actions.attach_letter(case, letter=file(people), **taken)
    with pytest.raises(Stale):
        actions.attach_letter(case, letter=file(people, "other.pdf"), **taken)
    assert CaseDocument.objects.get().file.name == "letter.pdf"


def test_an_officer_to_whom_it_came_by_post_attaches_it_and_no_other_school_does(people: People) -> None:
    case, one = people.tell(), suspended(people, date(2026, 10, 5), date(2026, 10, 14))
    stranger = make.signed_in(make.user("head", make.school("Other School").organisation, email="other@example.org"))
    officer = make.signed_in(people.officer)
    for name, record in (("exclusions", case), ("exclusions:suspensions", one)):
        record.refresh_from_db()
        said = {"letter": upload(), "version": record.version}
        assert stranger.post(reverse(f"{name}:attach_letter", args=[record.key]), said).status_code == 404
        said = {"letter": upload(), "version": record.version}
        assert officer.post(reverse(f"{name}:enter_letter", args=[record.key]), said).status_code == 302
        assert owed(record if record is case else one.case) is None
    assert officer.get(reverse("exclusions:enter_letter", args=[one.case.key])).status_code == 404  # type: ignore[union-attr]


def test_the_letter_is_owed_for_a_suspension_of_more_than_five_school_days_until_it_came(people: People) -> None:
    short, long = suspended(people, date(2026, 11, 9), date(2026, 11, 13)), suspended(people, *LONG)
    assert long.case is not None
    rows = long.case.deadlines.filter(clock="letter", state="running")
    assert [(row.due_on, row.event.facts["about"]) for row in rows] == [(date(2026, 11, 18), long.reference)]
    client = make.signed_in(people.head)
    page = reverse("exclusions:suspensions:attach_letter", args=[long.key])
    text = client.post(page, {"letter": upload(), "version": long.version}, follow=True).content.decode()
    assert ("Download the letter" in text, owed(long.case), short.letter) == (True, None, None)
    assert downloads(client, reverse("exclusions:suspensions:sent_letter_file", args=[long.key]))
    assert downloads(make.signed_in(people.officer), reverse("exclusions:suspensions:letter_file", args=[long.key]))


def test_another_letter_about_a_suspension_leaves_the_first_in_the_history(people: People) -> None:
    one = suspended(people, *LONG)
    taken: dict[str, Any] = {"by": people.head, "on": TODAY, "at": moment(TODAY)}
    suspensions.attach_letter(one, letter=file(people, "first.pdf"), version=one.version, **taken)
    suspensions.attach_letter(one, letter=file(people, "second.pdf"), version=one.version, **taken)
    newest = Amendment.objects.first()
    assert newest is not None
    assert newest.letter_before is not None
    assert (newest.changed[0]["was"], newest.letter_before.name) == ("first.pdf", "first.pdf")


def test_no_letter_is_owed_for_a_suspension_that_is_withdrawn(people: People) -> None:
    one = suspended(people, *LONG)
    taken: dict[str, Any] = {"version": one.version, "by": people.officer, "on": TODAY, "at": moment(TODAY)}
    suspensions.withdraw(one, as_=suspensions.Withdrawn.MISTAKE, out_until_on=None, reason="Another pupil.", **taken)
    assert owed(one.case) is None
    with pytest.raises(Refused, match="The suspension is withdrawn"):
        suspensions.attach_letter(one, letter=file(people), **(taken | {"version": one.version}))


# --- the Virtual School ---------------------------------------------------------------------------------------------

NOT_YET = {"looked_after": True, "virtual_school_spoken_to": False}


def test_the_virtual_school_is_told_at_once_without_a_name_but_not_who_has_a_conflict(people: People) -> None:
    known = {"kind": VulnerabilityKind.LOOKED_AFTER, "from_on": date(2026, 9, 1), "source": "Social care"}
    add_vulnerability(people.child, **known, by=people.officer, on=date(2026, 9, 1))
    officer = make.user("virtual_school_officer", email="told@example.org")
    family = make.user("virtual_school_officer", email="family@example.org")
    declare_conflict(people.child, user=family, reason="A neighbour", by=family, on=date(2026, 9, 1))
    case, one = people.tell(**NOT_YET), suspended(people, date(2026, 10, 5), date(2026, 10, 5), **NOT_YET)
    rows = Message.objects.filter(kind="exclusions.virtual_school")
    assert {(row.user, row.reference) for row in rows} == {(officer, case.reference), (officer, one.reference)}
    assert make.signed_in(officer).get(rows[0].link).status_code == 200


def test_not_yet_spoken_to_is_received_labelled_and_due_the_next_school_day(people: People) -> None:
    case = people.tell(**NOT_YET)
    row = case.deadlines.get(clock="virtual_school")
    assert (row.due_on, row.state) == (date(2026, 11, 10), "running")
    text = make.signed_in(people.officer).get(case.get_absolute_url()).content.decode()
    assert "The Virtual School was not spoken to yet" in text
    assert "Not done: the social worker and the carers were spoken to" in text
    case.refresh_from_db()
    on = date(2026, 11, 10)
    cases.take(case, pathway.SPEAK, by=people.officer, on=on, at=moment(on), reason="Ms Example, by telephone.")
    row.refresh_from_db()
    assert row.state == "met"


def test_speaking_to_the_virtual_school_is_offered_of_a_child_who_is_looked_after_and_of_no_other(
    people: People,
) -> None:
    def offers(case: Case | None) -> bool:
        assert case is not None
        return "Record that the Virtual School was spoken to" in page_of(case)

    client = make.signed_in(people.officer)

    def page_of(case: Case) -> str:
        return client.get(case.get_absolute_url()).content.decode()

    excluded = people.tell()
    long = suspended(people, date(2026, 10, 5), date(2026, 10, 14))
    assert (offers(excluded), offers(long.case)) == (False, False)
    cared_for = {"kind": VulnerabilityKind.LOOKED_AFTER, "from_on": date(2026, 9, 1), "source": "Social care"}
    add_vulnerability(people.child, **cared_for, by=people.officer, on=TODAY)
    assert offers(excluded)
    assert not offers(long.case)
    suspended(people, date(2026, 11, 5), date(2026, 11, 6), **NOT_YET)
    assert offers(long.case)


def test_so_it_is_for_a_suspension_however_short_until_somebody_has_or_it_never_was(people: People) -> None:
    day = date(2026, 11, 9)
    one = suspended(people, day, day, **NOT_YET)
    assert one.case is not None

    def speaking() -> list[tuple[date | None, str]]:
        rows = one.case.deadlines.filter(clock="virtual_school").order_by("event")
        return list(rows.values_list("due_on", "state"))

    assert speaking() == [(date(2026, 11, 10), "running")]
    other = suspended(people, date(2026, 11, 12), date(2026, 11, 12), **NOT_YET)
    assert speaking() == [(date(2026, 11, 10), "running"), (date(2026, 11, 13), "running")]
    # Said of one it is not said of the other, which is ended when it never was.
    form = SpeakForm({}, step=suspended_pathway.SPEAK, case=one.case, parties=[], on=TODAY)
    assert {reference for reference, _ in form.fields["about"].choices} == {one.reference, other.reference}
    on, said = date(2026, 11, 12), {"about": one.reference}
    cases.take(
        one.case, suspended_pathway.SPEAK, by=people.officer, on=on, at=moment(on), facts=said, reason="Ms Example"
    )
    assert [state for _, state in speaking()] == ["met", "running"]
    other.refresh_from_db()
    taken: dict[str, Any] = {"version": other.version, "by": people.officer, "on": TODAY, "at": moment(TODAY)}
    suspensions.withdraw(other, as_=suspensions.Withdrawn.MISTAKE, out_until_on=None, reason="Another pupil.", **taken)
    assert [state for _, state in speaking()] == ["met", "met"]
    # Where it was not asked, as in a file, and where they had, nothing is due.
    for spoken, at in ((None, date(2026, 11, 16)), (True, date(2026, 11, 19))):
        assert suspended(people, at, at, looked_after=True, virtual_school_spoken_to=spoken).case is None


def test_where_it_was_spoken_to_nothing_is_due_and_the_case_says_with_whom(people: People) -> None:
    said = {"virtual_school_spoken_to": True, "virtual_school_who": "Ms Example", "virtual_school_on": TODAY}
    case = people.tell(looked_after=True, protocol_done=["asked", "plan", "carers", "other_way"], **said)
    assert not case.deadlines.filter(clock="virtual_school").exists()
    text = make.signed_in(people.officer).get(case.get_absolute_url()).content.decode()
    assert "spoken to: Ms Example, on 27 November 2026" in text
    assert text.count("Not done: ") == 1
