"""The lock files: every file has a hash, nothing names a host or a machine, and every direct choice has a reason."""

import json
import re
import tomllib

from oxle.launch.assets import NODE_LOCK
from oxle.launch.environment import INSTALLER_LOCK
from oxle.launch.paths import ROOT

PINNED = re.compile(r"^([a-z0-9._-]+)==([^ ]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / name).read_text()))


def test_every_locked_package_has_a_hash() -> None:
    for name in ("requirements.lock", "requirements-test.lock", str(NODE_LOCK), str(INSTALLER_LOCK)):
        packages = re.split(r"^(?=[a-z0-9._-]+==)", (ROOT / name).read_text(), flags=re.MULTILINE)[1:]
        assert [package for package in packages if "--hash=sha256:" not in package] == []
        assert len(packages) > 0


def test_the_lock_for_running_is_a_part_of_the_lock_for_testing() -> None:
    run, test = pins("requirements.lock"), pins("requirements-test.lock")
    assert {name: test.get(name) for name in run} == run
    assert test.keys() - run.keys() >= {"pytest", "playwright", "uv"}


def test_what_installs_the_packages_is_the_version_that_locked_them() -> None:
    assert pins(str(INSTALLER_LOCK)) == {"uv": pins("requirements-test.lock")["uv"]}


def test_every_direct_dependency_is_pinned_locked_at_that_version_and_has_a_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    locked = pins("requirements-test.lock")
    for asked in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        name, version = re.fullmatch(r"([\w-]+)(?:\[[\w,]+\])?==([\w.]+)", asked).groups()
        assert locked[name.lower()] == version
        assert re.search(rf'^    "{re.escape(asked)}", +# \w.{{9,}}', text, re.MULTILINE), asked


def test_no_lock_names_a_host_or_a_folder_of_a_machine() -> None:
    for file in (
        ROOT / "requirements.lock",
        ROOT / "requirements-test.lock",
        ROOT / "package-lock.json",
        NODE_LOCK,
        INSTALLER_LOCK,
    ):
        assert re.findall(r"https?:|file:|find-links|index-url|\"resolved\"|[ =]/\w+", file.read_text()) == []


def test_every_front_end_package_is_pinned_and_has_its_hash() -> None:
    asked = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    direct = {**asked["dependencies"], **asked["devDependencies"]}
    assert {name: locked[f"node_modules/{name}"]["version"] for name in direct} == direct
    assert [name for name, package in locked.items() if name and not package["integrity"].startswith("sha512-")] == []
