"""The pages of a case in a real browser, on a narrow screen: with much on them, with nothing, and with mistakes."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.cases import casework
from oxle.people import actions as families
from oxle.people.models import Adult, Relationship
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals
from tests.attendance.make import moment
from tests.browser import Visitor, chromium, in_browser

ON = court.BEGUN


def known(people: court.People) -> None:
    """Everything that must be known before a visit: of the child, and of each parent."""
    by = people.senior
    for kind in ("child_protection", "young_carer", "sen_support"):
        families.add_vulnerability(people.child, kind=kind, from_on=date(2026, 3, 4), source="x", by=by, on=ON)
    robin, kit = (Adult.objects.get(given=given) for given in ("Robin", "Kit"))
    families.edit_adult(robin, robin.version, hazard_warning="Large dog: ring before you come.", by=by, on=ON)
    families.edit_adult(kit, kit.version, interpreter_needed=True, language="Polish", by=by, on=ON)
    Relationship.objects.filter(adult=kit).update(contact_is_unsafe=True)


@in_browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_a_case_are_sound_on_a_narrow_screen_also_with_mistakes_on_them(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00")
    people = court.People()
    known(people)
    case = court.final_warning(people)
    at, by = moment(ON), people.senior
    for compartment in ("ordinary", "safeguarding", "legal"):
        casework.write_note(case, text="A long word: " + "W" * 90, compartment=compartment, by=by, on=ON, at=at)
    contact = casework.refer_to_mash(case, concern="Alone at night.\nSaid so twice.", by=by, on=ON, at=at)
    casework.record_mash_answer(contact, decision="Early help.", decided_on=ON, fed_back_on=None, version=1)
    casework.refer_to_mash(case, concern="Again.", by=by, on=ON, at=at)
    casework.hand_over(case, to="licensing", by=by, on=ON, at=at, reason="Works before school.")
    bare = referrals.sent(people.school, make.child("Birch", "Example", at=people.school), people.lead, ON)
    deadline, event = case.deadlines.first(), case.events.get(step="record_panel")
    clients = {who: make.signed_in(getattr(people, who)) for who in ("officer", "senior")}

    def url(page: str, *more: object) -> str:
        return reverse(f"cases:{page}", args=[case.key, *more])

    with chromium() as browser:
        senior = Visitor(browser, live_server.url, clients["senior"], width=320)
        for address in (case.get_absolute_url(), bare.get_absolute_url(), url("timeline"), url("papers")):
            senior.open(address)
        senior.open(url("why", deadline.clock, deadline.event.order))
        senior.open(url("mash_contact", 1))
        senior.page.goto(url("mash_told", 1))
        senior.press("Save")
        assert senior.page.title().startswith("Error: ")
        # What was typed stays beside its mistake.
        for page, words, button in (
            ("visit", "What was seen and said (optional)", "Save the visit"),
            ("hand_over", "Reason", "Hand over"),
            ("allocate", "Reason", "Allocate"),
            ("mash", "What is the concern?", "Save"),
        ):
            senior.page.goto(url(page))
            senior.fill(words, "Kept words")
            senior.press(button)
            assert senior.page.title().startswith("Error: "), page
            assert senior.page.get_by_label(words, exact=True).input_value() == "Kept words"
        for page, button in (("note", "Save the note"), ("attach", "Attach")):
            senior.page.goto(url(page))
            senior.press(button)
            assert senior.page.title().startswith("Error: "), page
        senior.open(url("mash_answer", 2))
        senior.open(url("correct", event.order))
        officer = Visitor(browser, live_server.url, clients["officer"], width=320)
        officer.open(case.get_absolute_url())
        officer.open(url("visit"))
        for page in ("work", "waiting", "queue", "changed"):
            officer.open(reverse(f"cases:{page}"))
        # Every step was the officer's own, or is long past.
        assert "Steps that others take on your cases appear here." in officer.page.content()
        officer.page.goto(reverse("cases:message_enter"))
        officer.press("Save")
        assert officer.page.title().startswith("Error: ")


@in_browser
@pytest.mark.django_db(transaction=True)
def test_the_tables_of_my_work_fit_a_narrow_screen_and_name_each_cell_without_scrolling_sideways(
    live_server, monkeypatch
):
    monkeypatch.setenv("OXLE_NOW", "2026-11-23T10:00")
    people = court.People()
    owned = court.final_warning(people)
    referrals.sent(people.school, make.child("Birch", "Example", at=people.school), people.lead, ON)
    assert owned.owner == people.officer
    narrow_client, wide_client = make.signed_in(people.officer), make.signed_in(people.officer)
    with chromium() as browser:
        narrow = Visitor(browser, live_server.url, narrow_client, width=320)
        for address in (reverse("cases:work"), reverse("cases:queue"), reverse("cases:list")):
            narrow.open(address)
            tables = narrow.page.locator(".oxle-scroll")
            assert tables.count() > 0
            assert tables.evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth).length") == 0
            assert narrow.page.locator(".oxle-table__heading").first.is_visible()
            # What sorts the list can still be pressed.
            assert all(link.is_visible() for link in narrow.page.locator(".oxle-table__sort").all())
        wide = Visitor(browser, live_server.url, wide_client, width=1280)
        wide.open(reverse("cases:work"))
        assert not wide.page.locator(".oxle-table__heading").first.is_visible()
