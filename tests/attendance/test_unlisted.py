"""A pupil who is not on the school's list: typed in, identified by a person, and no word of what we hold."""

import re
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from attendance.referrals import actions, drafting, receiving, sections
from attendance.referrals.models import Draft, Topic
from attendance.referrals.panels import to_identify
from oxle.cases.models import Case
from oxle.core.errors import Refused, Stale
from oxle.correspondence.models import Message
from oxle.people import actions as people
from oxle.people.models import Adult, Child
from oxle.people.search import search
from oxle.schooldays.actions import add_closure
from tests import make
from tests.attendance import make as referrals
from tests.attendance import unlisted

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)
LATER = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-20T10:00")


@pytest.fixture
def officer():
    return make.user("attendance_officer", make.organisation("team", "County Attendance Team"))


def identified(draft, officer, child=None, *, enrol=False, **parents):
    """The draft identified; each of its parents somebody new unless told."""
    chosen = [receiving.ParentIs(one["key"], parents.get(one["given"])) for one in sections.typed_parents(draft)]
    return receiving.identify(
        draft,
        child=child,
        enrol=enrol,
        parents=chosen,
        by=officer,
        on=LATER,
        at=referrals.moment(LATER),
        version=draft.version,
    )


def without_tokens(page):
    """A page without what differs from one request to the next."""
    return re.sub(r'(csrfmiddlewaretoken|once)" value="[^"]+"|nonce="[^"]+"', "", page.content.decode())


FORM = {
    "given": "Ash",
    "family": "Example",
    "born_on_day": "4",
    "born_on_month": "3",
    "born_on_year": "2014",
    "sex": "U",
    "upn": unlisted.UPN,
    "year_group": "8",
    "joined_on_day": "7",
    "joined_on_month": "9",
    "joined_on_year": "2026",
    "lines": "1 New Street",
    "postcode": "OX3 3CC",
    "interpreter_needed": "no",
}


def test_what_the_school_sees_does_not_depend_on_whether_we_hold_the_child(school, lead):
    """Typed in, sent, and followed: once before there is a record of the very same child elsewhere, once after."""
    before = what_is_seen(school, lead)
    elsewhere = make.child("Ash", "Example", at=make.school("Other School"), upn=unlisted.UPN)
    make.address(elsewhere, postcode="OX3 3CC")
    assert what_is_seen(school, lead) == before


def what_is_seen(school, lead):
    """Every page of a referral typed in, from the form to its reference; nothing of it stays."""
    with transaction.atomic():
        browser = make.signed_in(lead)
        answer = browser.post(reverse("attendance:unlisted"), FORM)
        assert answer.status_code == 302
        draft = Draft.objects.latest("pk")
        pages = [without_tokens(browser.get(answer["Location"])).replace(draft.key, "KEY")]
        draft = unlisted.held(school, lead, ON)
        for name in ("draft", "check", "sent"):
            page = without_tokens(browser.get(reverse(f"attendance:{name}", args=[draft.key])))
            pages.append(page.replace(draft.key, "KEY").replace(draft.reference, "REFERENCE"))
        transaction.set_rollback(True)
    return pages


def test_no_record_is_made_or_touched_by_what_a_school_types(school, lead):
    known = make.child("Ash", "Example", at=make.school("Other School"), upn=unlisted.UPN)
    version = known.version
    draft = unlisted.held(school, lead, ON)
    known.refresh_from_db()
    assert (Child.objects.count(), Adult.objects.count(), known.version) == (1, 0, version)
    assert (draft.state, draft.child, draft.case) == ("to_identify", None, None)
    assert not Case.objects.exists()


def test_a_pupil_who_is_listed_after_all_is_shown_from_the_schools_own_list_only(school, lead):
    make.child("Ash", "Example", at=school)
    make.child("Ash", "Example", at=make.school("Other School"), upn=unlisted.UPN)
    browser = make.signed_in(lead)
    page = browser.post(reverse("attendance:unlisted"), FORM)
    assert page.status_code == 200
    assert page.content.decode().count("<strong>Ash Example</strong>") == 1
    assert unlisted.UPN not in page.content.decode().split("<form")[0]
    assert not Draft.objects.exists()
    decided = {**FORM, "decided": " ".join(child.key for child in page.context["likely"])}
    assert browser.post(reverse("attendance:unlisted"), decided).status_code == 302
    assert Draft.objects.get().pupil_name == "Ash Example"


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("upn", "A931123419001", "UPN is not right: its first letter does not match its digits."),
        ("upn", "A93112", "UPN must be 13 characters"),
        ("year_group", "14", "Year group must be R or a number from 1 to 13"),
        ("joined_on_year", "2013", "First day on your register must be after the date of birth"),
        ("joined_on_year", "2027", "First day on your register must be today or in the past"),
        ("born_on_year", "", "Date of birth must include a year"),
        ("given", "", "Enter the child’s first names"),
        ("lines", "", "Enter the address"),
    ],
)
def test_what_is_typed_wrong_is_said_at_its_field_and_nothing_typed_is_lost(lead, field, typed, error):
    page = make.signed_in(lead).post(reverse("attendance:unlisted"), {**FORM, field: typed}).content.decode()
    assert error in page
    assert 'value="OX3 3CC"' in page
    assert not Draft.objects.exists()


def test_a_double_click_types_a_pupil_in_once(lead):
    browser = make.signed_in(lead)
    once = browser.get(reverse("attendance:unlisted")).context["once"]
    answers = [browser.post(reverse("attendance:unlisted"), {**FORM, "once": once}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Draft.objects.count() == 1


def test_a_parent_is_added_changed_and_taken_off(school, lead):
    draft = drafting.start_unlisted(school=school, pupil=unlisted.typed_pupil(), by=lead, at=referrals.moment(ON))
    browser = make.signed_in(lead)
    add = reverse("attendance:parent_add", args=[draft.key])
    parent = {
        "given": "Robin",
        "family": "O'Example",
        "kind": "Mother",
        "parental_responsibility": "unknown",
        "lives_with": "yes",
        "has_care": "yes",
        "contact_is_unsafe": "no",
        "interpreter_needed": "no",
    }
    once = browser.get(add).context["once"]
    for _ in range(2):
        assert browser.post(add, {**parent, "once": once, "version": 1}).status_code == 302
    draft.refresh_from_db()
    [typed] = sections.typed_parents(draft)
    assert (typed["family"], typed["parental_responsibility"], typed["lives_with"]) == ("O'Example", None, True)
    change = reverse("attendance:parent", args=[draft.key, typed["key"]])
    assert 'value="unknown" checked' in browser.get(change).content.decode()
    browser.post(change, {**parent, "family": "Sample", "version": draft.version})
    draft.refresh_from_db()
    assert [one["family"] for one in sections.typed_parents(draft)] == ["Sample"]
    browser.post(reverse("attendance:parent_remove", args=[draft.key, typed["key"]]))
    draft.refresh_from_db()
    assert sections.typed_parents(draft) == []
    assert "Complete “Parents and carers”." in [one.text for one in sections.missing(draft, None)]


def test_the_team_is_told_and_the_work_is_due_when_the_decision_is(school, lead, officer):
    senior = make.user("senior_attendance_officer", make.organisation("team", "County Attendance Team"))
    draft = unlisted.held(school, lead, ON)
    [task] = to_identify(officer, LATER)
    assert (task.due_on, task.about) == (date(2026, 10, 23), "Example School")
    assert to_identify(make.user("manager", make.organisation("team", "County Attendance Team")), LATER) == []
    message = Message.objects.get()
    assert (message.user, message.reference, message.kind) == (senior, draft.reference, "cases.new")


def test_a_new_pupil_gets_a_record_from_what_was_typed_and_the_case_opens_as_of_the_day_it_was_sent(
    school, lead, officer
):
    draft = unlisted.held(school, lead, ON)
    case = identified(draft, officer, enrol=True)
    child = Child.objects.get()
    assert (child.shown_name, child.upn, child.enrolments.get().from_on) == (
        "Ash Example",
        unlisted.UPN,
        date(2026, 9, 7),
    )
    assert (case.reference, case.opened_on, case.child) == (draft.reference, ON, child)
    assert case.deadlines.get(clock="decision").due_on == date(2026, 10, 23)
    assert case.events.get().by == lead
    [party] = case.parties.all()
    assert (party.adult.name, party.adult.addresses.get().postcode) == ("Robin Example", "OX3 3CC")
    assert case.referral.family_note == "An aunt helps."
    assert case.referral.considered[Topic.UNSAFE_CONTACT].startswith("The school says that it may be unsafe")
    draft.refresh_from_db()
    assert (draft.state, draft.identified_by) == ("sent", officer)


def test_a_child_we_hold_keeps_what_we_hold_and_the_parent_is_the_one_on_record(school, lead, officer):
    known = make.child("Ashley", "Example", at=None, upn=unlisted.UPN)
    mother = make.parent(known, "Robin", "Example")
    make.address(mother, postcode="OX9 9ZZ", withheld=True, withheld_because="Refuge")
    draft = unlisted.held(school, lead, ON)
    case = identified(draft, officer, known, Robin=mother)
    assert (Child.objects.count(), Adult.objects.count()) == (1, 1)
    assert [address.postcode for address in mother.addresses.all()] == ["OX9 9ZZ"]
    assert (case.child, case.parties.get().adult) == (known, mother)
    assert not known.enrolments.exists()


def test_the_school_goes_on_seeing_the_name_it_typed_whatever_our_record_says(school, lead, officer):
    known = make.child("Other", "Name", upn=unlisted.UPN)
    draft = unlisted.held(school, lead, ON)
    identified(draft, officer, known)
    browser = make.signed_in(lead)
    for url in (reverse("cases:portal"), reverse("attendance:draft", args=[draft.key])):
        page = browser.get(url).content.decode()
        assert "Ash Example" in page
        assert "Other Name" not in page


def test_nobody_adds_a_child_while_a_record_closed_to_them_looks_the_same(school, lead, officer):
    hidden = make.child("Ash", "Example", at=make.school("Other School"), upn=unlisted.UPN)
    hidden.restricted, hidden.restricted_because = True, "Refuge"
    hidden.save()
    draft = unlisted.held(school, lead, ON)
    with pytest.raises(Refused, match="A record that you may not open may be this pupil"):
        identified(draft, officer)
    page = make.signed_in(officer).get(reverse("attendance:identify", args=[draft.key])).content.decode()
    assert "A record that you may not open looks the same." in page
    assert "a pupil whom we do not hold yet" not in page
    assert "Other School" not in page
    people.break_glass(hidden, reason="To say who the pupil is", by=officer, at=referrals.moment(LATER))
    case = identified(draft, officer, hidden)
    assert case.child == hidden


def test_an_officer_sees_likely_records_and_finds_others_without_a_name_in_the_address(school, lead, officer):
    make.child("Ash", "Example", at=make.school("Other School"))
    renamed = make.child("Quite", "Different", date(2010, 1, 1))
    draft = unlisted.held(school, lead, ON)
    browser = make.signed_in(officer)
    url = reverse("attendance:identify", args=[draft.key])
    page = browser.get(url).content.decode()
    assert "The same name and the same date of birth" in page
    assert "Other School" in page
    assert "Quite Different" not in page
    found = browser.post(url, {"search": "yes", "q": "quite different"})
    assert (found.status_code, "Quite Different" in found.content.decode()) == (200, True)
    chosen = browser.post(url, {"q": "quite different", "who": renamed.key})
    assert chosen["Location"] == f"/attendance/identify/{draft.key}/as/{renamed.key}/"


def test_identifying_asks_about_the_register_and_each_parent_and_opens_one_case(school, lead, officer):
    other = make.school("Other School")
    known = make.child("Ash", "Example", at=other, upn=unlisted.UPN)
    mother = make.parent(known, "Robin", "Example")
    draft = unlisted.held(school, lead, ON)
    [parent] = sections.typed_parents(draft)
    browser = make.signed_in(officer)
    url = reverse("attendance:identify_as", args=[draft.key, known.key])
    page = browser.get(url).content.decode()
    assert "Record the pupil on the register of Example School from 7 September 2026?" in page
    assert "Robin Example, Mother of this pupil" in page
    sent = {"version": draft.version, f"parent_{parent['key']}": mother.key}
    refused = browser.post(url, {**sent, "enrol": "yes"}).content.decode()
    assert "The child is on the register of Other School in that time." in refused
    assert not Case.objects.exists()
    first = browser.post(url, {**sent, "enrol": "no"})
    second = browser.post(url, {**sent, "enrol": "no"})
    case = Case.objects.get()
    assert first["Location"] == second["Location"] == f"/cases/{case.key}/"


def test_a_child_with_an_open_case_is_refused_to_the_officer_and_not_told_to_the_school(school, lead, officer):
    other = make.school("Other School")
    known = referrals.family(other)
    case = referrals.sent(other, known, make.user("head", other.organisation), ON)
    draft = unlisted.held(school, lead, ON)
    with pytest.raises(Refused, match=f"already has an open case of this kind, {case.reference}"):
        identified(draft, officer, known)
    page = make.signed_in(lead).get(reverse("attendance:draft", args=[draft.key])).content.decode()
    assert case.reference not in page


def test_returned_before_it_is_known_whose_it_is_it_opens_again_at_the_school_with_its_reference(school, lead, officer):
    draft = unlisted.held(school, lead, ON)
    reference = draft.reference
    receiving.return_unidentified(
        draft, because="Which year?", by=officer, on=LATER, at=referrals.moment(LATER), version=draft.version
    )
    browser = make.signed_in(lead)
    assert "We need something from you" in browser.get(reverse("cases:portal")).content.decode()
    assert "Which year?" in browser.get(reverse("attendance:draft", args=[draft.key])).content.decode()
    draft.refresh_from_db()
    assert (draft.state, Message.objects.get(kind="cases.returned").reference) == ("returned", reference)
    actions.send(
        draft,
        by=lead,
        on=LATER,
        at=referrals.moment(LATER),
        version=draft.version,
        extract=sections.extract_of(draft, LATER),
        answer="Year 9.",
    )
    draft = Draft.objects.get()
    assert (draft.state, draft.reference, draft.sent_on) == ("to_identify", reference, LATER)
    case = identified(draft, officer)
    assert case.opened_on == LATER
    page = browser.get(reverse("attendance:draft", args=[draft.key])).content.decode()
    assert page.index("Sent to the County Attendance Team") < page.index("Returned for more information")


def test_the_reference_that_the_school_was_given_finds_its_referral_before_there_is_a_case(school, lead, officer):
    draft = unlisted.held(school, lead, ON)
    url = reverse("attendance:identify", args=[draft.key])

    def found(user) -> list[tuple[str, str]]:
        return [(hit.kind, hit.url) for hit in search(user, draft.reference.lower(), LATER).others]

    assert found(officer) == [("Not a case yet", url)]
    assert found(make.user("tracking_officer")) == []
    receiving.return_unidentified(
        draft, because="Which year?", by=officer, on=LATER, at=referrals.moment(LATER), version=draft.version
    )
    assert found(officer) == [("Not a case yet", url)]
    draft.refresh_from_db()
    actions.send(
        draft, by=lead, on=LATER, at=referrals.moment(LATER), version=draft.version,
        extract=sections.extract_of(draft, LATER), answer="Year 9.",
    )  # fmt: skip
    case = identified(Draft.objects.get(), officer)
    assert found(officer) == [("Case", case.get_absolute_url())]


def test_a_register_that_no_longer_fits_the_schools_days_is_told_and_loses_no_mark_in_silence(school, lead, officer):
    draft = unlisted.held(school, lead, ON)
    add_closure(
        school.calendar or referrals.calendar(),
        kind="inset",
        starts_on=date(2026, 9, 14),
        ends_on=date(2026, 9, 14),
        by=lead,
        on=LATER,
    )
    told = (
        "these lines of it do not fit them any more. Line 9: Monday 14 September 2026 is not a school day at "
        "Council terms (INSET day)"
    )
    with pytest.raises(Refused, match=re.escape(told)):
        identified(draft, officer)
    assert (Case.objects.count(), Child.objects.count()) == (0, 0)
    page = make.signed_in(officer).get(reverse("attendance:identify_as", args=[draft.key, "new"]))
    assert told in page.context["problems"]
    receiving.return_unidentified(
        draft, because=page.context["problems"], by=officer, on=LATER, at=referrals.moment(LATER), version=draft.version
    )
    assert Draft.objects.get().state == Draft.State.RETURNED


def test_two_officers_make_one_case(school, lead, officer):
    draft = unlisted.held(school, lead, ON)
    seen = Draft.objects.get()
    identified(draft, officer)
    with pytest.raises(Stale):
        identified(seen, officer)
    assert (Case.objects.count(), Child.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "role", ["manager", "solicitor", "tracking_officer", "admin_officer", "virtual_school_officer"]
)
def test_only_who_works_on_attendance_and_keeps_records_identifies_a_pupil(school, lead, role):
    draft = unlisted.held(school, lead, ON)
    browser = make.signed_in(make.user(role))
    for name in ("identify", "identify_return"):
        assert browser.get(reverse(f"attendance:{name}", args=[draft.key])).status_code in {403, 404}
    assert make.signed_in(lead).get(reverse("attendance:identify", args=[draft.key])).status_code == 403


def test_another_school_sees_nothing_of_a_typed_pupil(school, lead):
    draft = unlisted.held(school, lead, ON)
    stranger = make.user("head", make.school("Other School").organisation)
    assert make.signed_in(stranger).get(reverse("attendance:draft", args=[draft.key])).status_code == 404
