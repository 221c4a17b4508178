"""Serves the gallery to a browser on this machine, without a database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import override_settings

HERE = Path(__file__).resolve().parent


class Quiet(WSGIRequestHandler):
    """Answers without writing a log line for each request."""

    def log_message(self, *args: object) -> None:
        pass


class WithoutDatabase(WSGIHandler):
    """Answers outside any transaction: the gallery keeps nothing."""

    def make_view_atomic(self, view: Any) -> Any:
        return view


@contextmanager
def gallery_served() -> Iterator[str]:
    """The address of a running server that shows tests/core/gallery.py under the real security headers."""
    from django.conf import settings

    # The gallery is seen as by somebody who may search: there is no user here to ask.
    processors = [
        "tests.core.gallery.may_search" if name.endswith(".may_search") else name
        for name in settings.TEMPLATES[0]["OPTIONS"]["context_processors"]
    ]
    engine = {
        **settings.TEMPLATES[0],
        "DIRS": [*settings.TEMPLATES[0]["DIRS"], HERE / "templates"],
        "OPTIONS": {**settings.TEMPLATES[0]["OPTIONS"], "context_processors": processors},
    }
    changed = override_settings(
        ROOT_URLCONF="tests.core.gallery",
        TEMPLATES=[engine],
        DEMO=True,
        ALLOWED_HOSTS=["127.0.0.1"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "csp.middleware.CSPMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
    )
    with changed:
        server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        server.daemon_threads = True
        server.set_app(StaticFilesHandler(WithoutDatabase()))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
