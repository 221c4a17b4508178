"""The people app's place among the installed apps."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "oxle.people"
