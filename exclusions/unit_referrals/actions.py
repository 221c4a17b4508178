"""Every write about a referral to a provider: begun, filled in, its risks assessed, sent, answered, withdrawn."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse

from exclusions.incident import narrative
from exclusions.unit_referrals import figures, messages
from exclusions.unit_referrals.models import Likelihood, ProviderReferral, RiskAssessment, State
from exclusions.unit_referrals.visibility import WRITES
from oxle.accounts.models import User
from oxle.accounts.queries import people_who
from oxle.cases.models import Case
from oxle.core.concurrency import save_if_unchanged
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.correspondence.messages import MessageKind
from oxle.correspondence.outbox import message, queue_messages
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.people.queries import current_enrolment
from oxle.provision.models import Provider
from oxle.provision.placing import must_be_choosable
from oxle.transfers import actions as transfers
from oxle.transfers.models import Line, Reason, Transfer

WORDS = ("reason", "sen", "exploitation", "exploitation_words", "services", "behaviour", "parent_view", "pupil_voice")
# What a provider must know before it can say whether it takes a child, by what a refusal calls it.
NEEDED = {
    "reason": "why the pupil is referred",
    "sen": "special educational needs",
    "exploitation": "whether somebody may be exploiting the pupil",
    "behaviour": "what happened",
    "parent_view": "what the parents think",
    "pupil_voice": "what the pupil says",
}


@transaction.atomic
def begin(
    child: Child, provider: Provider, *, school_asked: bool, by: User, on: date, at: datetime
) -> ProviderReferral:
    """Begin a referral; with `school_asked` the child's school is told, without a name, and fills it in as well: but of
    a restricted child it sees no referral, so it is told of none.

    Refused for a provider that cannot be chosen today, while one to it is open, and where the school is asked of a
    child who is on no register.
    """
    must_be_choosable(child, provider, from_on=on, on=on)
    enrolment = current_enrolment(child, on)
    if school_asked and enrolment is None:
        raise Refused("The pupil is on no school’s register, so no school can be asked.", field="school_asked")
    case = Case.objects.filter(child=child, pathway="exclusions/permanent", closed_on=None).first()
    referral = ProviderReferral(
        child=child, school=enrolment.school if enrolment else None, provider=provider, case=case,
        school_asked=school_asked, begun_at=at, begun_by=by, **_told(case),
    )  # fmt: skip
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError as clash:
        if "one_open_referral_to_a_provider" not in str(clash):
            raise
        raise Refused(f"A referral to {provider.name} is open already.", field="provider") from None
    if school_asked and enrolment is not None and not child.restricted:
        _tell(messages.TO_FILL, enrolment.school.organisation_id, referral, at=at)
    return referral


@transaction.atomic
def fill_in(referral: ProviderReferral, version: int, *, by: User, **words: Any) -> None:
    """Write what the provider is told. Stale when somebody was faster; refused once it is sent."""
    _must_be(referral, State.DRAFT, "It was sent already. Withdraw it and begin another.")
    for name, value in words.items():
        setattr(referral, name, value)
    save_if_unchanged(referral, version, words)


@transaction.atomic
def assess(
    referral: ProviderReferral, *, risks: Mapping[str, Mapping[str, str]], review_on: date, file: File | None, by: User,
    on: date, at: datetime,
) -> RiskAssessment:  # fmt: skip
    """Another version of the risk assessment, also after the referral was sent; those before it stay to be read.

    `risks`: likelihood and measures of each risk. Refused for a likelihood without measures, and a day of review that
    does not come later.
    """
    _must_be_open(referral)
    for risk, said in risks.items():
        if said["likelihood"] != Likelihood.NONE and not said["measures"].strip():
            raise Refused("Enter the measures for this risk.", field=f"{risk}_measures")
    if review_on <= on:
        raise Refused("The day of the review must be in the future.", field="review_on")
    ProviderReferral.objects.select_for_update().get(pk=referral.pk)
    last = referral.assessments.first()
    return RiskAssessment.objects.create(
        referral=referral, number=last.number + 1 if last else 1, risks=dict(risks), review_on=review_on, file=file,
        written_at=at, written_by=by,
    )  # fmt: skip


@transaction.atomic
def send(referral: ProviderReferral, version: int, *, by: User, on: date, at: datetime) -> None:
    """Show the referral to its provider, with attendance and exclusions as they stand. The provider is told.

    Refused while something is missing that it must say, or there is no risk assessment, and to a provider that cannot
    be chosen any more: no place could be given there.
    """
    _must_be(referral, State.DRAFT, "It was sent already.")
    must_be_choosable(referral.child, referral.provider, from_on=on, on=on)
    if lacking := missing(referral):
        raise Refused(f"Before it can be sent, say: {', '.join(lacking)}.")
    referral.state, referral.sent_at, referral.sent_by = State.SENT, at, by
    referral.figures = figures.of(referral.child, on)
    save_if_unchanged(referral, version, ["state", "sent_at", "sent_by", "figures"])
    _tell(messages.SENT, referral.provider.organisation_id, referral, at=at)


@transaction.atomic
def answer(referral: ProviderReferral, version: int, *, accepts: bool, why: str, by: User, at: datetime) -> None:
    """The provider takes the child or does not, and says why not. Records then move there, where they do not yet, from
    the school whose register the child is on that day.

    It gives no place: an officer does, when it begins.
    """
    _must_be(referral, State.SENT, "It is not waiting for an answer.")
    if not accepts and not why.strip():
        raise Refused("Enter why the pupil is not taken.", field="why")
    referral.state = State.ACCEPTED if accepts else State.DECLINED
    referral.answered_at, referral.answered_by, referral.answer = at, by, why.strip()
    save_if_unchanged(referral, version, ["state", "answered_at", "answered_by", "answer"])
    on = london_day(at)
    enrolment = current_enrolment(referral.child, on)
    sender = enrolment.school if enrolment else referral.school
    if accepts and sender is not None and transfer_of(referral) is None:
        transfers.open_transfer(
            referral.child, sender, reason=Reason.NAMED, to=referral.provider, known_on=on, at=at, by=by
        )


@transaction.atomic
def withdraw(referral: ProviderReferral, version: int, *, why: str, by: User, at: datetime) -> None:
    """The child is not referred after all; what the provider answered before stays on record. The provider does not see
    it any more, nor the records that were to move there since it accepted, unless a file of them was sent or received.
    """
    _must_be_open(referral)
    opened = _opened_by(referral)
    referral.state, referral.withdrawn_because = State.WITHDRAWN, why.strip()
    referral.withdrawn_at, referral.withdrawn_by = at, by
    save_if_unchanged(referral, version, ["state", "withdrawn_at", "withdrawn_by", "withdrawn_because"])
    if opened is not None:
        # By nobody, so that the service opens the move again where the child's register ended all the same.
        because = f"The referral to {referral.provider.name} was withdrawn."
        transfers.withdraw(opened, opened.version, because=because, by=None, at=at)


def missing(referral: ProviderReferral) -> list[str]:
    """What must be said before a referral can be sent, in words."""
    found = [words for name, words in NEEDED.items() if not getattr(referral, name)]
    return found if referral.assessments.exists() else [*found, "the risk assessment"]


def transfer_of(referral: ProviderReferral) -> Transfer | None:
    """The transfer of the child's records to this provider, the newest that stands."""
    rows = Transfer.objects.filter(child=referral.child_id, to_provider=referral.provider_id, withdrawn_at=None)
    return rows.order_by("-opened_at").first()


def ended_transfer_of(referral: ProviderReferral) -> Transfer | None:
    """The newest that the service has withdrawn since the referral was sent, such as when the place was over and
    nothing had been sent; what a person wrote of one is no business of the provider's."""
    if referral.sent_at is None:
        return None
    rows = Transfer.objects.filter(child=referral.child_id, to_provider=referral.provider_id, withdrawn_by=None)
    return rows.filter(withdrawn_at__gte=referral.sent_at).order_by("-withdrawn_at").first()


def _opened_by(referral: ProviderReferral) -> Transfer | None:
    """The transfer that the acceptance opened, while it stands and no file of it was sent or received."""
    rows = Transfer.objects.filter(
        child=referral.child_id, to_provider=referral.provider_id, reason=Reason.NAMED, opened_at=referral.answered_at,
        withdrawn_at=None,
    )  # fmt: skip
    touched = Line.objects.filter(Q(sent_on__isnull=False) | Q(received_on__isnull=False))
    return rows.exclude(pk__in=touched.values("transfer")).first()


def _told(case: Case | None) -> dict[str, Any]:
    """What the school has told of a permanent exclusion, so that nobody types it twice."""
    if case is None:
        return {}
    told = case.permanent_exclusion
    return {
        "reason": f"Permanently excluded. Tried before: {told.tried}",
        "sen": told.get_sen_display(),
        "exploitation": "yes" if told.exploitation else "",
        "exploitation_words": told.exploitation_words,
        "behaviour": narrative(told),
        "pupil_voice": told.wellbeing,
    }


def _must_be(referral: ProviderReferral, state: State, why: str) -> None:
    if referral.state != state:
        raise Refused(why)


def _must_be_open(referral: ProviderReferral) -> None:
    if referral.state in {State.DECLINED, State.WITHDRAWN}:
        raise Refused(f"It stands as “{referral.get_state_display()}”.")


def _tell(kind: MessageKind, organisation_id: int, referral: ProviderReferral, *, at: datetime) -> None:
    queue_messages(
        message(
            kind,
            person,
            dedupe=f"{kind.key}:{referral.pk}:{person.pk}",
            link=reverse("exclusions:unit_referrals:referral", args=[referral.key]),
            at=at,
        )
        for person in people_who(organisation_id, WRITES)
    )
