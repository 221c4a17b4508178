"""The letters of a large county's open cases: those of the newest step, to check, and every final warning.

A final warning starts a clock by its service, so it has been posted, unless it is new, or the family has an address
that must not be told: then it waits for those who may release it.
"""

from datetime import timedelta

from attendance.demo.meetings import TARGET
from attendance.demo.story import Story
from attendance.referrals import letters, pathway, queries
from oxle.cases.models import CaseLetter, Event, Party
from oxle.correspondence import contents
from oxle.correspondence.kinds import LetterKind
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.schooldays.working_days import england

DAY = timedelta(days=1)
# Letters of a step that is no older than so many days still wait for somebody to check them.
STILL_DRAFTS = 5
FIRST = (letters.FIRST_WARNING, letters.PACE_LETTER, letters.PANEL_INVITATION, letters.PACE_INVITATION)


def to_check(story: Story) -> None:
    """The letters of the steps of the last days, as drafts, up to the invitations."""
    for event in story.events:
        kinds = pathway.REFERRAL.step(event.step).sends
        for kind in [kind for kind in FIRST if kind in kinds and _is_new(story, event)]:
            for party in story.parents:
                if letters.goes_to(kind, story.routes[party.pk]) and event.party in (None, party):
                    _draft(story, kind, party, event)


def warn_finally(story: Story, party: Party, event: Event) -> None:
    """One parent's final warning."""
    letter = _draft(story, letters.FINAL_WARNING, party, event)
    address = story.choice.pupil.homes[party.adult_id]
    if address and not _is_new(story, event):
        _post(story, letter, address, event)
    story.served[event.pk] = {letter.kind: letter.deemed_served_on}


def _is_new(story: Story, event: Event) -> bool:
    return event.on >= story.county.on - STILL_DRAFTS * DAY


def _draft(story: Story, kind: LetterKind, party: Party, event: Event) -> Letter:
    said = letters.what_it_says(
        kind,
        story.referral,
        story.school.name,
        event.facts,
        target=TARGET,
        offence=queries.OFFENCES.get(story.routes[party.pk].kind),
        marks=story.marks if "certificate" in kind.needs else (),
    )
    letter = Letter(
        kind=kind.key,
        kind_version=kind.version,
        reference=story.case.reference,
        child=story.choice.pupil.child,
        adult=party.adult,
        context=contents.stored(kind, said),
        drafted_at=event.at,
        drafted_by=event.by,
    )
    story.add(letter)
    story.add(CaseLetter(case=story.case, letter=letter, event=event, party=party))
    return letter


def _post(story: Story, letter: Letter, address: str, event: Event) -> None:
    """Released on the day of its step, and sent by first class post on the next working day."""
    county, sent_on = story.county, england().working_day_after(event.on, 1)
    letter.state = Letter.State.SENT
    letter.released_on, letter.released_by = event.on, county.people["senior"]
    letter.released_at = county.moment(event.on, 15, story.number % 60)
    letter.address = f"{letter.adult.name}\n{address}"
    letter.html = contents.html_of(letter, on=event.on, address=letter.address)
    letter.html_sha256 = contents.digest(letter.html)
    letter.sent_on, letter.sent_by, letter.method = sent_on, county.people["admin"], Method.FIRST_CLASS.value
    letter.sent_at = county.moment(sent_on, 16, story.number % 60)
    letter.deemed_served_on = Method.FIRST_CLASS.served_on(sent_on)
