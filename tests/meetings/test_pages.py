"""The pages of meetings: what they show to whom, keep and refuse."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from exclusions.fair_access.panel import FAIR_ACCESS
from exclusions.permanent.unit_review import UNIT_REVIEW
from oxle.accounts.models import User
from oxle.audit.models import Sight
from oxle.cases.models import Case
from oxle.core.errors import Refused, Stale
from oxle.core.models import RuleValue
from oxle.correspondence import rendering
from oxle.meetings import actions, deciding
from oxle.meetings.forms import DecideForm
from oxle.meetings.kinds import PUT_OFF
from oxle.meetings.models import Capacity, Item, Meeting, Series, State, Task
from oxle.people import actions as people_actions
from tests import make
from tests.exclusions.make import People, moment, unit
from tests.meetings.make import confirmed, meeting, panel, waiting
from tests.offers import Offers

pytestmark = pytest.mark.django_db
# The day on which the panel meets.
TODAY = date(2026, 12, 4)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-04T12:00:00+00:00")


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def browser(people: People):
    return make.signed_in(people.officer)


def text(response) -> str:
    return response.content.decode()


def typed(browser, url: str, **changes) -> dict:
    """What the page's form would send, with changes."""
    form = next(form for form in Offers(text(browser.get(url))).forms if form.method == "post" and form.action == "")
    return form.fields | {name: value if isinstance(value, list) else [value] for name, value in changes.items()}


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def of(people: People, where: Meeting, asks: str = "Who can?") -> tuple[Case, Item]:
    """A case on the agenda."""
    case = waiting(people)
    (item,) = deciding.put_on_agenda(where, [case], by=people.officer, on=date(2026, 11, 26), asks=asks)
    return case, item


def seated(series: Series, at: str = "Other School") -> User:
    """A head of another school who is a member."""
    head = make.user("panel_member", make.school(at).organisation, name=f"Head of {at}")
    actions.add_member(
        series, user=head, name="", capacity=Capacity.MEMBER, from_on=date(2026, 11, 6), by=make.someone()
    )
    return head


SERIES = {
    "kind": "fair_access", "name": "North <b>panel</b>", "weeks": "4", "starts_at": "9:30am", "place": "County Hall",
    **day("first_on", date(2026, 12, 11)),
}  # fmt: skip


def test_a_series_is_added_once_and_shown_with_its_meetings(browser):
    url = reverse("meetings:add")
    sent = typed(browser, url, **SERIES)
    first, second = browser.post(url, sent), browser.post(url, sent)
    assert (first.status_code, second.url) == (302, first.url)
    shown = text(browser.get(first.url))
    assert "North &lt;b&gt;panel&lt;/b&gt;" in shown
    assert "Friday 11 December 2026" in shown
    assert Series.objects.get().meetings.count() == 13


def test_what_is_wrong_with_a_series_is_said_at_its_field_and_nothing_typed_is_lost(browser):
    panel(name="Taken")
    url = reverse("meetings:add")
    response = browser.post(url, typed(browser, url, **{**SERIES, "weeks": "0", "starts_at": "2:30", "kind": ""}))
    assert {name: list(said) for name, said in response.context["form"].errors.items()} == {
        "kind": ["Select what kind of meeting it is"],
        "weeks": ["How many weeks lie between two meetings must be 1 or more"],
        "starts_at": ["Say whether it is am or pm, like 10:30am or 2:30pm"],
    }
    assert 'value="County Hall"' in text(response)
    response = browser.post(url, typed(browser, url, **{**SERIES, "name": "Taken"}))
    assert response.context["form"].errors["name"] == ["There is already a series called Taken"]


def test_a_units_review_asks_of_which_unit_it_is_and_no_other_kind_does(browser):
    mine, url = unit(), reverse("meetings:add")

    def said(**changes) -> dict[str, list[str]]:
        response = browser.post(url, typed(browser, url, **{**SERIES, **changes}))
        form = response.context["form"] if response.context else None
        return {name: list(one) for name, one in form.errors.items()} if form else {}

    assert said(kind=UNIT_REVIEW.key) == {"provider": ["Select the unit whose pupils it reviews"]}
    assert said(provider=mine.key) == {
        "provider": ["A series of the kind “In Year Fair Access Panel” is of no unit: leave it out"]
    }
    assert said(kind=UNIT_REVIEW.key, provider=mine.key) == {}
    assert "Demo Unit" in text(browser.get(reverse("meetings:list")))


@pytest.mark.parametrize(
    ("on", "at", "field", "said"),
    [
        (date(2026, 12, 12), "10:00", "meets_on", "Saturday 12 December 2026 is at a weekend"),
        (date(2026, 12, 13), "10:00", "meets_on", "Sunday 13 December 2026 is at a weekend"),
        (date(2026, 12, 25), "10:00", "meets_on", "Friday 25 December 2026 is a bank holiday (Christmas Day)"),
        (date(2026, 12, 14), "00:30", "starts_at", "A meeting begins between 07:00 and 20:00"),
        (date(2026, 12, 14), "20:01", "starts_at", "A meeting begins between 07:00 and 20:00"),
    ],
)
def test_no_meeting_is_called_for_or_moved_to_a_day_without_work_or_the_night(browser, on, at, field, said):
    said = f"{said}: a meeting is on a working day" if field == "meets_on" else said
    series = panel()
    url = reverse("meetings:call", args=[series.key])
    response = browser.post(url, typed(browser, url, **day("meets_on", on), starts_at=at, place="Here"))
    assert response.context["form"].errors == {field: [said]}
    there = series.meetings.order_by("on").last()
    url = reverse("meetings:move", args=[there.key])
    response = browser.post(url, typed(browser, url, **day("move_to", on), starts_at=at))
    assert response.context["form"].errors == {field.replace("meets_on", "move_to"): [said]}
    assert series.meetings.order_by("on").last().on == there.on


def test_the_hours_of_meetings_are_a_setting_and_hold_for_a_series_too(browser):
    url = reverse("meetings:add")
    late = typed(browser, url, **{**SERIES, "starts_at": "20:30"})
    assert browser.post(url, late).context["form"].errors == {"starts_at": ["A meeting begins between 07:00 and 20:00"]}
    RuleValue.objects.create(rule="meetings.latest", value="21", from_on=date(2026, 9, 1), reason="Evening panels")
    assert browser.post(url, late).status_code == 302


@pytest.mark.parametrize("page", ["agenda", "move", "call_off"])
def test_what_is_done_to_a_meeting_is_not_offered_by_its_address_once_it_was_held(people, browser, page):
    there = meeting(panel())
    url = reverse(f"meetings:{page}", args=[there.key])
    actions.hold(there, there.version, came=[], minutes="All well.", by=people.officer, on=TODAY, at=moment(TODAY))
    shown = text(browser.get(url))
    assert ("This cannot be done now" in shown, "The meeting stands as “Held”." in shown) == (True, True)
    assert browser.post(url, {}).status_code == 409


def test_who_came_and_the_minutes_are_put_right_once_the_meeting_was_held(people, browser):
    there = meeting(series := panel())
    for name in ("Head of East", "Head of West"):
        actions.add_member(
            series, user=None, name=name, capacity=Capacity.MEMBER, from_on=date(2026, 10, 1), by=people.officer
        )
    east, west = series.members.order_by("name")
    actions.hold(
        there, there.version, came=[east.key], minutes="Al well.", by=people.officer, on=TODAY, at=moment(TODAY)
    )
    # Who has left since was a member then, and who came since was not.
    actions.end_member(west, west.version, to_on=TODAY, by=people.officer)
    actions.add_member(
        series, user=None, name="Head of Ash", capacity=Capacity.MEMBER, from_on=date(2026, 10, 1), by=people.officer
    )
    url, page = (reverse(f"meetings:{name}", args=[there.key]) for name in ("hold", "meeting"))
    assert url in text(browser.get(page))
    form = browser.get(url).context["form"]
    assert [key for key, _ in form.fields["came"].choices] == [east.key, west.key]
    assert (form["came"].value(), form["minutes"].value()) == ([east.key], "Al well.")
    assert browser.post(url, typed(browser, url, came=[west.key], minutes="All well.")).status_code == 302
    there.refresh_from_db()
    assert dict(there.attendance.values_list("member__name", "came")) == {"Head of East": False, "Head of West": True}
    assert (there.minutes, there.state) == ("All well.", State.HELD)
    with pytest.raises(Stale):
        actions.put_right(there, there.version - 1, came=[], minutes="Older.", by=people.officer)


def test_minutes_of_a_meeting_that_was_not_held_cannot_be_put_right(people):
    there = meeting(panel())
    with pytest.raises(Refused, match="This meeting was not held"):
        actions.put_right(there, there.version, came=[], minutes="None.", by=people.officer)


@pytest.mark.parametrize("page", ["move", "call_off"])
def test_a_meeting_at_which_something_was_decided_is_neither_moved_nor_called_off(people, browser, page):
    there = meeting(panel())
    url, shown = (reverse(f"meetings:{name}", args=[there.key]) for name in (page, "meeting"))
    _, item = of(people, there)
    assert url in text(browser.get(shown))
    deciding.decide(item, item.version, PUT_OFF, words="Nobody came.", by=people.officer, on=TODAY, at=moment(TODAY))
    assert url not in text(browser.get(shown))
    assert "Something was decided at this meeting. Record it as held." in text(browser.get(url))
    with pytest.raises(Refused, match="Record it as held"):
        actions.call_off(there, there.version, because="Snow.", by=people.officer, on=TODAY, at=moment(TODAY))


def test_a_decision_that_was_made_is_not_asked_for_by_its_address(people, browser):
    there = meeting(panel())
    _, item = of(people, there)
    url = reverse("meetings:decide", args=[there.key, item.key])
    assert "This cannot be done now" not in text(browser.get(url))
    deciding.decide(item, item.version, PUT_OFF, words="Nobody came.", by=people.officer, on=TODAY, at=moment(TODAY))
    assert "It was decided: Put off to the next meeting." in text(browser.get(url))


def test_a_case_that_waits_goes_on_the_agenda_and_is_decided(people, browser):
    where, case, other = meeting(panel()), waiting(people), make.school("Other School")
    confirmed(people, case)
    url = reverse("meetings:agenda", args=[where.key])
    assert browser.post(url, typed(browser, url, asks="Who can?")).status_code == 302
    item = Item.objects.get(kind=FAIR_ACCESS.key)
    url = reverse("meetings:decide", args=[where.key, item.key])
    sent = typed(
        browser, url, decision="school", school=other.key, words="Nearest.", task="Ring the family",
        owner=people.officer.key, **day("starts_on", date(2026, 12, 14)), **day("due_on", date(2026, 12, 7)),
    )  # fmt: skip
    shown = text(browser.post(url, sent, follow=True))
    assert "A school takes the child" in shown
    assert "Other School from 14 December 2026" in shown
    assert case.events.get(step="name_place").facts["place"] == "Other School"
    work = text(browser.get(reverse("cases:work")))
    assert "Ring the family" in work
    url = reverse("meetings:task_done", args=[Task.objects.get().key])
    browser.post(url, typed(browser, url))
    assert "Ring the family" not in text(browser.get(reverse("cases:work")))


def test_a_decision_says_what_is_missing_and_keeps_what_was_typed(people, browser):
    where = meeting(panel())
    _, item = of(people, where)
    url = reverse("meetings:decide", args=[where.key, item.key])
    response = browser.post(url, typed(browser, url, decision="school", words="Nearest.", task="Ring"))
    assert {name: list(said) for name, said in response.context["form"].errors.items()} == {
        "school": ["Select the school that takes the child"],
        "starts_on": ["Enter the first day there"],
        "owner": ["Select who does it"],
        "due_on": ["Enter the day by which it is done"],
    }
    assert "Nearest." in text(response)
    item.refresh_from_db()
    assert item.decision == ""


def test_nothing_that_was_typed_with_a_decision_is_left_out_without_a_word(people, browser):
    where, other = meeting(panel()), make.school("Other School")
    _, item = of(people, where)
    url = reverse("meetings:decide", args=[where.key, item.key])

    def errors(**typed_in):
        response = browser.post(url, typed(browser, url, words="No time.", **typed_in))
        return {name: list(said) for name, said in response.context["form"].errors.items()}

    first = day("starts_on", date(2026, 12, 14))
    assert errors(decision="put_off", school=other.key, owner=people.officer.key, **first) == {
        "school": ["“Put off to the next meeting” names no school: leave it out, or choose another decision"],
        "starts_on": ["“Put off to the next meeting” names no first day: leave it out, or choose another decision"],
        "task": ["Enter what has to be done, or leave out who does it and by when"],
    }
    soon = day("due_on", date(2026, 12, 3))
    assert errors(decision="put_off", task="Ring", owner=people.officer.key, **soon) == {
        "due_on": ["It cannot be done before the meeting, 4 December 2026"]
    }


def test_a_meeting_that_places_nobody_asks_for_no_school_and_counts_none(people, browser):
    people.tell()
    series = panel(kind=UNIT_REVIEW.key, name="Unit review")
    form = DecideForm(
        {"decision": "stays", "words": "It helps."}, kind=UNIT_REVIEW, child=people.child, meets_on=TODAY, on=TODAY
    )
    assert form.is_valid()
    assert list(form.fields) == ["decision", "words", "task", "owner", "due_on"]
    assert "each school took" not in text(browser.get(reverse("meetings:series", args=[series.key])))


def test_a_decision_is_offered_on_the_day_of_the_meeting_and_not_before(people, browser, monkeypatch):
    where = meeting(panel())
    _, item = of(people, where)
    page, link = reverse("meetings:meeting", args=[where.key]), reverse("meetings:decide", args=[where.key, item.key])
    assert link in text(browser.get(page))
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")
    shown = text(browser.get(page))
    assert (link in shown, "can be recorded from that day on" in shown) == (False, True)


def test_a_case_of_a_later_agenda_comes_before_a_meeting_that_is_called_sooner_if_it_is_ticked(people, browser):
    series = panel()
    sooner = meeting(series)
    case, item = of(people, meeting(series, date(2027, 1, 4)))
    url = reverse("meetings:agenda", args=[sooner.key])
    assert "On the agenda of 4 January 2027, which it leaves" in text(browser.get(url))
    assert browser.post(url, typed(browser, url)).context["form"].errors["cases"] == ["Select at least one case"]
    assert browser.post(url, typed(browser, url, cases=[case.key])).status_code == 302
    item.refresh_from_db()
    assert item.meeting == sooner


def test_the_meeting_is_recorded_with_who_came(people, browser):
    series = panel()
    head, where = seated(series), meeting(series)
    url = reverse("meetings:hold", args=[where.key])
    sent = typed(browser, url, came=[series.members.get().key], minutes="All <i>well</i>.")
    shown = text(browser.post(url, sent, follow=True))
    assert "All &lt;i&gt;well&lt;/i&gt;." in shown
    assert "Came" in shown
    where.refresh_from_db()
    assert (where.state, head.name in shown) == (State.HELD, True)


def test_a_member_reads_the_pack_of_their_own_panel_and_of_no_other(people):
    series = panel()
    head = make.signed_in(seated(series))
    case, _ = of(people, meeting(series))
    shown = text(head.get(reverse("meetings:pack", args=[meeting(series).key])))
    assert case.child.shown_name in shown
    assert "A mentor." in shown
    assert "A chair was thrown." not in shown  # what happened is not for other schools
    assert "1 Example Street" not in shown
    other = panel(name="Another panel")
    assert head.get(reverse("meetings:pack", args=[meeting(other).key])).status_code == 404
    assert head.get(reverse("meetings:meeting", args=[meeting(series).key])).status_code == 403
    assert text(head.get(reverse("meetings:packs"))).count("North panel") > 0
    assert "Another panel" not in text(head.get(reverse("meetings:packs")))


def test_the_sight_of_a_child_in_a_pack_is_recorded(people):
    series = panel()
    user = seated(series)
    case, _ = of(people, meeting(series))
    make.signed_in(user).get(reverse("meetings:pack", args=[meeting(series).key]))
    assert case.child_id in Sight.objects.filter(actor=f"user:{user.pk}").latest("pk").children


def test_who_is_no_longer_a_member_reads_nothing(people):
    series = panel()
    user = seated(series)
    of(people, meeting(series))
    member = series.members.get()
    actions.end_member(member, member.version, to_on=date(2026, 12, 3), by=people.officer)
    assert make.signed_in(user).get(reverse("meetings:pack", args=[meeting(series).key])).status_code == 404


@pytest.mark.parametrize("why", ["restricted", "conflict"])
def test_a_child_who_is_closed_to_a_member_is_not_in_their_pack(people, why):
    series = panel()
    user = seated(series)
    case, _ = of(people, meeting(series))
    by = make.user("manager")
    if why == "restricted":
        people_actions.restrict(case.child, case.child.version, because="A refuge", by=by, on=TODAY)
    else:
        people_actions.declare_conflict(case.child, user=user, reason="A nephew", by=by, on=TODAY)
    shown = text(make.signed_in(user).get(reverse("meetings:pack", args=[meeting(series).key])))
    assert case.child.shown_name not in shown
    assert "1 more is closed to you" in shown


def test_of_a_closed_case_a_member_reads_what_was_decided_and_no_more(people):
    series = panel()
    user = seated(series)
    case, item = of(people, meeting(series))

    def shown():
        return text(make.signed_in(user).get(reverse("meetings:pack", args=[meeting(series).key])))

    Item.objects.filter(pk=item.pk).update(
        decision="other_way", words="A plan first.", decided_on=TODAY, decided_by="The meeting", recorded_by=user
    )
    assert "A mentor." in shown()
    Case.objects.filter(pk=case.pk).update(closed_on=TODAY)
    assert "A plan first." in shown()
    assert "A mentor." not in shown()
    Item.objects.filter(pk=item.pk).update(decision="taken_off")
    assert case.child.shown_name not in shown()
    Item.objects.filter(pk=item.pk).update(decision="", words="", decided_on=None, decided_by="", recorded_by=None)
    assert case.child.shown_name not in shown()


def test_the_second_of_two_who_decide_is_shown_what_the_first_said(people, browser):
    where = meeting(panel())
    _, item = of(people, where)
    url = reverse("meetings:decide", args=[where.key, item.key])
    first, second = (
        typed(browser, url, decision="put_off", words="No time."),
        typed(browser, url, decision="taken_off", words="Moved away."),
    )
    assert browser.post(url, first).status_code == 302
    response = browser.post(url, second)
    assert response.status_code == 409
    assert "Moved away." in text(response)
    assert ("Put off to the next meeting" in text(response), "Decision(" in text(response)) == (True, False)
    # What neither of them said is not called different.
    assert [row["label"] for row in response.context["rows"] if row["differs"]] == ["What was decided?", "Why?"]
    assert Item.objects.get(pk=item.pk).decision == "put_off"


@pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed")
def test_the_pack_as_a_file_says_what_its_page_says_and_on_each_page_for_whom_and_when_it_was_made(
    people: People,
) -> None:
    series = panel()
    where = meeting(series)
    case, _ = of(people, where, asks="<b>Who</b> can? " + "A long question. " * 600)
    member = seated(series)
    response = make.signed_in(member).get(reverse("meetings:pack_file", args=[where.key]))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="pack-{where.key}.pdf"'
    pages = [page.extract_text() for page in PdfReader(BytesIO(response.content)).pages]
    made = f"Confidential. Made for {member.name} on 4 December 2026 at 12:00pm"
    assert len(pages) > 1
    assert [page.count(made) for page in pages] == [2, *[1] * (len(pages) - 1)]
    whole = " ".join(" ".join(pages).split())
    assert "<b>Who</b> can?" in whole
    assert "A school nearer home." in whole
    assert case.permanent_exclusion.behaviour not in whole
    assert Sight.objects.get(what="pdf").children == [case.child_id]


def test_how_many_each_school_took_stands_under_meetings_for_who_calls_them_and_under_panels_for_a_member(browser):
    series = panel()
    shares = reverse("meetings:shares", args=[series.key])
    for who, entry in ((browser, "Meetings"), (make.signed_in(seated(series)), "Panels")):
        marked = [link["label"] for link in who.get(shares).context["navigation"] if link["active"]]
        assert marked == [entry]
