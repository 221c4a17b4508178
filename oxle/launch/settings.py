"""The environment that Oxle's own processes are given."""

import os
import secrets

from oxle.launch.paths import Place
from oxle.launch.services import Services


def for_running(place: Place, services: Services, *, mode: str, port: int) -> dict[str, str]:
    """What manage.py, the web, the worker and the scheduler read; what the caller has set already stays."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment |= {
        "OXLE_MODE": mode,
        "OXLE_VAR": str(place.var),
        "DATABASE_URL": services.app_url,
        "DATABASE_OWNER_URL": services.owner_url,
        "REDIS_URL": services.broker_url,
        "DJANGO_SETTINGS_MODULE": "oxle.settings",
        "PYTHONUNBUFFERED": "1",
    }
    environment.setdefault("OXLE_DEMO", "1")
    environment.setdefault("OXLE_BASE_URL", f"http://127.0.0.1:{port}")
    environment.setdefault("OXLE_SECRET_KEY", secret_key(place))
    # So that `make manage ARGS=dbshell` finds psql.
    programs = [str(place.venv / "bin"), environment.get("PATH", os.defpath)]
    if services.postgres is not None:
        programs.append(str(services.postgres.account.programs))
    environment["PATH"] = os.pathsep.join(programs)
    return environment


def without_owner(environment: dict[str, str]) -> dict[str, str]:
    """The same for the long-running programs, which have no business with the owner's address."""
    return {name: value for name, value in environment.items() if name != "DATABASE_OWNER_URL"}


def secret_key(place: Place) -> str:
    """This installation's key, made once: sessions and one-time links outlive a restart."""
    file = place.var / "secret_key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    with os.fdopen(handle, "w") as output:
        output.write(secrets.token_urlsafe(50))
    return file.read_text()
