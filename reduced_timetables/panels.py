"""What a reduced timetable adds to the page of a case, to a school's home page and to a message that waits."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import unlisted
from oxle.cases.challenges import listed_of
from oxle.cases.clocks import State
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Deadline, Origin
from oxle.cases.offers import PortalCases, PortalRow
from oxle.cases.told import told_row
from oxle.core.dates import today
from oxle.provision.wording import hours as in_hours
from oxle.schooldays.wording import listed, plain_day
from reduced_timetables import hours, queries, weekly
from reduced_timetables.models import Timetable, Whose
from reduced_timetables.pathway import HALF_TERM, TIMETABLE
from reduced_timetables.unlisted import UNLISTED
from reduced_timetables.weeks import Week, in_words, off_site_in_words, weeks_of, weeks_since

# Who must agree by what our record alone knows: whoever may not know of enquiries under section 47 reads no more than
# that there is a social worker.
UNTOLD = {
    Whose.YOUTH_JUSTICE: "The record says that the child is known to youth justice, and the school named no worker.",
    Whose.SOCIAL_WORKER: "By the record the child has a social worker, and the school named none.",
    Whose.VIRTUAL_SCHOOL: "By the record the child has been looked after since it left the school.",
    Whose.SEN_OFFICER: "By the record the child has had an EHC plan since it left the school.",
}
ASK_YOURSELF = "Ask them yourself, and record whether they agree: the school is not told of it."


def rows_of(told: Timetable, *, for_school: bool = False) -> list[dict[str, Any]]:
    """What a school told of a timetable, as a summary list shows it; to the school nothing that the
    council knows in confidence and it did not tell itself."""
    helped_on = plain_day(told.early_help_on) if told.early_help_on else ""
    reference = ", ".join(part for part in (told.early_help_reference, helped_on) if part)
    there = (
        ("Is looked after", told.looked_after),
        ("A social worker", told.social_worker),
        ("A youth justice worker", told.youth_justice),
        ("An EHC plan", told.ehc_plan),
    )
    needs = "An EHC plan" if told.ehc_plan else {True: "SEN support", False: "None", None: "Not said"}[told.sen_support]
    shown = [
        ("Reason", [told.get_reason_display(), told.why]),
        ("Part of", told.get_plan_display()),
        ("Planned at a meeting", f"{plain_day(told.met_on)}: {told.met_who}" if told.met_on else ""),
        ("When", f"{plain_day(told.starts_on)} to {plain_day(told.ends_on)}"),
        ("Reviews", listed([plain_day(day) for day in (told.review_on, *told.later_reviews)])),
        *_in_school(weeks_of(told)),
        ("Off site", off_site_in_words(told)),
        ("Responsible out of school", told.responsible),
        ("Transport", told.transport),
        ("Work at home", told.remote_work),
        ("Section 19 considered", "Yes" if told.section_19 else "No"),
        ("What the pupil says", told.child_view or "Not said"),
        ("Early help assessment", f"{told.get_early_help_display()}{f' ({reference})' if reference else ''}"),
        ("Risk assessment", plain_day(told.risk_assessed_on) if told.risk_assessed_on else "None"),
        ("How it is watched", "The plan is with the documents of the case" if told.monitoring_id else ""),
        ("Other services told", told.services_informed or "Not said"),
        ("Who is there for the pupil", [words for words, is_so in there if is_so] or "None of those who must agree"),
        ("Special educational needs", needs),
        ("Agreed", _agreements(told, for_school=for_school) or "Nobody yet"),
    ]
    return [{"key": key, "value": value} for key, value in shown if value]


def _in_school(weeks: Sequence[Week]) -> list[tuple[str, list[str]]]:
    """Each week by itself; where there are several, under the day from which it holds."""
    several = len(weeks) > 1
    return [(f"In school from {plain_day(one.from_on)}" if several else "In school", in_words([one])) for one in weeks]


def plan_rows(told: Timetable) -> list[dict[str, Any]]:
    """What a parent who is asked to agree is shown: this plan, and nothing else that is recorded of the child."""
    first = told.review_on if told.since_on == told.starts_on else queries.next_review_on(told)
    reviews = [first, *(day for day in told.later_reviews if day > first)] if first else []
    shown = [
        ("School", str(told.case.school)),
        ("When", f"{plain_day(told.since_on)} to {plain_day(told.ends_on)}"),
        *_in_school(weeks_since(told, told.since_on)),
        ("Off site", off_site_in_words(told)),
        ("Responsible out of school", told.responsible),
        ("Transport", told.transport),
        ("Work at home", told.remote_work),
        ("Reviewed on", listed([plain_day(day) for day in reviews])),
    ]
    return [{"key": key, "value": value} for key, value in shown if value]


def _agreements(told: Timetable, *, for_school: bool) -> list[str]:
    return [
        f"{one.get_whose_display()}: {one.given_by}, {plain_day(one.agreed_on)}"
        + (" (by the link sent to them)" if one.by_link else "")
        + ("" if one.since_on == told.since_on else f" (for the time from {plain_day(one.since_on)})")
        + (f". Withdrawn on {plain_day(one.withdrawn_on)}" if one.withdrawn_on else "")
        + (". What it was to was put right since: it counts no more" if one.taken_back_at else "")
        for one in told.agreements.all()
        if not (for_school and queries.kept_back(told, one.whose, one.by))
    ]


def _rises(told: Timetable) -> str:
    """How much of a week it was, and how that rose: “12 hours, then 18 hours”."""
    return ", then ".join(in_hours(sum(week.minutes)) for week in weeks_of(told))


def about(case: Case, user: User) -> dict[str, Any]:
    """The timetable, what it lacks, what was challenged, what the pupil had before."""
    told = case.reduced_timetable
    untold = queries.recorded(case.child, today()) - queries.recorded_for(case.school, case.child, today())
    return {
        "rows": rows_of(told),
        "challenges": listed_of(case),
        "missing": queries.missing_of(told, today()) if case.is_open else [],
        "before": [
            f"{plain_day(one.starts_on)} to {plain_day(one.ends_on)}, {_rises(one)} a week, {one.case.school}"
            f"{'. Still open' if one.case.is_open else ''}"
            for one in (queries.before(case.child, but=case) if case.child else [])
        ],
        "differs": _differs(told) if case.is_open else [],
        "section_19": queries.section_19_owed(told) if case.is_open else "",
        "untold": [f"{UNTOLD[whose]} {ASK_YOURSELF}" for whose in UNTOLD if whose in untold - set(told.must_agree)],
    }


def _differs(told: Timetable) -> list[str]:
    """Where the ledger of hours says something else than the timetable."""
    found = [
        f"Another offer of the school’s own counts in the ledger from {plain_day(one.from_on)}"
        f"{f' to {plain_day(one.to_on)}' if one.to_on else ' on'}, and not this timetable."
        for one in hours.others_of(told)
    ]
    if left_on := queries.left_on(told, today()):
        found.append(
            f"The pupil’s last day on the register of {told.case.school} was {plain_day(left_on)}. From the day after, "
            "this timetable counts no more in the ledger. Close it as of that day."
        )
    if told.off_site_hours:
        found.append(
            "The hours off site count in the ledger once a place with the provider is recorded: the school names no "
            "session of them."
        )
    return found


def _row(case: Any) -> PortalRow:
    url, moment = reverse("reduced_timetables:sent", args=[case.key]), case.reduced_timetable.told_at
    owes = case.is_open and case.is_swept
    stands = ("Say how it stands", "yellow") if owes else None
    return told_row(case, "Reduced timetable", url=url, moment=moment, stands=stands, owes=owes)


_SWEPT = Deadline.objects.filter(case=OuterRef("pk"), clock=HALF_TERM.key, state=State.RUNNING)
TOLD = PortalCases(
    TIMETABLE.key,
    "reduced_timetable",
    lambda user: visible_to(user, Timetable),
    _row,
    knows={"is_swept": Exists(_SWEPT)},
)


def from_message(message: InboxMessage, user: User) -> list[tuple[str, str]]:
    """What an officer can do with a message that waits: enter the timetable it tells of."""
    if message.case is not None or message.channel == Origin.HAND_OVER:
        return []
    if UNLISTED.is_it(message):
        return unlisted.from_message(UNLISTED, message, user)
    return [("Enter a reduced timetable from this", reverse("reduced_timetables:enter", args=[message.key]))]


def rows_for_schools(user: User) -> list[PortalRow]:
    """What a school owes, and what it told of pupils who are on no list and are no case yet."""
    return [*returns_owed(user), *unlisted.portal_rows(UNLISTED, user)]


def returns_owed(user: User) -> list[PortalRow]:
    """The weekly returns that this person’s school owes, in one row of its home page."""
    owed = weekly.waiting_for(user, today())
    if not owed:
        return []
    weeks = "1 week" if len(owed) == 1 else f"{len(owed)} weeks"
    return [
        PortalRow(
            title="Weekly return of reduced timetables",
            pupil="",
            what=f"For {weeks}",
            status="Answer the council",
            colour="red",
            url=reverse("reduced_timetables:returns"),
            moment=max(one.asked_at for one in owed),
            needs_answer=True,
        )
    ]
