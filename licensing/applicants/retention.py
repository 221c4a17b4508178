"""How long what an applicant began, or sent, is kept: none of it is a case, so it goes by itself."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from licensing.applicants.models import Applicant, ApplicationDraft, ApplicationFile
from oxle.cases.disposal_models import LegalHold
from oxle.cases.offers import Abandoned
from oxle.core.rules import Rule, whole_number

UNSENT_DAYS = Rule(
    "licensing.keep_unsent_application",
    "How long an application for a licence that was never sent is kept after somebody last touched it",
    90,
    whole_number,
    "The service’s choice: it never reached the council, and names children (unsourced)",
    local=True,
    certain=False,
    unit="days",
)
SENT_DAYS = Rule(
    "licensing.keep_sent_copy",
    "How long an applicant can read what they sent; the cases keep it for as long as theirs say",
    365,
    whole_number,
    "The service’s choice: until the longest run is over (unsourced)",
    local=True,
    certain=False,
    unit="days",
)

ADDRESS_DAYS = Rule(
    "licensing.keep_applicant",
    "How long the e-mail address of an applicant is kept who has no application, after a link was last asked for",
    30,
    whole_number,
    "The service’s choice: anybody can type an address (unsourced)",
    local=True,
    certain=False,
    unit="days",
)


def _unsent() -> QuerySet[ApplicationDraft]:
    return ApplicationDraft.objects.exclude(state=ApplicationDraft.State.SENT)


def _sent() -> QuerySet[ApplicationDraft]:
    return ApplicationDraft.objects.filter(state=ApplicationDraft.State.SENT)


def _parts(draft: ApplicationDraft) -> Iterator[tuple[str, QuerySet[ApplicationFile]]]:
    yield "files attached to it", ApplicationFile.objects.filter(draft=draft)


def _no_holds(row: Applicant | ApplicationDraft) -> Q:
    """Nobody said whose record it is, so there is nothing that a hold could be set on; the cases have their own."""
    return Q(pk__in=LegalHold.objects.none())


UNSENT = Abandoned(
    record="Application for a licence or a permit that was never sent",
    time=UNSENT_DAYS,
    since="the day it was last touched",
    because="It was never sent, and nobody touched it for the time that its page tells.",
    rows=_unsent,
    touched="saved_at",
    parts=_parts,
    holds=_no_holds,
)
SENT = Abandoned(
    record="Applicant’s copy of an application that was sent",
    time=SENT_DAYS,
    since="the day it was sent",
    because="The cases that came of it keep what it says. This was the applicant’s own copy.",
    rows=_sent,
    touched="saved_at",
    parts=_parts,
    holds=_no_holds,
    own_certificate=True,
)
ADDRESS = Abandoned(
    record="E-mail address of an applicant without an application",
    time=ADDRESS_DAYS,
    since="the day a link was last asked for",
    because="Nothing that was begun or sent belongs to it any more.",
    rows=lambda: Applicant.objects.filter(drafts=None),
    touched="asked_at",
    parts=lambda row: iter(()),
    holds=_no_holds,
)
ABANDONED = (UNSENT, SENT, ADDRESS)
