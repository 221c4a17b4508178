"""The pages about children: the happy path, the outsider and the wrong role of each, and what must never leak."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from oxle.accounts.models import User
from oxle.audit.models import Sight
from oxle.people import actions
from oxle.people.models import Adult, BreakGlass, Child, Conflict, Merge, SearchRun
from tests import make

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 9, 15, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", NOON.isoformat())


@pytest.fixture
def officer(db: None) -> User:
    return make.user("attendance_officer")


@pytest.fixture
def browser(officer: User) -> Client:
    return make.signed_in(officer)


def url(name: str, *keys: str) -> str:
    return reverse(f"people:{name}", args=keys)


def search_for(browser: Client, text: str) -> Any:
    return browser.post(reverse("search"), {"q": text}, follow=True)


def enquiries_about(child: Child) -> Any:
    """Child protection enquiries, with a detail that not everybody may read."""
    about = {"kind": "section_47", "from_on": date(2026, 9, 7), "detail": "A bruise, seen on Monday"}
    return actions.add_vulnerability(
        child, **about, source="The MASH", by=make.user("exclusion_officer"), on=NOON.date()
    )


# --- in confidence ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "knows", "reads"),
    [("manager", True, True), ("ehe_officer", True, False), ("admin_officer", False, False)],
)
def test_that_enquiries_are_made_is_known_to_whom_safeguarding_is_summed_up_and_why_to_fewer(
    role: str, knows: bool, reads: bool
) -> None:
    child = make.child()
    enquiries_about(child)
    page = make.signed_in(make.user(role)).get(url("child", child.key)).text
    assert ("Child protection enquiries" in page, "A bruise" in page, "The MASH" in page) == (knows, reads, reads)


def test_what_is_recorded_of_enquiries_is_changed_only_by_who_may_read_it_and_ended_by_who_learns_that() -> None:
    child = make.child()
    row = enquiries_about(child)
    for role, status in (("ehe_officer", 403), ("senior_attendance_officer", 200)):
        browser = make.signed_in(make.user(role))
        change = browser.get(url("edit_vulnerability", child.key, row.key))
        assert (change.status_code, "A bruise" in change.text) == (status, status == 200)
        assert (url("edit_vulnerability", child.key, row.key) in browser.get(url("child", child.key)).text) == (
            status == 200
        )
        assert browser.get(url("end_vulnerability", child.key, row.key)).status_code == 200


# --- search ------------------------------------------------------------------------------------------------


def test_a_search_leads_to_an_address_without_the_name(browser: Client) -> None:
    child = make.child("Łukasz", "O'Brien")
    response = browser.post(reverse("search"), {"q": "Łukasz O'Brien"})
    run = SearchRun.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/search/{run.key}/")
    page = browser.get(response["Location"])
    assert "Łukasz O&#x27;Brien</a>" in page.text
    assert url("child", child.key) in page.text
    assert "<title>Search results – Oxle</title>" in page.text


def test_the_sight_of_search_results_is_recorded(browser: Client, officer: User) -> None:
    child = make.child()
    make.child("Quite", "Different", date(2010, 1, 1))
    search_for(browser, "demo pupil")
    assert list(Sight.objects.values_list("actor", "what", "children")) == [
        (f"user:{officer.pk}", "search", [child.pk])
    ]


def test_results_are_for_whoever_searched_until_they_expire(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make.child()
    path = browser.post(reverse("search"), {"q": "demo"})["Location"]
    assert browser.get(path).status_code == 200
    assert make.signed_in(make.user("manager")).get(path).status_code == 404
    monkeypatch.setenv("OXLE_NOW", "2026-09-15T11:59:00+00:00")
    assert browser.get(path).status_code == 200
    SearchRun.objects.update(expires_at=NOON)
    assert browser.get(path).status_code == 404


def test_searching_for_nothing_is_an_error_at_the_box(browser: Client) -> None:
    page = search_for(browser, " ").text
    assert "<title>Error: Search results" in page
    assert '<a href="#find">Enter a name, UPN, postcode or reference.</a>' in page


def test_a_query_of_any_length_is_answered(browser: Client) -> None:
    assert search_for(browser, "x" * 5000).status_code == 200


def test_a_restricted_record_is_offered_without_its_name(browser: Client) -> None:
    child = make.child("Secret", "Family")
    actions.restrict(child, child.version, because="x", by=make.someone(), on=make.ON)
    page = search_for(browser, "secret").text
    assert "1 restricted record matches." in page
    assert url("break_glass", child.key) in page
    assert "Family" not in page
    assert Sight.objects.count() == 0


@pytest.mark.parametrize("role", ["school_attendance_lead", "head", "auditor", "administrator"])
def test_roles_without_pupils_may_not_search(role: str) -> None:
    browser = make.signed_in(make.user(role))
    assert browser.post(reverse("search"), {"q": "demo"}).status_code == 403
    assert SearchRun.objects.count() == 0


# --- the child's page --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "family", "shown"),
    [
        ("Pat", "O'Brien", "Pat O&#x27;Brien"),
        ("Łukasz", "الفاسي", "Łukasz الفاسي"),
        ("😀", "李", "😀 李"),
        ("A" * 300, "B" * 300, f"{'A' * 300} {'B' * 300}"),
        ("<script>alert(1)</script>", "{{7*7}}", "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}}"),
    ],
)
def test_a_name_is_shown_exactly_as_typed_and_never_in_the_title(
    browser: Client, given: str, family: str, shown: str
) -> None:
    page = browser.get(url("child", make.child(given, family).key)).text
    assert f'<p class="oxle-identity__name">{shown}</p>' in page
    assert "<title>Pupil record – Oxle</title>" in page


def test_the_identity_bar_says_upn_birth_age_year_and_school(browser: Client) -> None:
    child = make.child(upn="R674123101121", at=make.school("Larkmead Example School"))
    facts = browser.get(url("child", child.key)).context["facts"]
    assert [(fact["label"], fact["value"]) for fact in facts] == [
        ("UPN", "R674123101121"),
        ("Born", "4 March 2014 (age 12, Year 8)"),
        ("School", "Larkmead Example School"),
        ("Compulsory school age", "Yes, until 28 June 2030"),
    ]


def test_the_address_of_a_merged_record_leads_to_the_one_kept(browser: Client, officer: User) -> None:
    kept, merged = make.child("Kept"), make.child("Merged")
    actions.merge(kept, merged, reason="x", by=officer, at=NOON)
    assert browser.get(url("child", merged.key))["Location"] == url("child", kept.key)


def test_a_withheld_address_is_masked_and_the_hazard_is_shown_with_the_address() -> None:
    child = make.child()
    mother = make.parent(child, lives_with=True)
    actions.edit_adult(mother, mother.version, hazard_warning="Never visit alone", by=make.someone(), on=make.ON)
    make.address(mother, "1 Refuge Road", "OX9 9ZZ", withheld=True, withheld_because="Planted reason")
    for role, sees in [("attendance_officer", False), ("senior_attendance_officer", True)]:
        page = make.signed_in(make.user(role)).get(url("child", child.key)).text
        assert ("1 Refuge Road" in page, "OX9 9ZZ" in page, "Planted reason" in page) == (sees, sees, sees)
        assert "Never visit alone" in page


def test_a_summary_shows_neither_family_nor_addresses() -> None:
    child = make.child()
    make.address(make.parent(child, "Planted", "Mother"), "1 Planted Road")
    actions.add_vulnerability(child, kind="looked_after", from_on=make.ON, source="x", by=make.someone(), on=make.ON)
    page = make.signed_in(make.user("virtual_school_officer")).get(url("child", child.key)).text
    assert "Demo Pupil" in page
    assert "Planted" not in page


def test_a_sibling_closed_to_an_officer_is_not_named_on_the_adults_page(browser: Client, officer: User) -> None:
    child, closed = make.child("Open"), make.child("Closed", "Planted")
    adult = make.parent(child)
    make.related(closed, adult)
    actions.declare_conflict(closed, user=officer, reason="A relative", by=officer, on=make.ON)
    page = browser.get(url("adult", adult.key)).text
    assert "Open Pupil" in page
    assert "Planted" not in page
    assert Sight.objects.get().children == [child.pk]


def test_who_has_looked_names_the_person_and_the_kind_of_look(browser: Client, officer: User) -> None:
    child = make.child()
    browser.get(url("child", child.key))
    looks = browser.get(url("looks", child.key)).context["looks"]
    assert [(look.who, look.what) for look in looks] == [(officer.name, "Opened a page about the child")]


def test_a_panel_of_a_higher_layer_is_shown_to_those_with_its_permission(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from oxle.accounts.permissions import read
    from oxle.people import panels

    shown = [
        panels.Panel("a", "Shown panel", "people/typed.html", read("pupils"), lambda user, child, on: {}),
        panels.Panel("b", "Hidden panel", "people/typed.html", read("people"), lambda user, child, on: {}),
        panels.Panel("c", "Empty panel", "people/typed.html", read("pupils"), lambda user, child, on: None),
    ]
    monkeypatch.setattr(panels, "child_panels", shown)
    page = browser.get(url("child", make.child().key)).text
    assert [title in page for title in ("Shown panel", "Hidden panel", "Empty panel")] == [True, False, False]


def test_the_childs_page_takes_no_more_queries_for_more_rows(
    browser: Client, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from oxle.people import panels

    monkeypatch.setattr(panels, "child_panels", [])
    child, by = make.child(), make.someone()

    def add(number: int) -> None:
        mother = make.parent(child, f"Parent{number}")
        make.address(mother, withheld_from=[make.adult(f"Other{number}")])
        make.address(child, from_on=date(2020, 1, 1 + number))
        make.enrolled(child, make.school(f"School {number}"), kind="dual_main")
        kind = ["sen_support", "ehcp", "young_carer"][number]
        actions.add_vulnerability(child, kind=kind, from_on=date(2026, 1, 5), source="x", by=by, on=make.ON)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(url("child", child.key)).status_code == 200
        about = [query["sql"] for query in queries if '"people_' in query["sql"]]
        return len(about)

    add(0)
    browser.get(url("child", child.key))
    once = asked()
    add(1)
    add(2)
    assert asked() == once
    assert once <= 15


# --- adding and changing ------------------------------------------------------------------------------------

TYPED = {
    "given": "Ann",
    "family": "Demo",
    "preferred_given": "",
    "preferred_family": "",
    "born_on": "2014-03-04",
    "sex": "F",
    "upn": "",
    "postcode": "",
    "language": "",
    "interpreter_needed": "no",
}


def test_a_child_is_added(browser: Client) -> None:
    response = browser.post(url("add_child"), TYPED)
    child = Child.objects.get()
    assert (child.shown_name, child.born_on, child.sex) == ("Ann Demo", date(2014, 3, 4), "F")
    assert response["Location"] == url("child", child.key)


def test_a_double_click_adds_one_child(browser: Client) -> None:
    once = browser.get(url("add_child")).context["once"]
    clicks = [browser.post(url("add_child"), {**TYPED, "once": once})["Location"] for _ in range(2)]
    assert clicks == [url("child", Child.objects.get().key)] * 2


def test_a_possible_duplicate_is_shown_before_another_record_is_made(browser: Client) -> None:
    held = make.child("Ann", "Demo")
    page = browser.post(url("add_child"), {**TYPED, "language": "Welsh"})
    assert "We may already hold this child" in page.text
    assert '<input type="hidden" name="language" value="Welsh">' in page.text
    assert Child.objects.count() == 1
    browser.post(url("add_child"), {**TYPED, "decided": "somethingelse"})
    assert Child.objects.count() == 1
    browser.post(url("add_child"), {**TYPED, "decided": held.key})
    assert Child.objects.count() == 2


def test_a_wrong_upn_is_shown_at_the_field_with_everything_typed_kept(browser: Client) -> None:
    page = browser.post(url("add_child"), {**TYPED, "upn": "A123456789123", "given": "O'Demo"})
    assert page.context["form"].errors["upn"] == [
        "UPN is not right: its first letter does not match its digits. Check each character."
    ]
    assert 'value="A123456789123"' in page.text
    assert 'value="O&#x27;Demo"' in page.text
    assert Child.objects.count() == 0


def test_a_second_editor_gets_a_page_with_both_texts(browser: Client) -> None:
    child = make.child()
    facts = {"born_on": "2014-03-04", "sex": "F", "interpreter_needed": "no", "version": "1"}
    browser.post(url("edit_child", child.key), {**facts, "ethnicity": "First text"})
    page = browser.post(url("edit_child", child.key), {**facts, "ethnicity": "Second text"})
    assert page.status_code == 409
    assert "First text" in page.text
    assert "Second text" in page.text
    child.refresh_from_db()
    assert child.ethnicity == "First text"


def test_a_name_is_changed(browser: Client) -> None:
    child = make.child()
    sent = {
        "kind": "legal",
        "why": "changed",
        "given": "Demo",
        "family": "New",
        "changed_on": "2026-09-01",
        "version": "1",
    }
    response = browser.post(url("rename", child.key), {**sent, "version": "1"})
    assert response["Location"] == url("child", child.key)
    child.refresh_from_db()
    assert child.shown_name == "Demo New"


ADULT = {"given": "Demo", "family": "Parent", "interpreter_needed": "no"}
RELATION = {
    "kind": "Mother",
    "parental_responsibility": "unknown",
    "lives_with": "yes",
    "has_care": "yes",
    "contact_is_unsafe": "no",
    "source": "Call",
}


def test_an_adult_is_added_to_a_child(browser: Client) -> None:
    child = make.child()
    browser.post(url("add_adult", child.key), {**ADULT, **RELATION})
    row = child.relationships.get()
    assert (row.adult.name, row.kind, row.parental_responsibility, row.lives_with) == (
        "Demo Parent",
        "Mother",
        None,
        True,
    )


def test_an_adult_we_hold_is_offered_and_used(browser: Client) -> None:
    child, sibling = make.child(), make.child("Sibling")
    held = make.parent(sibling)
    page = browser.post(url("add_adult", child.key), {**ADULT, **RELATION})
    assert "Mother of Sibling Pupil" in page.text
    assert Adult.objects.count() == 1
    browser.post(url("add_adult", child.key), {**ADULT, **RELATION, "known": held.key})
    assert child.relationships.get().adult == held
    assert Adult.objects.count() == 1


def test_a_relationship_not_known_is_shown_as_chosen_and_can_be_changed(browser: Client) -> None:
    child = make.child()
    make.parent(child)
    row = child.relationships.get()
    path = url("edit_relationship", child.key, row.key)
    assert browser.get(path).context["form"]["parental_responsibility"].value() == "unknown"
    browser.post(path, {**RELATION, "parental_responsibility": "yes", "version": "1"})
    row.refresh_from_db()
    assert row.parental_responsibility is True


def test_without_the_safeguarding_right_names_are_added_to_those_an_address_is_withheld_from_and_none_taken_off(
    browser: Client,
) -> None:
    child = make.child()
    mother = make.parent(child, "Demo", "Mother")
    father = make.parent(child, "Demo", "Father", kind="Father")
    uncle = make.parent(child, "Demo", "Uncle", kind="Uncle")
    address = make.address(mother, withheld_from=[father], withheld_because="An order")
    path = url("withhold", address.key)
    page = browser.get(path)
    assert [key for key, _ in page.context["form"].fields["from_adults"].choices] == [uncle.key]
    assert "Those it is withheld from already stay so." in page.text
    typed = {"scope": "some", "from_adults": [uncle.key], "because": "An order", "version": "1"}
    assert browser.post(path, typed).status_code == 302
    assert set(address.withheld_from.all()) == {father, uncle}


def test_with_the_safeguarding_right_a_name_is_taken_off_and_the_page_opens_as_it_stands(db: None) -> None:
    senior = make.signed_in(make.user("senior_attendance_officer"))
    child = make.child()
    mother = make.parent(child, "Demo", "Mother")
    father = make.parent(child, "Demo", "Father", kind="Father")
    uncle = make.parent(child, "Demo", "Uncle", kind="Uncle")
    address = make.address(mother, withheld_from=[father], withheld_because="An order")
    path = url("withhold", address.key)
    form = senior.get(path).context["form"]
    assert (form["scope"].value(), form["from_adults"].value(), form["because"].value()) == (
        "some",
        [father.key],
        "An order",
    )
    typed = {"scope": "some", "from_adults": [uncle.key], "because": "An order", "version": "1"}
    assert senior.post(path, typed).status_code == 302
    assert list(address.withheld_from.all()) == [uncle]


def test_an_address_is_added_and_withheld_from_one_parent(browser: Client) -> None:
    child = make.child()
    father = make.parent(child, "Demo", "Father", kind="Father")
    sent = {"lines": "1 Road", "postcode": "ox1 1aa", "from_on": "2026-09-01", "source": "Call"}
    browser.post(url("add_address", child.key), {**sent, "second_home": "no", "withheld": "no"})
    address = child.addresses.get()
    assert (address.postcode, address.withheld) == ("OX1 1AA", False)
    browser.post(
        url("withhold", address.key),
        {"scope": "some", "from_adults": [father.key], "because": "Court order", "version": "1"},
    )
    assert list(address.withheld_from.all()) == [father]
    page = browser.get(url("child", child.key)).text
    assert "Never to be told to Demo Father: Court order" in page


def test_a_masked_address_has_no_pages_for_those_who_may_not_read_it(browser: Client) -> None:
    address = make.address(make.child(), withheld=True, withheld_because="Refuge")
    for name in ("correct_address", "end_address", "withhold"):
        assert browser.get(url(name, address.key)).status_code == 404
    senior = make.signed_in(make.user("senior_attendance_officer"))
    senior.post(url("lift_withholding", address.key), {"version": "1"})
    address.refresh_from_db()
    assert address.withheld is False


def test_a_school_and_a_vulnerability_are_added_and_ended(browser: Client) -> None:
    child, school = make.child(), make.school()
    browser.post(url("enrol", child.key), {"school": school.key, "kind": "single", "from_on": "2026-09-01"})
    row = child.enrolments.get()
    browser.post(url("leave", child.key, row.key), {"ended_on": "2026-09-10", "version": "1"})
    row.refresh_from_db()
    assert row.to_on == date(2026, 9, 10)
    browser.post(url("add_vulnerability", child.key), {"kind": "ehcp", "from_on": "2026-09-01", "source": "SEN team"})
    plan = child.vulnerabilities.get()
    browser.post(url("end_vulnerability", child.key, plan.key), {"ended_on": "2026-09-10", "version": "1"})
    plan.refresh_from_db()
    assert plan.to_on == date(2026, 9, 10)


# --- access and merging ------------------------------------------------------------------------------------


def test_declaring_a_conflict_closes_the_record_at_once(browser: Client, officer: User) -> None:
    child = make.child()
    browser.post(url("declare_conflict", child.key), {"reason": "My own child"})
    assert Conflict.objects.get().user == officer
    for name in ("child", "looks", "edit_child", "merge_find"):
        assert browser.get(url(name, child.key)).status_code == 404


def test_breaking_the_glass_opens_the_record_and_shows_in_the_managers_list(browser: Client, officer: User) -> None:
    child = make.child("Secret", "Family")
    actions.restrict(child, child.version, because="x", by=make.someone(), on=make.ON)
    assert browser.get(url("child", child.key)).status_code == 404
    page = browser.get(url("break_glass", child.key))
    assert "Family" not in page.text
    assert browser.post(url("break_glass", child.key), {"reason": "short"}).status_code == 200
    sent = {"reason": "Duty call about an injury"}
    assert browser.post(url("break_glass", child.key), sent)["Location"] == url("child", child.key)
    assert browser.get(url("child", child.key)).status_code == 200
    manager = make.signed_in(make.user("manager"))
    listed = manager.get(url("glass_list")).text
    assert "Duty call about an injury" in listed
    assert "Family" not in listed
    manager.post(url("glass_review", BreakGlass.objects.get().key))
    assert BreakGlass.objects.get().reviewed_by is not None
    assert browser.get(url("glass_list")).status_code == 403


def test_two_records_are_compared_merged_and_taken_apart_again(browser: Client) -> None:
    kept, other = make.child("Sam", "Demo"), make.child("Samuel", "Demo", upn="R674123101121")
    make.address(other, "1 Other Road")
    found = browser.get(url("merge_find", kept.key))
    assert url("merge_compare", kept.key, other.key) in found.text
    searched = browser.post(url("merge_find", kept.key), {"q": "R674123101121"})
    assert url("merge_compare", kept.key, other.key) in searched.text
    path = url("merge_compare", kept.key, other.key)
    assert "1 Other Road" in browser.get(path).text
    done = browser.post(path, {"keep": kept.key, "reason": "Same birth certificate"})
    record = Merge.objects.get()
    assert done["Location"] == url("merge", record.key)
    assert "Stop" not in browser.get(url("merge", record.key)).text
    assert kept.addresses.count() == 1
    browser.post(url("merge", record.key), {})
    other.refresh_from_db()
    assert (other.merged_into, other.addresses.count()) == (None, 1)


def test_a_merge_of_a_child_out_of_reach_is_a_404(browser: Client, officer: User) -> None:
    kept, other = make.child("Kept"), make.child("Other")
    record = actions.merge(kept, other, reason="x", by=make.someone(), at=NOON)
    actions.declare_conflict(kept, user=officer, reason="A relative", by=officer, on=make.ON)
    assert browser.get(url("merge", record.key)).status_code == 404


# --- who may open what -------------------------------------------------------------------------------------


def pages_of(child: Child) -> dict[str, str]:
    """Every page about one child and those around them, with its address."""
    adult = make.parent(child)
    address = make.address(child)
    adult_address = make.address(adult)
    link = child.relationships.get().key
    enrolment = child.enrolments.get().key
    plan = actions.add_vulnerability(
        child, kind="ehcp", from_on=date(2026, 1, 5), source="x", by=make.someone(), on=make.ON
    ).key
    key, other = child.key, make.child("Other").key
    return {
        **{name: url(name, key) for name in (
            "child", "looks", "edit_child", "rename", "add_adult", "add_address", "enrol", "add_vulnerability",
            "declare_conflict", "restrict", "lift_restriction", "merge_find",
        )},
        "edit_relationship": url("edit_relationship", key, link),
        "end_relationship": url("end_relationship", key, link),
        "edit_enrolment": url("edit_enrolment", key, enrolment),
        "leave": url("leave", key, enrolment),
        "edit_vulnerability": url("edit_vulnerability", key, plan),
        "end_vulnerability": url("end_vulnerability", key, plan),
        "merge_compare": url("merge_compare", key, other),
        "adult": url("adult", adult.key),
        "edit_adult": url("edit_adult", adult.key),
        "add_adult_address": url("add_adult_address", adult.key),
        "correct_address": url("correct_address", address.key),
        "end_address": url("end_address", adult_address.key),
        "withhold": url("withhold", adult_address.key),
    }  # fmt: skip


READ = {"child", "looks", "declare_conflict", "adult"}
RESTRICT = {"restrict", "lift_restriction"}


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        ("attendance_officer", lambda name: name not in RESTRICT),
        ("senior_attendance_officer", lambda name: True),
        ("admin_officer", lambda name: name in READ),
        ("manager", lambda name: name in READ),
        ("auditor", lambda name: False),
        ("administrator", lambda name: False),
        ("school_attendance_lead", lambda name: False),
    ],
)
def test_each_page_opens_for_the_roles_that_include_it(role: str, opens: Any) -> None:
    school = make.school()
    child = make.child(at=school)
    browser = make.signed_in(make.user(role))
    answers = {name: browser.get(path).status_code for name, path in pages_of(child).items()}
    assert answers == {name: 200 if opens(name) else 403 for name in answers}


def test_every_page_of_a_child_closed_by_a_conflict_is_a_404(officer: User) -> None:
    child = make.child(at=make.school())
    pages = pages_of(child)
    senior = make.user("senior_attendance_officer")
    actions.declare_conflict(child, user=senior, reason="A relative", by=senior, on=make.ON)
    browser = make.signed_in(senior)
    assert {name: browser.get(path).status_code for name, path in pages.items()} == dict.fromkeys(pages, 404)
    assert Sight.objects.count() == 0


def test_somebody_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    for path in pages_of(make.child(at=make.school())).values():
        response = client.get(path)
        assert (response.status_code, "sign-in" in response["Location"] or "login" in response["Location"]) == (
            302,
            True,
        )


def test_a_merge_that_was_undone_shows_no_name_of_a_child_closed_to_the_reader(browser: Client, officer: User) -> None:
    kept, other = make.child("Kept", "Example"), make.child("Closed", "Niece")
    record = actions.merge(kept, other, reason="They looked alike", by=make.someone(), at=NOON)
    actions.unmerge(record, by=make.someone(), at=NOON)
    path = url("merge", record.key)
    assert "Closed Niece" in browser.get(path).text
    actions.declare_conflict(other, user=officer, reason="My niece", by=officer, on=make.ON)
    assert browser.get(path).status_code == 404


def test_withholding_an_address_names_no_adult_of_a_child_closed_to_the_reader_and_forgets_none(
    officer: User, browser: Client
) -> None:
    child, closed = make.child("Open"), make.child("Closed")
    mother = make.parent(child, "Demo", "Mother")
    make.related(closed, mother)
    father = make.parent(child, "Demo", "Father", kind="Father")
    hidden = make.parent(closed, "Hidden", "Father", kind="Father")
    address = make.address(mother, withheld_from=[hidden], withheld_because="An order")
    actions.declare_conflict(closed, user=officer, reason="My niece", by=officer, on=make.ON)
    path = url("withhold", address.key)
    page = browser.get(path)
    assert "Demo Father" in page.text
    assert "Hidden Father" not in page.text
    typed = {"scope": "some", "from_adults": [father.key], "because": "An order", "version": page.context["version"]}
    assert browser.post(path, typed).status_code == 302
    assert set(address.withheld_from.all()) == {father, hidden}
