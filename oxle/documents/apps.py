"""The documents app's place among the installed apps."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "oxle.documents"
