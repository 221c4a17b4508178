"""Makes the bundles that were asked for, each once. Any number of workers may run at once, and any may die."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from attendance.prosecution import bundle_pdf, papers, readiness, withheld
from attendance.prosecution.bundle_contents import contents_of, digest
from attendance.prosecution.models import Bundle, Exhibit
from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment
from oxle.audit import acting
from oxle.cases import casework
from oxle.cases.models import Case
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.correspondence import printing, rendering
from oxle.documents.actions import store_made
from oxle.documents.models import File
from oxle.documents.types import PDF
from oxle.schooldays.wording import listed

# Longer than any bundle takes; after it another worker may have one whose worker died.
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 3
ACTOR = "system: court bundles"
KIND = "bundle"


@transaction.atomic
def ask_for(case: Case, *, by: User, at: datetime) -> Bundle:
    """Ask for a new bundle of a defendant's papers; a worker makes it within a minute. Letters become exhibits first.

    Asking again while one is being made gives that one.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    waiting = case.bundles.filter(state=Bundle.State.WAITING).first()
    if waiting:
        return waiting
    if case.charges.filter(replaced_on=None).first() is None:
        raise Refused("Choose the charge first.")
    papers.exhibit_letters(case, by=by, at=at)
    return Bundle.objects.create(case=case, number=case.bundles.count() + 1, asked_at=at, asked_by=by)


def make_next(*, at: datetime) -> Bundle | None:
    """Make one bundle that was asked for and whose letters are printed; None when none waits.

    It is claimed in one transaction and finished in another. One of papers that still lack something is marked as a
    draft on every page. One that fails is tried three times; one that would tell
    this defendant an address of somebody else is not kept at all, and says on which page it would have.
    """
    with acting(ACTOR):
        bundle = _claim(at)
    if bundle is None:
        return None
    try:
        with acting(ACTOR):
            contents = contents_of(bundle.case)
            hidden = withheld.secrets_from(bundle.case)
            is_draft = bool(readiness.gaps(bundle.case, london_day(at)))
        made = bundle_pdf.make(
            contents,
            number=bundle.number,
            on=london_day(at),
            is_draft=is_draft,
            fetch=lambda key: File.objects.get(key=key),
        )
    except rendering.CannotRender:
        raise
    except Exception as failure:  # whatever it is, the other bundles go on
        with acting(ACTOR):
            _fail(bundle, f"{type(failure).__name__}: {failure}"[:500])
        return bundle
    told = withheld.told_in(made.texts, hidden)
    with acting(ACTOR):
        if told:
            _refuse(bundle, _sentence(told))
        else:
            _keep(bundle, made, digest(contents, hidden, is_draft=is_draft), at, is_draft=is_draft)
    return bundle


def _claim(at: datetime) -> Bundle | None:
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    # A letter that is still to be printed is waited for; one whose printing failed is left out with a remark.
    awaited = Exhibit.objects.filter(
        case=OuterRef("case"), removed_at=None, letter__pdf=None, letter__attempts__lt=printing.MOST_ATTEMPTS
    ).exclude(letter=None)
    waiting = Bundle.objects.filter(free, ~Exists(awaited), state=Bundle.State.WAITING)
    bundle = waiting.order_by("asked_at", "pk").select_for_update(of=("self",), skip_locked=True).first()
    if bundle is not None:
        bundle.lease_until, bundle.attempts = at + LEASE, bundle.attempts + 1
        bundle.save(update_fields=["lease_until", "attempts"])
    return bundle


def _keep(bundle: Bundle, made: bundle_pdf.Made, made_of: str, at: datetime, *, is_draft: bool) -> None:
    with transaction.atomic():
        now = Bundle.objects.select_for_update(of=("self",)).get(pk=bundle.pk)
        if now.state != Bundle.State.WAITING:
            return  # finished by the worker that took it over
        file = store_made(made.content, kind=PDF, name=f"bundle-{now.key}.pdf", at=at)
        document = casework.attach(
            now.case,
            file,
            title=f"Court bundle, version {now.number}{' (draft, not complete)' if is_draft else ''}",
            by=now.asked_by,
            on=london_day(at),
            at=at,
            kind=KIND,
            compartment=Compartment.LEGAL,
        )
        now.state, now.document, now.pages, now.made_at = Bundle.State.MADE, document, made.pages, at
        now.content_sha256, now.contents, now.remarks = made_of, made.index, made.remarks
        now.problem, now.lease_until = "", None
        now.save()


def _fail(bundle: Bundle, problem: str) -> None:
    if bundle.attempts >= MOST_ATTEMPTS:
        _refuse(bundle, problem)
    else:
        waiting = Bundle.objects.filter(pk=bundle.pk, state=Bundle.State.WAITING)
        waiting.update(problem=problem, lease_until=None)


def _refuse(bundle: Bundle, problem: str) -> None:
    waiting = Bundle.objects.filter(pk=bundle.pk, state=Bundle.State.WAITING)
    waiting.update(state=Bundle.State.REFUSED, problem=problem, lease_until=None)


def _sentence(told: list[withheld.Told]) -> str:
    where: dict[str, list[str]] = {}
    for one in told:
        where.setdefault(one.whose, []).append(str(one.page))
    return "It would have told this defendant " + "; ".join(
        f"{whose} (on page {listed(pages)})" for whose, pages in where.items()
    )
