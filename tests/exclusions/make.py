"""Makes what the tests of exclusions begin with: the calendars of the worked examples, a head, an officer, a notice."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from exclusions.funding import actions as funding
from exclusions.funding.models import FundingEntry, Side
from exclusions.funding.worked import Worked, work_out
from exclusions.managed_moves import actions as managed
from exclusions.off_site import actions as off_site
from exclusions.off_site.models import Aim, Registration
from exclusions.permanent import actions, pathway
from exclusions.permanent.models import PermanentExclusion
from exclusions.separation import actions as separation
from exclusions.suspensions import actions as suspensions
from exclusions.suspensions import pathway as suspended_pathway
from exclusions.suspensions import teaching
from exclusions.suspensions.models import Suspension
from exclusions.telling import Session, SupportForSen
from exclusions.unit_referrals import actions as unit_referrals
from exclusions.unit_referrals.models import ProviderReferral, Risk, RiskAssessment
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.models import Case, Event
from oxle.core.rules import RuleBook
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.provision.actions import add_provider
from oxle.provision.models import Provider, ProviderKind
from oxle.schooldays.models import Calendar
from oxle.schools.models import School
from oxle.schools.queries import calendar_of
from tests import make
from tests.schooldays.calendars import BLOCKS_A, INSET_A

FIRST_ON = date(2026, 11, 9)
# What a school says of the work of the first five school days, and what it says that has not set it yet.
WORK = {"work_set": True, "work_words": "A pack on paper. The form tutor marks it."}
NO_WORK = {"work_set": False, "work_words": ""}


def moment(on: date) -> datetime:
    """Ten in the morning of a day."""
    return datetime.combine(on, time(10), UTC)


def calendar(
    blocks: Sequence[tuple[str, str]] = BLOCKS_A, inset: Sequence[str] = INSET_A, *, name: str = "Council terms"
) -> Calendar:
    """The council's calendar as the worked examples have it (CAL-A), once."""
    found = Calendar.objects.filter(name=name).first()
    if found:
        return found
    made = Calendar.objects.create(name=name, is_default=name == "Council terms")
    for number, (first, last) in enumerate(blocks, 1):
        made.terms.create(name=f"Term {number}", starts_on=first, ends_on=last)
    for day in inset:
        made.closures.create(kind="inset", starts_on=day, ends_on=day)
    return made


def told(first_on: date = FIRST_ON, **changes: Any) -> dict[str, Any]:
    """What a head tells of a permanent exclusion."""
    return {
        "decided_on": first_on,
        "first_on": first_on,
        "first_session": Session.MORNING,
        "governors_told_on": first_on,
        "parents_told_on": first_on,
        "wellbeing": "Sleeps badly.",
        "exploitation": False,
        "exploitation_words": "",
        "sen": SupportForSen.NONE,
        "social_worker": False,
        "looked_after": False,
        "virtual_school_spoken_to": None,
        "tried": "A mentor.",
        "reasons": ["DB"],
        "behaviour": "A chair was thrown.",
        **WORK,
    } | changes


def unit(name: str = "Demo Unit", **changes: Any) -> Provider:
    """A pupil referral unit that can be chosen, with two places on each day."""
    details = {"places": [2] * 5, "safeguarding_checked_on": date(2026, 9, 1), "quality_checked_on": date(2026, 9, 1)}
    return add_provider(name=name, kind=ProviderKind.PRU, by=make.someone(), **(details | changes))


def referred_to(
    provider: Provider, child: Child, by: User, *, on: date = date(2026, 11, 23), file: File | None = None
) -> tuple[ProviderReferral, RiskAssessment]:
    """A child who is referred to a provider, the school having been asked, with the risks assessed; it is sent."""
    at = moment(on)
    referral = unit_referrals.begin(child, provider, school_asked=True, by=by, on=on, at=at)
    words = {name: "Something" for name in unit_referrals.NEEDED if name != "exploitation"}
    unit_referrals.fill_in(referral, referral.version, by=by, exploitation="no", services={"police": "PC"}, **words)
    risks = {risk.value: {"likelihood": "low", "measures": "Never alone"} for risk in Risk}
    review_on = on + timedelta(days=30)
    assessment = unit_referrals.assess(referral, risks=risks, review_on=review_on, file=file, by=by, on=on, at=at)
    unit_referrals.send(referral, referral.version, by=by, on=on, at=at)
    return referral, assessment


def invoiced(case: Case, *, by: User, on: date, number: str = "") -> FundingEntry:
    """The invoice for a permanent exclusion whose figures are stated, in part paid."""
    number, at = number or case.reference, moment(on)
    figures = {"amount": Decimal(5500), "amount_from": "Budget share", "order": Decimal(0), "reserved_place": False}
    funding.state_figures(case, 1, **figures, by=by)
    one = worked_out(case)
    owed = one.recovery.owed or Decimal(0)
    entry = funding.record_invoice(one, Side.RECOVERY, 2, number=number, amount=owed, on=on, by=by, at=at)
    funding.record_money(worked_out(case), Side.RECOVERY, 3, amount=Decimal(100), on=on, by=by, at=at)
    return entry


def worked_out(case: Case) -> Worked:
    """The money of a permanent exclusion as it stands."""
    told = PermanentExclusion.objects.select_related("case__child", "case__school", "case__funding").get(case=case)
    return work_out(told, calendar_of(told.case.school), RuleBook())


class People:
    """A school that keeps the council's terms, its head, one of its pupils with a parent, and an officer."""

    def __init__(self, officer: str = "exclusion_officer") -> None:
        calendar()
        self.school: School = make.school()
        self.head: User = make.user("head", self.school.organisation)
        self.officer: User = make.user(officer)
        self.child: Child = make.child(at=self.school)
        self.parent = make.parent(self.child, parental_responsibility=True)

    def tell(self, on: date | None = None, **changes: Any) -> Case:
        """The head tells of the exclusion, on its first day unless said."""
        facts = told(**changes)
        on = on or facts["first_on"]
        return actions.tell(
            self.child, self.school, told=facts, letter=None, by=self.head, on=on, at=moment(on)
        )  # fmt: skip


def taught(people: People, case: Case, from_on: date) -> None:
    """A full-time place was agreed, and the child came on its first day. No provider of the directory has it."""
    place = {"place": "Example Unit", "starts_on": from_on.isoformat(), "full_time": True}
    for step, facts in ((pathway.ARRANGE, place), (pathway.BEGIN, {"confirmed_by": "The office"})):
        case.refresh_from_db()
        cases.take(case, step, by=people.officer, on=from_on, at=moment(from_on), facts=facts)


def told_of_suspension(first_on: date, last_on: date, **changes: Any) -> dict[str, Any]:
    """What a head tells of a suspension, on its first day."""
    return {
        "decided_on": first_on,
        "first_on": first_on,
        "first_session": Session.MORNING,
        "last_on": last_on,
        "ends_after": Session.AFTERNOON,
        "reasons": ["DB"],
        "parents_told_on": first_on,
        "wellbeing": "Sleeps badly.",
        "sen": SupportForSen.NONE,
        "social_worker": False,
        "looked_after": False,
        **WORK,
    } | changes


def suspended(
    people: People,
    first_on: date,
    last_on: date,
    *,
    on: date | None = None,
    school: School | None = None,
    **changes: Any,
) -> Suspension:
    """A suspension as the head tells of it, on its first day unless said."""
    facts = told_of_suspension(first_on, last_on, **changes)
    on = on or first_on
    return suspensions.tell(
        people.child, school or people.school, told=facts, letter=None, by=people.head, on=on, at=moment(on)
    )


def arranged(people: People, one: Suspension, on: date, starts_on: date, **changes: Any) -> Event:
    """Who teaches a suspended pupil: the school itself, full-time, unless said."""
    assert one.case is not None
    one.case.refresh_from_db()
    data = {"provider": None, "place": "The school’s own unit", "minutes": [150] * 10, "full_time": True} | changes
    facts, taken = {"about": one.reference}, {"by": people.officer, "on": on, "at": moment(on), "reason": ""}
    return teaching.arrange(
        one.case, suspended_pathway.ARRANGE, data={"starts_on": starts_on, **data}, facts=facts, **taken
    )


def begun(people: People, one: Suspension, on: date) -> None:
    """A suspended pupil is taught by the school full-time from a day on, and came."""
    assert one.case is not None
    arranged(people, one, on, on)
    one.case.refresh_from_db()
    step, facts = suspended_pathway.BEGIN, {"about": one.reference}
    cases.take(one.case, step, by=people.officer, on=on, at=moment(on), facts=facts)


def told_of_direction(starts_on: date, ends_on: date, **changes: Any) -> dict[str, Any]:
    """What a head tells of an off-site direction to a place that is not in the directory."""
    decided_on = starts_on - timedelta(days=14)
    return {
        "decided_on": decided_on,
        "notice_on": decided_on,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "provider": None,
        "place_name": "Example Farm",
        "address": "1 Farm Lane, Exampleton",
        "report_to": "The farmer",
        "aim": Aim.BEHAVIOUR,
        "objectives": "Keeps calm in a group.",
        "reasons": "Lessons end in quarrels.",
        "minutes": [150] * 10,
        "begins_at": time(9, 15),
        "finishes_at": time(14, 45),
        "breaks": "noon to 12:30pm",
        "registration": Registration.SINGLE,
        "sen": SupportForSen.NONE,
        "social_worker": False,
        "review_on": ends_on,
    } | changes


def directed(
    people: People,
    starts_on: date,
    ends_on: date,
    *,
    on: date | None = None,
    child: Child | None = None,
    **changes: Any,
) -> Case:
    """An off-site direction as the head tells of it, on the day of the decision unless said."""
    facts = told_of_direction(starts_on, ends_on, **changes)
    on = on or facts["decided_on"]
    return off_site.tell(
        child or people.child, people.school, told=facts, letter=None, by=people.head, on=on, at=moment(on)
    )


def told_of_move(starts_on: date, **changes: Any) -> dict[str, Any]:
    """What a head tells of a managed move that everybody agreed to, on the day three weeks before it."""
    decided_on = starts_on - timedelta(days=21)
    return {
        "decided_on": decided_on,
        "to_school": None,
        "to_name": "Far School",
        "starts_on": starts_on,
        "plan": "A mentor meets the pupil at the gate.",
        "reasons": "A fresh start.",
        "pupil_view": "Looks forward to it.",
        "parents_agreed_by": "Both parents",
        "parents_agreed_on": decided_on,
        "in_writing": True,
        "to_head_agreed_on": decided_on,
        "sen": SupportForSen.NONE,
        "social_worker": False,
    } | changes


MOVE_TOLD_ON = date(2026, 11, 16)


def moving(people: People, starts_on: date, *, child: Child | None = None, **changes: Any) -> Case:
    """A managed move as the head tells of it, on the day of the plan."""
    on = MOVE_TOLD_ON
    facts = told_of_move(starts_on, **{"decided_on": on, "parents_agreed_on": on, "to_head_agreed_on": on} | changes)
    return managed.tell(
        child or people.child, people.school, told=facts, letter=None, by=people.head, on=on, at=moment(on)
    )


def told_of_separation(starts_on: date, **changes: Any) -> dict[str, Any]:
    """What a head tells of a safeguarding separation, on its first day."""
    return {
        "decided_on": starts_on,
        "starts_on": starts_on,
        "led_by": "The safeguarding lead",
        "why": "They cannot be in one building.",
        "pupil_view": "Is afraid.",
        "parents_told_on": starts_on,
        "sen": SupportForSen.NONE,
        "social_worker": True,
    } | changes


def separated(people: People, starts_on: date, **changes: Any) -> Case:
    """A safeguarding separation as the head tells of it, on the day of the decision."""
    facts = told_of_separation(starts_on, **changes)
    on = facts["decided_on"]
    return separation.tell(people.child, people.school, told=facts, by=people.head, on=on, at=moment(on))
