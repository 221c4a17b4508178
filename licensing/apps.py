"""Licensing's place among the installed apps."""

from django.apps import AppConfig


class LicensingConfig(AppConfig):
    name = "licensing"
