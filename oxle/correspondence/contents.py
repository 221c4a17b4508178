"""What a letter says and to whom: its page put together from the values its kind allows, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from oxle.accounts.models import Organisation, OrganisationKind, User
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.core.keeping import kept
from oxle.correspondence import hooks
from oxle.correspondence.kinds import LetterKind
from oxle.correspondence.models import Letter
from oxle.people.models import Adult
from oxle.people.queries import letter_address


@dataclass(frozen=True)
class Addressed:
    """Where a letter goes. `reason` says why to an address that is no longer known to be right.

    `family_hides`: an address in the family must not be told to whom it goes.
    """

    text: str
    reason: str = ""
    family_hides: bool = False


def stored(kind: LetterKind, context: Mapping[str, Any]) -> dict[str, Any]:
    """The values for a letter of this kind, as they are kept. ValueError for one that the kind does not allow."""
    if strangers := set(context) - set(kind.needs) - set(kind.may_say):
        raise ValueError(f"{kind.key} may not say {', '.join(sorted(strangers))}: its needs and may_say do not name it")
    return {name: _plain(value) for name, value in context.items()}


def missing(kind: LetterKind, context: Mapping[str, Any]) -> list[str]:
    """What the letter must still know before it may go, in words."""
    return [words for name, words in kind.needs.items() if context.get(name) in ("", None, [])]


def address_of(letter: Letter, *, on: date, last_known_reason: str = "") -> Addressed:
    """Where the letter goes if it is released on a day. Refused when no address may be used."""
    if letter.adult is not None:
        if letter.child is None and not _kind(letter).about_reader:
            raise Refused("A letter to an adult must say which child it is about.")
        found = letter_address(letter.adult, on, about_child=letter.child, last_known_with_reason=last_known_reason)
        return Addressed(found.text, found.last_known_reason, found.family_hides)
    return Addressed(address_of_organisation(letter.organisation))


def address_of_organisation(organisation: Organisation) -> str:
    """Where a letter to an organisation goes. Refused when no address of it is recorded.

    One to an agency, such as a department, or to a trust whose address nobody recorded bears its name alone: how it got
    there is said when it is sent. One to the chair of governors goes to the school.
    """
    of_agency = organisation.kind == OrganisationKind.AGENCY
    school = getattr(organisation, "governed_school" if of_agency else "school", None)
    if of_agency and school is None:
        trust = getattr(organisation, "trust", None)
        office = [trust.lines, trust.postcode] if trust else []
        return "\n".join(line for line in (organisation.name, *office) if line)
    lines = [organisation.name, school.lines, school.town, school.postcode] if school else []
    if not school or not (school.lines or school.town) or not school.postcode:
        raise Refused(f"No address is recorded for {organisation.name}. Add one first.", field="address")
    return "\n".join(line for line in lines if line)


def html_of(letter: Letter, *, on: date, address: str, draft: bool = False) -> str:
    """The whole letter as a page, dated `on`. With `draft` it is marked so across every sheet.

    In the wording of today, or once released in the one it was released with.
    """
    kind = _kind(letter)
    return render_to_string(
        kind.template_of(letter.kind_version) if letter.released_at else kind.template,
        {
            **dict.fromkeys((*kind.needs, *kind.may_say), ""),
            **_with_days(letter.context),
            "council_name": settings.COUNCIL_NAME,
            "council_address": settings.COUNCIL_ADDRESS,
            "letter": {
                "subject": kind.title,
                "date": on,
                "reference": letter.reference,
                "address": address,
                "salutation": salutation(letter.recipient),
                "child_name": letter.child.shown_name if letter.child else "",
                "child_born_on": letter.child.born_on if letter.child else None,
            },
            "own_paragraph": letter.own_paragraph if kind.own_paragraph else "",
            "signature": signed(letter),
            "draft": draft,
        },
    )


def digest(html: str) -> str:
    """The digest of a letter's page, which a person and the record can compare."""
    return sha256(html.encode()).hexdigest()


def substance(letter: Letter, *, address: str) -> str:
    """The digest of all that a letter says but its date: what two people who read it on two days agree to.

    Under our key, because it travels in the page of somebody who may not learn the address it is made of.
    """
    html = html_of(letter, on=london_day(letter.drafted_at), address=address)
    return salted_hmac("oxle.correspondence.substance", html, algorithm="sha256").hexdigest()


def salutation(recipient: Adult | Organisation) -> str:
    """How the letter greets: by title and family name where we know the title, else by the whole name."""
    if isinstance(recipient, Organisation):
        return "Dear colleague"
    if recipient.title:
        return f"Dear {recipient.title} {recipient.family}"
    return f"Dear {recipient.given} {recipient.family}"


def signed(letter: Letter) -> dict[str, str]:
    """Who signs a letter. One that the service drafted is the team’s, and has its telephone number; so has that of
    somebody who gives none of their own."""
    signature = signature_of(letter.drafted_by)
    if signature["phone"] or (team := hooks.team_of(letter)) is None:
        return signature
    return {**signature, "team": signature["team"] or team.name, "phone": team.phone}


def signature_of(author: User | None) -> dict[str, str]:
    """Who signs: the officer who drafted the letter, with the team they act for."""
    if author is None:
        return {"name": "", "job_title": "", "team": "", "phone": "", "email": ""}
    team = kept(
        ("team of", author.pk), lambda: next((held.organisation.name for held in author.current_memberships), "")
    )
    return {
        "name": author.name,
        "job_title": author.job_title,
        "team": team,
        "phone": author.phone,
        "email": author.email,
    }


def _kind(letter: Letter) -> LetterKind:
    if letter.letter_kind is None:
        raise Refused("The service this letter belongs to is not installed, so its wording is not here.")
    return letter.letter_kind


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        return ""  # the wording would otherwise say “None”
    if isinstance(value, str | int | bool):
        return value
    return str(value)  # a Decimal or a choice: as it is shown, exactly


def _with_days(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _with_days(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_days(one, name) for one in value]
    return date.fromisoformat(value[:10]) if name.endswith("_on") and isinstance(value, str) and value else value
