"""The limits on what people may upload."""

from oxle.core.rules import Rule, whole_number

LARGEST_UPLOAD = Rule(
    "documents.largest_upload",
    "Largest file that may be uploaded",
    default=20,
    parse=whole_number,
    source="A choice of the service: a scanned document of about 100 pages",
    local=True,
    unit="MB",
)
