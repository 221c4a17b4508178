"""Prints who can sign in to the demonstration, and where."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from oxle.accounts.demo import demo_people


class Command(BaseCommand):
    help = "Lists the demonstration's sign-ins: address, role and page, one a line."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("There is no demonstration here. Start with OXLE_DEMO=1 on your own machine.")
        url = settings.BASE_URL + reverse("accounts:demo_sign_in")
        people = demo_people()
        if not people:
            self.stdout.write("There are no demonstration sign-ins yet: run manage.py load_demo")
            return
        wide = max(len(person.email) for person in people)
        roles = max(len(f"{person.role}, {person.organisation}") for person in people)
        for person in people:
            self.stdout.write(f"{person.email:<{wide}}  {f'{person.role}, {person.organisation}':<{roles}}  {url}")
