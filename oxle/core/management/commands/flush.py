"""`manage.py flush`, as Django's; but to a role that may not empty tables it says so in one line."""

from typing import Any

from django.core.management.commands import flush

from oxle.core.ownership import refuse_all_but_the_owner


class Command(flush.Command):
    """Django's own, for the owner of the tables."""

    def handle(self, **options: Any) -> None:
        refuse_all_but_the_owner(options["database"])
        super().handle(**options)
