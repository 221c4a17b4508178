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
        from oxle.missing_out.group import emptying as of_group
        from oxle.missing_out.group import work
        from oxle.missing_out.looked_after import kind  # noqa: F401 (registers the six-weekly meeting)
        from oxle.missing_out.models import GroupAction, GroupDecision, PackRow, Remark, ThemePupil
        from oxle.missing_out.packs import days, emptying, queries  # noqa: F401 (queries registers who reads which pack)
        from oxle.missing_out.plans import panel
        from oxle.people.panels import Panel, register_panel
        from oxle.provision.wording import PLACES

        rules.FORESEES.append(foreseeing.foreseen)
        rules.CHANGED.append(days.rule_changed)
        for one in (days, work):
            work_sources.ABOVE.append(one.tasks_of)
            waiting.register(one.waiting, messages.DUE)
        # They are found by the rows of packs, which are emptied last.
        for model, called, of, empty in (
            (GroupAction, "what somebody did for the Strategic Group", of_group.actions_of, of_group.empty_actions),
            (GroupDecision, "what the Strategic Group decided", of_group.decisions_of, of_group.empty_decisions),
            (ThemePupil, "places under a theme", of_group.themes_of, of_group.empty_themes),
            (Remark, "remarks of packs about the child", emptying.remarks_of, emptying.empty_remarks),
        ):
            register_emptied(Emptied(model, called, of, empty))
        register_emptied(Emptied(PackRow, "what packs told of the child", emptying.of, emptying.empty))
        reads = read("missing_out")
        register_panel(
            Panel("peps", "Personal education plan", "missing_out/plans/panel.html", read("peps"), panel.plan_of)
        )
        navigation.register(
            navigation.Entry("Pupils missing out", "missing_out:register", reads, order=46, section=PLACES),
            navigation.Entry(
                "Dashboard", "missing_out:dashboard:page", read("team"), order=88, section=navigation.REPORTS
            ),
            navigation.Entry(
                "Monthly data packs", "missing_out:monthly:list", read("board"), order=87, section=navigation.REPORTS
            ),
            navigation.Entry("Board packs", "missing_out:packs:list", read("board"), order=47, section=PLACES),
            navigation.Entry(
                "Looked-after children",
                "missing_out:looked_after:weeks",
                read("board"),
                order=86,
                section=navigation.REPORTS,
            ),
            navigation.Entry(
                "Personal education plans", "missing_out:plans:list", read("peps"), order=49, section=PLACES
            ),
            navigation.Entry("Concerns", "missing_out:concerns:own_list", TELL, order=12),
        )
