"""The kinds of letter there are. Each duty registers its own; their wording is code, versioned and locked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from oxle.accounts.permissions import Compartment, Permission, read, release
from oxle.accounts.roles import ROLES

# What an office has that posts the letters of every duty: it reads them all, but for those of a compartment.
POSTS = read("post")


class Audience(StrEnum):
    """Whom a kind of letter is for."""

    ADULT = "adult"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter. `key` is `<duty>.<letter>`, its wording `letters/<duty>/<letter>.html`.

    A letter can say only what is listed here: `needs` and `may_say` name each value that the wording may use, with
    the words for it. Nothing else reaches the page, and a letter that lacks a needed value cannot be released. Names
    ending `_on` are days. What it `announces`, beside what its step records, are days to come when it leaves.
    `source` is what the letter is sent under. `title` never holds a name: it is the PDF's.
    """

    key: str
    title: str
    version: int
    source: str
    audience: Audience = Audience.ADULT
    # It is about the adult who gets it, and about no child.
    about_reader: bool = False
    needs: Mapping[str, str] = field(default_factory=dict)
    may_say: Mapping[str, str] = field(default_factory=dict)
    announces: tuple[str, ...] = ()
    # A paragraph of the officer's own, shown as plain text.
    own_paragraph: bool = True
    released_with: Permission = field(default_factory=lambda: release("letters"))
    # Never released by the person whose step drafted it.
    second_person: bool = False
    compartment: Compartment = Compartment.ORDINARY

    def __post_init__(self) -> None:
        object.__setattr__(self, "needs", MappingProxyType(dict(self.needs)))
        object.__setattr__(self, "may_say", MappingProxyType(dict(self.may_say)))

    @property
    def area(self) -> str:
        """The duty whose letter it is."""
        return self.key.partition(".")[0]

    @property
    def template(self) -> str:
        """Where its wording is."""
        return f"letters/{self.key.replace('.', '/')}.html"

    def template_of(self, version: int) -> str:
        """The wording of a version, which stays when a newer one comes."""
        return self.template if version == self.version else f"{self.template.removesuffix('.html')}.v{version}.html"

    @property
    def read_with(self) -> Permission:
        """What a person must hold, beside letters, to see letters of this kind."""
        if self.compartment is Compartment.ORDINARY:
            return read("letters")
        return read(self.area, self.compartment)

    def is_open_to(self, user: Any) -> bool:
        """Whether a person who works on letters reads those of this kind: who reads the duty, and who posts for all.

        Of a part of the service that no role names everybody does who works on letters.
        """
        if not user.can(self.read_with):
            return False
        return user.can(read(self.area)) or user.can(POSTS) or not _is_a_duty(self.area)


def _is_a_duty(area: str) -> bool:
    return any(permission.area == area for role in ROLES.values() for permission in role.permissions)


def kinds_of(duty: str, **shared: Any) -> Callable[..., LetterKind]:
    """What makes the letters of one duty, of its name, title, source and needs; all of them have in common `shared`."""

    def kind(
        name: str, title: str, source: str, needs: Mapping[str, str], *, version: int = 1, **more: Any
    ) -> LetterKind:
        key = f"{duty}.{name}"
        return LetterKind(key=key, title=title, version=version, source=source, needs=needs, **shared, **more)

    return kind


KINDS: dict[str, LetterKind] = {}


def register(*kinds: LetterKind) -> None:
    """Add kinds of letter; called once by a duty when it starts."""
    for kind in kinds:
        if KINDS.get(kind.key, kind) is not kind:
            raise ValueError(f"two kinds of letter are called {kind.key}")
        KINDS[kind.key] = kind
