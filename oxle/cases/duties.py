"""The registry of duties: which there are, and what each offers. Each registers itself in its `duty.py` at start-up."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver
from django.utils.module_loading import autodiscover_modules

from oxle.accounts.permissions import write
from oxle.cases.offers import (
    Abandoned,
    ChildRecord,
    Panel,
    PortalCases,
    PortalRow,
    PortalService,
    Record,
    Returned,
    StepPage,
    Task,
)
from oxle.cases.pathways import Check, Pathway, Step
from oxle.core.navigation import Entry
from oxle.core.periodic import Periodic
from oxle.correspondence.kinds import LetterKind

if TYPE_CHECKING:
    from django import forms
    from django.db.models import Q, QuerySet

    from oxle.accounts.models import User
    from oxle.cases.board import Aim, BoardFigure, ListOf
    from oxle.cases.came import Came
    from oxle.cases.criteria import Criterion
    from oxle.cases.inbox_models import HandOver, InboxMessage
    from oxle.cases.involvement import Involved
    from oxle.cases.models import Case, CaseLetter, Event, Party
    from oxle.cases.outlived import Term
    from oxle.cases.retention import Retention
    from oxle.cases.revoked import Revoked
    from oxle.cases.waiting import Waiting
    from oxle.people.models import Child

# Whether a check holds for a case (and a party): None when it does, else one sentence for the person who asked.
Finding = Callable[["Case", "Party | None", date], "str | None"]
# Who gets each of some letters of a step, which may have concerned one party: (kinds, case, party, event).
Recipients = Callable[[Sequence[LetterKind], "Case", "Party | None", "Event"], "list[tuple[LetterKind, Party]]"]
# Opens a case of a matter that was handed over, with what was said on accepting it: (hand-over, data, by, on, at).
Receive = Callable[["HandOver", Mapping[str, Any], "User", date, datetime], "Case"]
# Keeps on a case that is open already what was said on adding a hand-over to it: (hand-over, case, data, by, on, at).
ReceiveMore = Callable[["HandOver", "Case", Mapping[str, Any], "User", date, datetime], None]


@dataclass(frozen=True)
class Duty:
    """What a duty offers the platform. Adding one is a folder and a name in `DUTIES` of the settings."""

    key: str
    name: str
    pathways: tuple[Pathway, ...]
    team: str
    letters: tuple[LetterKind, ...] = ()
    # Addresses under /<key>/.
    urls: Sequence[URLPattern | URLResolver] = ()
    navigation: tuple[Entry, ...] = ()
    # The form of a step, where the generic one (whom it concerns, a date, a reason) does not do, by "pathway/step".
    step_forms: Mapping[str, "type[forms.Form]"] = field(default_factory=dict)
    # What a step's own form leads to, where taking the step is not all: called like actions.take, with `data`.
    step_actions: "Mapping[str, Callable[..., Event]]" = field(default_factory=dict)
    # What else changes when a step's entry is put right: (case, event, on=, facts=, by=, data=) -> the facts as they
    # then are. `data` is what was said on the step's own form; None where only days are put right.
    step_corrections: "Mapping[str, Callable[..., dict[str, Any]]]" = field(default_factory=dict)
    # What the fields of a step's own form hold of its entry, so that all of it can be put right there: (the step as it
    # was taken, as it was last put right) -> values, or None where it has no record. A step that only is taken needs
    # none: its facts say all.
    step_answers: "Mapping[str, Callable[[Event, Event], Mapping[str, Any] | None]]" = field(default_factory=dict)
    # What on a case does not fit together since an entry was put right, and somebody must look at: (case) -> sentences.
    doubts: "Callable[[Case], list[str]] | None" = None
    # The page of a step that has one of its own, by "pathway/step". Several steps can share one.
    step_pages: "Mapping[str, StepPage]" = field(default_factory=dict)
    # Where a person goes on after a step, by "pathway/step": (case, event) -> address. Elsewhere than the case's page.
    step_leads_to: "Mapping[str, Callable[[Case, Event], str]]" = field(default_factory=dict)
    checks: Mapping[str, Finding] = field(default_factory=dict)
    # Why a step cannot have been taken on a day, by "pathway/step": (case, day) -> a sentence, or None where it can. A
    # check forbids the step; this only the day, so that the step is offered and another day can be entered.
    step_days: "Mapping[str, Callable[[Case, date], str | None]]" = field(default_factory=dict)
    # What the timeline says of a step's facts, before its reason: (event) -> a sentence, by step.
    step_words: "Mapping[str, Callable[[Event], str]]" = field(default_factory=dict)
    # What whoever takes a step must have read first, over its form, as a summary list shows it: (case) -> rows.
    step_shows: "Mapping[str, Callable[[Case], list[dict[str, Any]]]]" = field(default_factory=dict)
    # Where it is done what a check waits for, by check: (case) -> (words, address).
    check_pages: "Mapping[str, Callable[[Case], tuple[str, str]]]" = field(default_factory=dict)
    # Work that recurs by itself, by what it does in words.
    schedule: Mapping[str, Periodic] = field(default_factory=dict)
    # What a letter of ours must know: (case, party, event) -> the letter's context.
    letter_context: "Callable[[LetterKind, Case, Party | None, Event], dict[str, Any]] | None" = None
    # Whom each of a step's letters goes to, one each; without it, the party whom the step concerns.
    letter_recipients: "Recipients | None" = None
    # Which of some letters their cases still call for, to those they went to; without it, all. One query for them all.
    still_called_for: "Callable[[list[CaseLetter], date], list[CaseLetter]] | None" = None
    # Called in the same transaction after each step, for what only this duty keeps.
    after_step: "Callable[[Case, Event, User | None], None] | None" = None
    # The same after an entry is put right: (case, the entry as it now is, user).
    after_correction: "Callable[[Case, Event, User | None], None] | None" = None
    # Called in the same transaction when a letter of ours is recorded as sent, put right, withdrawn or come back, for
    # what only this duty keeps of it: (the letter on its case, who recorded it, when).
    after_letter: "Callable[[CaseLetter, User, datetime], None] | None" = None
    # What the duty keeps, with a step that closes a case, of what will end with it, so that it can be given back:
    # (case) -> facts.
    before_closing: "Callable[[Case], dict[str, Any]] | None" = None
    # Gives back what such a step ended elsewhere, once it is taken back: (case, the step as last put right, the entry
    # that takes it back, user) -> what could not be given back, in sentences. Refused where nothing may be.
    after_taking_back: "Callable[[Case, Event, Event, User | None], list[str]] | None" = None
    # The same of an entry that closed nothing: (case, the entry as last put right, the entry that takes it back, user)
    # -> what could not be given back, in sentences.
    after_revoking: "Callable[[Case, Event, Event, User | None], list[str]] | None" = None
    # For a matter that another duty handed over and somebody here accepts; without it, it is linked or answered.
    receive: "Receive | None" = None
    # What more the duty keeps where the child's case is open already and the hand-over is added to it; without it, the
    # message alone.
    receive_more: "ReceiveMore | None" = None
    panels: tuple[Panel, ...] = ()
    # What the duty was told that must be known before anybody in its cases is met: sentences, by case.
    warnings: "Callable[[Sequence[Case]], dict[int, list[str]]] | None" = None
    # More tabs of a case's page: (case, user) -> (words, address) each.
    case_parts: "Callable[[Case, User], list[tuple[str, str]]] | None" = None
    # What a school can send us, and what it has sent: (user) -> rows of its home page.
    portal: tuple[PortalService, ...] = ()
    # What this officer can enter from a message that waits in the inbox: (message, user) -> (words, address) each.
    from_message: "Callable[[InboxMessage, User], list[tuple[str, str]]] | None" = None
    # What is half entered from messages that wait, each in a sentence that says by whom and since when, and names no
    # child: (messages) -> sentences by message.
    begun_from: "Callable[[Sequence[InboxMessage]], dict[int, str]] | None" = None
    # Messages in the inbox that something of ours ties to some children: (children) -> Q over InboxMessage.
    messages_about: "Callable[[QuerySet[Any]], Q] | None" = None
    portal_rows: "Callable[[User], list[PortalRow]] | None" = None
    # What a school told of that is a case each, so that all duties' are read at once.
    portal_cases: tuple[PortalCases, ...] = ()
    # More rows for "my work" of a user: letters to post and deadlines are the platform's.
    work_sources: "tuple[Callable[[User, date], list[Task]], ...]" = ()
    # What waits by a date on a day and is no case yet; see waiting.
    waiting: "Callable[[date], list[Waiting]] | None" = None
    # Children who are lawfully taught otherwise than at school, so that nobody offers them a place: (on) -> their keys.
    # Whoever is on a school's register all the same is not left out by it; see without.
    taught_otherwise: "Callable[[date], QuerySet[Any, Any]] | None" = None
    # What schools told this duty of some children's entry in their registers: (their primary keys). See came.
    came: "Callable[[Collection[int]], Iterable[Came]] | None" = None
    # What schools told this duty of an order for a child that was revoked. See revoked.
    revoked: "Callable[[Child], Iterable[Revoked]] | None" = None
    # What the termly return must know of this duty's cases; None where it does not count them. See national_return.
    returned: Returned | None = None
    # Which of its cases put their child on the register of pupils missing out, and what makes a child red or amber.
    missing_out: "tuple[Involved, ...]" = ()
    # Where its closed cases stand whose child lives elsewhere since, and is nobody's to find a school for here, by the
    # key of the pathway.
    gone: Mapping[str, frozenset[str]] = field(default_factory=dict)
    criteria: "tuple[Criterion, ...]" = ()
    # What it counts for the board beside that register, at the end of a day: (on) -> figures over everybody.
    board_figures: "Callable[[date], Sequence[BoardFigure]] | None" = None
    # What the service aims at with some of these figures, by their keys.
    board_aims: "Mapping[str, Aim]" = field(default_factory=dict)
    # Where what some of them count is listed today, by their keys.
    board_lists: "Mapping[str, ListOf]" = field(default_factory=dict)
    # From which day on there is anything to count, where that is not the day on which its first case was opened.
    board_since: "Callable[[], date | None] | None" = None
    # Stories for the demonstration, none of which needs another: (county) -> by school, what tells each. Those of one
    # school are told one after the other, since they wait for its locks.
    demo_stories: Callable[[Any], Mapping[int, Sequence[Callable[[], object]]]] | None = None
    # Adds to the demonstration, once every story is told: (county) -> None.
    demo: Callable[[Any], None] | None = None
    # How long a closed case is kept, by the key of its pathway.
    retention: "Mapping[str, Retention]" = field(default_factory=dict)
    # What only this duty keeps of a case, in the order in which it can be destroyed: what points at another first.
    records: tuple[Record, ...] = ()
    # What of this duty goes with a child's record where no case holds it, and how long that keeps the record.
    child_records: tuple[ChildRecord, ...] = ()
    child_terms: "tuple[Term, ...]" = ()
    # What is begun and given up before it becomes a case.
    abandoned: tuple[Abandoned, ...] = ()


# Notices under s.437 and School Attendance Orders, to which matters are handed over and which are not here yet.
ORDERS = "school_attendance_orders"
# The council's duties, by the name people know them by, whether or not each is installed yet.
COUNCIL_DUTIES = {
    "attendance": "Attendance",
    "exclusions": "Exclusion and reintegration",
    "cme": "Children missing education",
    "ehe": "Elective home education",
    "reduced_timetables": "Reduced timetables",
    "licensing": "Licensing of performances and employment",
    "section_19": "Education for children who cannot attend (section 19)",
    "ehc_review": "EHC plans",
    ORDERS: "Notices under section 437 and School Attendance Orders",
}

_DUTIES: dict[str, Duty] = {}


def register(duty: Duty) -> Duty:
    """Add a duty; refuses a second of the same key or a pathway that belongs to another."""
    if duty.key in _DUTIES:
        raise ImproperlyConfigured(f"Two duties are called “{duty.key}”.")
    for pathway in duty.pathways:
        if pathway.duty != duty.key:
            raise ImproperlyConfigured(f"The pathway “{pathway.key}” says that it belongs to “{pathway.duty}”.")
    _DUTIES[duty.key] = duty
    return duty


def discover() -> None:
    """Import `duty.py` of every installed app, which registers them."""
    autodiscover_modules("duty")


def duties() -> list[Duty]:
    """Every installed duty, by name."""
    return sorted(_DUTIES.values(), key=lambda duty: duty.name)


def duty(key: str) -> Duty:
    """The duty of that key; KeyError when it is not installed."""
    return _DUTIES[key]


def is_installed(key: str) -> bool:
    """Whether a duty is part of this installation."""
    return key in _DUTIES


def receiver(key: str) -> "Receive | None":
    """What opens a duty's case of what was handed over to it; None where the duty is not here or takes nothing."""
    return _DUTIES[key].receive if key in _DUTIES else None


def may_receive(user: "User", key: str) -> bool:
    """Whether a person may accept what is handed over to a duty, or send it back: who works on its cases."""
    return user.can(write(key))


def pathways() -> list[Pathway]:
    """Every pathway of every installed duty."""
    return [one for duty in duties() for one in duty.pathways]


def pathway(key: str, version: int) -> Pathway:
    """A pathway in the version a case opened under; KeyError when it was removed too soon."""
    for one in _DUTIES.values():
        for each in one.pathways:
            if (each.key, each.version) == (key, version):
                return each
    raise KeyError(f"{key} version {version}")


def said_of(cases: "Iterable[Case]") -> dict[int, list[str]]:
    """What the duties were told that must be known before anybody in these cases is met, by case (`Duty.warnings`)."""
    each = list(cases)
    said: dict[int, list[str]] = {}
    for one in _DUTIES.values():
        theirs = [case for case in each if case.duty == one.key]
        if theirs and one.warnings:
            said |= one.warnings(theirs)
    return said


def finding(case: "Case", check: Check, party: "Party | None", on: date) -> str | None:
    """What stands in the way of a step, by one of its checks; None when nothing does."""
    return duty(case.duty).checks[check.key](case, party, on)


def unmet(case: "Case", step: Step, party: "Party | None", on: date) -> tuple[Check, str] | None:
    """The first of a step's checks that does not hold, and why; None when all of them do."""
    for check in (*step.needs, *step.offered_while):
        if found := finding(case, check, party, on):
            return check, found
    return None


def step_key(pathway: Pathway, step: Step) -> str:
    """How a duty's tables name a step of a pathway."""
    return f"{pathway.key}/{step.key}"
