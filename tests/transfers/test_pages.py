"""The pages of records that move: who sees which, what each offers to whom, what is asked, and what stays typed."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.accounts.permissions import write
from oxle.audit.models import Sight
from oxle.cases.work import work_of
from oxle.correspondence.models import Message
from oxle.people import actions as people
from oxle.provision.actions import add_provider
from oxle.provision.models import ProviderKind
from oxle.transfers import actions
from oxle.transfers.models import Happening, How, Kind, Line, Transfer
from oxle.transfers.queries import unreceipted_by_sender, waiting_for
from tests import make
from tests.offers import Offers
from tests.transfers.make import TODAY, Places, line, moment, placed

pytestmark = pytest.mark.django_db
LIST = reverse("transfers:list")


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("OXLE_NOW", moment().isoformat())
    return Places()


@pytest.fixture
def moved(places: Places) -> Transfer:
    return places.moved()


def url(name: str, transfer: Transfer, *more: str) -> str:
    return reverse(f"transfers:{name}", args=[transfer.key, *more])


def text(response) -> str:
    return response.content.decode()


def names(response) -> list[str]:
    return [row.record.child.shown_name for row in response.context["table"].page.object_list]


def typed(browser, address: str, **changes) -> dict:
    form = next(one for one in Offers(text(browser.get(address))).forms if one.method == "post" and not one.action)
    return form.fields | {name: [value] for name, value in changes.items()}


def offered(user, transfer: Transfer) -> set[str]:
    """What the page of a move offers somebody, without its navigation."""
    links = Offers(text(make.signed_in(user).get(url("transfer", transfer)))).links
    return {one.removeprefix(url("transfer", transfer)) for one in links if one.startswith(url("transfer", transfer))}


def test_the_school_that_sends_and_the_one_that_receives_see_the_move_and_no_third_one_does(places, moved):
    stranger = make.user("head", make.school("Third School").organisation, name="Third head")
    for user in (places.head, places.next_head, places.officer):
        browser = make.signed_in(user)
        assert names(browser.get(LIST)) == ["Ash Example"]
        assert browser.get(url("transfer", moved)).status_code == 200
        assert Sight.objects.latest("pk").children == [places.child.pk]
    browser = make.signed_in(stranger)
    assert names(browser.get(LIST)) == []
    assert browser.get(url("transfer", moved)).status_code == 404


def test_the_new_school_sees_nothing_before_it_is_the_destination_and_nothing_once_it_is_not_any_more(places):
    places.leave()
    transfer = Transfer.objects.get()
    browser = make.signed_in(places.next_head)
    assert browser.get(url("transfer", transfer)).status_code == 404
    said = {"known_on": TODAY, "starts_on": None, "at": moment(), "by": places.officer}
    actions.name_destination(transfer, transfer.version, to=places.new, **said)
    assert browser.get(url("transfer", transfer)).status_code == 200
    actions.withdraw(transfer, transfer.version, because="The pupil stays.", by=places.officer, at=moment())
    assert browser.get(url("transfer", transfer)).status_code == 404
    assert make.signed_in(places.head).get(url("transfer", transfer)).status_code == 200


def test_a_place_sees_a_move_until_all_has_come_and_the_pupil_is_not_there_any_more(places, moved, monkeypatch):
    for file in moved.lines.order_by("pk"):
        actions.record_received(
            file, file.version, received_on=TODAY, receiver="The office", by=places.next_head, on=TODAY, at=moment()
        )

    def shown() -> int:
        return make.signed_in(places.next_head).get(url("transfer", moved)).status_code

    enrolment = places.child.enrolments.get(school=places.new)
    people.leave(enrolment, enrolment.version, by=places.officer, on=date(2026, 11, 30))
    monkeypatch.setenv("OXLE_NOW", "2026-12-22T09:00:00+00:00")
    assert shown() == 200
    monkeypatch.setenv("OXLE_NOW", "2026-12-23T12:00:00+00:00")
    assert shown() == 404
    gone = moved.lines.order_by("pk").first().pk
    Line.objects.filter(pk=gone).update(received_on=None, received_at=None, received_by=None, receiver="")
    assert shown() == 200


def test_each_side_is_offered_its_own_part_and_the_council_both(places, moved):
    sends = {f"{kind}/sent/" for kind in Kind} | {"safeguarding/none/", "destination/"}
    receives = {f"{kind}/received/" for kind in Kind}
    assert offered(places.head, moved) == sends
    assert offered(places.next_head, moved) == receives
    assert offered(places.officer, moved) == sends | receives | {"chase/", "withdraw/"}
    assert offered(make.user("manager"), moved) == set()


@pytest.mark.parametrize("name", ["sent", "none", "destination"])
def test_the_new_school_does_not_find_what_the_old_one_records(places, moved, name):
    more = [Kind.CTF] if name == "sent" else []
    assert make.signed_in(places.next_head).get(url(name, moved, *more)).status_code == 404


@pytest.mark.parametrize("name", ["received", "chase", "withdraw"])
def test_the_old_school_does_not_find_what_others_record(places, moved, name):
    more = [Kind.CTF] if name == "received" else []
    assert make.signed_in(places.head).get(url(name, moved, *more)).status_code == 404


def test_the_old_school_records_a_file_and_the_new_one_confirms_it(places, moved):
    browser = make.signed_in(places.head)
    address = url("sent", moved, Kind.CTF)
    answer = browser.post(address, typed(browser, address, sent_on="20/11/2026", sent_how="s2s"))
    assert answer["Location"] == url("transfer", moved)
    browser = make.signed_in(places.next_head)
    address = url("received", moved, Kind.CTF)
    browser.post(address, typed(browser, address, received_on="23/11/2026", receiver="Robin, <b>office</b>"))
    one = line(moved, Kind.CTF)
    assert (one.sent_on, one.received_on, one.received_by) == (
        date(2026, 11, 20), date(2026, 11, 23), places.next_head,
    )  # fmt: skip
    assert "Robin, &lt;b&gt;office&lt;/b&gt;" in text(browser.get(url("transfer", moved)))


def test_a_wrong_day_is_said_at_its_field_and_nothing_typed_is_lost(places, moved):
    browser = make.signed_in(places.head)
    address = url("sent", moved, Kind.CTF)
    answer = browser.post(address, typed(browser, address, sent_on="25/11/2026", sent_how="post", said="Number 12"))
    assert answer.context["form"].errors == {"sent_on": ["The day it was sent must be today or in the past"]}
    assert "Number 12" in text(answer)
    assert line(moved, Kind.CTF).sent_on is None


def test_exactly_one_new_place_is_chosen(places, moved):
    browser = make.signed_in(places.head)
    address = url("destination", moved)
    for changes in ({"school": ""}, {"elsewhere": "Wales"}):
        answer = browser.post(address, typed(browser, address, known_on="16/11/2026", **changes))
        assert list(answer.context["form"].errors) == ["school"]


def test_a_second_click_chases_once(places, moved):
    browser = make.signed_in(places.officer)
    address = url("chase", moved)
    form = typed(browser, address, whom="sender")
    for _ in range(2):
        assert browser.post(address, form).status_code == 302
    assert Happening.objects.filter(what="chased").count() == 1


def test_the_second_of_two_people_sees_both_texts(places, moved):
    browser = make.signed_in(places.head)
    address = url("sent", moved, Kind.CTF)
    form = typed(browser, address, sent_on="20/11/2026", sent_how="s2s")
    one = line(moved, Kind.CTF)
    actions.record_sent(one, one.version, sent_on=TODAY, sent_how=How.POST, by=places.officer, on=TODAY, at=moment())
    answer = browser.post(address, form)
    assert answer.status_code == 409
    assert "Post, signed for" in text(answer)


def test_a_form_that_was_opened_for_another_place_says_that_it_changed(places, moved):
    browser = make.signed_in(places.head)
    address = url("sent", moved, Kind.CTF)
    form = typed(browser, address, sent_on="20/11/2026", sent_how="s2s")
    said = {"known_on": TODAY, "starts_on": None, "at": moment(), "by": places.officer}
    actions.name_destination(moved, moved.version, to=make.school("Third School"), **said)
    assert browser.post(address, form).status_code == 409
    assert line(moved, Kind.CTF).sent_on is None


def test_what_the_council_notes_of_a_chase_is_not_shown_to_a_school(places, moved):
    actions.chase(moved, whom="sender", said="The mother fled.", by=places.officer, at=moment())
    address = f"/transfers/{moved.key}/"
    assert "The mother fled." in text(make.signed_in(places.officer).get(address))
    assert "The mother fled." not in text(make.signed_in(places.head).get(address))


def test_a_move_that_was_withdrawn_meanwhile_takes_nothing_more(places, moved):
    browser = make.signed_in(places.head)
    address = url("sent", moved, Kind.CTF)
    form = typed(browser, address, sent_on="20/11/2026", sent_how="s2s")
    actions.withdraw(moved, moved.version, because="The pupil stays.", by=places.officer, at=moment())
    answer = browser.post(address, form)
    assert answer.status_code == 409
    assert "This move was withdrawn" in text(answer)


def test_of_a_move_that_was_withdrawn_no_file_is_due_and_what_was_sent_stays_said(places, moved):
    line = moved.lines.get(kind=Kind.GENERAL)
    actions.record_sent(line, line.version, sent_on=TODAY, sent_how="s2s", by=places.head, on=TODAY, at=moment())
    actions.withdraw(moved, moved.version, because="The pupil stays.", by=places.officer, at=moment())
    shown = text(make.signed_in(places.officer).get(f"/transfers/{moved.key}/"))
    assert (shown.count("Not to be sent"), shown.count("To be sent by"), "Sent on 24 November 2026" in shown) == (
        2,
        0,
        True,
    )


def test_a_file_that_is_overdue_is_on_the_work_of_those_who_chase_and_first_in_the_list(places, moved):
    later = make.child("Birch", "Example", at=places.old)
    places.leave(TODAY, later)
    found = [task for task in work_of(places.officer, TODAY).today if "overdue" in task.title]
    assert [(task.title, task.due_on) for task in found] == [
        ("1 file of pupils who moved, overdue", date(2026, 11, 23))
    ]
    assert names(make.signed_in(places.officer).get(LIST)) == ["Ash Example", "Birch Example"]


def test_the_schools_that_have_not_settled_are_listed_with_what_is_overdue_first(places, moved):
    far = make.school("Far School")
    pupil = make.child("Cedar", "Example", at=far)
    people.leave(pupil.enrolments.get(), 1, by=places.officer, on=TODAY)
    rows = unreceipted_by_sender(places.officer, TODAY)
    assert [(row.sender, row.moves, row.overdue, row.oldest_due) for row in rows] == [
        ("Old School", 1, 1, date(2026, 11, 23)),
        ("Far School", 1, 0, None),
    ]
    assert "Far School" in text(make.signed_in(make.user("manager")).get(LIST))
    assert "Not receipted, by school" not in text(make.signed_in(places.head).get(LIST))


def test_a_school_is_asked_on_its_home_page_for_its_own_part_only(places, moved):
    home = reverse("cases:portal")
    assert "3 files to send. 1 file overdue." in text(make.signed_in(places.head).get(home))
    assert waiting_for(places.next_head, TODAY, own=True) is None
    one = line(moved, Kind.CTF)
    actions.record_sent(one, one.version, sent_on=TODAY, sent_how=How.S2S, by=places.head, on=TODAY, at=moment())
    assert "1 file to confirm." in text(make.signed_in(places.next_head).get(home))


def test_a_unit_confirms_from_its_register(places):
    transfer = actions.open_transfer(
        places.child, places.old, reason="named", to=places.unit, at=moment(), by=places.officer
    )
    one = line(transfer, Kind.SAFEGUARDING)
    actions.record_sent(one, one.version, sent_on=TODAY, sent_how=How.SYSTEM, by=places.head, on=TODAY, at=moment())
    register = make.signed_in(places.teacher).get(reverse("provision:register_home"), follow=True)
    assert "1 file to confirm." in text(register)
    assert offered(places.teacher, transfer) == {f"{kind}/received/" for kind in Kind}


def test_the_page_says_why_a_file_is_due_on_its_day(places, moved):
    page = text(make.signed_in(places.head).get(url("transfer", moved)))
    assert "To be sent by 4 December 2026" in page
    assert "13 November 2026, the last day on the register" in page
    assert "Education (Pupil Information) (England) Regulations 2005" in page


def test_a_restricted_child_is_on_nobodys_list_in_the_council(places, moved):
    people.restrict(places.child, places.child.version, because="A refuge.", by=places.officer, on=TODAY)
    browser = make.signed_in(make.user("manager"))
    assert names(browser.get(LIST)) == []
    assert browser.get(url("transfer", moved)).status_code == 404


def test_a_conflict_of_interest_closes_the_move_for_a_school_too(places, moved):
    people.declare_conflict(places.child, user=places.head, reason="A niece", by=places.head, on=TODAY)
    assert make.signed_in(places.head).get(url("transfer", moved)).status_code == 404


def test_a_seat_on_a_panel_at_a_school_shows_none_of_its_pupils_records(places, moved):
    member = make.user("panel_member", places.old.organisation)
    member.memberships.create(organisation=make.school("Third School").organisation, role="head", from_on=TODAY)
    member = type(member).objects.get(pk=member.pk)
    assert member.can(write("transfers"))
    assert make.signed_in(member).get(url("transfer", moved)).status_code == 404


def test_an_officer_opens_a_move_by_hand_from_the_pupils_page(places):
    browser = make.signed_in(places.officer)
    address = reverse("transfers:add", args=[places.child.key])
    assert address in Offers(text(browser.get(reverse("people:child", args=[places.child.key])))).links
    browser.post(address, typed(browser, address, school=places.old.key, because="Moved last year"))
    assert Transfer.objects.get().because == "Moved last year"
    assert make.signed_in(places.head).get(address).status_code == 404


@pytest.fixture
def returns(places: Places) -> Transfer:
    """The move back from a unit whose place is over."""
    placed(places, from_on=date(2026, 11, 2), to_on=date(2026, 11, 20))
    return Transfer.objects.get(withdrawn_at=None)


def test_a_unit_is_offered_what_a_school_that_sends_is_and_a_strange_provider_finds_nothing(places, returns):
    sends = {f"{kind}/sent/" for kind in Kind} | {"safeguarding/none/", "destination/"}
    assert offered(places.teacher, returns) == sends
    assert offered(places.head, returns) == {f"{kind}/received/" for kind in Kind}
    strange = add_provider(name="Another Unit", kind=ProviderKind.PRU, by=places.officer)
    browser = make.signed_in(make.user("provider", strange.organisation, name="Strange teacher"))
    assert names(browser.get(LIST)) == []
    for address in (url("transfer", returns), url("sent", returns, Kind.GENERAL), url("destination", returns)):
        assert browser.get(address).status_code == 404
    assert make.signed_in(places.teacher).get(url("received", returns, Kind.GENERAL)).status_code == 404


def test_a_unit_sends_from_its_register_and_the_school_confirms(places, returns):
    browser = make.signed_in(places.teacher)
    assert "3 files to send." in text(browser.get(reverse("provision:register_home"), follow=True))
    page = text(browser.get(url("transfer", returns)))
    assert "Last day there" in page
    assert "20 November 2026, the last day of the place there" in page
    address = url("sent", returns, Kind.GENERAL)
    browser.post(address, typed(browser, address, sent_on="23/11/2026", sent_how="by_hand"))
    assert line(returns, Kind.GENERAL).sent_by == places.teacher
    assert "1 file to confirm." in text(make.signed_in(places.head).get(reverse("cases:portal")))


def test_a_unit_that_has_not_settled_is_listed_beside_the_schools_and_leads_to_its_moves(places, returns):
    far = make.school("Far School")
    pupil = make.child("Cedar", "Example", at=far)
    people.leave(pupil.enrolments.get(), 1, by=places.officer, on=TODAY)
    rows = {row.sender: row for row in unreceipted_by_sender(places.officer, date(2026, 11, 30))}
    assert (rows["Example Unit"].moves, rows["Example Unit"].overdue) == (1, 1)
    browser = make.signed_in(places.officer)
    page = text(browser.get(LIST))
    assert f"?sender={places.unit.key}&amp;status=open" in page
    assert names(browser.get(f"{LIST}?sender={places.unit.key}&status=open")) == ["Ash Example"]
    assert names(browser.get(f"{LIST}?sort=sender")) == ["Ash Example", "Cedar Example"]


def test_an_officer_opens_by_hand_what_a_unit_has_and_chooses_one_place(places):
    browser = make.signed_in(places.officer)
    address = reverse("transfers:add", args=[places.child.key])
    for chosen in ({}, {"school": places.old.key, "provider": places.unit.key}):
        answer = browser.post(address, typed(browser, address, because="Back", **chosen))
        assert list(answer.context["form"].errors) == ["school"]
    browser.post(address, typed(browser, address, provider=places.unit.key, because="Back"))
    assert Transfer.objects.get().sender == places.unit


def test_the_council_chases_a_unit(places, returns):
    actions.chase(returns, whom="sender", said="", by=places.officer, at=moment())
    assert Message.objects.get(kind="transfers.chased").user == places.teacher
