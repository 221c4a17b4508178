"""A county that can grow: each time by one more of everything that any page lists, unlike the ones before.

What is new comes from another school, about another child and other adults, by another officer, so that a page that
fetches such a thing row by row asks more of the database once the county has grown.
"""

from datetime import date, timedelta
from typing import Any, TypeVar

from allauth.mfa.models import Authenticator
from django.db.models import Max, Model

from attendance.duty import ATTENDANCE
from attendance.prosecution import pathway as prosecution
from attendance.prosecution.court_models import Hearing
from attendance.prosecution.models import Exhibit, UnusedMaterial
from attendance.referrals import actions as referral_actions
from attendance.referrals import pathway as referral
from attendance.referrals.models import Draft, DraftFile, PaceInterview, PreStep, Referral, Route, Target
from attendance.referrals.sections import PARENTS, typed_parents
from attendance.supervision import actions as supervision_actions
from attendance.supervision.models import Direction, ServicesConsultation
from cme import actions as missing
from cme import returning as pupils_returned
from cme import unlisted as cme_unlisted
from cme.models import AuthorityEnquiry, TransferFile
from cme.pathway import TRACKING
from ehe import actions as home_education
from ehe import unlisted as ehe_unlisted
from ehe.models import ToldSince
from exclusions.fair_access import actions as fair_access
from exclusions.fair_access.pathway import FAIR_ACCESS
from exclusions.governors.sittings import GOVERNORS
from exclusions.managed_moves import actions as managed
from exclusions.off_site import actions as off_site
from exclusions.permanent import actions as exclusions
from exclusions.permanent.pathway import PERMANENT
from exclusions.permanent.unit_review import STAYS, UNIT_REVIEW
from exclusions.separation import actions as separation
from exclusions.suspensions import actions as suspensions
from exclusions.suspensions.models import Suspension
from licensing.inspections import actions as inspections
from licensing.inspections import pathway as inspection_pathway
from licensing.limits import OF_2014
from licensing.performances import confirming
from licensing.register.actions import record_guidance
from licensing.work.enquiries import actions as enquiries
from licensing.work.enquiries import pathway as enquiry_pathway
from oxle.accounts.models import Membership, Organisation, SignIn, User
from oxle.accounts.permissions import Compartment
from oxle.audit import sealing
from oxle.audit.actor import set_actor
from oxle.audit.models import Sight, UnusualRead
from oxle.cases import agreed, casework
from oxle.cases.actions import duty_team, take
from oxle.cases.concern_models import Concern
from oxle.cases.disposal_models import Disposal, LegalHold
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case, CaseLetter, Event, Party
from oxle.cases.plan_models import EducationPlan
from oxle.cases.queries import numbered
from oxle.cases.rating_models import SetRating
from oxle.cases.timer_models import AdministratorTask
from oxle.core.models import RuleValue, new_key
from oxle.core.references import new_reference
from oxle.correspondence.kinds import KINDS
from oxle.correspondence.messages import MESSAGES
from oxle.correspondence.models import Brake, Letter, Message
from oxle.documents.actions import store_made
from oxle.documents.models import File
from oxle.documents.types import PDF
from oxle.exchange.models import Batch, BatchRow, Outcome
from oxle.meetings import actions as meetings
from oxle.meetings import deciding
from oxle.meetings.following import series_of
from oxle.meetings.models import Capacity, Item, Member, Series, Task
from oxle.missing_out.concerns.actions import say_whom
from oxle.missing_out.models import PackRow, SavedView
from oxle.missing_out.monthly.actions import keep as keep_month
from oxle.missing_out.packs.remarks import remark
from oxle.people import actions as people
from oxle.people.models import Adult, BreakGlass, Child, ChildName, Merge, Vulnerability, VulnerabilityKind
from oxle.people.queries import letter_address
from oxle.provision import actions as provision
from oxle.provision import marks
from oxle.provision.mismatch_models import Mismatch
from oxle.provision.models import Offer, OfferKind, Provider, ProviderKind
from oxle.provision.reviewing import record_review
from oxle.registers.actions import write_marks
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from oxle.schooldays.models import Calendar
from oxle.schooldays.school_years import exclusion_term
from oxle.schools.models import LinkKind, School, SchoolContact, SchoolLink, Trust
from oxle.schools.queries import calendar_of
from oxle.transfers.actions import open_transfer, record_sent
from oxle.transfers.models import How, Kind, Reason, Transfer
from reduced_timetables import pathway as timetables
from reduced_timetables import returning
from reduced_timetables import unlisted as timetables_unlisted
from reduced_timetables.models import WeeklyReturn
from tests import make
from tests.attendance import court, unlisted
from tests.attendance import make as referrals
from tests.attendance.make import moment
from tests.cme.make import missing_enquiries, returned, told_by_anybody, told_of_missing, transferred
from tests.ehe.make import off_rolling_of, parents_met, sent_form, told_of_home
from tests.exclusions.fair import known
from tests.exclusions.make import (
    NO_WORK,
    invoiced,
    referred_to,
    told,
    told_of_direction,
    told_of_move,
    told_of_separation,
    told_of_suspension,
)
from tests.licensing import chaperoning, employing, organising
from tests.licensing import working as work
from tests.licensing.performing import applied, licensed, waiting_child
from tests.meetings.make import panel
from tests.missing_out.concerning import advised, concern
from tests.missing_out.packing import agreed as agreed_pack
from tests.missing_out.packing import care_meetings, frozen, group, group_work, not_frozen, offered_nothing
from tests.reduced_timetables.make import asked_for_return, parents_link, timetabled
from tests.unlisted import told_of_unlisted

ON = court.BEGUN
AT = moment(ON)
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
LONG_AGO = AT.replace(year=2010)
RELEASED = {"released_on": ON, "released_at": AT, "html": "<p>Text</p>", "address": "1 Example Street"}
SENT = {"sent_on": ON, "sent_at": AT, "deemed_served_on": ON, "method": "first_class"}
# Letters that whoever may release letters may release.
ORDINARY = [kind for kind in ATTENDANCE.letters if kind.compartment == Compartment.ORDINARY]
M = TypeVar("M", bound=Model)


def another(row: M, **changes: Any) -> M:
    """A row like this one, apart from its own key and from what is said."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in changes and not (field.primary_key and not field.is_relation)
    }
    if "key" in values:
        values["key"] = new_key()
    return type(row).objects.create(**values, **changes)


class County:
    """One of everything, and at each `grow` one more. `ON` is the day it is there."""

    def __init__(self) -> None:
        self.grown = 0
        self.pupils: list[Child] = []
        everybody = self.everybody = court.People()
        self.officer, self.senior, self.manager = everybody.officer, everybody.senior, everybody.manager
        self.lead, self.solicitor, self.school, self.child = (
            everybody.lead,
            everybody.solicitor,
            everybody.school,
            everybody.child,
        )
        self.administrator = make.user("administrator")
        self.inclusion = make.user("exclusion_officer")
        self.keeper = make.user("missing_out_officer")
        self.admin = make.user("admin_officer", duty_team("attendance"))
        self.tracker = make.user("tracking_officer", duty_team("attendance"))
        self.home = make.user("ehe_officer", duty_team("attendance"))
        self.team = self.officer.memberships.get().organisation
        self.case = court.final_warning(everybody)
        self.prosecution = court.ready(everybody, self.case)
        self.bundle = court.bundled(self.prosecution, everybody)
        self.party = court.parent(self.case, "Robin")
        self.mother = self.party.adult
        self.received = self._referred("Received")
        self.returned = self._returned()
        self.supervision = self._supervised()
        self.draft = referrals.draft(self.school, self._pupil("Drafted"), self.lead, ON)
        self.batch = Batch.objects.create(
            kind="schools", file_name="schools.csv", sha256="0", plan="0", by=self.administrator, at=AT,
            rows=0, created=0, updated=0, unchanged=0, rejected=0, headings=["URN", "Name"],
        )  # fmt: skip
        self.message = self._message(self.officer)
        self.restricted = make.child("Closed", "Example", date(2013, 5, 6))
        people.restrict(self.restricted, 1, because="A refuge.", by=self.senior, on=ON)
        self.opened = BreakGlass.objects.create(
            user=self.senior, child=self.restricted, reason="A call from the police.", at=AT - A_DAY, expires_at=AT
        )
        self.address = make.address(self.child, "3 Example Street")
        self.calendar = Calendar.objects.get(is_default=True)
        self.closed = self._withdrawn()
        self.answered, self.grown_up = self._answered(), self._grown_up()
        self.handed = self._handed_over()
        self.handed_missing = self._handed_over_to("cme", self.tracker)
        self.told = told_by_anybody(at=AT, team=duty_team("attendance"), family="Example", born_on="2014-03-04")
        self.handed_place = self._handed_over_to("exclusions", self.inclusion)
        self.handed_home = self._handed_over_to("ehe", self.home)
        self.unidentified = unlisted.held(self.school, self.lead, ON)
        self.typed = unlisted.filled(self.school, self.lead, ON, unlisted.typed_pupil(given="Elm", upn=""))
        self.typed_parent = typed_parents(self.typed)[0]["key"]
        self.search = people.begin_search("Example", by=self.officer, on=ON, at=AT)
        self.lead_search = people.begin_search("Example", by=self.lead, on=ON, at=AT)
        self.relationship, self.enrolment = self.child.relationships.first(), self.child.enrolments.get()
        self.sent = self._draft_of(self.case)
        self.deadline = self.case.deadlines.first()
        self.meeting = self.case.events.get(step="record_panel")
        self.file = self.message.files.get()
        self.provider, self.barred = self._provider("First Unit"), self._provider("Suspended Unit")
        provision.suspend(self.barred, self.barred.version, because="A complaint", by=self.inclusion, on=ON)
        self.away = make.child("Away", "Example", date(2014, 3, 4), at=self.school)
        self.placed = self._placed(self.away, self.provider)
        self.teacher = make.user("provider", self.provider.organisation)
        self._marked("N")
        self._differing(0)
        self.mismatch = Mismatch.objects.get(child=self.away)
        self.moving = self._moving(self.away, self.school)
        self.set_rating = SetRating.objects.create(
            child=self.away, is_lowered=True, rated=0, before=1, reason="Starts on Monday.", until_on=ON,
            asked_by=self.keeper, asked_on=ON, asked_at=AT,
        )  # fmt: skip
        self.saved_view = SavedView.objects.create(
            owner=self.keeper, name="Red", asked="rated=Red&column=school", is_shared=True, made_at=AT
        )
        self.virtual = make.user("virtual_school_officer")
        self.concern, self.unmatched = self._concern("Away", self.away), self._concern("Nobody", None)
        self.advice = advised(self.away, self.keeper, ON)
        self.referred, self.assessed = referred_to(self.provider, self.away, self.inclusion, on=ON, file=self._file())
        self.review = record_review(
            self.placed, held_on=ON, programme="English", targets="Comes daily", next_step="return", next_words="",
            who_came="All", next_on=None, by=self.teacher, on=ON, at=AT,
        )  # fmt: skip
        self.excluded = exclusions.tell(
            self._pupil("Excluded"), self.school, told=told(ON), letter=None, by=self.lead, on=ON, at=AT
        )
        self.told_parents = take(self.excluded, PERMANENT.step("tell_parents"), by=self.inclusion, on=ON, at=AT)
        self.clerk = make.user("governors_clerk", self.school.organisation)
        self.finance = make.user("finance_officer")
        self.invoice = invoiced(self.excluded, by=self.finance, on=ON)
        self.often_out = self._pupil("Often")
        self.suspension = self._suspended(0)
        self.suspended = self.suspension.case
        self.directed = self._directed(0)
        self.managed = self._managed(0)
        self.before = make.school("The school before")
        trust = Trust.objects.create(uid="90001", name="Example Trust")
        self.governed = make.school("A school of a trust", trust=trust)
        self.coming = self._coming(0)
        self.timetable = self._timetabled(0)
        self.unlisted_timetable, self.unlisted_missing, self.unlisted_at_home = self._unlisted(0)
        self.weekly_return = self._weekly(0)
        self.principal = make.user("head", self.school.organisation)
        self.principal_search = people.begin_search("Example", by=self.principal, on=ON, at=AT)
        self.apart = self._apart(0)
        self.at_home = self._at_home(0)
        self.told_since = self._told_again()
        self._taught(0)
        for number in range(3):
            self._left_early(number)
        self.off_rolling = off_rolling_of([self._pupil("Left")], self.school, self.home, ON)
        self.parents_meeting = parents_met(ON, by=self.home)
        self.follow_up = self.parents_meeting.follow_ups.get()
        self.missing = self._missing(0)
        self.missing_pupil = self.missing.child
        self.asked_authority = AuthorityEnquiry.objects.get(case=self.missing)
        self.transfer_file = TransferFile.objects.get(case=self.missing)
        self.member = make.user("panel_member", self.school.organisation)
        self.series = panel(ON, name="First panel", first_on=ON)
        self.panel = self.series.meetings.get(on=ON)
        self.seat = self._seat(self.series, self.member)
        self.governor = self._seat(series_of(GOVERNORS, self.school, ON), None, "The chair")
        self.member_of_board = make.user("strategic_group_member")
        self.board = group(ON, ON)
        self._seat(self.board, self.member_of_board)
        self.board_meeting, self.next_board_meeting = self.board.meetings.order_by("on")[:2]
        self.board_pack = agreed_pack(self.board_meeting, self.manager, ON - A_WEEK)
        self.pack_to_agree = frozen(self.next_board_meeting, self.manager, ON - 3 * A_DAY)
        self.in_care = self._in_care()
        self.plan = self._planned(0)
        self.care_meeting = care_meetings(ON, by=self.manager).meetings.earliest("on")
        keep_month(date(2026, 10, 31), words="", by=self.manager, on=ON, at=AT)
        self.remark = remark(self.pack_to_agree, "area", words="Look here.", by=self.keeper, at=AT)
        self.freezing = not_frozen(self.next_board_meeting, self.manager, ON)
        self.matter, self.theme, self.group_action = group_work(
            self.board_pack, owner=self.manager, by=self.keeper, on=ON
        )
        (self.item,) = deciding.put_on_agenda(self.panel, [self.excluded], by=self.inclusion, on=ON)
        self.task = self._decided_before(self.excluded)
        self.put_right = self._reviewed(self.excluded)
        self.school_place = self._needs_school("Without", self.school)
        self.working = self._working(0)
        self.employer = self.working.work_permit.employer
        self.enquired = self._enquired(0)
        self.inspected = self._inspected(0)
        self.handed_work = self._handed_over_to("licensing", self.admin)
        self.performing = self._performing(0)
        self.chaperone = self._chaperone(0)
        self.organisation = self._organisation(0)
        self.licence = self.performing.performance.case.licence
        self.entrant = waiting_child(ON, at=AT)
        self.applied_for = employing.applied(at=AT)
        self._told(0)
        self.confirmation = confirming.confirm(
            confirming.BY_KEY["ratio"], OF_2014, text="Read: twelve.", by=self.admin, on=ON
        )

    def _in_care(self) -> Child:
        """A looked-after child who has been out of school for weeks."""
        child = make.child("Care", "Elsewhere", date(2012, 3, 4), at=self.school)
        Vulnerability.objects.create(
            child=child, kind=VulnerabilityKind.LOOKED_AFTER, from_on=LONG_AGO.date(), source="Social care"
        )
        offered_nothing(child, self.school, ON - 6 * A_WEEK)
        return child

    def _planned(self, number: int) -> EducationPlan:
        """One more looked-after child with a weak plan, and one more plan of the first, for a term before."""
        child = make.child(f"Planned{number}", "Elsewhere", date(2012, 3, 4), at=self.school)
        Vulnerability.objects.create(
            child=child, kind=VulnerabilityKind.LOOKED_AFTER, from_on=LONG_AGO.date(), source="Social care"
        )
        plan = {"held_on": ON - A_WEEK, "quality": "weak", "why": "No targets.", "rated_by": self.virtual,
                "rated_on": ON, "rated_at": AT}  # fmt: skip
        EducationPlan.objects.create(child=child, term_starts_on=exclusion_term(ON).starts_on, **plan)
        term = exclusion_term(ON - number * 18 * A_WEEK)
        return EducationPlan.objects.create(child=self.in_care, term_starts_on=term.starts_on, **plan)

    def _needs_school(self, given: str, school: School) -> Case:
        """A child who needs a school, and is before the panel that meets today."""
        child = make.child(given, "Elsewhere", date(2012, 1, 2))
        by = self.inclusion
        case = fair_access.open_referral(child, school, details=known(), by=by, on=ON, at=AT)
        take(case, FAIR_ACCESS.step("refer"), by=by, on=ON, at=AT)
        case.refresh_from_db()
        deciding.put_on_agenda(self.panel, [case], by=by, on=ON)
        return case

    def _working(self, number: int) -> Case:
        """A child with a work permit whose hours break limits by now, and another job; each time another child."""
        child = make.child(f"Works {number}", "Elsewhere", date(2011, 9, 10), at=self.school)
        case = work.applied(child, ON, work.hours("Monday 16:00-20:00"), by=self.admin)
        work.answered(case, ON, by=self.admin)
        other = make.child(f"Helps {number}", "Elsewhere", date(2011, 9, 10), at=self.school)
        permit = work.applied(other, ON, by=self.admin)
        work.answered(permit, ON, by=self.admin)
        work.granted(permit, ON, by=self.admin)
        return case

    def _enquired(self, number: int) -> Case:
        """An enquiry into illegal employment that names a child and has found something; each time another."""
        child = make.child(f"Sells {number}", "Elsewhere", date(2011, 9, 10), at=self.school)
        told = {"place": "", "told_by": "A neighbour", "told": "Works at six.", "child": child}
        case = enquiries.open_enquiry(self.employer, **told, by=self.admin, on=ON, at=AT)
        data = {"found": "no_permit", "found_words": "Seen."}
        taken = {"by": self.admin, "on": ON, "at": AT, "facts": {}, "reason": ""}
        enquiries.find(case, enquiry_pathway.FIND, data=data, **taken)
        return case

    def _inspected(self, number: int) -> Case:
        """An inspection of the employer of a permit, with a photograph; each time another."""
        case = inspections.plan(self.employer, planned_on=ON, why="routine", by=self.admin, on=ON, at=AT)
        data = {"spoken_to": "", "children_seen": number, "findings": "The rota is missing."}
        taken = {"by": self.admin, "on": ON, "at": AT, "facts": {}, "reason": ""}
        inspections.visit(case, inspection_pathway.VISIT, data=data, **taken)
        casework.attach(
            case, self._file(), title="Photograph", kind="photograph", by=self.admin, on=ON, at=AT
        )  # fmt: skip
        return case

    def _chaperone(self, number: int) -> Case:
        """A chaperone who was approved, and applied once more; each time another."""
        chaperoning.applied(ON, by=self.admin, family=f"Elsewhere {number}")
        return chaperoning.approved(ON, by=self.admin, family=f"Elsewhere {number}")

    def _organisation(self, number: int) -> Case:
        """An approved organisation that reported performances, and another that applied; each time others."""
        organising.applied(ON, by=self.admin, organisation=f"Waits {number}")
        case = organising.approved(ON, by=self.admin, organisation=f"Approved {number}")
        organising.reported(case, ON, by=self.admin)
        inspections.plan(case.body_approval, planned_on=ON, why="routine", by=self.admin, on=ON, at=AT)
        return case

    def _told(self, number: int) -> None:
        """Guidance to the employer of the permit, and to the organiser of a production."""
        told = {"guidance": "Children at work", "edition": str(number), "to_whom": "The manager", "how": "email"}
        for body in (self.employer.body, self.entrant.production.body):
            record_guidance(body, **told, on=ON, by=self.admin, at=AT)

    def _performing(self, number: int) -> Case:
        """A child with a licence, who is in a production of another day, too; each time another."""
        child = make.child(f"Performs {number}", "Elsewhere", date(2012, 9, 10), upn="")
        make.address(child)
        licence = licensed(child, self.admin, ON, at=AT)
        applied([child], [ON + 30 * A_DAY], on=ON, at=AT)
        return licence.case

    def _seat(self, series: Series, user: User | None, name: str = "") -> Member:
        """A member of a panel: somebody who signs in, or a name."""
        return meetings.add_member(
            series, user=user, name=name, capacity=Capacity.MEMBER, from_on=ON, by=self.inclusion
        )

    def _before_panel(self, number: int) -> None:
        """Another panel of the same member, another member of the first, and another child before it."""
        self._seat(panel(ON, name=f"Panel {number}", first_on=ON), self.member)
        self._seat(self.series, None, f"Head {number}")
        self._seat(self.governor.series, None, f"Governor {number}")
        # Nobody who looks like the other children: pages list those.
        out = make.child(f"Out {number}", "Elsewhere", date(2012, 1, 2), at=self.school)
        case = exclusions.tell(out, self.school, told=told(ON), letter=None, by=self.lead, on=ON, at=AT)
        deciding.put_on_agenda(self.panel, [case], by=self.inclusion, on=ON)
        self._decided_before(case)
        self._needs_school(f"Without {number}", self.school)

    def _decided_before(self, case: Case) -> Task:
        """What somebody decided of a case before the panel met, and the task that came of it."""
        by = self.inclusion
        place = {"provider": self.provider, "starts_on": ON}
        said = {"decided_by": "A manager", "because": "Day 6."}
        item = deciding.decide_between(self.series, case, **place, **said, by=by, on=ON)
        return deciding.give_task(item, what=f"Ring about {case.reference}", owner=by, due_on=ON, by=by)

    def _reviewed(self, case: Case) -> Item:
        """What a referral unit review decided of a case, which can be put right."""
        where = panel(ON, kind=UNIT_REVIEW.key, name="Unit review", first_on=ON).meetings.get(on=ON)
        (item,) = deciding.put_on_agenda(where, [case], by=self.inclusion, on=ON)
        deciding.decide(item, item.version, STAYS, words="Needs longer.", by=self.inclusion, on=ON, at=AT)
        return item

    def _suspended(self, number: int) -> Suspension:
        """A day out of school, told of late, so that a case asks about it; each time another day."""
        day = calendar_of(self.school).school_day_before(ON, 2 * number + 2)
        return suspensions.tell(
            self.often_out,
            self.school,
            told=told_of_suspension(day, day, **NO_WORK),
            letter=None,
            by=self.lead,
            on=ON,
            at=AT,
        )

    def _directed(self, number: int) -> Case:
        """A pupil who is directed off site as a sanction, so that the school is asked about it; each time another."""
        child = make.child(f"Off site {number}", "Elsewhere", date(2012, 5, 6), at=self.school)
        make.parent(child, f"Parent {number}", "Elsewhere", parental_responsibility=True)
        first, last = (calendar_of(self.school).school_day_after(ON, days) for days in (5, 15))
        facts = told_of_direction(first, last, decided_on=ON, aim="sanction", notice_on=None)
        return off_site.tell(child, self.school, told=facts, letter=None, by=self.lead, on=ON, at=AT)

    def _managed(self, number: int) -> Case:
        """A pupil who is to move for a trial, so that the school is asked about it; each time another."""
        child = make.child(f"Moving {number}", "Elsewhere", date(2012, 6, 7), at=self.school)
        first = calendar_of(self.school).school_day_after(ON, 10)
        nobody = {"parents_agreed_by": "", "parents_agreed_on": None, "in_writing": False, "to_head_agreed_on": None}
        facts = told_of_move(first, decided_on=ON, plan="A trial.", **nobody)
        return managed.tell(child, self.school, told=facts, letter=None, by=self.lead, on=ON, at=AT)

    def _coming(self, number: int) -> Case:
        """A pupil of another school who is to move to this one, which has not agreed yet; each time another."""
        child = make.child(f"Coming {number}", "Elsewhere", date(2012, 6, 8), at=self.before)
        first = calendar_of(self.school).school_day_after(ON, 10)
        nobody = {"parents_agreed_by": "", "parents_agreed_on": None, "in_writing": False, "to_head_agreed_on": None}
        facts = told_of_move(first, decided_on=ON, **nobody) | {"to_school": self.school, "to_name": ""}
        return managed.tell(child, self.before, told=facts, letter=None, by=self.lead, on=ON, at=AT)

    def _timetabled(self, number: int) -> Case:
        """A pupil on a reduced timetable to which nobody agreed, so that the school is asked; each time another."""
        child = make.child(f"Part {number}", "Elsewhere", date(2012, 8, 9), at=self.school)
        case = timetabled(child, self.school, self.lead, ON + A_WEEK, on=ON, who=[])
        parents_link(case.key, by=self.lead, at=AT)
        # The register has the code a week before the timetable: a line of the list of where they differ.
        write_marks(child, self.school, [SessionMark(ON, Half.AFTERNOON, "C2")], source="daily feed", by=None)
        return case

    def _unlisted(self, number: int) -> list[InboxMessage]:
        """A reduced timetable of a pupil who is on no list of ours, a missing one and one to be educated at home; each
        time another, and one who may be meant."""
        make.child(f"Ash {number}", "Newcome", date(2013, 3, 27))
        kinds = ((timetables_unlisted, self.inclusion), (cme_unlisted, self.tracker), (ehe_unlisted, self.home))
        return [
            told_of_unlisted(each.UNLISTED, self.school, self.lead, ON, team=self._team_of(who), why="Sleeps badly.")
            for each, who in kinds
        ]

    def _team_of(self, user: User) -> Organisation:
        return next(one.organisation for one in user.current_memberships)

    def _full_time_again(self, number: int) -> Case:
        """A pupil whose reduced timetable is over; each time another."""
        child = make.child(f"Whole {number}", "Elsewhere", date(2012, 8, 10), at=self.school)
        case = timetabled(child, self.school, self.lead, ON - 2 * A_WEEK, on=ON - 2 * A_WEEK)
        take(case, timetables.RETURN, by=self.inclusion, on=ON, at=AT)
        return case

    def _weekly(self, number: int) -> WeeklyReturn:
        """A week of which the school is still to say who was on a reduced timetable, and one of which it said."""
        monday = ON - ON.weekday() * A_DAY - 2 * (1 + number) * A_WEEK
        said = asked_for_return(self.school, monday - A_WEEK, at=AT)
        returning.answer(said, says="more", more=2, by=self.lead, on=ON, at=AT, version=said.version)
        return asked_for_return(self.school, monday, at=AT)

    def _apart(self, number: int) -> Case:
        """A pupil who is kept apart from another; each time another."""
        child = make.child(f"Apart {number}", "Elsewhere", date(2012, 7, 8), at=self.school)
        return separation.tell(child, self.school, told=told_of_separation(ON), by=self.principal, on=ON, at=AT)

    def _at_home(self, number: int) -> Case:
        """A pupil whom a school may not take off its roll, and whose exit form came back; each time another."""
        child = make.child(f"Home {number}", "Elsewhere", date(2012, 8, 9), at=self.school)
        told = told_of_home(order_open=True, special_place=True)
        case = home_education.tell(child, self.school, told=told, by=self.lead, on=ON, at=AT)
        sent_form(case, self.principal, ON, voice="")
        case.refresh_from_db()
        return case

    def _told_again(self) -> ToldSince:
        """What the school of a case told once more."""
        child, told = self.at_home.child, told_of_home()
        assert child is not None
        home_education.tell(child, self.school, told=told, by=self.lead, on=ON, at=AT)
        return self.at_home.told_since.latest("pk")

    def _taught(self, number: int) -> Case:
        """A child on no register who is educated at home; each time another."""
        child = make.child(f"Taught {number}", "Elsewhere", date(2012, 8, 9))
        told = told_of_home()
        return home_education.tell(child, None, told=told, origin="council", by=self.home, on=ON, at=AT)

    def _left_early(self, number: int) -> None:
        """A pupil of Year 11 who left before January for no school; three of them are what a school is asked about."""
        child = make.child(f"Early {number}", "Elsewhere", date(2011, 5, 6), at=self.governed)
        child.enrolments.update(to_on=ON - A_WEEK)

    def _missing(self, number: int) -> Case:
        """A child who is missing, whom the school is asked about and of whom others were asked; each time another."""
        child = make.child(f"Missing {number}", "Elsewhere", date(2012, 8, 9), at=self.school)
        case = missing.refer(child, self.school, told=told_of_missing(ON), by=self.lead, on=ON, at=AT)
        take(case, TRACKING.step("clear"), by=self.tracker, on=ON, at=AT)
        take(case, TRACKING.step("challenge"), by=self.tracker, on=ON, at=AT, reason="Was the home visited?")
        missing_enquiries(case, by=self.tracker, on=ON)
        transferred(case, by=self.tracker, on=ON)
        self.came, self.asks, self.gone = returned(case, by=self.tracker, on=ON, told_by=self.lead, number=number)
        pupils_returned.confirm_ground("absent", f"Words {number}", by=self.tracker, on=ON, at=AT)
        return case

    def _funding(self, number: int) -> None:
        """Another exclusion whose invoice is paid in part, and more that was paid for the one that is opened."""
        child = self._pupil(f"Excluded {number}")
        case = exclusions.tell(child, self.school, told=told(ON), letter=None, by=self.lead, on=ON, at=AT)
        invoiced(case, by=self.finance, on=ON)
        another(self.invoice, kind="received", number="", amount=number, key=new_key())

    def _provider(self, name: str) -> Provider:
        """A unit that can be chosen, with places for everybody."""
        return provision.add_provider(
            name=name, kind=ProviderKind.PRU, by=self.inclusion, places=[99] * 5, area=name,
            safeguarding_checked_on=ON, quality_checked_on=ON,
        )  # fmt: skip

    def _placed(self, child: Child, unit: Provider, minutes: int = 150) -> Offer:
        return provision.make_offer(
            child,
            unit,
            kind=OfferKind.ALTERNATIVE,
            from_on=ON,
            to_on=None,
            minutes=[minutes] * 10,
            source="OX",
            by=None,
        )

    def _marked(self, says: str) -> None:
        """The provider's mark for the pupil who is away, given or put right."""
        expected = marks.expected_on(self.teacher, self.provider, ON, ON)
        before = next(one.says[0] for one in expected if one.child == self.away)
        given = marks.Mark(self.away.key, Half.MORNING, says, before)
        marks.give_marks(self.provider, ON, [given], by=self.teacher, today=ON, at=AT)

    def _moving(self, child: Child, sender: School) -> Transfer:
        """A child whose records go to the unit, of which one file was sent."""
        said = {"because": "Placed", "known_on": ON, "starts_on": ON, "by": self.inclusion, "at": AT}
        moving = open_transfer(child, sender, reason=Reason.BY_HAND, to=self.provider, **said)
        line = moving.lines.get(kind=Kind.GENERAL)
        record_sent(line, line.version, sent_on=ON, sent_how=How.S2S, by=self.inclusion, on=ON, at=AT)
        return moving

    def _differing(self, number: int) -> None:
        """The school says of one more session that the pupil was elsewhere, in a week of which no place is recorded."""
        # With code B all of them would be one matter.
        day, code = ON - (1 + number) * A_WEEK, "D" if number else "B"
        write_marks(self.away, self.school, [SessionMark(day, Half.MORNING, code)], source="daily feed", by=None)

    # --- what it begins with -----------------------------------------------------------------------------

    def _pupil(self, given: str, at: School | None = None) -> Child:
        """A child of two parents, each with an address of their own."""
        made = make.child(given, "Example", date(2014, 3, 4), at=at or self.school)
        for name, kind in (("Robin", "Mother"), ("Kit", "Father")):
            adult = make.parent(made, f"{name} {given}", "Example", kind=kind, parental_responsibility=True)
            make.address(adult, f"1 {name} Street\nExampleton")
        return made

    def _referred(self, given: str) -> Case:
        return referrals.sent(self.school, self._pupil(given), self.lead, court.REFERRED)

    def _returned(self) -> Case:
        case = self._referred("Returned")
        case.owner = self.officer
        case.save(update_fields=["owner"])
        referral_actions.return_to_school(
            case, by=self.senior, on=court.REFERRED, at=moment(court.REFERRED), version=case.version, reason="Which?"
        )
        case.refresh_from_db()
        return case

    def _supervised(self) -> Case:
        came_from = self._referred("Supervised")
        return supervision_actions.open_for(came_from, by=self.senior, on=ON, at=AT)

    def _withdrawn(self) -> Case:
        """A closed case whose time is up."""
        case = self._referred("Closed")
        court.taken(case, referral.WITHDRAW, self.senior, ON, reason="The school asked for it.")
        long_ago = {"retain_from_on": ON - A_DAY, "retain_until_on": ON - A_DAY}
        Case.objects.filter(pk=case.pk).update(**long_ago)
        case.refresh_from_db()
        return case

    def _answered(self) -> InboxMessage:
        """A message whose time is up."""
        message = self._message(self.officer)
        casework.answer_message(message, "Rang back.", by=self.officer, at=LONG_AGO, version=message.version)
        return message

    def _grown_up(self) -> Child:
        """A child whose time is up, and of whom nothing else is left."""
        return make.child("Grown", "Up", date(1990, 5, 6))

    def _message(self, by: User) -> Any:
        return casework.receive_message(
            team=duty_team("attendance"), channel="email", received_on=ON, sender=f"Sent to {by.name}", text="Text",
            files=[self._file()], by=by, at=AT,
        )  # fmt: skip

    def _handed_over(self) -> InboxMessage:
        """As from a duty that is not installed here: what attendance would be given."""
        message = self._message(self.officer)
        HandOver.objects.create(
            case=self.closed, to_duty="attendance", reason="Not paid", on=ON, at=AT, by=self.officer,
            waits_with=message.team, message=message,
        )  # fmt: skip
        return message

    def _handed_over_to(self, duty: str, reader: User) -> InboxMessage:
        """A child whom attendance hands over to another duty: it waits with the reader’s team."""
        message = self._message(reader)
        message.team = self._team_of(reader)
        message.save(update_fields=["team"])
        HandOver.objects.create(
            case=self.closed, to_duty=duty, reason="Theirs", on=ON, at=AT, by=self.officer,
            waits_with=message.team, message=message,
        )  # fmt: skip
        return message

    def _concern(self, given: str, child: Child | None) -> Concern:
        """A concern of the Virtual School, about a child where one is known."""
        one = concern(self.virtual, ON, given=given)
        if child is not None:
            say_whom(one, 1, child=child, by=self.keeper, at=AT)
        return one

    def _file(self) -> File:
        return store_made(court.a_page(), kind=PDF, name="paper.pdf", at=AT)

    # --- and what it grows by ----------------------------------------------------------------------------

    def grow(self) -> None:
        """One more of everything."""
        self.grown += 1
        number = self.grown
        self._council(number)
        self._schools(number)
        self._families(number)
        self._cases(number)
        self._on_the_case(number)
        self._on_the_child(number)
        self._on_the_prosecution(number)
        self._disposals(number)
        self._held(number)
        self._from_schools(number)
        self._kept(number)
        self._suspended(number)
        self._directed(number)
        self._managed(number)
        self._coming(number)
        self._timetabled(number)
        self._full_time_again(number)
        self._unlisted(number)
        self._weekly(number)
        asked_for_return(self.place, ON - ON.weekday() * A_DAY - A_WEEK, at=AT)
        self._apart(number)
        self._at_home(number)
        self._told_again()
        self._taught(number)
        another(self.parents_meeting)
        another(self.follow_up)
        sent_form(self.at_home, self.principal, ON, voice="")
        self._missing(number)
        missing_enquiries(self.missing, by=make.user("tracking_officer", name=f"Tracker {number}"), on=ON)
        transferred(self.missing, by=self.tracker, on=ON)
        self._differing(number)
        another(self.mismatch.changes.earliest("pk"))
        another(self.saved_view, name=f"Red {number}")
        another(self.set_rating, asked_by=make.user("missing_out_officer", name=f"Asks {number}"))
        another(self.concern)
        another(self.concern, child=self.pupil)
        another(self.unmatched)
        self._planned(number)
        another(self.advice)
        another(self.pack_to_agree, number=10 + number)
        another(self.freezing)
        another(self.remark)
        another(self.remark, figure="", theme=self.theme)
        another(self.theme, reference=new_reference("TH"))
        another(self.group_action, reference=new_reference("AC"))
        another(self.group_action.decision)
        for pack in (self.board_pack, self.pack_to_agree):
            PackRow.objects.create(
                pack=pack, reference=new_reference("MO"), rated=2, goes_up=False, kinds=["Missing"],
                school=f"School {number}", days=number, days_in_year=number, short=60, told={}, digest=f"{number}",
            )  # fmt: skip
        another(self.review, child=self.pupil)
        another(self.referred, child=self.pupil)
        another(self.assessed, number=1 + number)
        another(self.review, held_on=ON - number * A_DAY, since_on=LONG_AGO.date())
        self._moving(self.pupil, self.place)
        another(self.moving, from_school=self.place)
        another(self.moving.happenings.earliest("pk"))
        self._funding(number)
        self._before_panel(number)
        self._working(number)
        self._enquired(number)
        self._inspected(number)
        self._told(number)
        self._performing(number)
        self._chaperone(number)
        self._organisation(number)
        waiting_child(ON, at=AT, name=f"Nobody {number}")
        employing.applied(f"owner{number}@bakery.example", at=AT)

    def _council(self, number: int) -> None:
        """A team with an officer, who signs in from another browser and reads what is unusual."""
        team = make.organisation("team", f"Team {number}")
        self.by = make.user("attendance_officer", team, name=f"Officer {number}", email=f"officer{number}@example.org")
        Membership.objects.create(
            user=self.by, organisation=self.team, role="attendance_officer", from_on=date(2020, 1, 1)
        )
        Membership.objects.create(
            user=self.officer, organisation=team, role="finance_officer", from_on=date(2020, 1, 1)
        )
        set_actor(f"user:{self.by.pk}")
        make.user("attendance_officer", self.team, name=f"New officer {number}", email=f"new{number}@example.org")
        SignIn.objects.create(at=AT, user=self.officer, ok=number % 2 == 0, why="wrong password", method="password")
        Authenticator.objects.create(user=self.officer, type="webauthn", data={"name": f"Key {number}"})
        make.signed_in(self.officer)
        RuleValue.objects.create(rule="cases.soon", value=f"{number}", from_on=ON - number * A_DAY, reason="Tried")
        AdministratorTask.objects.create(about=f"Load term dates {number}", key=str(number), opened_at=AT)
        self._message(self.by)
        self.message.files.add(self._file())

    def _schools(self, number: int) -> None:
        """A school with terms of its own, whose head is a contact, and which the first school's pupils came from."""
        own = Calendar.objects.create(name=f"Calendar {number}")
        own.terms.create(name="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 18))
        own.closures.create(kind="inset", starts_on=date(2026, 10, number), ends_on=date(2026, 10, number))
        self.calendar.closures.create(
            kind="inset", starts_on=date(2027, 1, 10 + number), ends_on=date(2027, 1, 10 + number)
        )
        self.place = make.school(f"School {number}", calendar=own)
        self.contact = SchoolContact.objects.create(school=self.school, name=f"Head {number}")
        SchoolLink.objects.create(school=self.school, other=self.place, kind=LinkKind.PREDECESSOR, kind_name="Was")
        Membership.objects.create(
            user=self.lead, organisation=self.place.organisation, role="head", from_on=date(2020, 1, 1)
        )

    def _families(self, number: int) -> None:
        """A child at the new school whose parents are new, each with an address that the other may not know."""
        self.pupil = self._pupil(f"Ash {number}", self.place)
        self.pupils.append(self.pupil)
        self.parent, other = [one.adult for one in self.pupil.relationships.order_by("pk")]
        for adult, hidden_from in ((self.parent, other), (other, self.parent)):
            adult.addresses.get().withheld_from.add(hidden_from)
        self.sibling = make.child(f"Sibling {number}", "Example", date(2015, 6, 7), at=self.place)
        make.related(self.sibling, self.mother)
        # Who is offered all and does not come.
        write_marks(self.sibling, self.place, [SessionMark(ON, Half.MORNING, "O")], source="daily feed", by=None)
        self._placed(self.pupil, self.provider)
        # Without a session: two providers never have a child in the same one.
        self._placed(self.away, self._provider(f"Unit {number}"), minutes=0)
        self._marked("LI"[number % 2])

    def _cases(self, number: int) -> None:
        """A referral that the officer owns and one nobody does, one at each of the stages whose lists differ."""
        own = self._case_like(self.case, child=self.pupil, owner=self.officer, stage=referral.INVITED.key)
        invited = {"step": "invite_panel", "facts": {"meeting_on": (ON - A_DAY).isoformat()}}
        another(own.events.last(), order=99, by=self.by, **invited)
        self.copy = own
        another(Referral.objects.get(case=self.case), case=own)
        fresh = self._case_like(self.received, child=self._pupil(f"New {number}", self.place), owner=None)
        Case.objects.filter(pk=fresh.pk).update(team=self.by.memberships.earliest("pk").organisation)
        waiting = self._case_like(self.returned, child=self._pupil(f"Back {number}", self.place), owner=self.officer)
        self._case_like(self.case, child=self.sibling, owner=self.by)
        ended = self._case_like(self.case, child=self._pupil(f"Ended {number}", self.place), owner=self.officer)
        Case.objects.filter(pk=ended.pk).update(stage=referral.WITH_COURT.key)
        over = self._case_like(self.prosecution, adult=self.parent, owner=self.by, came_from=ended)
        Case.objects.filter(pk=over.pk).update(closed_on=ON, stage=prosecution.DISCONTINUED.key)
        for stage in (prosecution.WITH_LEGAL.key, prosecution.RELEASED.key):
            self._case_like(self.prosecution, adult=self.parent, owner=self.by, came_from=own, stage=stage)
        another(self._draft_of(self.returned), case=waiting, child=waiting.child, started_by=self.lead)

    def _case_like(self, case: Case, *, owner: User | None, came_from: Case | None = None, **subject: Any) -> Case:
        """A case of another subject and school that stands as this one does: parties, events, deadlines and letters."""
        made = another(
            case, reference=new_reference("OX"), school=self.place, owner=owner, came_from=came_from,
            **{"child": None, "adult": None, **subject},
        )  # fmt: skip
        parties = {one.pk: another(one, case=made, **self._other_body(one)) for one in case.parties.all()}
        events = {
            one.pk: another(one, case=made, by=self.by, party=parties.get(one.party_id), supersedes=None)
            for one in case.events.order_by("order")
        }
        for one in case.deadlines.all():
            another(one, case=made, event=events[one.event_id], party=parties.get(one.party_id))
        return made

    def _other_body(self, party: Party) -> dict[str, Any]:
        """Somebody else for the part that a party has in a case."""
        if party.child:
            return {"child": self.pupil}
        if party.organisation:
            return {"organisation": self.place.organisation}
        return {"adult": make.adult(f"{party.adult.given} {self.grown}", party.adult.family)}

    def _on_the_case(self, number: int) -> None:
        """On the one case whose page is opened: another parent, and what another officer did about them."""
        case, by = self.case, self.by
        party = Party.objects.create(case=case, adult=self.parent, role="parent", from_on=ON)
        Route.objects.create(party=party, kind="s444_1", from_on=ON, by=by)
        panel = self._step(case, "record_panel", party)
        another(case.events.filter(step="record_panel").first().panel, event=panel).parents_present.add(self.parent)
        Target.objects.create(case=case, event=panel, percent=90 + number, from_on=ON)
        another(case.deadlines.first(), event=panel, party=party, state="running", due_on=ON + number * A_DAY)
        interview = self._step(case, "record_pace", party, compartment="legal")
        PaceInterview.objects.create(event=interview, attended=False, place="School", signature="not_attended")
        casework.write_note(case, text=f"Note {number}", compartment="ordinary", by=by, on=ON, at=AT)
        visit = {"place": "Home", "outcome": "nobody", "joint_with": "", "text": ""}
        casework.record_visit(case, **visit, by=by, on=ON, at=AT)
        self.agreed = agreed.agree(
            case, what="A breakfast club", who="The school", agreed_on=ON, due_on=ON + A_WEEK, by=by, on=ON, at=AT
        )
        self.mash = casework.refer_to_mash(case, concern="A concern", by=by, on=ON, at=AT)
        self.decided = casework.refer_to_mash(case, concern="Another", by=by, on=ON, at=AT)
        casework.record_mash_answer(self.decided, decision="Early help", decided_on=ON, fed_back_on=None, version=1)
        self.mash, self.decided = numbered(case.safeguarding_referrals.all())[-2:]
        casework.hand_over(case, to="licensing", by=by, on=ON, at=AT, reason=f"Works {number}")
        case.refresh_from_db()
        casework.allocate(case, to=self.officer, by=by, on=ON, at=AT, reason="Theirs", version=case.version)
        self.document = casework.attach(case, self._file(), title=f"Paper {number}", by=by, on=ON, at=AT)
        self.letter = self._letter(case, self.child, self.parent, Letter.State.DRAFTED, party)
        self._case_like(self.supervision, child=self.pupil, owner=by, came_from=case)

        supervision = self.supervision
        guardian = Party.objects.create(case=supervision, adult=self.parent, role="parent", from_on=ON)
        heard = self._step(supervision, "consult")
        ServicesConsultation.objects.create(event=heard, whom=f"Desk {number}", view="They agree.")
        Direction.objects.create(event=self._step(supervision, "direction"), given_to=guardian, text="Go to school")
        self._step(supervision, "hearing")

    def _step(self, case: Case, step: str, party: Party | None = None, **more: Any) -> Event:
        last = case.events.aggregate(last=Max("order"))["last"]
        return another(
            case.events.first(),
            order=last + 1,
            step=step,
            on=ON,
            at=AT,
            by=self.by,
            party=party,
            supersedes=None,
            **more,
        )

    def _on_the_child(self, number: int) -> None:
        """On the one child whose record is opened: another adult, school, name, fact, conflict, merge and look."""
        child, earlier = self.child, date(2020 - number, 1, 1)
        make.related(child, self.parent, kind="Grandparent")
        lived = another(self.address, lines=f"{number} Former Street", from_on=earlier, to_on=earlier)
        lived.withheld_from.add(self.parent)
        ChildName.objects.create(child=child, kind="former", given=f"Former {number}", family="Example")
        another(child.enrolments.first(), school=self.place, from_on=earlier, to_on=earlier)
        # Of a looked-after child the page tells more: the first is, so that more rows of these are nothing new.
        kinds = sorted(VulnerabilityKind, key=lambda kind: kind != VulnerabilityKind.LOOKED_AFTER)
        self.vulnerability = people.add_vulnerability(
            child, kind=kinds[number], from_on=earlier, source="School", by=self.by, on=ON
        )
        self.conflict = people.declare_conflict(child, user=self.by, reason="A neighbour.", by=self.by, on=ON)
        twin = make.child("Ash", "Example", date(2014, 3, 4), at=self.place)
        merged = make.child(f"Merged {number}", "Example", date(2014, 3, 4))
        self.merge = Merge.objects.create(kept=child, merged=merged, reason="One child.", by=self.by, at=AT)
        Child.objects.filter(pk=merged.pk).update(merged_into=child)
        make.related(twin, self.parent)
        self.twin = twin
        Sight.objects.create(
            at=AT, transaction=1, actor=f"user:{self.by.pk}", what="page", path="/", children=[child.pk]
        )
        another(self.opened, user=self.by)
        another(self.opened, user=self.by, reviewed_at=AT, reviewed_by=self.manager)

    def _on_the_prosecution(self, number: int) -> None:
        """On the one prosecution: another statement, exhibit, line of unused material, bundle, hearing and letter."""
        case, by = self.prosecution, self.by
        signed = case.statements.first()
        self.statement = another(
            signed, state="draft", signed_on=None, settled_by=None, written_by=by, maker=f"Maker {number}"
        )
        another(signed, replaces=another(signed, written_by=by), edition=2, written_by=by, signed_copy=self._file())
        paper = casework.attach(case, self._file(), title=f"Exhibit {number}", by=by, on=ON, at=AT)
        casework.attach(case, self._file(), title=f"Not shown {number}", by=by, on=ON, at=AT)
        self.exhibit = Exhibit.objects.create(
            case=case,
            label=f"EX{number}",
            title="A paper",
            document=paper,
            looked_through=True,
            added_at=AT,
            added_by=by,
        )
        UnusedMaterial.objects.create(
            case=case,
            number=number,
            description="A note",
            disclosable=True,
            reason="It says more",
            added_at=AT,
            added_by=by,
        )
        made = casework.attach(
            case, self._file(), title="Bundle", by=by, on=ON, at=AT, kind="bundle", compartment="legal"
        )
        another(self.bundle, number=number + 1, document=made, asked_by=by)
        Hearing.objects.create(event=self._step(case, "hearing"), court="Example Court", result="Adjourned")
        self._letter(self.case, self.child, self.mother, Letter.State.SENT, self.party)

    def _disposals(self, number: int) -> None:
        """A closed case to look at, one that somebody proposes to destroy, one that is gone; and another hold. And of
        messages and children the same."""
        by = self.by
        case = self._case_like(self.closed, child=self._pupil(f"Over {number}", self.place), owner=by)
        LegalHold.objects.create(case=case, reason="A claim", by=by, on=ON, at=AT)
        self.proposed = self._case_like(self.closed, child=self._pupil(f"Gone {number}", self.place), owner=by)
        decided = {
            "record": "Referral", "rule": "example", "rule_words": "6 years", "closed_on": ON, "reason": "Looked at it",
            "by": by, "at": AT,
        }  # fmt: skip
        Disposal.objects.create(case=self.proposed, reference=self.proposed.reference, state="proposed", **decided)
        self.certificate = Disposal.objects.create(
            reference=new_reference("OX"), state="destroyed", transaction=number, destroyed_at=AT, audit_due_on=ON,
            counts=[["notes", number]], answer="Read it", answered_by=self.senior, answered_at=AT, **decided,
        )  # fmt: skip
        Disposal.objects.create(
            case=self.closed, reference=self.closed.reference, state="kept", next_review_on=ON - A_DAY, **decided
        )
        for held in (self.closed, self.case):
            LegalHold.objects.create(case=held, reason=f"Claim {number}", by=by, on=ON, at=AT)
        self.hold = numbered(self.case.holds.all())[-1]
        for what, record in (("message", self.answered), ("child", self.grown_up)):
            LegalHold.objects.create(**{what: record}, reason=f"Claim {number}", by=by, on=ON, at=AT)
            Disposal.objects.create(
                **{what: record}, reference=new_reference("OX"), state="kept", next_review_on=ON - A_DAY, **decided
            )
        self._answered()
        self._grown_up()
        self.going_message, self.going_child = self._answered(), self._grown_up()
        for going in ({"message": self.going_message}, {"child": self.going_child}):
            Disposal.objects.create(**going, reference=new_reference("OX"), state="proposed", **decided)

    def _held(self, number: int) -> None:
        """A letter in every state, each to the new parent about the new child; e-mails and bursts that are held."""
        for state in Letter.State:
            self._letter(self.copy, self.pupil, self.parent, state)
        for what, kinds in ((Brake.What.LETTER, KINDS), (Brake.What.MESSAGE, MESSAGES)):
            kind = sorted(kinds)[number]
            self.brake = Brake.objects.create(what=what, kind=kind, limit=200, held_at=AT)
        Message.objects.create(
            kind=sorted(MESSAGES)[0], user=self.by, link="/", dedupe=f"failed {number}", queued_at=AT, due_at=AT,
            state="failed", problem="No answer",
        )  # fmt: skip

    def _letter(self, case: Case, child: Child, to: Adult, state: str, party: Party | None = None) -> Letter:
        """A letter on a case, drafted by the new officer, as far as a state."""
        kind = ORDINARY[0 if child == self.child else self.grown % len(ORDINARY)].key
        facts: dict[str, Any] = {}
        if state == Letter.State.WITHDRAWN:
            facts = {"withdrawn_at": AT, "withdrawn_by": self.by, "withdrawn_reason": "Wrong parent"}
        elif state != Letter.State.DRAFTED:
            # By two people, to where they live: so it may be posted.
            facts = {**RELEASED, "released_by": self.senior, "approved_at": AT, "approved_by": self.by}
            facts["address"] = letter_address(to, ON, about_child=child).text
        if state in {Letter.State.RENDERED, Letter.State.SENT, Letter.State.SERVED, Letter.State.RETURNED}:
            facts |= {"rendered_at": AT, "pdf": self._file()}
        if state in {Letter.State.SENT, Letter.State.SERVED, Letter.State.RETURNED}:
            facts |= {**SENT, "sent_by": self.by}
        if state == Letter.State.RETURNED:
            facts |= {"returned_on": ON, "returned_at": AT, "returned_by": self.by, "returned_because": "refused"}
        letter = Letter.objects.create(
            kind=kind, kind_version=1, reference=case.reference, child=child, adult=to, state=state,
            drafted_at=AT, drafted_by=self.by, **facts,
        )  # fmt: skip
        CaseLetter.objects.create(case=case, letter=letter, event=case.events.first(), party=party)
        return letter

    def _from_schools(self, number: int) -> None:
        """A draft begun at the new school, and on the one draft that is opened another file."""
        begun = {"started_by": self.lead, "started_at": AT, "saved_at": AT}
        Draft.objects.create(school=self.place, child=self.twin, **begun)
        self.evidence = DraftFile.objects.create(
            draft=self.draft,
            file=self._file(),
            section="evidence",
            title=f"Letter {number} from the family’s doctor",
            at=AT,
        )
        told = unlisted.typed_parent(given=f"Aunt {number}", key=new_key())
        for draft in (self.unidentified, self.typed):
            draft.answers[PARENTS]["typed"].append(told)
            Draft.objects.filter(pk=draft.pk).update(answers=draft.answers)
        make.adult(f"Aunt {number}", "Example")
        self._unidentified_like(number)
        make.enrolled(make.child(f"Pupil {number}", "Example", date(2014, 3, 4)), self.school)
        PreStep.objects.filter(referral=self.received.pk).update(document=self._file())

    def _unidentified_like(self, number: int) -> None:
        """Another pupil whom another school typed in, to be identified."""
        another(self.unidentified, school=self.place, reference=new_reference("OX"), sent_by=self.lead)

    def _draft_of(self, case: Case) -> Draft:
        return Draft.objects.get(case=case)

    def _kept(self, number: int) -> None:
        """A file imported with a row of every outcome; an unusual read; a seal."""
        batch = another(self.batch, by=self.by, state="committed", committed_by=self.manager, committed_at=AT)
        for place, outcome in enumerate(Outcome):
            told = (
                {"reasons": ["No school has this URN."], "cells": ["x"]}
                if outcome == Outcome.REJECTED
                else {"before": {}, "record": {}}
            )
            for on in (batch, self.batch):
                BatchRow.objects.create(batch=on, number=number * 10 + place, outcome=outcome, **told)
        Batch.objects.filter(pk=self.batch.pk).update(
            rows=number * 4, created=number, updated=number, unchanged=number, rejected=number
        )
        self.unusual = UnusualRead.objects.create(
            week_on=ON - A_WEEK * number, actor=f"user:{self.by.pk}", why="many", words="Many", children=[self.child.pk]
        )
        UnusualRead.objects.filter(pk=self.unusual.pk).update(
            reviewed_at=AT if number % 2 else None, reviewed_by=f"user:{self.manager.pk}" if number % 2 else "",
            finding="Fine" if number % 2 else "",
        )  # fmt: skip
        UnusualRead.objects.filter(week_on=ON - A_WEEK).update(children=[one.pk for one in self.pupils])
        sealing.seal(at=AT)
