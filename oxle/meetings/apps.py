"""The meetings app's place among the installed apps."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "oxle.meetings"

    def ready(self) -> None:
        """Register the rules of visibility, the navigation, and what is destroyed with a case."""
        from oxle.accounts.permissions import read
        from oxle.cases.duties import Record
        from oxle.cases.records import register_record
        from oxle.core import navigation
        from oxle.meetings import visibility  # noqa: F401 (registers itself)
        from oxle.meetings.models import Item, Task

        navigation.register(
            navigation.Entry("Meetings", "meetings:list", read("meetings"), order=56),
            navigation.Entry("Panels", "meetings:packs", read("packs"), order=57),
        )
        register_record(Record(Task, "item__case", "tasks of a meeting"))
        register_record(Record(Item, "case", "items of an agenda"))
