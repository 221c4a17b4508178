"""The provision app's place among the installed apps."""

from django.apps import AppConfig


class ProvisionConfig(AppConfig):
    name = "oxle.provision"

    def ready(self) -> None:
        """Register the rules of visibility, the figures that an administrator may change, and what is shown where."""
        from oxle.accounts.permissions import read, write
        from oxle.core import navigation
        from oxle.people.panels import Panel, register_panel
        from oxle.provision import panels, rules, visibility  # noqa: F401 (the last two register themselves)
        from oxle.provision.notices import notices
        from oxle.provision.reconciling import marks_arrived
        from oxle.provision.wording import PLACES
        from oxle.registers.actions import on_written

        navigation.register(
            navigation.Entry("Register", "provision:register_home", write("marks"), order=10),
            navigation.Entry("Providers", "provision:list", read("provision"), order=48, section=PLACES),
            navigation.Entry(
                "Register mismatches", "provision:mismatches", read("mismatches"), order=52, section=PLACES
            ),
            navigation.Entry("Programme reviews", "provision:reviews", read("reviews"), order=51, section=PLACES),
        )
        on_written.append(marks_arrived)
        may_read = read("provision")
        register_panel(Panel("offers", "Education offered", "provision/child_offers.html", may_read, panels.offered))
        register_panel(Panel("hours", "Hours of education", "provision/child_hours.html", may_read, panels.hours_of))
        register_panel(
            Panel("reviews", "Programme reviews", "provision/child_reviews.html", read("reviews"), panels.reviews_of)
        )
        notices.append(panels.reviews_overdue)
        register_panel(
            Panel(
                "mismatches", "Register mismatches", "provision/child_mismatches.html", read("mismatches"),
                panels.mismatches_of,
            )
        )  # fmt: skip
