"""The schools app's place among the installed apps, and what it offers when the service starts."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "oxle.schools"

    def ready(self) -> None:
        """Offer the imports, the rule of visibility and the entries of the navigation."""
        from oxle.accounts.permissions import read, write
        from oxle.core import navigation
        from oxle.exchange.importing import register
        from oxle.schools import importing, term_date_import, visibility  # noqa: F401 (registers itself)

        for importer in (importing.SchoolsImport, importing.SchoolLinksImport, term_date_import.TermDatesImport):
            register(importer)
        navigation.register(
            navigation.Entry("Schools", "school_list", read("schools"), order=60),
            navigation.Entry("Term dates", "calendar_list", write("calendars"), order=61),
        )
