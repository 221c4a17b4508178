"""Every write to a letter by a person: drafted, released, sent, put right, withdrawn."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from oxle.accounts.models import Organisation, User
from oxle.core.concurrency import save_if_unchanged
from oxle.core.dates import london_day
from oxle.core.errors import Refused, Stale
from oxle.correspondence import contents, hooks, returned, since_release, strangers, withheld
from oxle.correspondence.cautions import cautions_of
from oxle.correspondence.kinds import KINDS, Audience, LetterKind
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter, Message, WhyReturned
from oxle.correspondence.queries import may_agree
from oxle.correspondence.rules import SECOND_PERSON
from oxle.people.models import Adult, Child
from oxle.schooldays.wording import listed, plain_day

State = Letter.State
UNSENT = (State.DRAFTED, State.RELEASED, State.RENDERED)
SENT = (State.SENT, State.SERVED)
NOT_YOURS = "You cannot release this letter. Ask somebody who can."
CHANGED = "The letter has changed since you read it. Read it again before you release it."


def new_letter(
    kind: LetterKind,
    *,
    recipient: Adult | Organisation,
    child: Child | None,
    context: Mapping[str, Any],
    by: User | None,
    at: datetime,
    reference: str = "",
) -> Letter:
    """One letter to one recipient as it is drafted; nothing is saved. Two parents are two letters.

    `context` may hold only what the kind allows (ValueError otherwise); what is still missing can come until release.
    """
    if KINDS.get(kind.key) is not kind:
        raise ValueError(f"{kind.key} is not registered: its duty must do so when it starts")
    to_adult = isinstance(recipient, Adult)
    if to_adult != (kind.audience is Audience.ADULT):
        raise ValueError(f"{kind.key} is a letter to an {kind.audience}")
    return Letter(
        kind=kind.key,
        kind_version=kind.version,
        reference=reference,
        child=child,
        adult=recipient if to_adult else None,
        organisation=None if to_adult else recipient,
        context=contents.stored(kind, context),
        drafted_at=at,
        drafted_by=by,
    )


def edit_draft(
    letter: Letter, version: int, *, own_paragraph: str, by: User, context: Mapping[str, Any] | None = None
) -> None:
    """Change a draft's own paragraph, and its values where `context` is given. An agreement to the old text is void.

    Refused when it would tell the recipient what is withheld from them. Raises Stale when somebody else changed the
    letter since the editor opened it.
    """
    _refuse_unless(letter, [State.DRAFTED], "It has been released, so what it says cannot change.")
    kind = _kind(letter)
    if own_paragraph and not kind.own_paragraph:
        raise Refused("This letter has no room for a paragraph of your own.", field="own_paragraph")
    letter.own_paragraph = own_paragraph
    if context is not None:
        letter.context = contents.stored(kind, context)
    if told := withheld.told_by(letter):
        raise Refused(" ".join(told), field="own_paragraph")
    letter.kind_version = kind.version
    letter.approved_at = letter.approved_by = None
    letter.approved_sha256 = ""
    fields = ["own_paragraph", "context", "kind_version", "approved_at", "approved_by", "approved_sha256"]
    save_if_unchanged(letter, version, fields)


@transaction.atomic
def release_letter(
    letter: Letter,
    *,
    by: User,
    on: date,
    at: datetime,
    last_known_reason: str = "",
    despite_return: str = "",
    read_sha256: str | None = None,
    strangers_checked: bool = False,
) -> Letter:
    """Let the letter go: its text, address and date are fixed from now on, and a worker makes the PDF.

    Of a flagged family two people must agree to the same text: the first release is kept as an approval and the
    letter stays a draft. `read_sha256` is the `contents.substance` of what the person read; if the letter would now
    say anything else, it is refused. Refused too: by somebody without the permission, or the drafter where the kind
    wants a second person; while something keeps it back (`hooks.keeps_back`) or a value is missing; when no address
    may be used; when post came back from it and `despite_return` does not say why the letter goes there all the same;
    when the letter tells what is withheld from its recipient; when the own paragraph names a child of another family
    and nobody said that this is meant.
    """
    why_not = "It has already been released or withdrawn."
    letter = _locked(letter, [State.DRAFTED], why_not, "child", "adult", "drafted_by")
    kind = _kind(letter)
    if not (by.can(kind.released_with) or may_agree(by, letter, on)):
        raise Refused(NOT_YOURS)
    if kind.second_person and letter.drafted_by_id == by.pk:
        raise Refused("You drafted this letter. A colleague who may release it must do so.")
    if why := hooks.kept_back([letter], on).get(letter.pk):
        raise Refused(why)
    if gaps := contents.missing(kind, letter.context):
        raise Refused(f"The letter still lacks {listed(gaps)}.")
    if not strangers_checked and (named := strangers.named_in(letter)):
        raise Refused(" ".join(named), field="strangers_checked")
    address = contents.address_of(letter, on=on, last_known_reason=last_known_reason)
    came_back = returned.last_from(letter.recipient, address.text)
    if came_back is not None and not despite_return.strip():
        raise Refused(f"{returned.sentence(came_back)} Say why the letter goes there.", field="despite_return")
    if (address.family_hides or letter.adult is None) and (told := withheld.told_by(letter)):
        raise Refused(" ".join(told))
    needs_two = bool(cautions_of(letter, on, family_hides=address.family_hides)) and SECOND_PERSON.on(on)
    if needs_two or read_sha256 is not None:
        substance = contents.substance(letter, address=address.text)
        if read_sha256 is not None and read_sha256 != substance:
            raise Refused(CHANGED)
        if needs_two and not (by.can(kind.released_with) and _agreed_by_another(letter, by, substance)):
            return _approve(letter, by=by, at=at, digest=substance)
    if not by.can(kind.released_with):
        raise Refused(NOT_YOURS)
    html = contents.html_of(letter, on=on, address=address.text)
    letter.kind_version = kind.version
    letter.state = State.RELEASED
    letter.released_on, letter.released_at, letter.released_by = on, at, by
    letter.address, letter.address_reason = address.text, address.reason
    letter.despite_return = despite_return.strip() if came_back else ""
    letter.html, letter.html_sha256 = html, contents.digest(html)
    _save(letter, "kind_version", "state", "released_on", "released_at", "released_by", "address", "address_reason",
          "despite_return", "html", "html_sha256")  # fmt: skip
    return letter


@transaction.atomic
def withdraw_letter(letter: Letter, *, by: User, at: datetime, reason: str) -> Letter:
    """Stop a letter that has not been sent. It stays on the record, with the reason."""
    letter = _locked(letter, UNSENT, "It has been sent or withdrawn already.")
    if not reason.strip():
        raise Refused("Say why the letter is withdrawn.", field="reason")
    letter.state = State.WITHDRAWN
    letter.withdrawn_at, letter.withdrawn_by, letter.withdrawn_reason = at, by, reason.strip()
    _save(letter, "state", "withdrawn_at", "withdrawn_by", "withdrawn_reason")
    hooks.call(hooks.letter_withdrawn, letter, by=by, on=london_day(at))
    return letter


@transaction.atomic
def send_all_the_same(letter: Letter, *, by: User, on: date, at: datetime, because: str) -> Letter:
    """Say why a letter goes although something happened since its release (`since_release`). It stays on the record.

    What happens after that keeps the letter back anew. Refused without a reason; to somebody who may not release it;
    where nothing happened; and, where two people must now agree, to the one who released it.
    """
    letter = _locked(letter, [State.RELEASED, State.RENDERED], "It does not wait to be posted.")
    if not by.can(_kind(letter).released_with):
        raise Refused(NOT_YOURS)
    since = since_release.happened([letter], on).get(letter.pk)
    if since is None:
        raise Refused("Nothing has happened since its release that keeps it back.")
    if since.for_another and letter.released_by_id == by.pk:
        raise Refused("You released this letter. A colleague who may release it must say that it goes all the same.")
    if not because.strip():
        raise Refused("Say why the letter goes all the same.", field="because")
    letter.despite_change, letter.despite_change_of = because.strip(), " ".join(since.told)
    letter.despite_change_mark, letter.despite_change_at, letter.despite_change_by = since.mark, at, by
    _save(letter, "despite_change", "despite_change_of", "despite_change_mark", "despite_change_at",
          "despite_change_by")  # fmt: skip
    return letter


@transaction.atomic
def record_sent(
    letter: Letter,
    *,
    by: User,
    on: date,
    at: datetime,
    method: Method,
    proof: str = "",
    pdf_follows: bool = False,
) -> Letter:
    """Record that the letter left on a day, and how; from this its day of deemed service is worked out.

    Refused: twice; before there is a PDF; on a day before its release or still to come, or on which something kept it
    back (`since_release.kept_back`). Whoever waits for the letter (`hooks.letter_sent`) is told in the same
    transaction.

    `pdf_follows` is for cases that were begun elsewhere and are entered afterwards, the demonstration's among them:
    their letters left before this service held them, so that nothing since their release can keep them back but their
    case, and a worker makes the PDF of what is recorded when it can.
    """
    made = [State.RENDERED, State.RELEASED] if pdf_follows else [State.RENDERED]
    letter = _locked(letter, made, _why_not_sendable(letter))
    _refuse_held(letter)
    if why := (hooks if pdf_follows else since_release).kept_back([letter], on).get(letter.pk):
        raise Refused(why)
    _set_sending(letter, on=on, at=at, method=method, proof=proof)
    letter.state, letter.sent_at, letter.sent_by = State.SENT, at, by
    _save(letter, "state", "sent_on", "sent_at", "sent_by", "method", "proof", "deemed_served_on")
    hooks.call(hooks.letter_sent, letter, by=by, on=london_day(at))
    return letter


@transaction.atomic
def record_all_sent(letters: list[Letter], *, by: User, on: date, at: datetime, method: Method, proof: str = "") -> int:
    """Record a batch that went to the post together: all of them, or, when one cannot be, none."""
    for letter in sorted(letters, key=lambda one: one.pk):
        record_sent(letter, by=by, on=on, at=at, method=method, proof=proof)
    return len(letters)


@transaction.atomic
def correct_sending(
    letter: Letter, version: int, *, by: User, on: date, at: datetime, method: Method, proof: str
) -> Letter:
    """Put right the day, method or proof of a letter that was sent. What was recorded before stays in the audit.

    Stale when a colleague was faster.
    """
    letter = _locked(letter, SENT, "It has not been sent.")
    if letter.version != version:
        raise Stale(letter)
    _set_sending(letter, on=on, at=at, method=method, proof=proof)
    letter.state, letter.sent_by = State.SENT, by
    _save(letter, "state", "sent_on", "sent_by", "method", "proof", "deemed_served_on")
    hooks.call(hooks.letter_corrected, letter, by=by, on=london_day(at))
    return letter


@transaction.atomic
def record_returned(
    letter: Letter, version: int, *, by: User, on: date, at: datetime, because: str, words: str = ""
) -> Letter:
    """Record that the post brought a letter back undelivered, on a day: it then counts as never served.

    Service by post is only deemed, “unless the contrary is proved” (Interpretation Act 1978 s.7). Whoever counts from
    it (`hooks.letter_returned`) is told in the same transaction. Refused before it was sent, and for what was handed
    to somebody. Stale when a colleague was faster.
    """
    letter = _locked(letter, SENT, "It has not been sent, or is recorded as come back already.")
    if letter.version != version:
        raise Stale(letter)
    if not Method(letter.method).comes_back:
        raise Refused("It was handed over, so it cannot have come back. Correct how it was sent, if that is wrong.")
    if on > london_day(at):
        raise Refused("The day it came back must be today or in the past.", field="returned_on")
    if on < letter.sent_on:
        raise Refused(f"It was sent on {plain_day(letter.sent_on)}, and cannot have come back before.", "returned_on")
    if because == WhyReturned.OTHER and not words.strip():
        raise Refused("Enter what the post said.", field="words")
    letter.state, letter.returned_on, letter.returned_at, letter.returned_by = State.RETURNED, on, at, by
    letter.returned_because, letter.returned_words = because, words.strip()
    _save(letter, "state", "returned_on", "returned_at", "returned_by", "returned_because", "returned_words")
    hooks.call(hooks.letter_returned, letter, by=by, on=london_day(at))
    return letter


@transaction.atomic
def record_not_returned(letter: Letter, version: int, *, by: User, at: datetime, reason: str) -> Letter:
    """Put right that a letter was recorded as come back by mistake: it counts as served again, as before.

    Stale when a colleague was faster.
    """
    letter = _locked(letter, [State.RETURNED], "It is not recorded as come back.")
    if letter.version != version:
        raise Stale(letter)
    if not reason.strip():
        raise Refused("Say why it did not come back.", field="reason")
    letter.state, letter.returned_on, letter.returned_at, letter.returned_by = State.SENT, None, None, None
    letter.returned_because = letter.returned_words = ""
    letter.unreturned_at, letter.unreturned_by, letter.unreturned_reason = at, by, reason.strip()
    _save(letter, "state", "returned_on", "returned_at", "returned_by", "returned_because", "returned_words",
          "unreturned_at", "unreturned_by", "unreturned_reason")  # fmt: skip
    hooks.call(hooks.letter_corrected, letter, by=by, on=london_day(at))
    return letter


def mark_served(*, on: date) -> int:
    """Letters whose day of deemed service has come count as served. Returns how many."""
    due = Letter.objects.filter(state=State.SENT, deemed_served_on__lte=on)
    return due.update(state=State.SERVED, version=F("version") + 1)


def destroy_letters(keys: Iterable[int], *, reference: str) -> set[int]:
    """Delete letters for good, with the e-mails that told of their reference. Only a case's disposal does this.

    Returns the keys of their PDFs, whose own disposal is the caller's.
    """
    letters = Letter.objects.filter(pk__in=keys)
    pdfs = set(letters.exclude(pdf=None).values_list("pdf", flat=True))
    letters.delete()
    Message.objects.filter(reference=reference).delete()
    return pdfs


def _approve(letter: Letter, *, by: User, at: datetime, digest: str) -> Letter:
    if letter.approved_by_id == by.pk and letter.approved_sha256 == digest:
        raise Refused("You have released this letter already. A second person must release it too.")
    letter.approved_at, letter.approved_by, letter.approved_sha256 = at, by, digest
    _save(letter, "approved_at", "approved_by", "approved_sha256")
    return letter


def _agreed_by_another(letter: Letter, by: User, digest: str) -> bool:
    return letter.approved_by_id not in {None, by.pk} and letter.approved_sha256 == digest


def _set_sending(letter: Letter, *, on: date, at: datetime, method: Method, proof: str) -> None:
    if on > london_day(at):
        raise Refused("The day it was sent must be today or in the past.", field="sent_on")
    if on < letter.released_on:
        raise Refused(
            f"The day it was sent must be on or after {plain_day(letter.released_on)}, when it was released.",
            field="sent_on",
        )
    if method is Method.RECORDED and not proof.strip():
        raise Refused("Enter the tracking number of the recorded post.", field="proof")
    letter.sent_on = on
    letter.method = method.value
    letter.proof = proof.strip()
    letter.deemed_served_on = method.served_on(on)


def _why_not_sendable(letter: Letter) -> str:
    if letter.state in SENT:
        return f"It has been recorded already, as sent on {plain_day(letter.sent_on)}."
    return "It has not been made yet, or was withdrawn."


def _refuse_held(letter: Letter) -> None:
    if letter.is_held:
        raise Refused("This letter is part of an unusual number, held until a manager lets it go.")


def _kind(letter: Letter) -> LetterKind:
    if letter.letter_kind is None:
        raise Refused("The service this letter belongs to is not installed.")
    return letter.letter_kind


def _locked(letter: Letter, states: Any, why_not: str, *with_it: str) -> Letter:
    """The letter as it is now, with what the caller will ask of it (`with_it`, fields), kept from everybody else."""
    # The row's own lock: two people, or a person and a worker, cannot both move it on.
    rows = Letter.objects.select_for_update(of=("self",))
    fresh = (rows.select_related(*with_it) if with_it else rows).get(pk=letter.pk)
    _refuse_unless(fresh, states, why_not)
    return fresh


def _refuse_unless(letter: Letter, states: Any, why_not: str) -> None:
    if letter.state not in states:
        raise Refused(why_not)


def _save(letter: Letter, *fields: str) -> None:
    letter.version += 1
    letter.save(update_fields=[*fields, "version"])
