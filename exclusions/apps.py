"""Exclusions' place among the installed apps."""

from django.apps import AppConfig


class ExclusionsConfig(AppConfig):
    name = "exclusions"
