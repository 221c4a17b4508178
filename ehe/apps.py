"""The home education duty's place among the installed apps."""

from django.apps import AppConfig


class HomeEducationConfig(AppConfig):
    name = "ehe"

    def ready(self) -> None:
        from ehe import roll
        from oxle.people.actions.school_life import on_told_off_register, on_vulnerability_changed
        from oxle.people.off_register import contests

        contests.append(roll.contested)
        on_told_off_register.append(roll.told_off_register)
        on_vulnerability_changed.append(roll.vulnerability_changed)
