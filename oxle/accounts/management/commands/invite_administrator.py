"""`manage.py invite_administrator`: the way in to a new installation, where nobody can yet invite anybody on a page."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from oxle.accounts import actions, mail
from oxle.audit import acting
from oxle.core import dates
from oxle.core.errors import Refused

NO_MAIL = "There is no mail server (OXLE_SMTP_HOST), so the link must be shown here, once: it is as good as a password."


class Command(BaseCommand):
    help = "Invites the first administrator, who can then invite everybody else on the page People"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="work e-mail address: they sign in with it")
        parser.add_argument("--name", required=True, help="their name, as others will see it")
        parser.add_argument("--team", default="Administrators", help="the council team they act for; made if need be")
        parser.add_argument("--even-so", default="", metavar="REASON", help="invite although there is an administrator")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
        except ValidationError:
            raise CommandError(f"{options['email']!r} is not an e-mail address.") from None
        if not options["name"].strip():
            raise CommandError("Give their name with --name.")
        has_mail = settings.HAS_MAIL_SERVER
        if not has_mail:
            self._refuse_to_show(options["even_so"])
        # The message, where it cannot be sent: shown once what it promises is safely stored.
        told: list[str] = []
        try:
            with acting("command: invite_administrator"):
                user = actions.invite_administrator(
                    email=options["email"],
                    name=options["name"],
                    team=options["team"],
                    even_so=options["even_so"],
                    at=dates.now(),
                    carry=mail.send if has_mail else lambda to, subject, body: told.append(body),
                )
        except Refused as refusal:
            raise CommandError(refusal.message) from None
        if has_mail:
            self.stdout.write(f"{user.email} is invited: the e-mail leaves as soon as the worker runs.")
        else:
            self.stdout.write(f"{user.email} is invited. {NO_MAIL}\n\n{told[0]}")
        self.stdout.write(
            "They choose a password, set up a second factor, and invite everybody else on the page People."
        )

    def _refuse_to_show(self, even_so: str) -> None:
        """What is written to a terminal is gone when it is closed; anywhere else it would be a key in a log."""
        if even_so:
            raise CommandError("Set OXLE_SMTP_HOST: a link is shown for the first administrator only.")
        if not self.stdout.isatty():
            raise CommandError(f"{NO_MAIL} Run this in a terminal, not into a file or a log.")
