"""Two things done at one moment, in two connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from oxle.audit import acting
from oxle.core.errors import Refused, Stale


def both(*wanted: Callable[[], object]) -> list[str]:
    """Do two things at one moment; what came of each: "done", or the name of the error it was told of."""
    at_one_moment = Barrier(2, timeout=10)

    def try_it(do: Callable[[], object]) -> str:
        try:
            with acting("test"):
                at_one_moment.wait()
                do()
            return "done"
        except (Refused, Stale) as told:
            return type(told).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        return sorted(one.result() for one in [two.submit(try_it, do) for do in wanted])
