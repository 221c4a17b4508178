"""Applications that have a sheet for tests: a chaperone’s filled in, and its pages."""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from licensing.applicants import drafting, sheet_sending
from licensing.applicants.models import Applicant, ApplicationDraft
from licensing.chaperones.online import sections
from licensing.chaperones.online.sheet import SHEET as CHAPERONE
from licensing.sheets import SHEETS
from oxle.cases.models import Case
from oxle.core import dates
from tests.licensing.applying import again
from tests.licensing.employing import picture

EMAIL = "maple@people.example"
YOU = {
    "title": "", "given": "Maple", "family": "Thistlewood", "former_names": "Maple Rowe", "born_on": "1980-05-06",
    "phone": "01632 960003", "insurance_number": "QQ 12 34 56 C", "paid": "voluntary", "home_authority": "",
}  # fmt: skip
NOW = {
    "key": "lived222222222", "lines": "4 Mill Lane\nExampleton", "postcode": "OX1 1AA", "from_on": "2024-11-16",
    "to_on": None,
}  # fmt: skip
BEFORE = {
    "key": "lived333333333", "lines": "9 High Street\nExampleton", "postcode": "OX1 1AB", "from_on": "2019-11-16",
    "to_on": "2024-11-15",
}  # fmt: skip
ALDER = {
    "key": "refer222222222", "name": "Alder Finch", "relation": "Head teacher until 2024",
    "email": "alder@school.example", "phone": "", "lines": "",
}  # fmt: skip
BRYONY = {
    "key": "refer333333333", "name": "Bryony Marsh", "relation": "Neighbour for ten years", "email": "",
    "phone": "01865 000000", "lines": "",
}  # fmt: skip
SAFE = {
    "convicted": False, "barred": False, "social_care": False, "refused": False, "dismissed": False, "details": "",
    "told": "I listen, promise nothing, and tell the council the same day.", "tired": "The child rests.",
}  # fmt: skip
WHOLE: dict[str, Any] = {
    sections.YOU: YOU,
    sections.LIVED: {"items": [NOW, BEFORE]},
    sections.REFEREES: {"items": [ALDER, BRYONY]},
    sections.EXPERIENCE: {"experience": "A scout leader for five years.", "health": ""},
    sections.TRAINING: {"trained": True, "training": "Safeguarding for chaperones", "trained_on": "2026-03-02"},
    sections.DBS: {"dbs_number": "001234567890", "dbs_on": "2026-02-01", "update_service": True, "agrees_checks": True},
    sections.SAFEGUARDING: SAFE,
}
SENT = {"declared_by": "Maple Thistlewood", "true": "on", "changes": "on"}


def day(name: str, typed: str | None) -> dict[str, str]:
    """A date as its three fields send it."""
    year, month, number = typed.split("-") if typed else ("", "", "")
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def begun(email: str = EMAIL, *, kind: str = CHAPERONE.kind, at: datetime | None = None) -> ApplicationDraft:
    """An application that is empty."""
    moment = at or dates.now()
    applicant, _ = Applicant.objects.get_or_create(email=email, defaults={"asked_at": moment, "came_at": moment})
    return drafting.start(applicant, at=moment, kind=kind)


def filled_in(email: str = EMAIL, *, at: datetime | None = None, **changes: Any) -> ApplicationDraft:
    """A chaperone’s application that lacks nothing, apart from what is changed; with a photograph and a certificate."""
    moment = at or dates.now()
    draft = begun(email, at=moment)
    ApplicationDraft.objects.filter(pk=draft.pk).update(answers={**WHOLE, **changes})
    paper = SimpleUploadedFile("course.txt", b"Safeguarding, one day.", "text/plain")
    for section, upload in ((sections.PHOTO, picture("maple.png")), (sections.CERTIFICATE, paper)):
        drafting.attach(draft, upload, title=section.title(), at=moment, section=section)
    return again(draft)


def applied(email: str = EMAIL, *, at: datetime | None = None, **changes: Any) -> Case:
    """The case of a chaperone’s application that was sent."""
    moment = at or dates.now()
    return sent(filled_in(email, at=moment, **changes), on=dates.london_day(moment), at=moment)


def sent(draft: ApplicationDraft, *, on: date, at: datetime) -> Case:
    """The case that comes of an application."""
    sheet = SHEETS[draft.kind]
    draft = sheet_sending.send(sheet, draft, declared_by="Maple", version=draft.version, on=on, at=at)
    return Case.objects.get(reference=draft.reference)


def of(draft: ApplicationDraft, path: str = "") -> str:
    """The address of a page of an application."""
    return f"/licensing/apply/form/{draft.key}/{path}"
