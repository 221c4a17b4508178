"""The meetings app's place among the installed apps."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "oxle.meetings"

    def ready(self) -> None:
        """Register the rules of visibility, the navigation, and what is destroyed with a case."""
        from oxle.accounts.permissions import read
        from oxle.cases import guards
        from oxle.cases.offers import Record
        from oxle.core import navigation
        from oxle.meetings import visibility  # noqa: F401 (registers itself)
        from oxle.meetings.models import Correction, Item, Task

        navigation.register(
            # Who calls meetings has no packs of their own, and reads of a series how many children each school took.
            navigation.Entry("Meetings", "meetings:list", read("meetings"), order=56, also=("meetings:packs",)),
            navigation.Entry("Panels", "meetings:packs", read("packs"), order=57),
        )
        guards.add(Record(Task, "item__case", "tasks of a meeting"))
        guards.add(Record(Correction, "item__case", "corrections of decisions"))
        guards.add(Record(Item, "case", "items of an agenda"))
