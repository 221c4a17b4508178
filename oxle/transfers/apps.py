"""The transfers app's place among the installed apps."""

from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "oxle.transfers"

    def ready(self) -> None:
        """Register who sees what, the settings, the entry of the navigation, and what is listened to."""
        from oxle.core import navigation
        from oxle.people.actions.school_life import on_enrolment_removed, on_register_changed
        from oxle.people.panels import Panel, register_panel
        from oxle.provision.actions import on_dropped
        from oxle.provision.notices import notices
        from oxle.provision.placing import on_last_day, on_placed
        from oxle.provision.wording import PLACES
        from oxle.transfers import finding, messages, never_was, panels, rules, visibility  # noqa: F401 (some register themselves)

        navigation.register(
            navigation.Entry("Records to move", "transfers:list", visibility.READS, order=53, section=PLACES)
        )
        on_register_changed.append(finding.register_changed)
        on_enrolment_removed.append(never_was.enrolment_never_was)
        on_placed.append(finding.place_given)
        on_last_day.append(finding.place_ended)
        on_dropped.append(finding.place_taken_back)
        notices.append(panels.to_confirm)
        register_panel(
            Panel(
                "transfers", "Records that move", "transfers/child_transfers.html", visibility.READS,
                panels.transfers_of,
            )
        )  # fmt: skip
