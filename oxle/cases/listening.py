"""What cases do when something below them changes: a calendar, a setting, a letter, a look at a closed record."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from oxle.accounts.models import Organisation, User
from oxle.cases import casework, disposal, duties, messages, mismatching, projection, reads, retention
from oxle.cases.disposal_models import RUNNING, Disposal
from oxle.cases.models import Case, CaseLetter
from oxle.cases.pathways import Step
from oxle.cases.redrafting import passed_day
from oxle.cases.timer_models import Recount
from oxle.core import dates, rules
from oxle.core.dates import london_day
from oxle.core.rules import Rule
from oxle.correspondence import hooks
from oxle.correspondence.kinds import KINDS
from oxle.correspondence.models import Letter
from oxle.correspondence.outbox import queue_message
from oxle.correspondence.returned import why
from oxle.people.actions.access import on_break_glass, on_conflict
from oxle.people.actions.merging import before_merge, must_move
from oxle.people.models import BreakGlass, Child, Conflict
from oxle.provision.reconciling import on_found
from oxle.schooldays.changes import CalendarChange, on_calendar_changed
from oxle.schooldays.wording import plain_day


def register() -> None:
    """Hang our listeners on the hooks of the layers below."""
    on_calendar_changed(calendar_changed)
    hooks.teams.append(team_of_case)
    hooks.cautions.append(said_on_the_case)
    hooks.keeps_back.append(letters_kept_back)
    hooks.letter_sent.append(letter_changed)
    hooks.letter_corrected.append(letter_changed)
    hooks.letter_withdrawn.append(letter_changed)
    for moved in (hooks.letter_sent, hooks.letter_corrected, hooks.letter_withdrawn, hooks.letter_returned):
        moved.append(its_duty_is_told)
    hooks.letter_returned.append(letter_came_back)
    on_break_glass.append(glass_broken)
    on_conflict.append(conflict_began)
    on_found.append(mismatching.tell)
    must_move[Case] = two_open_cases
    before_merge.append(two_records_become_one)
    rules.CHANGED.append(rule_changed)
    reads.register()


def team_of_case(letter: Letter) -> Organisation | None:
    """The team that works on the case of a letter."""
    # One that is only shown is of no case yet.
    return Organisation.objects.filter(cases__letters__letter=letter).first() if letter.pk else None


def glass_broken(opened: BreakGlass) -> None:
    """Tell every manager that a restricted record was opened; the reason is read on the page, never in the e-mail."""
    for person in reads.managers():
        queue_message(
            messages.BROKEN_GLASS,
            person,
            dedupe=f"glass:{opened.pk}:{person.pk}",
            link=reverse("people:glass_list"),
            at=opened.at,
        )


def conflict_began(conflict: Conflict, by: User) -> None:
    """Take an officer's open cases of a child back to the queue, when the child's record is closed to them."""
    of_child = Q(child=conflict.child_id) | Q(parties__child=conflict.child_id)
    keys = Case.objects.filter(of_child, owner=conflict.user_id, closed_on=None).values("pk")
    for case in Case.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
        casework.allocate(
            case,
            to=None,
            by=by,
            on=dates.today(),
            at=dates.now(),
            reason="The officer declared a conflict of interest.",
            version=case.version,
        )


def two_open_cases(left: list[Case], kept: Child) -> str:
    """Why two records cannot be merged while each has an open case of one kind, and what to do about it."""
    first = left[0]
    others = Case.objects.filter(pathway=first.pathway, child=kept, closed_on=None)
    other = (others.filter(school=first.school_id) if first.per_school else others).get()
    name = duties.pathway(first.pathway, first.pathway_version).name
    return (
        f"Both records have an open case of the kind “{name}”: {first.reference} and {other.reference}. Close one of "
        "them first, or it would be lost with the merged record."
    )


def two_records_become_one(kept: Child, merged: Child, at: datetime) -> None:
    """End what is being decided on either record: two people looked at one of them, and it is to be another."""
    for running in Disposal.objects.filter(child__in=(kept, merged), state__in=RUNNING).order_by("pk"):
        disposal.stop(running, f"The record was merged with another on {plain_day(london_day(at))}.")


def calendar_changed(change: CalendarChange) -> None:
    """Ask for a recount of every deadline that counts on these calendars; the sweep does it."""
    for calendar_id in sorted(change.calendar_ids):
        Recount.objects.create(
            calendar_id=calendar_id,
            with_default=change.default_changed,
            because=f"term dates were changed by {change.by}"[:300],
            at=dates.now(),
        )


def rule_changed(rule: Rule[Any], from_on: date) -> None:
    """Ask for a recount of what counts from that day on, when a setting was changed from a day that has come.

    A clock keeps the value of the day it started, and a closed case that of the day it closed, so a change from a day
    to come moves nothing there is.
    """
    if from_on <= dates.today() and (_some_clock_counts_by(rule) or retention.counts(rule)):
        Recount.objects.create(
            counted_from_on=from_on, because=f"the setting “{rule.label}” was changed"[:300], at=dates.now()
        )


def _some_clock_counts_by(rule: Rule[Any]) -> bool:
    return any(clock.limit is rule for pathway in duties.pathways() for clock in pathway.clocks)


def letter_changed(letter: Letter, *, by: User, on: date) -> None:
    """A clock that runs from a letter runs from its service: where there is one, work the deadlines out again."""
    _count_again(letter, "a letter was sent, withdrawn or put right")


def its_duty_is_told(letter: Letter, *, by: User, on: date) -> None:
    """What a duty keeps of its letters beside the clocks, such as that somebody was asked, goes by the letter, too."""
    kind = KINDS.get(letter.kind)
    # A letter of a duty that is not installed here is the post’s alone.
    wants = duties.duty(kind.area).after_letter if kind and duties.is_installed(kind.area) else None
    link = CaseLetter.objects.filter(letter=letter).select_related("case", "event").first() if wants else None
    if wants and link is not None:
        link.letter = letter
        wants(link, by, dates.now())


def letter_came_back(letter: Letter, *, by: User, on: date) -> None:
    """A letter that came back was not served: what runs from its service is worked out again, and says why."""
    _count_again(letter, f"“{letter.title}” came back undelivered on {plain_day(letter.returned_on)}: {why(letter)}")


def _count_again(letter: Letter, because: str) -> None:
    kinds = {clock.served.key for pathway in duties.pathways() for clock in pathway.clocks if clock.served}
    if letter.kind not in kinds:
        return
    link = CaseLetter.objects.filter(letter=letter).first()
    if link is not None:
        # A closed case too: what was due when is part of its story.
        case = Case.objects.select_for_update().get(pk=link.case_id)
        projection.rewrite(case, at=dates.now(), because=because)


def said_on_the_case(letters: Sequence[Letter]) -> dict[int, list[str]]:
    """What the duty was told, on each letter's case, that must be known before anybody in it is met."""
    links = CaseLetter.objects.filter(letter__in=letters).select_related("case")
    cases = {link.letter_id: link.case for link in links.only("letter", "case__duty", "case__came_from")}
    said = duties.said_of(cases.values())
    return {letter: said[case.pk] for letter, case in cases.items() if case.pk in said}


def _passed(letter: Letter, step: Step, since: date, on: date) -> date | None:
    kind = letter.letter_kind
    return passed_day(step, letter.context, since, on, announces=kind.announces if kind else ())


def letters_kept_back(letters: Sequence[Letter], on: date) -> dict[int, str]:
    """Which letters may not leave because of their case: it is paused, or it was closed by another step than theirs;
    what they say was put right since their release; or the meeting or hearing to which they invite is over.

    What left before the pause or the closing can still be recorded, for the day is asked about and not the moment.
    """
    reasons = {}
    by_key = {letter.pk: letter for letter in letters}
    links = CaseLetter.objects.filter(letter__in=letters).select_related("case", "event")
    for link in links.only(
        "letter",
        "corrected_on",
        "event__step",
        "event__on",
        "case__pathway",
        "case__pathway_version",
        "case__closed_on",
        "case__paused_since_on",
    ):
        case = link.case
        step = duties.pathway(case.pathway, case.pathway_version).step(link.event.step)
        if case.closed_on is not None and case.closed_on <= on and not (step.to and step.to.closed):
            reasons[link.letter_id] = f"The case was closed on {plain_day(case.closed_on)}. Withdraw this letter."
        elif case.paused_since_on is not None and case.paused_since_on <= on and not step.while_paused:
            since = plain_day(case.paused_since_on)
            reasons[link.letter_id] = f"The case is paused since {since}. This letter waits until it is resumed."
        elif link.corrected_on is not None and link.corrected_on <= on:
            put_right = plain_day(link.corrected_on)
            reasons[link.letter_id] = f"What it says was put right on {put_right}. Withdraw it and draft it again."
        elif day := _passed(by_key[link.letter_id], step, link.event.on, on):
            reasons[link.letter_id] = f"The day that it announces, {plain_day(day)}, has passed. Withdraw this letter."
    return reasons
