"""The exchange app's place among the installed apps."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "oxle.exchange"
