"""Attendance's place among the installed apps."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "attendance"
