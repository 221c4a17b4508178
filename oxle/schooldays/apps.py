"""The schooldays app's place among the installed apps."""

from django.apps import AppConfig


class SchooldaysConfig(AppConfig):
    name = "oxle.schooldays"
