"""The demo county is loaded into an empty installation once, and never half."""

from pathlib import Path

from tests.launch.conftest import copy_checkout, end, find_free_port


def test_a_start_stopped_while_it_loads_the_county_begins_anew_next_time_and_then_never_again(
    tmp_path: Path, migrated: Path
) -> None:
    checkout = copy_checkout(tmp_path / "oxle", migrated)
    checkout.environment["OXLE_DEMO"] = "1"
    try:
        stopped = checkout.start("run", PORT=str(find_free_port())).until("Cases: ", 300)
        stopped.process.terminate()
        stopped.wait()
        assert "Oxle is ready" not in stopped.said
        assert checkout.processes() == []
        whole = checkout.start("run", PORT=str(find_free_port())).until("senior@demo.example", 300)
        assert "A load of the demo county was cut off: beginning with a new database" in whole.said
        assert "Loading the demo county" in whole.said
        whole.interrupt()
        again = checkout.start("run", PORT=str(find_free_port())).until("senior@demo.example")
        assert "Loading the demo county" not in again.said
        again.interrupt()
    finally:
        end(checkout)
