"""The correspondence app's place among the installed apps: its navigation, its health, its own e-mails."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "oxle.correspondence"

    def ready(self) -> None:
        from oxle.accounts.mail import deliver_with
        from oxle.accounts.permissions import read
        from oxle.core import navigation
        from oxle.core.context import BANNERS
        from oxle.core.health import CHECKS
        from oxle.correspondence import health, messages, returned, rules, sign_in_mail  # noqa: F401 (rules register)
        from oxle.people import address_notes

        messages.register(messages.HELD)
        deliver_with(sign_in_mail.carry)
        address_notes.sources.append(returned.said_of)
        navigation.register(navigation.Entry("Letters", "correspondence:to_post", read("letters"), order=35))
        CHECKS["letters"] = health.letters_problem
        BANNERS.append(health.banners)
        CHECKS["outbox"] = health.outbox_problem
