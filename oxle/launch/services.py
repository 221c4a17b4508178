"""PostgreSQL and the broker for all who work in one checkout: the first to come starts them, the last stops them."""

import os
from dataclasses import dataclass, field

from oxle.launch import processes
from oxle.launch.broker import Broker
from oxle.launch.console import say
from oxle.launch.locks import Lock, alone
from oxle.launch.paths import Place
from oxle.launch.postgres import APP, OWNER, Postgres


@dataclass
class Services:
    """What one launcher uses. DATABASE_URL and REDIS_URL in the environment replace our own servers."""

    place: Place
    careless: bool = False
    postgres: Postgres | None = field(default=None, init=False)
    broker: Broker | None = field(default=None, init=False)
    _users: Lock | None = field(default=None, init=False)

    def __enter__(self) -> "Services":
        try:
            with alone(self.place.locks / "services"):
                self._users = Lock(self.place.locks / "users")
                self._users.wait(shared=True)
                if not os.environ.get("DATABASE_URL"):
                    self.postgres = Postgres(self.place, self.careless)
                    say("PostgreSQL runs already" if self.postgres.pid() else "Starting PostgreSQL")
                    self.postgres.start()
                if not os.environ.get("REDIS_URL"):
                    self.broker = Broker(self.place)
                    self.broker.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_failure: object) -> None:
        processes.Interrupts.finish()
        if self._users is None:
            return
        with alone(self.place.locks / "services"):
            # Only the last user can have the lock alone.
            if self._users.take():
                if self.broker is not None:
                    self.broker.stop()
                if self.postgres is not None:
                    self.postgres.stop()
            self._users.release()

    def heal(self) -> None:
        """Start again whichever of them was killed."""
        lost_database = self.postgres is not None and self.postgres.pid() is None
        lost_broker = self.broker is not None and self.broker.pid() is None and not self.broker.answers()
        if not lost_database and not lost_broker:
            return
        with alone(self.place.locks / "services"):
            if self.postgres is not None and lost_database:
                say("PostgreSQL stopped: starting it again")
                self.postgres.start()
            if self.broker is not None and lost_broker:
                say("The broker stopped: starting it again")
                self.broker.start()

    @property
    def owner_url(self) -> str:
        """The address for migrations and grants."""
        if self.postgres is not None:
            return self.postgres.url(OWNER)
        return os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]

    @property
    def app_url(self) -> str:
        """The address for the web, the worker and the scheduler, whose role owns nothing."""
        return self.postgres.url(APP) if self.postgres is not None else os.environ["DATABASE_URL"]

    @property
    def broker_url(self) -> str:
        """The broker's address."""
        return self.broker.url if self.broker is not None else os.environ["REDIS_URL"]
