"""Reduced timetables' place among the installed apps."""

from django.apps import AppConfig


class ReducedTimetablesConfig(AppConfig):
    name = "reduced_timetables"
