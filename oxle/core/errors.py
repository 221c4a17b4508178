"""The named ways in which an action says no. Their texts are written to be shown to the person who asked."""


class Refused(Exception):
    """A rule forbids this. `field` names the form field at fault, when one is."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Stale(Exception):
    """The record was changed since this page was opened. Carries the record as it is now."""

    def __init__(self, record: object) -> None:
        super().__init__("This changed while you had it open.")
        self.record = record
