"""The registers app's place among the installed apps."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "oxle.registers"
