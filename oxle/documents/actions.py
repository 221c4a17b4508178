"""Every way in which a file comes to be kept, and what the virus scanner said of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from oxle.accounts.models import User
from oxle.core import dates
from oxle.core.errors import Refused
from oxle.core.uploads import MEGABYTE
from oxle.documents import pictures, scanning, storage
from oxle.documents.models import File, Scan
from oxle.documents.rules import LARGEST_UPLOAD
from oxle.documents.types import PICTURES, MediaType, media_type

# How long bytes without a row are left alone: the transaction that wrote them may still be running.
ORPHANS_AFTER = timedelta(days=1)


def store_upload(upload: UploadedFile, *, by: User | None, at: datetime, field: str = "file") -> File:
    """Keep a file that somebody sent, with an account or from outside (`by` None). Nothing is trusted of it: not its
    name, not the type the browser claims.

    Pictures are drawn anew without their hidden details. Raises Refused, at the form's `field`, for a file that is
    too large, empty, damaged, a program, a zip bomb or of a kind that is not on the list.
    """
    name = _name(upload.name or "")
    try:
        sent = _whole(upload, at)
        kind = media_type(BytesIO(sent), name)
        kept = pictures.redrawn(BytesIO(sent), kind) if kind.key in PICTURES else sent
    except Refused as refusal:
        raise Refused(refusal.message, field=field) from refusal
    return File.objects.create(
        name=name,
        media_type=kind.key,
        size=len(kept),
        sha256=sha256(kept).hexdigest(),
        sent_sha256=sha256(sent).hexdigest(),
        stored_as=storage.write(kept),
        scan=Scan.WAITING if scanning.configured() else Scan.NO_SCANNER,
        uploaded_at=at,
        uploaded_by=by,
        from_outside=by is None,
    )


def _whole(upload: UploadedFile, at: datetime) -> bytes:
    limit = LARGEST_UPLOAD.on(dates.london_day(at))
    if upload.size is not None and upload.size > limit * MEGABYTE:
        raise Refused(f"The selected file must be smaller than {limit} MB")
    sent = b"".join(upload.chunks())
    if not sent:
        raise Refused("The selected file is empty")
    if len(sent) > limit * MEGABYTE:
        raise Refused(f"The selected file must be smaller than {limit} MB")
    return sent


def store_made(content: bytes, *, kind: MediaType, name: str, at: datetime) -> File:
    """Keep a file that the service made itself, such as a letter."""
    digest = sha256(content).hexdigest()
    return File.objects.create(
        name=name,
        media_type=kind.key,
        size=len(content),
        sha256=digest,
        sent_sha256=digest,
        stored_as=storage.write(content),
        scan=Scan.OURS,
        uploaded_at=at,
    )


def scan(file_id: int, *, at: datetime) -> File | None:
    """Have the scanner look at one file, and keep its answer; None when somebody else has it in hand or has done it.

    Takes files that came in while no scanner was set up as well. Raises ScannerSilent when there is no answer: the
    file stays as it is, and the next run tries again.
    """
    with transaction.atomic():
        unseen = File.objects.filter(pk=file_id, scan__in=[Scan.WAITING, Scan.NO_SCANNER])
        file = unseen.select_for_update(skip_locked=True).first()
        if file is None:
            return None
        with file.open() as content:
            file.virus = scanning.virus_in(content, scanner=settings.CLAMD)[:200]
        file.scan = Scan.INFECTED if file.virus else Scan.CLEAN
        file.scanned_at = at
        file.save(update_fields=["scan", "virus", "scanned_at"])
        return file


def remove_orphans(*, at: datetime) -> int:
    """Take away bytes whose row never came to be, because its transaction was undone. Returns how many."""
    removed = 0
    for name in storage.names_older_than(at - ORPHANS_AFTER):
        if not File.objects.filter(stored_as=name).exists():
            storage.remove(name)
            removed += 1
    return removed


def destroy_unneeded(keys: Iterable[int]) -> list[str]:
    """Delete the records of those of some files that nothing points at any more.

    Returns the names of their bytes, which `remove_bytes` takes off the disk once this transaction is true.
    """
    keys = set(keys)
    needed: set[int] = set()
    for relation in File._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys})
            needed |= set(rows.values_list(relation.field.attname, flat=True))
    unneeded = File.objects.filter(pk__in=keys - needed)
    names = sorted(unneeded.values_list("stored_as", flat=True))
    unneeded.delete()
    return names


def remove_bytes(names: Iterable[str]) -> None:
    """Take stored bytes off the disk for good; those that are gone already are no matter."""
    for name in names:
        storage.remove(name)


def _name(typed: str) -> str:
    # PostgreSQL keeps no NUL; the rest of the control signs could break a header or a line of a log.
    return "".join(sign for sign in typed if sign.isprintable())[:300] or "file"
