"""Education supervision orders: sought, consulted on, made for a year, directed, extended, ended."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from attendance.prosecution import pathway as prosecution
from attendance.prosecution.panels import ended_to_record
from attendance.referrals import pathway as referrals
from attendance.supervision import actions, pathway, queries
from attendance.supervision.models import Direction, ServicesConsultation, SupervisionOrder
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.people.actions import add_vulnerability
from tests import make
from tests.attendance import court
from tests.attendance.make import moment

pytestmark = pytest.mark.django_db
ON = court.BEGUN
MADE = date(2027, 2, 1)


@pytest.fixture
def referral(people):
    return court.final_warning(people)


@pytest.fixture
def case(people, referral):
    return sought(referral, people)


@pytest.fixture
def applied(people, case):
    consulted(case, people)
    court.taken(case, pathway.APPLY, people.officer, ON)
    case.refresh_from_db()
    return case


@pytest.fixture
def ordered(people, applied):
    return made(applied, people)


def act(action, case: Case, step, by, on: date, **data: object) -> None:
    case.refresh_from_db()
    action(case, step, data=data, by=by, on=on, at=moment(on), version=case.version)
    case.refresh_from_db()


def sought(referral: Case, people: court.People) -> Case:
    referral.refresh_from_db()
    actions.seek(
        referral,
        referrals.SEEK_SUPERVISION_ORDER,
        data={},
        by=people.senior,
        on=ON,
        at=moment(ON),
        version=referral.version,
        reason="The family needs somebody beside them.",
    )
    return Case.objects.get(pathway=pathway.SUPERVISION.key)


def consulted(case: Case, people: court.People) -> None:
    act(actions.consult, case, pathway.CONSULT, people.officer, ON, whom="Example duty desk", view="They agree.")


def made(case: Case, people: court.People, on: date = MADE) -> Case:
    act(actions.make_order, case, pathway.MAKE_ORDER, people.officer, on, court="Example Family Court")
    return case


# --- sought and consulted on ---------------------------------------------------------------------------------


def test_seeking_an_order_opens_a_case_about_the_child_beside_the_referral(people, referral, case):
    referral.refresh_from_db()
    assert (case.child, case.came_from, case.stage, case.owner) == (
        people.child,
        referral,
        "preparing",
        people.officer,
    )
    assert referral.stage == "with_court"
    assert sorted(party.adult.given for party in case.parties.filter(role="parent")) == ["Kit", "Robin"]


def test_an_order_is_not_sought_twice_at_once(people, referral, case):
    referral.refresh_from_db()
    with pytest.raises(Refused, match="already has an open case of this kind"):
        actions.open_for(referral, by=people.senior, on=ON, at=moment(ON))


def test_only_a_senior_officer_decides_to_seek_an_order(people, referral):
    with pytest.raises(Refused, match="Your role does not include"):
        actions.seek(
            referral,
            referrals.SEEK_SUPERVISION_ORDER,
            data={},
            by=people.officer,
            on=ON,
            at=moment(ON),
            version=referral.version,
            reason="It would help.",
        )
    assert not Case.objects.filter(pathway=pathway.SUPERVISION.key).exists()


def test_nobody_applies_before_childrens_services_were_consulted(people, case):
    with pytest.raises(Refused, match=r"Consult children's services first.*s\.36\(8\)"):
        court.taken(case, pathway.APPLY, people.officer, ON)
    consulted(case, people)
    court.taken(case, pathway.APPLY, people.officer, ON)
    case.refresh_from_db()
    assert case.stage == "applied"


def test_no_order_is_sought_for_a_child_recorded_as_looked_after(people, case):
    consulted(case, people)
    looked_after = add_vulnerability(
        people.child, kind="looked_after", from_on=date(2026, 11, 1), source="Social care", by=people.senior, on=ON
    )
    with pytest.raises(Refused, match=r"No order can be made for a child in care.*s\.36\(6\)"):
        court.taken(case, pathway.APPLY, people.officer, ON)
    looked_after.to_on = date(2026, 11, 22)
    looked_after.save(update_fields=["to_on"])
    court.taken(case, pathway.APPLY, people.officer, ON)


def test_no_order_is_made_for_a_child_past_compulsory_school_age(people, applied):
    people.child.born_on = date(2010, 9, 3)
    people.child.save(update_fields=["born_on"])
    with pytest.raises(Refused, match="lasts until 25 June 2027"):
        made(applied, people, date(2027, 6, 26))
    assert made(applied, people, date(2027, 6, 25)).stage == "in_force"


# --- the order's time -----------------------------------------------------------------------------------------


def test_an_order_lasts_one_year_beginning_with_the_day_it_is_made(people, ordered):
    order = queries.order_of(ordered)
    assert (order.ends_on, order.ends_because) == (date(2028, 1, 31), "one_year")
    assert court.dates_of(ordered) == {"extension": date(2027, 10, 31), "order_ends": date(2028, 1, 31)}


def test_an_order_ends_with_compulsory_school_age_when_that_is_sooner(people, applied):
    people.child.born_on = date(2011, 3, 14)
    people.child.save(update_fields=["born_on"])
    order = queries.order_of(made(applied, people))
    # Worked example W75: born 14 March 2011, of compulsory school age until Friday 25 June 2027.
    assert (order.ends_on, order.ends_because) == (date(2027, 6, 25), "school_age")


def test_an_extension_is_applied_for_only_in_the_last_three_months(people, ordered):
    with pytest.raises(Refused, match="Not before 1 November 2027"):
        court.taken(ordered, pathway.APPLY_TO_EXTEND, people.officer, date(2027, 10, 31))
    court.taken(ordered, pathway.APPLY_TO_EXTEND, people.officer, date(2027, 11, 1))
    ordered.refresh_from_db()
    assert ordered.stage == "extending"


@pytest.fixture
def extending(people, ordered):
    court.taken(ordered, pathway.APPLY_TO_EXTEND, people.officer, date(2027, 11, 1))
    ordered.refresh_from_db()
    return ordered


def extended(case: Case, people: court.People, ends_on: date, on: date = date(2028, 1, 10)) -> None:
    act(actions.extend, case, pathway.EXTEND, people.officer, on, court="Example Family Court", ends_on=ends_on)


def test_an_extension_lasts_no_longer_than_compulsory_school_age(people, extending):
    # Born 4 March 2014: of compulsory school age until Friday 28 June 2030, before three years are over.
    with pytest.raises(Refused, match="until 28 June 2030, when compulsory school age ends") as refusal:
        extended(extending, people, date(2030, 6, 29))
    assert refusal.value.field == "ends_on"
    extended(extending, people, date(2030, 6, 28))
    assert queries.order_of(extending).ends_because == "school_age"


def test_an_extension_lasts_no_longer_than_three_years(people, extending):
    people.child.born_on = date(2020, 3, 4)
    people.child.save(update_fields=["born_on"])
    with pytest.raises(Refused, match="until 31 January 2031, three years after it would have ended"):
        extended(extending, people, date(2031, 2, 1))
    extended(extending, people, date(2031, 1, 31))
    assert court.dates_of(extending) == {"extension": date(2030, 10, 31), "order_ends": date(2031, 1, 31)}


def test_an_order_that_has_ended_cannot_be_extended(people, extending):
    with pytest.raises(Refused, match="ended on 31 January 2028"):
        extended(extending, people, date(2028, 6, 30), on=date(2028, 2, 1))


def test_an_order_can_be_extended_more_than_once(people, extending):
    extended(extending, people, date(2028, 12, 31))
    with pytest.raises(Refused, match="Not before 1 October 2028"):
        court.taken(extending, pathway.APPLY_TO_EXTEND, people.officer, date(2028, 9, 30))
    court.taken(extending, pathway.APPLY_TO_EXTEND, people.officer, date(2028, 10, 1))
    extended(extending, people, date(2029, 12, 31), on=date(2028, 12, 1))
    assert SupervisionOrder.objects.filter(event__case=extending).count() == 3


def test_a_refused_extension_leaves_the_order_to_run_out(people, extending):
    court.taken(extending, pathway.REFUSE_EXTENSION, people.officer, date(2028, 1, 10), reason="Attendance is good.")
    with pytest.raises(Refused, match="The order runs until 31 January 2028"):
        court.taken(extending, pathway.EXPIRE, people.officer, date(2028, 1, 31))
    court.taken(extending, pathway.EXPIRE, people.officer, date(2028, 2, 1))
    extending.refresh_from_db()
    assert (extending.stage, extending.closed_on) == ("expired", date(2028, 2, 1))


@pytest.mark.parametrize(
    ("step", "stage"),
    [(pathway.REFUSE_ORDER, "refused"), (pathway.ABANDON, "not_pursued")],
)
def test_an_application_can_end_without_an_order(people, applied, step, stage):
    court.taken(applied, step, people.senior, ON, reason="The family agreed to help.")
    applied.refresh_from_db()
    assert (applied.stage, applied.closed_on) == (stage, ON)


def test_an_order_can_be_discharged_before_its_time(people, ordered):
    court.taken(ordered, pathway.DISCHARGE, people.officer, date(2027, 5, 4), reason="The court discharged it.")
    ordered.refresh_from_db()
    assert ordered.stage == "discharged"
    assert court.dates_of(ordered) == {}


# --- directions ---------------------------------------------------------------------------------------------


def test_directions_are_logged_with_whether_they_were_followed(people, ordered):
    robin = ordered.parties.get(adult__given="Robin")
    told = {"given_to": robin.adult.key, "text": "Come to the breakfast club."}
    act(actions.direct, ordered, pathway.DIRECT, people.officer, date(2027, 2, 8), **told)
    [row] = queries.directions_of(ordered)
    found = {"direction": str(row.event.order), "followed": False, "note": "Did not come."}
    with pytest.raises(Refused, match="before it was given"):
        act(actions.follow_up, ordered, pathway.FOLLOW_UP, people.officer, date(2027, 2, 7), **found)
    act(actions.follow_up, ordered, pathway.FOLLOW_UP, people.officer, date(2027, 2, 22), **found)
    row.refresh_from_db()
    assert (row.given_to, row.followed, row.followed_on) == (robin, False, date(2027, 2, 22))


def test_a_direction_to_nobody_is_not_taken_for_one_to_the_child(people, ordered, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2027-02-08T10:00")
    officer, url = make.signed_in(people.officer), reverse("cases:step", args=[ordered.key, "direction"])
    typed = {"version": officer.get(url).context["version"], "on": "2027-02-08", "text": "Be at school."}
    answer = officer.post(url, typed)
    assert (answer.status_code, dict(answer.context["form"].errors)) == (
        200,
        {"given_to": ["Select to whom it was given"]},
    )
    with pytest.raises(Refused) as refusal:
        act(actions.direct, ordered, pathway.DIRECT, people.officer, date(2027, 2, 8), given_to="", text="Be there.")
    assert refusal.value.field == "given_to"
    assert Direction.objects.count() == 0
    assert officer.post(url, {**typed, "given_to": "child"}).status_code == 302
    assert Direction.objects.get().given_to is None


def test_a_direction_without_a_parent_is_to_the_child(people, ordered):
    act(
        actions.direct,
        ordered,
        pathway.DIRECT,
        people.officer,
        date(2027, 2, 8),
        given_to="child",
        text="Be at school.",
    )
    assert Direction.objects.get().given_to is None


def test_there_are_no_directions_without_an_order(people, applied):
    with pytest.raises(Refused, match="cannot be done while the case is at"):
        act(actions.direct, applied, pathway.DIRECT, people.officer, ON, given_to="child", text="Be at school.")


# --- around it ----------------------------------------------------------------------------------------------


def test_a_referral_ends_in_court_only_when_the_supervision_case_has_ended_too(people, referral, case):
    defendant = court.begun(referral, people)
    court.taken(defendant, prosecution.WITHDRAW_PAPERS, people.officer, ON, reason="Attendance improved.")
    assert ended_to_record(people.officer, ON) == []
    court.taken(case, pathway.ABANDON, people.senior, ON, reason="The family agreed to help.")
    assert [task.case for task in ended_to_record(people.officer, ON)] == [referral.pk]


def test_the_database_refuses_an_order_or_a_direction_that_cannot_be(people, ordered):
    event = ordered.events.first()

    def refused_by(constraint, make_row):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            make_row()

    refused_by(
        "only_an_extension_ends_as_the_court_says",
        lambda: SupervisionOrder.objects.create(
            event=event, court="A", ends_on=MADE, ends_because="court", is_extension=False
        ),
    )
    refused_by("direction_says_something", lambda: Direction.objects.create(event=event, text=""))
    refused_by("direction_followed_on_a_day", lambda: Direction.objects.create(event=event, text="A", followed=True))
    refused_by(
        "consultation_says_who_and_what", lambda: ServicesConsultation.objects.create(event=event, whom="A", view="")
    )


def test_the_whole_way_by_the_pages(people, referral, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2027-02-08T10:00")
    senior, officer = make.signed_in(people.senior), make.signed_in(people.officer)

    def send(client, case, step, **data):
        url = reverse("cases:step", args=[case.key, step])
        version = client.get(url).context["version"]
        answer = client.post(url, {"version": version, **data})
        assert answer.status_code == 302, answer.context["form"].errors

    send(senior, referral, "seek_supervision_order", on="2026-11-23", reason="Somebody beside the family.")
    case = Case.objects.get(pathway=pathway.SUPERVISION.key)
    send(officer, case, "consult", on="2026-11-24", whom="Example duty desk", view="They agree.")
    send(officer, case, "supervisor", on="2026-11-24", supervisor=people.officer.key)
    send(officer, case, "apply", on="2026-11-25", court="Example Family Court", hearing_on="2027-02-01")
    send(officer, case, "hearing", on="2027-01-20", court="Example Family Court", result="Adjourned.")
    send(officer, case, "order_made", on="2027-02-01", court="Example Family Court")
    robin = case.parties.get(adult__given="Robin")
    send(officer, case, "direction", on="2027-02-02", given_to=robin.adult.key, text="Come to the breakfast club.")
    [row] = queries.directions_of(case)
    send(officer, case, "follow_up", on="2027-02-08", direction=row.event.order, followed="yes", note="Came.")
    page = officer.get(case.get_absolute_url())
    assert page.status_code == 200
    body = page.content.decode()
    for words in ("31 January 2028", "Example officer", "They agree.", "Adjourned.", "breakfast club", "section 443"):
        assert words in body
    solicitor = make.signed_in(people.solicitor).get(case.get_absolute_url())
    assert solicitor.status_code == 200
    manager = make.signed_in(people.manager).get(case.get_absolute_url())
    assert "Adjourned." not in manager.content.decode()
    assert make.signed_in(people.lead).get(case.get_absolute_url()).status_code in {403, 404}
