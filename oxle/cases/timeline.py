"""What happened on a case, as whoever opens it may read it: steps, notes, visits, letters, hand-overs, newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import duties
from oxle.cases.actions import CHANGED
from oxle.cases.models import Case, Event, SafeguardingReferral
from oxle.cases.pathways import TAKEN_BACK, Pathway
from oxle.cases.permissions import (
    KNOWS_OF_SAFEGUARDING,
    READS_SAFEGUARDING,
    compartments_for,
    documents_for,
)
from oxle.cases.queries import pathway_of
from oxle.core.dates import london_day
from oxle.correspondence.history import told_of
from oxle.correspondence.models import Letter
from oxle.correspondence.withheld import hidden_from, unaddressed
from oxle.schooldays.wording import plain_day


@dataclass(frozen=True)
class Entry:
    """One entry of a case's timeline: of which day it is, and the moment at which it was entered."""

    title: str
    by: str
    on: date
    moment: datetime
    text: str
    kind: str
    event: Event | None = None
    corrected: bool = False
    taken_back: bool = False
    # What a correction changed: [{"what", "was", "now"}].
    changed: Sequence[Mapping[str, str]] = ()

    @property
    def text_with_day(self) -> str:
        """What it says, with the day it is of where that is another than the one on which it was entered."""
        day = "" if self.on == london_day(self.moment) else f"{plain_day(self.on)}."
        return f"{day} {self.text}".strip()


def timeline(case: Case, user: User) -> list[Entry]:
    """Everything that happened on a case and that this person may read, newest first: the steps, what was written,
    allocated, attached and handed over, the letters from their release on, and what the MASH was told."""
    pathway = pathway_of(case)
    open_to = compartments_for(user, case)
    put_right = dict(case.events.filter(supersedes__isnull=False).values_list("supersedes_id", "step"))
    entries = [
        Entry(
            title=label_of(pathway, event) + (f": {event.party.name}" if event.party else ""),
            by=event.by.name if event.by else "Oxle",
            on=event.on,
            moment=event.at,
            text=_said(pathway, event),
            kind=TAKEN_BACK if event.step == TAKEN_BACK else "correction" if event.supersedes_id else "step",
            event=event,
            corrected=event.pk in put_right,
            taken_back=put_right.get(event.pk) == TAKEN_BACK,
            changed=event.facts.get(CHANGED, ()),
        )
        for event in case.events.filter(compartment__in=open_to).select_related(
            "by", "party__adult", "party__child", "supersedes"
        )
    ]
    entries += [
        Entry(f"Note ({note.get_compartment_display().lower()})", note.by.name, note.on, note.at, note.text, "note")
        for note in case.notes.filter(compartment__in=open_to).select_related("by")
    ]
    entries += [
        Entry(f"Visit: {visit.get_outcome_display().lower()}", visit.by.name, visit.on, visit.at, visit.text, "visit")
        for visit in case.visits.select_related("by")
    ]
    for row in case.agreed_actions.select_related("by", "settled_by"):
        said = f"{row.what}. By {row.who}, by {plain_day(row.due_on)}."
        entries.append(Entry("Action agreed", row.by.name, row.agreed_on, row.at, said, "agreed"))
        if row.settled_by:
            title, said = f"Agreed action: {row.get_outcome_display().lower()}", f"{row.what}. {row.came_of_it}".strip()
            entries.append(Entry(title, row.settled_by.name, row.settled_on, row.settled_at, said, "agreed"))
    entries += [
        Entry(
            f"Allocated to {one.to.name}" if one.to else "Returned to the team's queue",
            one.by.name,
            one.on,
            one.at,
            one.reason,
            "allocation",
        )
        for one in case.allocations.select_related("to", "by")
    ]
    entries += [
        Entry(
            f"{message.get_channel_display()} from {message.sender}",
            message.entered_by.name if message.entered_by else "Without an account",
            message.received_on,
            message.entered_at,
            message.text,
            "message",
        )
        for message in case.inbox_messages.select_related("entered_by")
    ]
    entries += [*_written(case, user), *_attached(case, user), *_handed_over(case), *_told_to_mash(case, user)]
    for hold in case.holds.select_related("by", "lifted_by"):
        entries.append(Entry("Put on legal hold", hold.by.name, hold.on, hold.at, hold.reason, "hold"))
        if hold.lifted_at:
            day = london_day(hold.lifted_at)
            entries.append(
                Entry("Legal hold lifted", hold.lifted_by.name, day, hold.lifted_at, hold.lifted_reason, "hold")
            )
    return sorted(entries, key=lambda one: (one.on, one.moment, one.event.order if one.event else 0), reverse=True)


def label_of(pathway: Pathway, event: Event) -> str:
    """What an entry says was done: a step, or that one was taken back."""
    if event.step == TAKEN_BACK and event.supersedes is not None:
        return f"Taken back: {pathway.step(event.supersedes.step).label}"
    return pathway.step(event.step).label


def _said(pathway: Pathway, event: Event) -> str:
    """The reason that was given, after what the duty says of the step's facts."""
    if event.step == TAKEN_BACK:
        return event.reason
    words = duties.duty(pathway.duty).step_words.get(duties.step_key(pathway, pathway.step(event.step)))
    return f"{words(event) if words else ''} {event.reason}".strip()


def _written(case: Case, user: User) -> list[Entry]:
    """What happened to the letters from their release on; nobody learns here where one goes that they may not."""
    seen = visible_to(user, Letter).filter(on_case__case=case)
    hidden = set(seen.filter(hidden_from(user)).values_list("pk", flat=True))
    did = ("approved", "released", "despite_change", "sent", "returned", "unreturned", "withdrawn")
    links = case.letters.filter(letter__in=seen.values("pk")).select_related(
        "letter__adult", "party__adult", "party__organisation", *(f"letter__{what}_by" for what in did)
    )
    return [
        Entry(
            f"{one.title}: {link.letter.title}" + (f", {link.party.name}" if link.party else ""),
            one.by,
            one.on,
            one.at,
            unaddressed(link.letter, one.text) if one.text and link.letter_id in hidden else one.text,
            "letter",
        )
        for link in links
        for one in told_of(link.letter)
    ]


def _attached(case: Case, user: User) -> list[Entry]:
    return [
        Entry(
            f"Document from the school: {one.title}" if one.from_school else f"Document: {one.title}",
            one.by.name,
            one.on,
            one.at,
            "",
            "document",
        )
        for one in documents_for(user, case)
    ]


def _handed_over(case: Case) -> list[Entry]:
    return [
        Entry(
            f"Handed over: {duties.COUNCIL_DUTIES.get(one.to_duty, one.to_duty)}",
            one.by.name,
            one.on,
            one.at,
            one.reason,
            "hand_over",
        )
        for one in case.handed_over.select_related("by")
    ]


def _told_to_mash(case: Case, user: User) -> list[Entry]:
    if not user.can(KNOWS_OF_SAFEGUARDING):
        return []
    reads = user.can(READS_SAFEGUARDING)
    return [
        Entry(_contact_to_mash(one), one.by.name, one.on, one.at, one.concern if reads else "", "mash")
        for one in case.safeguarding_referrals.select_related("by")
    ]


def _contact_to_mash(one: SafeguardingReferral) -> str:
    if one.came_back_on is None:
        return "Contact to the MASH"
    return f"Contact to the MASH, whose letter came back on {plain_day(one.came_back_on)}"
