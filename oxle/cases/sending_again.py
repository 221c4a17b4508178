"""Letters of a case that the post brought back, or that say what was put right since: rows of "my work"."""

from collections import defaultdict
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import actions, duties, redrafting
from oxle.cases.entries import root_of
from oxle.cases.models import Case, CaseLetter, Event
from oxle.cases.offers import Task
from oxle.cases.pathways import Pathway
from oxle.cases.standing import as_they_stand
from oxle.correspondence.actions import SENT
from oxle.correspondence.models import Letter
from oxle.correspondence.returned import why
from oxle.schooldays.wording import plain_day

SENIOR, PAUSED = "a colleague who may draft it", "the case, which is paused"


def tasks_of(user: User, on: date) -> list[Task]:
    """The letters of this officer's cases that came back, or left with what was put right since, and are to be sent
    again, while their case calls for them.

    Not one that was drafted again since, nor to somebody who is no party any more; of a closed case only those that
    `redrafting.still_go`. A number of queries that does not grow with the letters.
    """
    newer = CaseLetter.objects.filter(
        case=OuterRef("case"), party=OuterRef("party"), letter__kind=OuterRef("letter__kind"), pk__gt=OuterRef("pk")
    )
    rows = CaseLetter.objects.filter(
        ~Exists(newer.exclude(letter__state=Letter.State.WITHDRAWN)),
        ~_overtaken(),
        Q(letter__state=Letter.State.RETURNED) | Q(letter__state__in=SENT, corrected_on__isnull=False),
        letter__in=visible_to(user, Letter).values("pk"),
        case__in=visible_to(user, Case).values("pk"),
        case__owner=user,
        party__to_on=None,
    ).select_related(
        "letter",
        "case__child",
        "case__adult",
        "case__organisation",
        "event__superseded_by",
        "party__adult",
        "party__organisation",
    )
    links = _still_called_for(list(rows.order_by("pk")), on)
    return [_task(user, link) for link in links]


def _still_called_for(links: list[CaseLetter], on: date) -> list[CaseLetter]:
    if not links:
        return []
    by_duty: dict[str, list[CaseLetter]] = defaultdict(list)
    for link in _still_true(links):
        event = _as_corrected(link.event)
        step = _pathway(link).step(event.step)
        is_over = redrafting.passed_day(step, event.facts, event.on, on) is not None
        if redrafting.still_go(link.case, step) and not is_over:
            by_duty[link.case.duty].append(link)
    found = []
    for key, theirs in by_duty.items():
        still = duties.duty(key).still_called_for
        found += still(theirs, on) if still else theirs
    return found


def _told_again() -> set[str]:
    """The kinds of letters that a later step makes untrue by what it says, such as another day of a meeting."""
    return {kind.key for pathway in duties.pathways() for step in pathway.steps for kind in step.tells_again}


def _overtaken() -> Q:
    """The letters that are not true any more, because of a step that was taken after theirs, and none since made them
    true again; but for those of `_told_again`, of which more is asked."""
    overtaken_by: dict[str, set[str]] = defaultdict(set)
    restored_by: dict[str, set[str]] = defaultdict(set)
    for pathway in duties.pathways():
        for step in pathway.steps:
            for kind in step.overtakes:
                overtaken_by[kind.key].add(step.key)
            for kind in step.restores:
                restored_by[kind.key].add(step.key)
    found = Q(pk__in=[])
    for key in overtaken_by.keys() - _told_again():
        later = Event.objects.filter(
            case=OuterRef("case"), step__in=overtaken_by[key], order__gt=OuterRef("event__order")
        )
        later = later.filter(Q(party=None) | Q(party=OuterRef("party")), supersedes=None)
        if key in restored_by:
            again = Event.objects.filter(
                case=OuterRef("case"), step__in=restored_by[key], order__gt=OuterRef("order"), supersedes=None
            )
            later = later.filter(~Exists(again))
        found |= Q(Exists(later), letter__kind=key)
    return found


def _still_true(links: list[CaseLetter]) -> list[CaseLetter]:
    """Less those of `_told_again` that are not true any more because of a step that was taken after theirs, and was not
    taken back. One query, and none where there is none of them."""
    kinds = {link.letter.kind for link in links} & _told_again()
    steps = {
        step.key
        for pathway in duties.pathways()
        for step in pathway.steps
        for kind in (*step.overtakes, *step.restores)
        if kind.key in kinds
    }
    if not steps:
        return links
    by_case: dict[int, list[Event]] = defaultdict(list)
    taken = Event.objects.filter(case__in={link.case_id for link in links}, step__in=steps)
    for event in as_they_stand(taken.select_related("supersedes__supersedes")):
        by_case[event.case_id].append(root_of(event))
    return [
        link
        for link in links
        if link.letter.kind not in kinds
        or not redrafting.is_overtaken(
            _pathway(link), link.letter.kind, link.event, by_case[link.case_id], party=link.party_id
        )
    ]


def _as_corrected(event: Event) -> Event:
    # The first correction came with the letters; of one that was put right twice the rest is asked for.
    while (newer := getattr(event, "superseded_by", None)) is not None:
        event = newer
    return event


def _task(user: User, link: CaseLetter) -> Task:
    letter, case = link.letter, link.case
    step = _pathway(link).step(link.event.step)
    waits = case.paused_since_on is not None and not step.while_paused
    may_draft = actions.may_take(user, step) and not waits
    if letter.returned_on is not None:
        since, because = letter.returned_on, f"Came back on {plain_day(letter.returned_on)}: {why(letter)}"
    else:
        since, because = link.corrected_on, f"{_what_is_wrong(link)} {plain_day(link.corrected_on)}"
    about = " · ".join(str(one) for one in (case.subject, link.party and link.party.name) if one)
    return Task(
        title=f"Send again: {letter.title}",
        about=about,
        why=because,
        action="Draft the letter again" if may_draft else "See the letter",
        url=reverse("cases:draft_again", args=[case.key])
        if may_draft
        else reverse("correspondence:letter", args=[letter.key]),
        due_on=since,
        case=case.pk,
        child=case.child_id,
        owner=user.pk,
        waiting_on="" if may_draft else PAUSED if waits else SENIOR,
    )


def _what_is_wrong(link: CaseLetter) -> str:
    # Of what a later step can change it is not kept which it was: that, or that an entry was put right.
    kind = link.letter.kind
    moves = any(kind == one.key for step in _pathway(link).steps for one in step.tells_again)
    return "What it says is not so any more since" if moves else "What it says was put right on"


def _pathway(link: CaseLetter) -> Pathway:
    return duties.pathway(link.case.pathway, link.case.pathway_version)
