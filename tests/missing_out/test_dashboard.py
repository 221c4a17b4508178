"""The live dashboard: the figures of a pack over the register as it is now, each number with its list."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from cme import actions as cme
from ehe import actions as ehe
from oxle.accounts.models import User
from oxle.audit.models import Sight
from oxle.meetings.models import Meeting
from oxle.missing_out.dashboard.live import live_for
from oxle.missing_out.models import Pack
from oxle.missing_out.packs.figures import Movement, movement, tables
from oxle.people import actions as people
from oxle.people.models import Child, Vulnerability, VulnerabilityKind
from oxle.provision.models import Offer
from oxle.schools.models import Phase, Trust
from tests import make
from tests.cme.make import told_of_missing
from tests.ehe.make import told_of_home
from tests.exclusions.make import People, moment
from tests.missing_out.packing import agreed, frozen, group, offered_nothing
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db
BEGUN, FROZEN, TODAY = date(2026, 9, 10), date(2026, 10, 14), date(2026, 12, 3)
CELL = re.compile(r'<a class="govuk-link" href="(/missing-out/dashboard/pupils/[^"]*)">(\d+)')


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")


@pytest.fixture
def called() -> list[Meeting]:
    """The meetings of the group, once a pupil is on the register, red by then."""
    there = People()
    offered_nothing(there.child, there.school, BEGUN)
    return list(group(date(2026, 9, 1), date(2026, 10, 21)).meetings.order_by("on")[:2])


@pytest.fixture
def manager() -> User:
    return make.user("manager", name="Marl Manager")


def others() -> list[Child]:
    """Three pupils of two more schools, who came onto the register after the first pack; two with marks."""
    trust = Trust.objects.create(uid="90001", name="Hazel & Oak Trust")
    schools = [
        make.school("St Bride’s & All", phase=Phase.PRIMARY, district="North & Vale", trust=trust),
        make.school("Elm School", district="South"),
    ]
    found = []
    for number, school in enumerate((schools[0], schools[0], schools[1])):
        child = make.child(f"Other {number}", "Quill", date(2014, 2, 3), at=school)
        offered_nothing(child, school, date(2026, 11, 30) if number else BEGUN)
        found.append(child)
    for child in found[:2]:
        for kind in (VulnerabilityKind.EHCP, VulnerabilityKind.LOOKED_AFTER):
            Vulnerability.objects.create(child=child, kind=kind, from_on=BEGUN, source="Social care")
    return found


def numbers_on(browser: Client) -> list[tuple[str, int]]:
    """Each number of the dashboard with the address of its list."""
    text = browser.get(reverse("missing_out:dashboard:page")).content.decode()
    return [(unescape(url), int(number)) for url, number in CELL.findall(text)]


def test_every_number_leads_to_a_list_of_exactly_so_many_pupils(called: list[Meeting], manager: User) -> None:
    agreed(called[0], manager, FROZEN)
    others()
    browser = make.signed_in(manager)
    found = numbers_on(browser)
    # By reason, district, phase, mark, school and trust, and what moved since the pack.
    assert {url.partition("?")[2].partition("=")[0] for url, _ in found} == {
        "", "kind", "area", "phase", "mark", "school", "trust", "moved",
    }  # fmt: skip
    wrong = [
        (url, number, shown)
        for url, number in dict.fromkeys(found)
        if (shown := len(browser.get(url).context["table"].rows)) != number
    ]
    assert wrong == []


def test_the_figures_are_those_of_a_pack_that_is_frozen_at_the_same_time(called: list[Meeting], manager: User) -> None:
    first = agreed(called[0], manager, FROZEN)
    others()
    pack = frozen(called[1], manager, TODAY)
    live = live_for(manager, TODAY)
    assert live.pack == first
    assert tables(live.rows, live.before) == tables(list(pack.rows.all()), list(first.rows.all()))
    assert len(live.rows) == 4
    moved = sorted(movement(row, False) for row in live.rows)
    assert moved == sorted(movement(row, False) for row in pack.rows.all())
    assert moved.count(Movement.STILL_RED) == 1


def test_who_may_see_fewer_pupils_counts_fewer(called: list[Meeting], manager: User) -> None:
    child = others()[0]
    before = len(live_for(manager, TODAY).rows)
    people.declare_conflict(child, user=manager, reason="A niece", by=make.someone(), on=TODAY)
    browser = make.signed_in(manager)
    found = dict(numbers_on(browser))
    assert found[reverse("missing_out:dashboard:rows")] == before - 1


def test_before_counts_whoever_is_open_to_the_reader_and_says_how_many_more_the_pack_counts(
    called: list[Meeting], manager: User
) -> None:
    first = others()[0]
    agreed(called[0], manager, FROZEN)
    said = "The pack itself counts 1 more, who are not open to you"
    assert said not in make.signed_in(manager).get(reverse("missing_out:dashboard:page")).content.decode()
    people.declare_conflict(first, user=manager, reason="A niece", by=make.someone(), on=TODAY)
    text = make.signed_in(manager).get(reverse("missing_out:dashboard:page")).content.decode()
    assert "1 of those who are open to you in the last agreed pack. " + said in text


def test_who_is_off_the_register_since_the_last_pack_is_counted(called: list[Meeting], manager: User) -> None:
    pack = agreed(called[0], manager, FROZEN)
    assert live_for(manager, TODAY).gone == 0
    row = pack.rows.get()
    Offer.objects.filter(child=row.child).update(to_on=date(2026, 10, 30))
    assert (live_for(manager, TODAY).gone, len(live_for(manager, TODAY).rows)) == (1, 0)


def test_every_table_has_its_chart_with_a_text_alternative(called: list[Meeting], manager: User) -> None:
    others()
    text = make.signed_in(manager).get(reverse("missing_out:dashboard:page")).content.decode()
    assert "So far in the last week with school, up to 3 December 2026, nobody offered them" in text
    alternatives = [unescape(one) for one in re.findall(r'src="data:image/svg\+xml;base64,[^"]+" alt="([^"]+)"', text)]
    assert [one.partition(".")[0] for one in alternatives] == [
        "Bar chart, by reason", "Bar chart, by district", "Bar chart, by phase",
        "Bar chart, by special needs and social care", "Bar chart, by school", "Bar chart, by trust",
    ]  # fmt: skip
    assert "North & Vale: 1 red, " in alternatives[1]


BESIDE = re.compile(
    r'<a class="govuk-link" href="([^"]+)">(\d+)<span class="govuk-visually-hidden"> \(([^)]+)\): the list'
)


def test_what_is_counted_beside_the_register_leads_to_a_list_of_exactly_so_many(
    called: list[Meeting], manager: User
) -> None:
    school, by = make.school("Larch School"), make.someone()
    for number, (starts_on, ends_on) in enumerate((
        (date(2026, 11, 2), date(2026, 11, 27)), (date(2026, 11, 9), date(2026, 12, 11)),
    )):  # fmt: skip
        child = make.child(f"Part {number}", "Quill", at=school)
        make.parent(child, parental_responsibility=True)
        timetabled(child, school, by, starts_on, ends_on)
    for number in range(3):
        child, on = make.child(f"Missing {number}", "Quill", at=school), date(2026, 11, 20)
        told = told_of_missing(on)
        cme.refer(child, school, told=told, by=make.someone(), on=on, at=moment(on))
    children = [make.child(f"Home {number}", "Quill", at=school) for number in range(2)]
    for child in children:
        ehe.tell(child, school, told=told_of_home(), by=make.someone(), on=BEGUN, at=moment(BEGUN))
    browser = make.signed_in(manager)
    text = browser.get(reverse("missing_out:dashboard:page")).content.decode()
    found = {label: (unescape(url), int(number)) for url, number, label in BESIDE.findall(text)}
    shown = {label: (number, len(browser.get(url).context["table"].rows)) for label, (url, number) in found.items()}
    assert {label: numbers for label, numbers in shown.items() if numbers[0] != numbers[1]} == {}
    assert shown == {
        "Children missing education who are looked for or wait for a place": (3, 3),
        "Home education: open cases": (2, 2),
        "Reduced timetables that run": (2, 2),
        "Of these past their planned end": (1, 1),
    }


def test_no_number_leads_to_a_page_that_the_reader_may_not_open(called: list[Meeting]) -> None:
    child, on = make.child("Missing", "Quill", at=make.school("Larch School")), date(2026, 11, 20)
    cme.refer(child, child.enrolments.get().school, told=told_of_missing(on), by=make.someone(), on=on, at=moment(on))
    labels = {}
    for role in ("manager", "virtual_school_officer"):
        text = make.signed_in(make.user(role)).get(reverse("missing_out:dashboard:page")).content.decode()
        labels[role] = [label for _, _, label in BESIDE.findall(text)]
        assert "Children missing education who are looked for or wait for a place</th>" in text
    assert labels == {
        "manager": ["Children missing education who are looked for or wait for a place"], "virtual_school_officer": [],
    }  # fmt: skip


def test_a_list_records_who_was_seen_and_the_figures_nobody(called: list[Meeting], manager: User) -> None:
    browser = make.signed_in(manager)
    browser.get(reverse("missing_out:dashboard:page"))
    assert not Sight.objects.exists()
    browser.get(reverse("missing_out:dashboard:rows"))
    assert [one.what for one in Sight.objects.all()] == ["list"]
    assert not Pack.objects.exists()
