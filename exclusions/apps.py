"""Exclusions' place among the installed apps."""

from django.apps import AppConfig


class ExclusionsConfig(AppConfig):
    name = "exclusions"

    def ready(self) -> None:
        """Offer the import of suspensions, and listen to the registers of schools."""
        from exclusions.census.importing import SuspensionsImport
        from exclusions.permanent import care, roll
        from exclusions.suspensions import care as suspended
        from oxle.exchange.importing import register
        from oxle.people.actions.school_life import (
            on_register_changed,
            on_told_off_register,
            on_vulnerability_changed,
        )
        from oxle.people.off_register import contests

        register(SuspensionsImport)
        contests.append(roll.contested)
        on_register_changed.append(roll.register_changed)
        on_told_off_register.append(roll.told_off_register)
        on_vulnerability_changed.append(care.vulnerability_changed)
        on_vulnerability_changed.append(suspended.vulnerability_changed)
