"""The correspondence app's place among the installed apps."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "oxle.correspondence"
