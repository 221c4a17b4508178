"""What the made-up county’s applications on line share: who applies, and the files that come with them."""

from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from licensing.applicants import drafting
from licensing.applicants.models import Applicant, ApplicationDraft


def filled_in(
    email: str, kind: str, answers: Mapping[str, Any], files: Mapping[str, tuple[Any, date | None]], *, at: datetime
) -> ApplicationDraft:
    """An application that was filled in at a moment, and not sent. `files`: by section, each with the day on which it
    was taken, where it is a photograph that tells one."""
    applicant, _ = Applicant.objects.get_or_create(email=email, defaults={"asked_at": at, "came_at": at})
    draft = drafting.start(applicant, at=at, kind=kind)
    for section, told in answers.items():
        drafting.save_section(draft, section, told, version=draft.version, at=at)
    for section, (upload, taken_on) in files.items():
        drafting.attach(draft, upload, title=section.capitalize(), at=at, section=section, taken_on=taken_on)
    draft.refresh_from_db()
    return draft


def picture() -> SimpleUploadedFile:
    """A grey picture in place of a face: nobody here is anybody."""
    kept = BytesIO()
    Image.new("L", (60, 80), 160).save(kept, "PNG")
    return SimpleUploadedFile("photograph.png", kept.getvalue(), "image/png")


def paper(name: str, words: str) -> SimpleUploadedFile:
    """A paper of a few words."""
    return SimpleUploadedFile(name, words.encode(), "text/plain")
