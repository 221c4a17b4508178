"""Employers who apply on line for tests: an application filled in, and its pages."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from licensing.applicants import drafting
from licensing.applicants.models import Applicant, ApplicationDraft
from licensing.work.online import messages, sections, sending
from licensing.work.online.models import JobApplied
from oxle.core import dates
from oxle.core.links import make_link
from tests.licensing.applying import again

EMAIL = "owner@bakery.example"
EMPLOYER = {
    "name": "Example Bakery", "nature": "Bakery", "lines": "1 Market Street", "postcode": "OX1 1AA",
    "contact": "Lee Example", "phone": "01632 960002",
}  # fmt: skip
CHILD = {
    "given": "Ivy", "family": "Marrow", "born_on": "2011-12-05", "lines": "3 Home Road", "postcode": "OX1 1AC",
    "school": "Example School", "school_email": "office@school.example", "parent": "Hazel Marrow",
    "parent_email": "hazel@parents.example", "parent_phone": "",
}  # fmt: skip
JOB = {
    "job": "Shop assistant", "tasks": "Serves at the counter.", "supervisor": "Lee Example", "place": "1 Market Street",
    "place_postcode": "OX1 1AA", "place_authority": "", "starts_on": "2026-11-21", "ends_on": "2026-12-20",
    "light": True, "listed": False,
}  # fmt: skip
HOURS = {"school_days": "", "weekends": "Saturday 09:00-12:00", "holidays": "", "away": ""}
WHOLE: dict[str, Any] = {
    sections.EMPLOYER: EMPLOYER, sections.CHILD: CHILD, sections.JOB: JOB, sections.HOURS: HOURS,
}  # fmt: skip
SENT = {"declared_by": "Lee Example", "true": "on", "changes": "on"}


def picture(name: str = "ivy.png") -> SimpleUploadedFile:
    """A small picture."""
    made = BytesIO()
    Image.new("RGB", (8, 8)).save(made, "PNG")
    return SimpleUploadedFile(name, made.getvalue(), "image/png")


def paper() -> SimpleUploadedFile:
    """A risk assessment."""
    return SimpleUploadedFile("risks.txt", b"The oven is hot.", "text/plain")


def begun(email: str = EMAIL, *, at: datetime | None = None) -> ApplicationDraft:
    """An application for a work permit that is empty."""
    moment = at or dates.now()
    applicant, _ = Applicant.objects.get_or_create(email=email, defaults={"asked_at": moment, "came_at": moment})
    return drafting.start(applicant, at=moment, kind=ApplicationDraft.Kind.WORK)


def filled_in(email: str = EMAIL, *, at: datetime | None = None, **changes: Any) -> ApplicationDraft:
    """An application that lacks nothing, apart from what is changed; with a photograph and a risk assessment."""
    moment = at or dates.now()
    draft = begun(email, at=moment)
    ApplicationDraft.objects.filter(pk=draft.pk).update(answers={**WHOLE, **changes})
    draft.refresh_from_db()
    for section, upload, taken in (("photo", picture(), date(2026, 10, 1)), ("risks", paper(), None)):
        drafting.attach(draft, upload, title=section.title(), at=moment, section=section, taken_on=taken)
    return again(draft)


def applied(email: str = EMAIL, *, at: datetime | None = None, **changes: Any) -> JobApplied:
    """An application that was sent."""
    moment = at or dates.now()
    draft = filled_in(email, at=moment, **changes)
    return sending.send(draft, declared_by="Lee", version=draft.version, on=dates.london_day(moment), at=moment)


def of(draft: ApplicationDraft, path: str = "") -> str:
    """The address of a page of an application."""
    return f"/licensing/apply/work/{draft.key}/{path}"


def link_to_part(*, at: datetime) -> str:
    """The secret of a link to a parent’s part of an application that was sent."""
    asked = applied("another@bakery.example", at=at).parts_asked.get(whose="parent")
    return make_link(messages.PURPOSE, asked.key, at=at, lasts=messages.LASTS)
