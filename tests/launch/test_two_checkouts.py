"""Two checkouts on one machine at once share nothing: neither ports nor data nor sockets."""

from pathlib import Path

from oxle.launch import processes, readiness
from tests.launch.conftest import copy_checkout, end, find_free_port


def test_two_checkouts_run_at_once_and_one_stops_without_the_other(tmp_path: Path, migrated: Path) -> None:
    pair = [copy_checkout(tmp_path / name / "oxle", migrated) for name in ("one", "two")]
    try:
        ports = [find_free_port(), find_free_port()]
        started = [checkout.start("run", PORT=str(port)) for checkout, port in zip(pair, ports, strict=True)]
        for launched in started:
            launched.until("Oxle is ready")
        keys = {(checkout.place.var / "secret_key").read_text() for checkout in pair}
        assert len(keys) == 2
        started[0].interrupt()
        assert pair[0].processes() == []
        assert readiness.answers(ports[1], f"http://127.0.0.1:{ports[1]}")
        started[1].interrupt()
        assert processes.wait_until(lambda: pair[1].processes() == [], 20)
    finally:
        for checkout in pair:
            end(checkout)
