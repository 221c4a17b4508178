"""The place of the register of pupils missing out among the installed apps."""

from django.apps import AppConfig


class MissingOutConfig(AppConfig):
    name = "oxle.missing_out"

    def ready(self) -> None:
        """Register the navigation, what a threshold would change, the Strategic Group with the days of its packs, and
        what becomes of the rows of a pack when a child's record is destroyed; importing the criteria registers theirs.
        """
        from oxle.accounts.permissions import read
        from oxle.cases import waiting, work_sources
        from oxle.cases.concerns import TELL
        from oxle.cases.records import Emptied, register_emptied
        from oxle.core import navigation, rules
        from oxle.missing_out import criteria, foreseeing, messages  # noqa: F401 (criteria registers its settings)
        from oxle.missing_out.models import PackRow
        from oxle.missing_out.packs import days, emptying, queries  # noqa: F401 (queries registers who reads which pack)
        from oxle.provision.wording import PLACES

        rules.FORESEES.append(foreseeing.foreseen)
        rules.CHANGED.append(days.rule_changed)
        work_sources.ABOVE.append(days.tasks_of)
        waiting.register(days.waiting, messages.DUE)
        register_emptied(Emptied(PackRow, "what packs told of the child", emptying.of, emptying.empty))
        reads = read("missing_out")
        navigation.register(
            navigation.Entry("Pupils missing out", "missing_out:register", reads, order=46, section=PLACES),
            navigation.Entry("Board packs", "missing_out:packs:list", read("board"), order=47, section=PLACES),
            navigation.Entry("Concerns", "missing_out:concerns:own_list", TELL, order=12),
        )
