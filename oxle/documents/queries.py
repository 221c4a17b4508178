"""What may be asked about files."""

from django.conf import settings

from oxle.documents import scanning
from oxle.documents.models import File, Scan


def scanner_problem() -> str | None:
    """What is wrong with the virus scanner, in one sentence; None when it answers, or when none is set up."""
    if scanning.configured() and not scanning.answers(scanner=settings.CLAMD):
        return "The virus scanner does not answer. Files wait and cannot be downloaded until it does."
    return None


def files_to_scan(*, most: int) -> list[int]:
    """The primary keys of files that the scanner has not seen, oldest first; none while there is no scanner."""
    if not scanning.configured():
        return []
    unseen = File.objects.filter(scan__in=[Scan.WAITING, Scan.NO_SCANNER])
    return list(unseen.order_by("uploaded_at", "pk").values_list("pk", flat=True)[:most])
