"""Makes the small county in which every permission is asked: two schools, two teams, and everything there is twice.

`own` is what belongs to those who ask: children of the lead's and the head's school, the officer's cases, messages to
their team. `other` is the same again, at another school and another team; its children are restricted, its court
papers withdrawn and the senior officer in conflict with it, so that nobody who asks has a reason to open it. `any` is
what belongs to no side.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from attendance.prosecution import papers
from attendance.prosecution.letters import NOTICE_COVER
from attendance.prosecution.pathway import WITHDRAW_PAPERS
from attendance.referrals import actions as attendance
from attendance.referrals import drafting, letters, sections
from attendance.referrals.models import Draft, Moment
from cme import actions as missing
from cme import unlisted as cme_unlisted
from cme.pathway import TRACKING
from ehe import actions as home_education
from ehe import unlisted as ehe_unlisted
from exclusions.fair_access import actions as fair_access
from exclusions.fair_access.panel import FAIR_ACCESS
from exclusions.governors.sittings import GOVERNORS
from exclusions.managed_moves import actions as managed
from exclusions.off_site import actions as off_site
from exclusions.permanent import actions as exclusions
from exclusions.permanent.letters import DAY_SIX_OFFER
from exclusions.permanent.pathway import PERMANENT
from exclusions.permanent.unit_review import STAYS, UNIT_REVIEW
from exclusions.separation import actions as separation
from exclusions.suspensions import actions as suspensions
from licensing.applicants.messages import PURPOSE as APPLICANTS
from licensing.limits import OF_2014
from licensing.performances import confirming
from licensing.work.employers import add_employer
from oxle.accounts.actions import INVITATION
from oxle.accounts.models import Organisation, User
from oxle.accounts.queries import digest
from oxle.accounts.roles import ROLES
from oxle.audit.models import UnusualRead
from oxle.cases import agreed, casework
from oxle.cases.actions import duty_team, take
from oxle.cases.concern_models import Concern
from oxle.cases.disposal_models import Disposal, LegalHold, State
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.messages import ADDRESS_PURPOSE
from oxle.cases.models import Case
from oxle.cases.plan_models import EducationPlan
from oxle.cases.rating_models import SetRating
from oxle.cases.timer_models import Sweep
from oxle.core.links import make_link
from oxle.core.references import new_reference
from oxle.correspondence.actions import release_letter
from oxle.correspondence.models import Brake, Letter, Message
from oxle.documents.actions import store_made, store_upload
from oxle.documents.models import File
from oxle.documents.types import PDF
from oxle.exchange.models import Batch
from oxle.meetings import actions as meetings
from oxle.meetings import deciding
from oxle.meetings.following import series_of
from oxle.meetings.models import Capacity, Series
from oxle.missing_out.concerns import actions as actions_on_concerns
from oxle.missing_out.models import SavedView
from oxle.missing_out.monthly.actions import keep as keep_month
from oxle.missing_out.packs.remarks import remark
from oxle.missing_out.plans.actions import rate as rate_plan
from oxle.people import actions as people
from oxle.people.models import Child, SearchRun
from oxle.provision import actions as provision
from oxle.provision.models import OfferKind, Provider, ProviderKind
from oxle.provision.reviewing import record_review
from oxle.registers.actions import write_marks
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from oxle.schooldays.models import Calendar
from oxle.schools.actions import add_contact
from oxle.schools.models import School, Trust
from oxle.transfers.actions import open_transfer
from oxle.transfers.models import Kind, Reason
from tests import make
from tests.attendance import court, unlisted
from tests.attendance import make as referrals
from tests.cme.make import missing_enquiries, returned, told_by_anybody, told_of_missing, transferred
from tests.ehe.make import off_rolling_of, parents_met, sent_form, told_of_home
from tests.exclusions.fair import known
from tests.exclusions.make import (
    invoiced,
    referred_to,
    told,
    told_of_direction,
    told_of_move,
    told_of_separation,
    told_of_suspension,
)
from tests.licensing import employing, on_sheets, organising
from tests.licensing.applying import CHILD, filled_in, link_to_part, photographed, sent_in
from tests.licensing.chaperoning import certificate_copy, link_to_reference
from tests.licensing.performing import waiting_child
from tests.licensing.working import EMPLOYER
from tests.meetings.make import panel
from tests.missing_out.concerning import advised
from tests.missing_out.concerning import told as told_concern
from tests.missing_out.packing import agreed as agreed_pack
from tests.missing_out.packing import care_meetings, frozen, group, group_work, not_frozen, offered_nothing
from tests.reduced_timetables.make import asked_for_return, parents_link, timetabled, unlisted_notice
from tests.unlisted import told_of_unlisted

AT = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
ON = AT.date()
# A provider that can be chosen.
LOOKED = {"safeguarding_checked_on": ON, "quality_checked_on": ON}
# Somebody whose role ended yesterday: signed in, and nothing more.
WITHOUT_ROLE = "without_role"
MAKER = "system:test"

Keys = dict[str, Any]
# What an address names; some of it differs with who asks, such as a person's own search.
Thing = Keys | Callable[[User], Keys]


@dataclass
class Side:
    """A school and a team with everything there can be. It stands in for `court.People` where that makes records."""

    school: School
    team: Organisation
    lead: User
    officer: User
    senior: User
    manager: User
    child: Child
    children: list[Child] = field(default_factory=list)
    things: dict[str, Thing] = field(default_factory=dict)


@dataclass
class World:
    """Everybody who asks, by role, with their session; and everything they ask for, by what it is and whose."""

    users: dict[str, User]
    sessions: dict[str, str]
    own: Side
    other: Side
    anybodys: dict[str, Thing]

    def keys(self, thing: str, whose: str, role: str) -> Keys:
        """What the address of a thing names when somebody asks for it; nobody asks as the attendance officer would."""
        things = {"own": self.own.things, "other": self.other.things, "any": self.anybodys}[whose]
        found = things[thing]
        return found(self.users.get(role, self.own.officer)) if callable(found) else found


def build() -> World:
    """The whole county, made through the actions where there is one."""
    referrals.calendar()
    school, team = make.school("Own School"), make.organisation("team", "County Attendance Team")
    places = {"school": school.organisation, "team": team}
    users = {key: make.user(key, places[role.at]) for key, role in ROLES.items() if role.at in places}
    users[WITHOUT_ROLE] = make.user("attendance_officer", team, name="Without role")
    users[WITHOUT_ROLE].memberships.update(until_on=ON - timedelta(days=1))
    own = _side(school, team, users["school_attendance_lead"], users["attendance_officer"], users)
    seat = {"capacity": Capacity.MEMBER, "from_on": ON, "by": own.officer, "name": ""}
    meetings.add_member(Series.objects.get(kind=FAIR_ACCESS.key), user=users["panel_member"], **seat)
    unit = Provider.objects.get(organisation__name=f"Unit of {school}")
    users["provider"] = make.user("provider", unit.organisation)

    far, elsewhere = make.school("Other School"), make.organisation("team", "Other Team")
    lead = make.user("school_attendance_lead", far.organisation, name="Other lead")
    officer = make.user("attendance_officer", elsewhere, name="Other officer")
    other = _side(far, elsewhere, lead, officer, users)
    withdrawn = Case.objects.get(key=other.things["prosecution"]["key"])
    court.taken(withdrawn, WITHDRAW_PAPERS, other.officer, ON, reason="Begun by mistake")
    for child in other.children:
        child.refresh_from_db()
        people.restrict(child, child.version, because="Known to many", by=own.senior, on=ON)
        # Who decides on cases would see even these, had they no conflict of interest.
        people.declare_conflict(child, user=own.senior, reason="A neighbour", by=own.senior, on=ON)

    own.things["two children"] = {"key": own.child.key, "other": own.children[1].key}
    other.things["two children"] = {"key": own.child.key, "other": other.child.key}
    sessions = {role: _session(user) for role, user in users.items()}
    _of_each(own, other, users, sessions)
    Sweep.objects.create(started_at=AT, ended_at=AT)
    return World(users, sessions, own, other, _anybodys(own, users))


def _side(school: School, team: Organisation, lead: User, officer: User, users: dict[str, User]) -> Side:
    senior, manager = users["senior_attendance_officer"], users["manager"]
    side = Side(school, team, lead, officer, senior, manager, referrals.family(school))
    side.children.append(side.child)
    _family(side)
    case = court.final_warning(side)
    _letters(side, case)
    _prosecution(side, court.begun(case, side))
    _referral(side, case)
    _drafts(side)
    _exclusion(side)
    _moves(side)
    _missing(side)
    _panel(side)
    return side


def _another_child(side: Side, given: str) -> Child:
    child = make.child(given, "Example", at=side.school)
    make.address(make.parent(child, "Robin", "Example", parental_responsibility=True))
    side.children.append(child)
    return child


def _family(side: Side) -> None:
    child, by = side.child, side.senior
    mother, father = child.relationships.select_related("adult").order_by("pk")
    vulnerability = people.add_vulnerability(
        child, kind="looked_after", from_on=date(2026, 1, 5), source="Social care", by=by, on=ON
    )
    relative = make.user(name=f"Relative at {side.school}")
    conflict = people.declare_conflict(child, user=relative, reason="A niece", by=by, on=ON)
    refuge = make.address(father.adult, "2 Example Refuge", "OX9 9ZZ", from_on=date(2026, 9, 1))
    people.withhold(refuge, refuge.version, because="A refuge", by=by, on=ON)
    kept, copy = _another_child(side, "Eve"), _another_child(side, "Eva")
    merge = people.merge(kept, copy, reason="Same birth certificate", by=by, at=AT)
    key = {"key": child.key}
    unit = provision.add_provider(name=f"Unit of {side.school}", kind=ProviderKind.PRU, by=by, **LOOKED)
    offer = provision.make_offer(
        kept, unit, kind=OfferKind.ALTERNATIVE, from_on=ON, to_on=None, minutes=[150] * 10, source="OX", by=by
    )
    write_marks(kept, side.school, [SessionMark(ON - timedelta(days=3), Half.MORNING, "K")], source="daily feed", by=by)
    review = record_review(
        offer, held_on=ON, programme="English", targets="Comes daily", next_step="return", next_words="",
        who_came="All", next_on=None, by=by, on=ON, at=AT,
    )  # fmt: skip
    referral, assessment = referred_to(unit, kept, by, file=_file(by))
    moves = open_transfer(
        kept, side.school, reason=Reason.BY_HAND, because="Placed", to=unit, known_on=ON, starts_on=ON, by=by, at=AT
    )
    comes_back = open_transfer(
        kept, unit, reason=Reason.BY_HAND, because="Back", to=side.school, known_on=ON, starts_on=ON, by=by, at=AT
    )
    side.things |= {
        "records that come back": {"key": comes_back.key},
        "file that comes back": {"key": comes_back.key, "kind": Kind.GENERAL.value},
        "mismatch": {"key": kept.mismatches.get().key},
        "rating to answer": {"key": _asked_to_lower(side).key},
        "concern": {"key": _concern_of(side).key},
        "education plan": {"key": _plan_of(side).key},
        "advice": {"key": advised(child, by, ON).key},
        "records that move": {"key": moves.key},
        "programme review": {"key": review.key},
        "place to account for": {"key": kept.key, "provider": unit.key},
        "provider referral": {"key": referral.key},
        "risk assessment": {"key": referral.key, "assessment": assessment.key},
        "place to review": {"key": offer.key},
        "file that moves": {"key": moves.key, "kind": Kind.GENERAL.value},
        "place": {"key": kept.key, "offer": offer.key},
        "placed pupil": {"key": unit.key, "child": kept.key},
        "child": key,
        "child in no case": {"key": kept.key},
        "adult": {"key": mother.adult.key},
        "relationship": {**key, "link": mother.key},
        "address": {"key": mother.adult.addresses.get().key},
        "withheld address": {"key": refuge.key},
        "enrolment": {**key, "link": child.enrolments.get().key},
        "vulnerability": {**key, "link": vulnerability.key},
        "conflict": {**key, "conflict": conflict.key},
        "merge": {"key": merge.key},
    }


def _asked_to_lower(side: Side) -> SetRating:
    return SetRating.objects.create(
        child=side.child, is_lowered=True, rated=0, before=1, reason="Starts on Monday.", until_on=ON,
        asked_by=side.officer, asked_on=ON, asked_at=AT,
    )  # fmt: skip


def _plan_of(side: Side) -> EducationPlan:
    return rate_plan(
        side.child, term_starts_on=date(2026, 8, 1), held_on=date(2026, 10, 6), quality="good", why="", by=side.officer,
        on=ON, at=AT,
    )  # fmt: skip


def _concern_of(side: Side) -> Concern:
    one = actions_on_concerns.tell(side.team, told=told_concern(), by=side.officer, on=ON, at=AT)
    actions_on_concerns.say_whom(one, 1, child=side.child, by=side.officer, at=AT)
    return one


def _letters(side: Side, case: Case) -> None:
    drafts = Letter.objects.filter(on_case__case=case, state="drafted")
    mother, father = court.parent(case, "Robin").adult, court.parent(case, "Kit").adult
    letter = drafts.get(kind=letters.FIRST_WARNING.key, adult=mother)
    for by in (side.senior, side.manager):  # the second, where two people must agree
        letter.refresh_from_db()
        if letter.state == "drafted":
            release_letter(letter, by=by, on=ON, at=AT)
    letter.refresh_from_db()
    letter.pdf, letter.state, letter.rendered_at = _file(), "rendered", AT
    letter.save()
    legal = Letter.objects.create(
        kind=NOTICE_COVER.key, kind_version=1, child=side.child, adult=mother, drafted_at=AT, drafted_by=side.officer
    )
    side.things |= {
        "letter": {"key": letter.key},
        "draft letter": {"key": drafts.get(kind=letters.FINAL_WARNING.key, adult=mother).key},
        "letter to a refuge": {"key": drafts.get(kind=letters.FINAL_WARNING.key, adult=father).key},
        "court letter": {"key": legal.key},
    }


def _prosecution(side: Side, case: Case) -> None:
    court.charged(case, side)
    court.certified(case, side)
    by = side.officer
    paper = _document(side, case, "legal")
    exhibit = papers.exhibit_document(case, paper, label="A1", title="A paper", looked_through=True, by=by, at=AT)
    line = papers.schedule_unused(case, description="An e-mail", disclosable=False, reason="Of no help", by=by, at=AT)
    statement = court.statement(case, side)
    key = {"key": case.key}
    side.things |= {
        "prosecution": key,
        "statement": {**key, "statement": statement.key},
        "exhibit": {**key, "exhibit": exhibit.key},
        "unused material": {**key, "number": line.number},
        "method": {**key, "method": "requisition"},
        "solicitor’s step": {**key, "step": "return_papers"},
        "court paper": {**key, "document": paper.key},
    }


def _referral(side: Side, case: Case) -> None:
    by, key = side.officer, {"key": case.key}
    action = agreed.agree(case, what="A breakfast club", who="The school", agreed_on=ON, due_on=ON, by=by, on=ON, at=AT)
    casework.refer_to_mash(case, concern="Seen with bruises", by=by, on=ON, at=AT)
    decided = casework.refer_to_mash(case, concern="Alone at night", by=by, on=ON, at=AT)
    casework.record_mash_answer(decided, decision="Early help", decided_on=ON, fed_back_on=None, version=1)
    for compartment in ("ordinary", "safeguarding", "legal"):
        document = _document(side, case, compartment)
        side.things[f"{compartment} document"] = {**key, "document": document.key}
    order = dict(case.events.values_list("step", "order"))
    LegalHold.objects.create(case=case, reason="A claim", by=side.senior, on=ON, at=AT)
    date = case.deadlines.order_by("pk").first()
    side.things |= {
        "case": key,
        "legal hold": {**key, "number": len(case.holds.all())},
        "closed case": {"key": _closed(side, "Fay", "proposed").key},
        "deadline": {**key, "clock": date.clock, "order": date.event.order},
        "agreed action": {**key, "action": action.key},
        "MASH contact": {**key, "number": 1},
        "decided MASH contact": {**key, "number": 2},
        "officer’s step": {**key, "step": "withdraw"},
        "decider’s step": {**key, "step": "change_route"},
        "legal step": {**key, "step": "invite_pace"},
        "officer’s event": {**key, "order": order["record_panel"]},
        "school’s event": {**key, "order": order["refer"]},
        "legal event": {**key, "order": order["prepare_papers"]},
        "moment": {**key, "moment": Moment.FINAL_WARNING.value},
    }


def _closed(side: Side, given: str, state: str) -> Case:
    """A referral that was rejected, and on which somebody has a say now that its time is taken to be up."""
    case = referrals.sent(side.school, _another_child(side, given), side.lead, ON)
    attendance.reject(case, by=side.senior, on=ON, at=AT, version=case.version, reason="Too early")
    _proposed(side, {"case": case}, case.reference, state)
    return case


def _proposed(side: Side, record: dict[str, Any], reference: str, state: str = State.PROPOSED) -> None:
    """A decision to destroy a record, by somebody who asks for nothing here."""
    first, second = (make.user(name=f"{who} of {reference}") for who in ("First", "Second"))
    answered = {"answered_by": second, "answered_at": AT, "answer": "Agreed"} if state == State.CONFIRMED else {}
    Disposal.objects.create(
        **record, reference=reference, state=state, record="A record", rule="example", rule_words="Example",
        closed_on=ON, reason="Its time is up", by=first, at=AT, **answered,
    )  # fmt: skip


def _drafts(side: Side) -> None:
    sent = referrals.sent(side.school, _another_child(side, "Bay"), side.lead, ON)
    draft = referrals.draft(side.school, _another_child(side, "Cleo"), side.lead, ON)
    file = drafting.attach_to_draft(draft, _file(side.lead), section=sections.EVIDENCE, title="A letter", at=AT)
    message, linked = _message(side), _message(side)
    casework.link_message(linked, sent, by=side.officer, at=AT, version=linked.version)
    handed = _message(side)
    HandOver.objects.create(
        case=sent,
        to_duty="attendance",
        reason="Not paid",
        on=ON,
        at=AT,
        by=side.officer,
        waits_with=side.team,
        message=handed,
    )
    entered = drafting.start_draft(
        school=side.school, child=_another_child(side, "Dale"), by=side.officer, at=AT, message=_message(side)
    )
    typed = unlisted.filled(side.school, side.lead, ON)
    (parent,) = sections.typed_parents(typed)
    held = unlisted.held(side.school, side.lead, ON, unlisted.typed_pupil(given="Gale"))
    returned = referrals.sent(side.school, _another_child(side, "Ivy"), side.lead, ON)
    attendance.return_to_school(returned, by=side.senior, on=ON, at=AT, version=returned.version, reason="Which visit?")
    answered = _message(side)
    casework.answer_message(answered, "Rang back", by=side.officer, at=AT, version=answered.version)
    alone = _another_child(side, "Gus")
    for kind, record in (("message", answered), ("child", alone)):
        LegalHold.objects.create(**{kind: record}, reason="A claim", by=side.senior, on=ON, at=AT)
        _proposed(side, {kind: record}, new_reference("OX"))
        side.things[f"held {kind}"] = {"key": record.key, "number": 1}
    key = {"key": draft.key}
    side.things |= {
        "answered message": {"key": answered.key},
        "child without a case": {"key": alone.key},
        "returned case": {"key": returned.key},
        "unlisted draft": {"key": typed.key},
        "typed parent": {"key": typed.key, "parent": parent["key"]},
        "unidentified referral": {"key": held.key},
        "referral of a new pupil": {"key": held.key, "who": "new"},
        "case to decide": {"key": sent.key},
        "sent referral": {"key": Draft.objects.get(case=sent).key},
        "draft": key,
        "section": {**key, "section": sections.REASON},
        "draft’s file": {**key, "file": file.key},
        "entered draft": {"key": entered.key},
        "message": {"key": message.key},
        "linked message": {"key": linked.key},
        "hand-over": {"key": handed.key},
        "message’s file": {"key": message.key, "file": message.files.get().key},
        "message to enter": {"message": message.key},
        "message of a school": {"message": message.key, "school": side.school.key},
    }


def _exclusion(side: Side) -> None:
    """A child who was permanently excluded, one who is suspended, one of whom either can be told, and one who needs a
    school."""
    excluded, free = _another_child(side, "Jo"), _another_child(side, "Kay")
    by, letter = side.lead, _file(side.lead)
    not_yet = {"parents_told_on": None}
    case = exclusions.tell(excluded, side.school, told=told(ON, **not_yet), letter=letter, by=by, on=ON, at=AT)
    facts, child = told_of_suspension(ON, ON), _another_child(side, "Lou")
    suspension = suspensions.tell(child, side.school, told=facts, letter=_file(by), by=by, on=ON, at=AT)
    late = suspensions.tell(
        _another_child(side, "Max"),
        side.school,
        told=told_of_suspension(ON - timedelta(days=3), ON - timedelta(days=3)),
        letter=None,
        by=side.lead,
        on=ON,
        at=AT,
    )
    waits = _another_child(side, "Noa")
    place = fair_access.open_referral(waits, side.school, details=known(), by=side.officer, on=ON, at=AT)
    message = side.things["message of a school"]
    works = User.objects.get(memberships__role="exclusion_officer")
    parents_told = take(case, PERMANENT.step("tell_parents"), by=works, on=ON, at=AT)
    side.things |= {
        "exclusion’s event": {"key": case.key, "order": parents_told.order},
        "child without a school": {"key": waits.key},
        "school place": {"key": place.key},
        "school place’s step": {"key": place.key, "step": "refer"},
        "suspension": {"key": suspension.key},
        "challenged suspension": {"key": late.key},
        "case of suspensions": {"key": late.case.key},
        "exclusion": {"key": case.key},
        "exclusion’s account": {"key": case.key, "side": "recovery"},
        "entry of an account": {"key": case.key, "entry": invoiced(case, by=side.lead, on=ON).key},
        "governors’ step": {"key": case.key, "step": "uphold"},
        "told since the exclusion": {"key": case.key, "step": "parents_told"},
        "exclusion’s step": {"key": case.key, "step": "arrange"},
        "letter on an exclusion": {"key": _letter_on(case, side).key},
        "pupil of a school": {"child": free.key},
        "pupil for a school": {**message, "child": free.key},
    }


def _letter_on(case: Case, side: Side) -> Letter:
    kind, adult = DAY_SIX_OFFER, make.adult("Lee", "Example")
    return Letter.objects.create(
        kind=kind.key, kind_version=1, child=case.child, adult=adult, drafted_at=AT, drafted_by=side.officer
    )


def _missing(side: Side) -> None:
    """A child who is missing, of whom others were asked and about whom the school is asked."""
    told = told_of_missing(ON)
    case = missing.refer(_another_child(side, "Ivo"), side.school, told=told, by=side.lead, on=ON, at=AT)
    take(case, TRACKING.step("clear"), by=None, on=ON, at=AT)
    take(case, TRACKING.step("challenge"), by=None, on=ON, at=AT, reason="Was the home visited?")
    asked = missing_enquiries(case, by=side.officer, on=ON)
    came, asks, left = returned(case, by=side.officer, on=ON, told_by=side.lead)
    left.letter = _file(side.lead)
    left.save()
    gone = missing.refer(_another_child(side, "Wyn"), side.school, told=told, by=side.lead, on=ON, at=AT)
    side.things |= {
        "hand-over of a missing child": {"key": _handed_over(gone, "cme", side).key},
        "hand-over of a child for a place": {"key": _handed_over(gone, "exclusions", side).key},
        "hand-over of a child at home": {"key": _handed_over(gone, "ehe", side).key},
        "hand-over of a child at work": {"key": _handed_over(gone, "licensing", side).key},
        "missing child": {"key": case.key},
        "pupil who is missing": {"child": str(case.child and case.child.key)},
        "child who may be missing": {"key": _another_child(side, "Una").key},
        "message of a child": {**side.things["message to enter"], "key": _another_child(side, "Eli").key},
        "authority asked": {"key": asked.key},
        "new pupil": {"key": came.key},
        "authority request": {"key": asks.key},
        "deletion": {"key": left.key},
        "deletion with a letter": {"key": left.key},
        "transfer file": {"key": transferred(case, by=side.officer, on=ON).key},
    }


def _of_a_trust(school: School) -> School:
    school.trust = Trust.objects.create(uid="90001", name="Example Trust")
    school.save(update_fields=["trust"])
    return school


def _handed_over(case: Case, duty: str, side: Side) -> InboxMessage:
    message = _message(side)
    HandOver.objects.create(
        case=case, to_duty=duty, reason="Gone", on=ON, at=AT, by=side.officer, waits_with=side.team, message=message
    )
    return message


def _moves(side: Side) -> None:
    """A child who is directed off site as a sanction, one who is to move for a trial, one who is kept apart, one
    who is in for part of the week."""
    facts = told_of_direction(ON, ON, aim="sanction", notice_on=None)
    direction = off_site.tell(
        _another_child(side, "Nye"), side.school, told=facts, letter=None, by=side.lead, on=ON, at=AT
    )
    nobody = {"parents_agreed_by": "", "parents_agreed_on": None, "in_writing": False, "to_head_agreed_on": None}
    plan = told_of_move(ON, decided_on=ON, plan="A trial.", **nobody)
    moving = managed.tell(_another_child(side, "Oz"), side.school, told=plan, letter=None, by=side.lead, on=ON, at=AT)
    before = make.school(f"School before {side.school}")
    comer = make.child("Val", "Example", at=before)
    side.children.append(comer)
    plan = told_of_move(ON, decided_on=ON, **nobody) | {"to_school": side.school, "to_name": ""}
    coming = managed.tell(comer, before, told=plan, letter=None, by=side.lead, on=ON, at=AT)
    apart = separation.tell(
        _another_child(side, "Ray"), side.school, told=told_of_separation(ON), by=side.lead, on=ON, at=AT
    )
    unlisted_timetable = unlisted_notice(side.school, side.lead, ON, team=side.team)
    lost, at_home = (
        told_of_unlisted(kind, side.school, side.lead, ON, team=side.team, concern=False)
        for kind in (cme_unlisted.UNLISTED, ehe_unlisted.UNLISTED)
    )
    part = timetabled(_another_child(side, "Tam"), side.school, side.lead, ON + timedelta(days=7), on=ON, who=[])
    home = home_education.tell(
        _another_child(side, "Sam"),
        side.school,
        told=told_of_home(order_open=True, special_place=True),
        by=side.lead,
        on=ON,
        at=AT,
    )
    head = make.user("head", side.school.organisation, name=f"Head of {side.school}")
    sent_form(home, head, ON, voice="")
    told_again = _another_child(side, "Sol")
    for by in (side.lead, head):
        again = home_education.tell(told_again, side.school, told=told_of_home(), by=by, on=ON, at=AT)
    asks = make.user("ehe_officer", name=f"Who asks {side.school}")
    side.things |= {
        "timetable": {"key": part.key},
        "unlisted timetable": {"key": unlisted_timetable.key},
        "timetable to identify": {"message": unlisted_timetable.key},
        "timetable of a new pupil": {"message": unlisted_timetable.key, "who": "new"},
        "unlisted missing child": {"key": lost.key},
        "missing child to identify": {"message": lost.key},
        "missing new pupil": {"message": lost.key, "who": "new"},
        "unlisted home education": {"key": at_home.key},
        "home education to identify": {"message": at_home.key},
        "home education of a new pupil": {"message": at_home.key, "who": "new"},
        "weekly return": {"key": asked_for_return(side.school, ON - timedelta(days=7), at=AT).key},
        "timetable’s step": {"key": part.key, "step": "agree"},
        "home education": {"key": home.key},
        "home education told since": {"key": again.told_since.get().key},
        "off-rolling": {"key": off_rolling_of([_another_child(side, "Eli")], side.school, asks, ON).key},
        "separation": {"key": apart.key},
        "separation’s step": {"key": apart.key, "step": "hold_review"},
        "coming move": {"key": coming.key},
        "coming move’s step": {"key": coming.key, "step": "accept"},
        "managed move": {"key": moving.key},
        "managed move’s step": {"key": moving.key, "step": "agree"},
        "direction": {"key": direction.key},
        "direction’s step": {"key": direction.key, "step": "hold_review"},
    }


def _panel(side: Side) -> None:
    """A panel that meets today, and before it the child who was permanently excluded; whose task it is to see to it."""
    by = side.officer
    series = panel(ON, name=f"Panel of {side.school}", first_on=ON)
    where = series.meetings.get(on=ON)
    case = Case.objects.get(key=side.things["exclusion"]["key"])
    (item,) = deciding.put_on_agenda(where, [case], by=by, on=ON)
    member = meetings.add_member(series, capacity=Capacity.CHAIR, from_on=ON, by=by, user=None, name="A head")
    told = deciding.decide_between(
        series, case, provider=Provider.objects.get(key=side.things["place to account for"]["provider"]), starts_on=ON,
        decided_by="A manager", because="Day 6", by=by, on=ON,
    )  # fmt: skip
    task = deciding.give_task(told, what="Ring the family", owner=side.manager, due_on=ON, by=by)
    governor = meetings.add_member(
        series_of(GOVERNORS, side.school, ON), capacity=Capacity.CHAIR, from_on=ON, by=by, user=None, name="The chair"
    )
    review = panel(ON, kind=UNIT_REVIEW.key, name=f"Review of {side.school}", first_on=ON).meetings.get(on=ON)
    (decided,) = deciding.put_on_agenda(review, [case], by=by, on=ON)
    deciding.decide(decided, decided.version, STAYS, words="Needs longer.", by=by, on=ON, at=AT)
    side.things |= {
        "series": {"key": series.key},
        "member": {"key": series.key, "member": member.key},
        "governors’ school": {"key": side.school.key},
        "sending school": {"key": side.school.key},
        "register to fill in": {"key": side.school.key, "day": ON.isoformat()},
        "governor": {"key": side.school.key, "member": governor.key},
        "meeting": {"key": where.key},
        "item": {"key": where.key, "item": item.key},
        "decided item": {"key": review.key, "item": decided.key},
        "task": {"key": task.key},
    }


def _message(side: Side) -> InboxMessage:
    message = casework.receive_message(
        team=duty_team("attendance"),
        channel="email",
        received_on=ON,
        sender="A school",
        text="Please look at this.",
        files=[_file(side.officer)],
        by=side.officer,
        at=AT,
    )
    message.team = side.team
    message.save(update_fields=["team"])
    return message


def _of_each(own: Side, other: Side, users: dict[str, User], sessions: dict[str, str]) -> None:
    """What only the person has whose it is: a search, a session, a passkey."""
    stranger = other.officer

    def search(user: User) -> Keys:
        return {"key": SearchRun.objects.get(user=user).key}

    def found(user: User) -> Keys:
        return {"search": search(user)["key"]}

    def found_for_school(user: User) -> Keys:
        return {**own.things["message of a school"], **found(user)}

    def passkey(user: User) -> Keys:
        return {"pk": Authenticator.objects.get(user=user).pk}

    def view(user: User) -> Keys:
        return {"key": SavedView.objects.get(owner=user).key}

    def session(user: User) -> Keys:
        return {"digest": digest(keys[user.pk])}

    keys = {user.pk: sessions[role] for role, user in users.items()} | {stranger.pk: _session(stranger)}
    for user in (*users.values(), stranger):
        SearchRun.objects.create(user=user, query="Example", at=AT, expires_at=AT + timedelta(hours=1))
        SavedView.objects.create(owner=user, name="Red", asked="rated=Red", made_at=AT)
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Telephone", "credential": _credential()}
        )
    mine = {
        "search": search,
        "pupils found": found,
        "pupils found for a school": found_for_school,
        "passkey": passkey,
        "session": session,
        "saved view": view,
    }
    own.things |= mine
    other.things |= {name: thing(stranger) for name, thing in mine.items()}


def _board(users: dict[str, User]) -> dict[str, Thing]:
    """Two meetings of the Strategic Group: the pack of one is agreed, that of the other waits; and a member."""
    series = group(ON, ON)
    seat = {"capacity": Capacity.MEMBER, "from_on": ON, "by": users["manager"], "name": ""}
    meetings.add_member(series, user=users["strategic_group_member"], **seat)
    first, second = series.meetings.order_by("on")[:2]
    # Red by then, so that the group has somebody to decide on.
    school = make.school("School of a pupil offered nothing")
    out = make.child("Pupil", "Offered Nothing", date(2013, 4, 4), at=school)
    offered_nothing(out, school, ON - timedelta(days=60))
    pack = agreed_pack(first, users["manager"], ON - timedelta(days=7))
    waits = frozen(second, users["manager"], ON - timedelta(days=3))
    failed = not_frozen(second, users["manager"], ON)
    care = care_meetings(ON, by=users["manager"])
    meetings.add_member(care, user=users["strategic_group_member"], **seat)
    keep_month(date(2026, 10, 31), words="Fewer than a year ago.", by=users["manager"], on=ON, at=AT)
    beside = waits.rows.get(child=out)
    said = remark(waits, beside, words="Waits for a place.", by=users["manager"], at=AT)
    matter, theme, action = group_work(pack, owner=users["strategic_group_member"], by=users["manager"], on=ON)
    return {
        "board meeting": {"key": second.key},
        "board pack": {"key": pack.key},
        "pack to agree": {"key": waits.key},
        "freezing": {"key": failed.key},
        "reported week": {"day": "2026-11-15"},
        "looked-after meeting": {"key": care.meetings.order_by("on")[0].key},
        "kept month": {"month": "2026-10"},
        "month to keep": {"month": "2026-09"},
        "remark matter": {"key": waits.key, "matter": beside.key},
        "remark": {"key": waits.key, "remark": said.key},
        "board matter": {"key": first.key, "matter": matter.key},
        "theme": {"key": theme.key},
        "board action": {"key": action.key},
    }


def _anybodys(own: Side, users: dict[str, User]) -> dict[str, Thing]:
    """What belongs to no side: people, organisations, schools, term dates, files, settings, what managers look at."""
    head, calendar = users["head"], Calendar.objects.get(is_default=True)
    first_day = {"key": calendar.key, "first": referrals.TERMS[0][1].isoformat()}
    closed = date(2027, 7, 21)
    calendar.closures.create(starts_on=closed, ends_on=closed, kind="inset")
    batch = Batch.objects.create(
        kind="schools", file_name="schools.csv", by=users["administrator"], at=AT, rows=0, created=0, updated=0,
        unchanged=0, rejected=0,
    )  # fmt: skip
    opened = people.break_glass(own.child, reason="Duty call about an injury", by=own.officer, at=AT)
    unusual = UnusualRead.objects.create(
        week_on=date(2026, 11, 16), actor=f"user:{own.officer.pk}", why="many", words="Read 121."
    )
    brake = Brake.objects.create(what="letter", kind=letters.FIRST_WARNING.key, limit=200, held_at=AT)
    failed = Message.objects.create(
        kind="accounts.invitation", user=head, link="/", dedupe="example", state="failed", queued_at=AT, due_at=AT
    )
    families = parents_met(ON, by=own.senior)
    contact = add_contact(own.school, name="A Lead", phone="01632 960000", by=own.senior)
    unit = Provider.objects.get(organisation__name=f"Unit of {own.school}")
    suspended = provision.add_provider(name="Suspended Unit", kind=ProviderKind.PRU, by=own.senior)
    provision.suspend(suspended, suspended.version, because="A complaint", by=own.senior, on=ON)
    draft, waits = filled_in(at=AT), waiting_child(ON, at=AT)
    job, sent = employing.filled_in(at=AT), employing.applied("other@bakery.example", at=AT)
    offers, offered = on_sheets.filled_in(at=AT), on_sheets.applied("other@people.example", at=AT)
    body = organising.approved(ON, by=users["admin_officer"])
    application, children = {"key": draft.key}, {"key": draft.key, "section": "children"}
    return {
        "applicant’s link": {"secret": make_link(APPLICANTS, draft.applicant.key, at=AT, lasts=timedelta(days=1))},
        "link to a part": {"secret": link_to_part(at=AT)},
        "told on line": {"key": told_by_anybody(at=AT).key},
        "link to an address": {"secret": make_link(ADDRESS_PURPOSE, "nobody", at=AT, lasts=timedelta(days=1))},
        "employer’s draft": {"key": job.key},
        "employer’s file": {"key": job.key, "section": "photo"},
        "employer’s section": {"key": job.key, "section": "job"},
        "approved organisation": {"key": body.key},
        "organisation’s policy": {"key": body.key, "which": "policy"},
        "kind of application": {"kind": "chaperone"},
        "chaperone’s draft": {"key": offers.key},
        "chaperone’s file": {"key": offers.key, "section": "photo"},
        "chaperone’s list": {"key": offers.key, "section": "lived"},
        "chaperone’s item": {"key": offers.key, "section": "lived", "item": on_sheets.NOW["key"]},
        "chaperone’s section": {"key": offers.key, "section": "you"},
        "chaperone’s photograph": {"key": offered.key, "which": "photo"},
        "link to an employer’s part": {"secret": employing.link_to_part(at=AT)},
        "employer’s application": {"key": sent.key},
        "employer’s photograph": {"key": sent.key, "which": "photo"},
        "child with a risk paper": {"key": (with_risks := sent_in(at=AT).entrants.first()).key},
        "paper of a child": {"key": with_risks.key, "paper": photographed(with_risks, at=AT).key},
        "paper of an application": {**application, "item": CHILD["key"], "paper": "photograph"},
        "application": application,
        "concern to match": {
            "key": actions_on_concerns.tell(
                own.team, told=told_concern(given="Nobody"), by=own.officer, on=ON, at=AT
            ).key
        },
        "application’s file": {**application, "file": draft.files.get().key},
        "application’s line": {**application, "line": "line1"},
        "application’s list": children,
        "application’s item": {**children, "item": CHILD["key"]},
        "application’s section": {**application, "section": "production"},
        **_board(users),
        "period": {"starts_on": "2026-08-01"},
        "census day": {"day": "2026-10-01"},
        "reporting view": {"name": "enrolments"},
        "past day": {"day": (ON - timedelta(days=7)).isoformat()},
        "meeting with parents": {"key": families.key},
        "follow-up": {"key": families.key, "follow_up": families.follow_ups.get().key},
        "school year over": {"year": "2025"},
        "ground": {"ground": "moved"},
        **{thing: own.things[thing] for thing in ("series", "member", "meeting")},
        "provider": {"key": unit.key},
        "register": {"key": unit.key, "day": ON.isoformat()},
        "suspended provider": {"key": suspended.key},
        "person": {"key": head.key},
        "role": {"key": head.key, "organisation": own.school.organisation.key, "role": "head"},
        "organisation": {"key": own.school.organisation.key},
        "council team": {"key": own.officer.memberships.first().organisation.key},
        "week": {"week": (ON - timedelta(days=7)).isoformat()},
        "child of a production": {"key": waits.key},
        "production": {"key": waits.production.key},
        "employer": {"key": add_employer(EMPLOYER, by=None, at=AT).key},
        "limit": {"limit": "at_place"},
        "confirmation of a limit": {
            "key": confirming.confirm(confirming.BY_KEY["ratio"], OF_2014, text="Read.", by=own.senior, on=ON).key
        },
        "link to a reference": {"secret": link_to_reference(ON, by=users["admin_officer"])},
        "copy of a certificate": {"key": certificate_copy(ON, by=own.senior).key},
        "licence in hand": {"number": "PL-0000-0000", "secret": "bbbbbbbbbbbbbb"},
        "parent’s link": {"secret": parents_link(own.things["timetable"]["key"], by=own.lead, at=AT)},
        "invitation": {"secret": make_link(INVITATION, head.key, at=AT, lasts=timedelta(days=1))},
        "new password": {"uidb36": "1", "key": "set-password"},
        "directory": {"provider_id": "none"},
        "certificate": {"key": _closed(own, "Hope", State.CONFIRMED).disposals.get().key},
        "unidentified referral": own.things["unidentified referral"],
        "referral of a new pupil": own.things["referral of a new pupil"],
        "school": {"key": own.school.key},
        "school of a trust": {"key": _of_a_trust(own.school).key},
        "contact": {"key": contact.key},
        "calendar": {"key": calendar.key},
        "term": first_day,
        "closure": {**first_day, "first": closed.isoformat()},
        "import": {"key": batch.key},
        "kind of import": {"kind": "schools"},
        "rows of an import": {"key": batch.key, "outcome": "rejected"},
        "setting": {"key": "attendance.decide_within"},
        "opened record": {"key": opened.key},
        "unusual read": {"key": unusual.key},
        "held burst": {"key": brake.key},
        "failed message": {"key": failed.key},
    }


def _credential() -> dict[str, Any]:
    """A passkey as a browser sends it when it is set up; nobody holds its key."""
    name = b"telephone"
    key = AttestedCredentialData.create(Aaguid(bytes(16)), name, {1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    proof = AttestationObject.create("none", AuthenticatorData.create(bytes(32), flags, 0, key), {})
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost")
    return {
        "id": websafe_encode(name),
        "rawId": websafe_encode(name),
        "type": "public-key",
        "response": {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(proof)},
        "clientExtensionResults": {},
    }


def _document(side: Side, case: Case, compartment: str) -> Any:
    file = _file(side.officer)
    return casework.attach(case, file, title="A paper", compartment=compartment, by=side.officer, on=ON, at=AT)


def _file(by: User | None = None) -> File:
    """A page that somebody sent, or that the service made itself."""
    if by is None:
        return store_made(court.a_page(), kind=PDF, name="letter.pdf", at=AT)
    return store_upload(SimpleUploadedFile("paper.pdf", court.a_page(), "application/pdf"), by=by, at=AT)


def _session(user: User) -> str:
    return make.signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
