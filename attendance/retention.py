"""How long attendance records are kept after they are closed, and which tables hold them.

No table of the law gives these times: the council's own retention schedule does, and until it is entered the longest
that is usual stands, because what is destroyed does not come back.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from attendance.prosecution.court_models import Commencement, Hearing, Outcome, Release
from attendance.prosecution.models import (
    Bundle,
    Certificate,
    Charge,
    Exhibit,
    Prosecution,
    Statement,
    UnusedMaterial,
)
from attendance.prosecution.pathway import PROSECUTION, RECORD_OUTCOME
from attendance.referrals.models import (
    Consideration,
    Draft,
    DraftFile,
    PaceInterview,
    Panel,
    PreStep,
    Referral,
    Route,
    Target,
)
from attendance.referrals.pathway import REFERRAL
from attendance.supervision.models import Direction, ServicesConsultation, Supervision, SupervisionOrder
from attendance.supervision.pathway import SUPERVISION
from oxle.cases import projection
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.cases.offers import Abandoned, Record
from oxle.cases.retention import Retention, Term, from_birth, from_closing
from oxle.core.rules import Rule, whole_number, whole_number_or_none

SCHEDULE = "Local retention schedule (unsourced)"


def _kept(key: str, label: str, years: int, source: str = SCHEDULE, unit: str = "years") -> Rule[int]:
    return Rule(f"attendance.{key}", label, years, whole_number, source, local=True, certain=False, unit=unit)


CASE = _kept("keep_case", "How long an attendance case without legal action is kept after it is closed", 6)
UNTIL_AGE: Rule[int] = Rule(
    "attendance.keep_until_age",
    "The age of the child until which an attendance case is kept, if that is longer (0: the age does not count)",
    25,
    whole_number_or_none,
    f"{SCHEDULE}: to age 25",
    local=True,
    certain=False,
    unit="years",
)
SUPERVISED = _kept(
    "keep_supervision",
    "How long a case of an education supervision order is kept after it is closed",
    6,
    f"{SCHEDULE}: no line names it, so as an attendance case",
)
PROSECUTED = _kept(
    "keep_prosecution",
    "How long a prosecution file, with its PACE notes, is kept after the prosecution ends",
    6,
    f"{SCHEDULE}: six years after it ends, by when a conviction is spent",
)
UNUSED = _kept(
    "keep_unused_material",
    "How long unused material is kept after a conviction, at least",
    6,
    "Criminal Procedure and Investigations Act 1996, Code of Practice: six months after conviction, or until release"
    " from prison if that is later, which takes a legal hold (unsourced)",
    unit="months",
)
UNSENT_DAYS = _kept(
    "keep_unsent_referral",
    "How long a referral that was never sent is kept after somebody last touched it",
    180,
    "The service’s choice, over any school holiday: it never reached the council (unsourced)",
    unit="days",
)
TAKEN_BACK_YEARS = _kept(
    "keep_referral_taken_back",
    "How long a referral that was sent, came back before it was a case and was then discarded is kept after that",
    6,
    f"{SCHEDULE}: no line names it, so as an attendance case",
)


def _closed(case: Case) -> date | None:
    return case.closed_on


def _prosecutions_ended(case: Case) -> date | None:
    """When the last prosecution that came from a case ended, where the case has PACE notes to go with its file."""
    if not PaceInterview.objects.filter(event__case=case).exists():
        return None
    ended = case.led_to.filter(pathway=PROSECUTION.key).exclude(closed_on=None)
    return ended.order_by("-closed_on").values_list("closed_on", flat=True).first()


def _convicted(case: Case) -> date | None:
    if not Outcome.objects.filter(event__case=case, verdict=Outcome.Verdict.GUILTY).exists():
        return None
    return max(one.on for one in projection.happenings(case) if one.step == RECORD_OUTCOME.key)


CHILD_IS_OF_AGE = from_birth(UNTIL_AGE)
RETENTION = {
    REFERRAL.key: Retention(
        "Attendance case",
        (
            from_closing(CASE),
            CHILD_IS_OF_AGE,
            Term(PROSECUTED, "the day the prosecution ended, whose file the PACE notes go with", _prosecutions_ended),
        ),
    ),
    PROSECUTION.key: Retention(
        "Prosecution file",
        (
            Term(PROSECUTED, "the day the prosecution ended", _closed),
            Term(UNUSED, "the day of the conviction, for the unused material", _convicted),
        ),
    ),
    SUPERVISION.key: Retention(
        "Education supervision order",
        (from_closing(SUPERVISED), CHILD_IS_OF_AGE),
    ),
}

# When the database lets a draft, or a file attached to one, go though it is no case's.
_GIVEN_UP = """
    EXISTS (SELECT 1 FROM public.attendance_draft d LEFT JOIN public.cases_inboxmessage m ON m.id = d.message_id
            WHERE d.id = {} AND d.case_id IS NULL AND m.state IS DISTINCT FROM 'waiting'
              AND (d.state = 'discarded' OR d.state = 'filling' AND d.sent_on IS NULL))
"""
GIVEN_UP_DRAFT, GIVEN_UP_FILE = _GIVEN_UP.format("OLD.id"), _GIVEN_UP.format("OLD.draft_id")

# In the order in which they can be destroyed: what points at another first.
RECORDS = (
    Record(Release, "event__case", "releases of papers"),
    Record(Commencement, "event__case", "commencements"),
    Record(Hearing, "event__case", "hearings"),
    Record(Outcome, "event__case", "outcomes"),
    Record(Bundle, "case", "bundles"),
    Record(Exhibit, "case", "exhibits"),
    Record(UnusedMaterial, "case", "lines of unused material"),
    Record(Certificate, "case", "certificates of attendance"),
    Record(Statement, "case", "statements"),
    Record(Charge, "case", "charges"),
    Record(Prosecution, "case", "prosecution details"),
    Record(Direction, "event__case", "directions"),
    Record(SupervisionOrder, "event__case", "orders"),
    Record(ServicesConsultation, "event__case", "consultations"),
    Record(Supervision, "case", "supervision details"),
    Record(PaceInterview, "event__case", "PACE interviews"),
    Record(Panel, "event__case", "records of Attendance Panel Meetings"),
    Record(Target, "case", "targets"),
    Record(Consideration, "case", "topics considered"),
    Record(Route, "party__case", "legal routes"),
    Record(PreStep, "referral__case", "steps before referral"),
    Record(Referral, "case", "referral details"),
    Record(DraftFile, "draft__case", "files sent with the referral", GIVEN_UP_FILE),
    Record(Draft, "case", "answers of the school", GIVEN_UP_DRAFT),
)


def _no_case() -> QuerySet[Draft]:
    """The drafts of which no case came. One that an officer entered from a message stays while the message waits."""
    return Draft.objects.filter(case=None).exclude(message__state=InboxMessage.State.WAITING)


def _unsent() -> QuerySet[Draft]:
    """The drafts that were never sent: being filled in, or discarded before. What came is kept by their message."""
    return _no_case().filter(sent_on=None, state__in=[Draft.State.FILLING, Draft.State.DISCARDED])


def _taken_back() -> QuerySet[Draft]:
    """The drafts that were sent, came back before anybody had said who the pupil is, and were then discarded."""
    return _no_case().filter(sent_on__isnull=False, state=Draft.State.DISCARDED)


def _parts(draft: Draft) -> Iterator[tuple[str, QuerySet[DraftFile]]]:
    yield "files attached to it", DraftFile.objects.filter(draft=draft)


def _holds(draft: Draft) -> Q:
    """The legal holds on the pupil, a case of theirs, the message it was entered from, or the case of that."""
    of_pupil = Q(child__referral_drafts=draft) | Q(case__child__referral_drafts=draft)
    return of_pupil | Q(message__drafts=draft) | Q(case__inbox_messages__drafts=draft)


UNSENT = Abandoned(
    record="Referral that was never sent",
    time=UNSENT_DAYS,
    since="the day it was last touched",
    because="It was never sent, and nobody touched it for the time that its page tells.",
    rows=_unsent,
    touched="saved_at",
    parts=_parts,
    holds=_holds,
)
TAKEN_BACK = Abandoned(
    record="Referral that was sent and then taken back",
    time=TAKEN_BACK_YEARS,
    since="the day it was discarded",
    because="It came back before anybody had said who the pupil is, was discarded, and became no case.",
    rows=_taken_back,
    touched="saved_at",
    parts=_parts,
    holds=_holds,
)
