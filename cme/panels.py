"""What a missing child adds to the page of the case, to the child's record, to a school's home page, to a message."""

from datetime import date
from typing import Any

from django.db.models import F, Q
from django.urls import reverse

from cme import actions, adding, deleting, pathway, queries, questions, records
from cme.checklist import COLOURS, Result
from cme.grounds import HOME
from cme.models import AuthorityEnquiry, Deletion, Group, Missing, Source, Tried
from cme.unlisted import UNLISTED
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases import handing, unlisted
from oxle.cases.challenges import is_asked, listed_of
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Origin
from oxle.cases.offers import PortalCases, PortalRow
from oxle.cases.permissions import PORTAL
from oxle.cases.told import told_row
from oxle.core.dates import today
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day


def rows_of(told: Missing, worry: str | None = None) -> list[dict[str, Any]]:
    """What was told of a missing child, as a summary list shows it. `worry`: about the child's safety, as far as the
    reader may know it; None for all of it."""
    words = told.concern_words if worry is None else worry
    shown = [
        ("Worried about the child’s safety", _worried(told.concern, words)),
        ("Last at school", plain_day(told.last_attended_on) if told.last_attended_on else "Not known"),
        ("Why", told.get_cause_display()),
        ("The child", [Group(one).label for one in told.groups]),
        ("Where the child may be", told.last_known),
        ("What the school did", [Tried(one).label for one in told.tried]),
        ("What was found out", told.found_out),
        ("Brothers and sisters", told.siblings),
        ("Social worker", _yes_or_no(told.social_worker)),
        ("Lives with no parent or close relative", _yes_or_no(told.private_fostering)),
        ("Absence before, and leave in term time", told.absence_pattern),
        ("Language of the family", told.language),
        ("Nationality", told.nationality),
    ]
    return [{"key": key, "value": value} for key, value in shown if value]


def _worried(concern: bool | None, words: str) -> str:
    # What is written beside “no” is read as well: it is often what somebody was told.
    if concern is None:
        return "Nobody was asked: the school told us only that it took the name off its register"
    if concern:
        return words or "No"
    return f"No. {words}" if words else "No"


def _yes_or_no(said: bool | None) -> str:
    return "" if said is None else "Yes" if said else "No"


def about(case: Case, user: User) -> dict[str, Any]:
    """What was told, every enquiry made or not, other authorities, and on what the case could be closed."""
    told = case.missing
    kept_back = ["Does not want to be named to the family or the school."] if told.unnamed else []
    who = {"key": "Told by", "value": [f"{told.get_source_display()}: {told.told_by}", *kept_back]}
    works = user.can(pathway.WORK) and actions.why_not_asked(case) is None
    may_ask = case.is_open and user.can(pathway.WORK)
    asked = queries.enquiries_of(case)
    return {
        "rows": [
            who,
            *rows_of(told),
            *adding.worries_of(case),
            *records.said_of(case),
            *_added(case),
            *questions.asks(case),
            *deleting.joint_days(case),
        ],
        "household": queries.household_of(case, user, today()),
        "challenges": listed_of(case),
        "settled": sum(one.is_settled for one in asked),
        "of": len(asked),
        "asked": [_line(case, one, works) for one in asked],
        "authorities": [
            {
                "one": one,
                "tag": _state_of(one, today()),
                "url": reverse("cme:authority", args=[one.key]) if works else "",
            }
            for one in case.authority_enquiries.all()
        ],
        "matched": queries.matched_return(case),
        "is_open": case.is_open,
        "enquiry_url": reverse("cme:enquiry", args=[case.key]) if works else "",
        "ask_url": reverse("cme:ask_authority", args=[case.key]) if works else "",
        "question_url": reverse("cme:ask_for_school", args=[case.key]) if may_ask else "",
    }


def _added(case: Case) -> list[dict[str, str]]:
    return [{"key": f"Added by {one.facts['who']}", "value": one.facts["said"]} for one in adding.unread(case)]


def _line(case: Case, asked: queries.Asked, works: bool) -> dict[str, Any]:
    last = asked.last
    url = f"{reverse('cme:enquiry', args=[case.key])}?kind={asked.kind}" if works else ""
    tag = (last.get_result_display(), COLOURS[Result(last.result)]) if last else ("Not made yet", "red")
    return {"asked": asked, "last": last, "earlier": asked.made[1:], "tag": tag, "url": url}


def _state_of(asked: AuthorityEnquiry, on: date) -> tuple[str, str, str]:
    """How it stands with another authority that was asked, in a word, its colour, and what is to be known beside it."""
    if asked.receipt_on:
        where = f" The child is at {asked.receipt_school}." if asked.receipt_school else ""
        return "Receipt", "green", f"Signed by {asked.receipt_by} on {plain_day(asked.receipt_on)}.{where}"
    if asked.answered_on:
        return "Answered", "blue", asked.answer
    if asked.due_on is None:
        return "Letter not sent", "red", "Its time runs once the letter is sent."
    tag = ("Overdue", "red") if asked.is_overdue(on) else ("Waits", "yellow")
    return (*tag, f"Due on {plain_day(asked.due_on)}.")


def of_child(user: User, child: Child, on: date) -> dict[str, Any]:
    """The child's open case, or the way to open one."""
    case = queries.open_case_of(user, child)
    return {"case": case, "open_url": "" if case else reverse("cme:open", args=[child.key])}


def _row(case: Case) -> PortalRow:
    stands = ("The council is looking", "green") if case.is_open else ("Closed", "grey")
    url = reverse("cme:sent", args=[case.key])
    return told_row(case, "Missing child", url=url, moment=case.missing.told_at, stands=stands)


def rows_for_schools(user: User) -> list[PortalRow]:
    """What a person’s school has with the council beside the children it told of: deletions that it is to answer about,
    what it asks of a pupil of whom others told, and whom it told of that are on no list."""
    return [*asked_of_deletions(user), *asked_by_others(user), *unlisted.portal_rows(UNLISTED, user)]


def asked_by_others(user: User) -> list[PortalRow]:
    """Whether a school may delete a pupil of whom others told, as it asked; the sight recorded."""
    found = questions.asked_by_others(user)
    sights.see([one.case.child_id for one, _ in found], "list")
    return [
        PortalRow(
            title=str(one.case.child),
            pupil=one.case.child.key,
            what="May you delete the pupil?",
            status="Waits for the council" if waits else "Answered",
            colour="grey" if waits else "green",
            url=reverse("cme:may_delete", args=[one.case.child.key]),
            moment=one.at,
        )
        for one, waits in found
        if one.case.child is not None
    ]


def asked_of_deletions(user: User) -> list[PortalRow]:
    """The deletions about which this person’s school is still to answer, or whose parents' letter is lacking, for its
    home page; the sight recorded."""
    mine = visible_to(user, Deletion).filter(school__organisation__in=user.organisations_where(PORTAL))
    without = Q(letter=None) | Q(letter_on=None) | Q(letter_on__gt=F("deleted_on"))
    rows = mine.annotate(asked=is_asked("key")).filter(Q(asked=True) | without & Q(ground=HOME.key))
    found = list(rows.select_related("child"))
    sights.see([one.child_id for one in found], "list")
    return [
        PortalRow(
            title=str(one.child),
            pupil=one.child.key,
            what="Taken off your register",
            status="Answer the council" if one.asked else "Send the parents’ letter",
            colour="red",
            url=reverse("cme:deletion_answer" if one.asked else "cme:deletion_letter", args=[one.key]),
            moment=one.told_at,
            needs_answer=True,
        )
        for one in found
    ]


TOLD = PortalCases(
    pathway.TRACKING.key, "missing", lambda user: visible_to(user, Missing).filter(source=Source.SCHOOL), _row
)


def from_message(message: InboxMessage, user: User) -> list[tuple[str, str]]:
    """What an officer can do with a message that waits: enter what a school tells, say of whom anybody
    else tells, or accept what was handed over."""
    if message.case is not None:
        return []
    if message.channel == Origin.HAND_OVER:
        if handing.handed_to(pathway.TRACKING.duty, message) is None:
            return []
        return [("Accept as a missing child", reverse("cme:accept_hand_over", args=[message.key]))]
    if UNLISTED.is_it(message):
        return unlisted.from_message(UNLISTED, message, user)
    opens = []
    if user.can(pathway.WORK):
        opens.append(("Open the case of a missing child whom this tells of", reverse("cme:told", args=[message.key])))
    if message.channel == Origin.TOLD:
        return opens
    entered = {"cme:enter": "missing child", "cme:new_pupil_from": "new pupil", "cme:deletion_from": "deletion"}
    return [
        *((f"Enter a {what} from this", reverse(name, args=[message.key])) for name, what in entered.items()),
        *opens,
    ]
