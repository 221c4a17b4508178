"""The provision app's place among the installed apps."""

from django.apps import AppConfig


class ProvisionConfig(AppConfig):
    name = "oxle.provision"
