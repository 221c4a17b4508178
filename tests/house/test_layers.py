"""Who may know whom: a layer imports only lower layers, never its neighbour; duties never import one another."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.ROOT)
LAYERS = {
    "core": 0,
    "accounts": 1,
    "audit": 1,
    "schooldays": 2,
    "exchange": 2,
    "schools": 3,
    "people": 4,
    "registers": 5,
    "documents": 5,
    "correspondence": 6,
    "provision": 6,
    "transfers": 7,
    "cases": 8,
    "meetings": 9,
    "strategy": 9,
    "missing_out": 10,
    "reporting": 11,
    "demo": 12,
}
# The project's own files, which put the layers together, and the launcher, which no layer may know.
OUTSIDE = {"settings", "urls", "celery", "schedule", "env", "wsgi", "asgi", "launch"}
# A task module asks the Celery application for its decorator, the audit's actor is named by whoever acts, and
# anybody may show a child: these three are known to every layer above core.
OPEN_TO_ALL = {"oxle.celery", "oxle.audit", "oxle.audit.sights", "oxle.audit.actor"}


def modules() -> Iterator[Path]:
    for folder in ("oxle", *settings.DUTIES):
        yield from sorted(path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts)


def imported(path: Path) -> Iterator[str]:
    """Every module that a file names: those it imports, and those in a string, such as the dotted name of a task."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and names_a_module(node.value):
            yield node.value


def names_a_module(text: str) -> bool:
    """Whether a string is the dotted name of a module of ours or of something in one, and not a setting's."""
    words = text.split(".")
    if len(words) < 3 or words[0] not in {"oxle", *settings.DUTIES} or not all(word.isidentifier() for word in words):
        return False
    place = Path(settings.ROOT, *words[:2])
    return place.is_dir() or place.with_suffix(".py").exists()


def faults_of(path: Path) -> list[str]:
    parts = path.relative_to(ROOT).with_suffix("").parts
    me = parts[1] if parts[0] == "oxle" else parts[0]
    found = []
    for name in imported(path):
        words = name.split(".")
        if words[0] in settings.DUTIES and words[0] != parts[0]:
            found.append(f"{'.'.join(parts)} imports the duty {words[0]}")
        if words[0] != "oxle" or len(words) < 2 or name in OPEN_TO_ALL or parts[0] != "oxle" or me in OUTSIDE:
            continue
        other = words[1]
        if other == me:
            continue
        if other in OUTSIDE:
            if name not in {"oxle.celery.app"} and other != "celery":
                found.append(f"{'.'.join(parts)} imports {name}, which puts the layers together")
        elif other in LAYERS and LAYERS[other] >= LAYERS.get(me, -1):
            is_open = ".".join(words[:3]) in OPEN_TO_ALL or name == "oxle.audit.acting"
            if not (is_open and LAYERS.get(me, -1) > LAYERS["core"]):
                found.append(f"{'.'.join(parts)} imports {name}, which is not below it")
    return found


def test_every_module_imports_only_what_lies_below_it():
    found = [fault for path in modules() for fault in faults_of(path)]
    assert sorted(set(found)) == []


def test_every_foreign_key_points_to_a_lower_layer():
    found = []
    for model in apps.get_models():
        words = model.__module__.split(".")
        if words[0] != "oxle":
            continue
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            other = field.related_model.__module__.split(".")
            if other[0] in settings.DUTIES:
                found.append(f"{model.__name__}.{field.name} points to the duty {other[0]}")
            elif other[0] == "oxle" and other[1] != words[1] and LAYERS[other[1]] >= LAYERS[words[1]]:
                found.append(f"{model.__name__}.{field.name} points up to {other[1]}")
    assert found == []


def test_every_package_of_the_platform_has_a_layer():
    folders = {path.name for path in (ROOT / "oxle").iterdir() if (path / "__init__.py").exists()}
    assert folders - OUTSIDE - set(LAYERS) == set()


def test_every_module_says_on_its_first_line_what_it_is_for():
    silent = []
    for path in modules():
        if "migrations" in path.parts or not path.read_text().strip():
            continue
        if not ast.get_docstring(ast.parse(path.read_text())):
            silent.append(str(path.relative_to(ROOT)))
    assert silent == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("from oxle.cases import models", "oxle.people.made_up imports oxle.cases, which is not below it"),
        ("from oxle.registers import codes", "oxle.people.made_up imports oxle.registers, which is not below it"),
        (
            'TASK = "oxle.cases.tasks.sweep"',
            "oxle.people.made_up imports oxle.cases.tasks.sweep, which is not below it",
        ),
        ('TASK = "attendance.prosecution.tasks.make_bundles"', "oxle.people.made_up imports the duty attendance"),
    ],
)
def test_an_import_from_above_is_found(tmp_path, monkeypatch, source, fault):
    monkeypatch.setattr("tests.house.test_layers.ROOT", tmp_path)
    made_up = tmp_path / "oxle" / "people" / "made_up.py"
    made_up.parent.mkdir(parents=True)
    made_up.write_text(source)
    assert fault in faults_of(made_up)
