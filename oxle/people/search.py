"""One box for everything: name, sound-alike, former name, UPN, date of birth, postcode, parent, school, reference.

At most three queries, whatever is typed: children as spelt; children as they sound, only when few were found; adults
and schools together. Higher layers add sources of their own, such as case references, which answer alone. A school
that looks for a pupil of its own asks `pupils` instead, which knows of nobody else.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import JSONBAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    IntegerField,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import JSONObject

from oxle.accounts.permissions import read
from oxle.accounts.visibility import visible_to
from oxle.core import typed_dates
from oxle.people.models import Adult, Child, ChildName, Enrolment, NameKind, Relationship
from oxle.people.names import fold, search_words
from oxle.people.queries import with_school
from oxle.people.sounds import sound_codes
from oxle.people.upn import looks_like_upn
from oxle.people.visibility import TOLD_AFTER, children_for, in_force, pupils_told_of, restricted_to
from oxle.schools.models import School

MOST_SHOWN = 50
# Fewer than this found as spelt, and names that sound alike are looked for too.
FEW = 10
POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][a-z0-9]?) ?([0-9][a-z]{2})\b", re.IGNORECASE)
DAY = re.compile(r"\b(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})\b")


@dataclass(frozen=True)
class Asked:
    """What was typed, taken apart. `words` are folded; `problem` says why nothing can be looked up, if so."""

    text: str
    words: tuple[str, ...]
    born_on: date | None
    problem: str = ""
    # Words that are a name, and so have a sound.
    spoken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """One line of results from a higher layer: where it leads, and the children (primary keys) whom it names."""

    kind: str
    title: str
    url: str
    facts: tuple[str, ...] = ()
    children: tuple[int, ...] = ()


@dataclass(frozen=True)
class Found:
    """The results of a search. `restricted` are the keys of matching records that this person may not open as it is."""

    asked: Asked
    children: list[Any] = field(default_factory=list)
    adults: list[Any] = field(default_factory=list)
    schools: list[Any] = field(default_factory=list)
    others: list[Hit] = field(default_factory=list)
    restricted: list[str] = field(default_factory=list)
    more: bool = False

    @property
    def nothing(self) -> bool:
        """Whether there is nothing at all to show."""
        return not (self.children or self.adults or self.schools or self.others or self.restricted)


# Higher layers: fn(user, text) -> hits, or None when what was typed is not theirs. A reference is only a reference.
search_sources: list[Callable[[Any, str], list[Hit] | None]] = []


def ask(text: str) -> Asked:
    """Take apart what somebody typed into the search box."""
    born_on, rest = None, text
    if match := DAY.search(text):
        try:
            born_on = typed_dates.read_line(match[0], today=None, past=True)
            rest = text.replace(match[0], " ")
        except typed_dates.Unreadable:
            pass
    digits = "".join(rest.split())
    words: tuple[str, ...]
    spoken: tuple[str, ...] = ()
    if looks_like_upn(rest) or (digits.lstrip("+").isdigit() and len(digits) >= 6):
        words = (digits.lower().lstrip("+"),)
    else:
        postcodes = tuple("".join(match).lower() for match in POSTCODE.findall(rest))
        spoken = tuple(search_words(POSTCODE.sub(" ", rest)))
        words = (*spoken, *postcodes)
    problem = ""
    if not text.strip():
        problem = "Enter a name, UPN, postcode or reference."
    elif not words and not born_on:
        problem = "Enter letters or numbers to search for."
    elif not born_on and len("".join(words)) < 2 and "".join(words).isascii():
        problem = "Enter at least two letters."
    return Asked(text=text.strip(), words=words, born_on=born_on, problem=problem, spoken=spoken)


def search(user: Any, text: str, on: date) -> Found:
    """Everything this person may find by what they typed, best matches first. At most three queries."""
    asked = ask(text)
    if asked.problem:
        return Found(asked)
    for source in search_sources:
        hits = source(user, asked.text)
        if hits is not None:
            return Found(asked, others=hits)
    children = list(_as_spelt(user, asked, on))
    found = children[:MOST_SHOWN]
    if len(children) < FEW and any(len(word) >= 3 for word in asked.spoken):
        found += list(_as_heard(user, asked, on, apart_from=[child.pk for child in children]))
    around = list(_adults_and_schools(user, asked)) if asked.words else []
    return Found(
        asked,
        children=[ChildHit(child, asked) for child in found if not child.closed],
        adults=[row for row in around if row["kind"] == "adult"],
        schools=[row for row in around if row["kind"] == "school"],
        restricted=[child.key for child in found if child.closed],
        more=len(children) > MOST_SHOWN,
    )


def pupils(user: Any, schools: Iterable[School], asked: Asked, on: date, *, also_left: bool = False) -> QuerySet[Child]:
    """The pupils of some schools, on the register on a day, who match what was typed and whom this person may see;
    with `also_left` those too who left within a year, as far as may be told of them.

    A former name, and what a merged record brought, finds nobody here: a school must not learn it (an adopted child's
    above all). As spelt before as heard; ready to be shown a page at a time; `ChildHit` says why each is there.
    """
    enrolled = Enrolment.objects.filter(in_force(on), school__in=schools)
    seen = visible_to(user, Child)
    if also_left:
        enrolled |= Enrolment.objects.filter(school__in=schools, to_on__lt=on, to_on__gte=on - TOLD_AFTER)
        seen = pupils_told_of(user, schools, on)
    former = ChildName.objects.filter(child=OuterRef("pk"), kind=NameKind.FORMER)
    plain = ~Exists(former) & ~Exists(Child.objects.filter(merged_into=OuterRef("pk")))
    spelt: Any = Value(0)
    for word in asked.words:
        spelt += Case(When(_by_present_name(word), then=1), default=0, output_field=IntegerField())
    rows = seen.filter(pk__in=enrolled.values("child"))
    rows = rows.filter((plain & _heard(asked)) | _as_called_now(asked)).annotate(spelt=spelt)
    return _listed(rows, asked, on, apart_from_names=[NameKind.FORMER]).order_by("-whole", "-spelt", "sort_name", "pk")


def _as_called_now(asked: Asked) -> Q:
    matches = Q(born_on=asked.born_on) if asked.born_on else Q()
    for word in asked.words:
        matches &= _by_present_name(word) | Q(upn__iexact=word)
    return matches


def _begins_a_word(name: str, word: str) -> Q:
    return Q(**{f"{name}__istartswith": word}) | Q(**{f"{name}__icontains": f" {word}"})


def _by_present_name(word: str) -> Q:
    present = ChildName.objects.filter(child=OuterRef("pk"), to_on=None).exclude(kind=NameKind.FORMER)
    typed = _begins_a_word("given", word) | _begins_a_word("family", word)
    return Q(sort_name__startswith=word) | Q(sort_name__contains=f" {word}") | Q(Exists(present.filter(typed)))


class ChildHit:
    """A child found, and by what."""

    def __init__(self, child: Any, asked: Asked) -> None:
        self.child = child
        self.why = self._why(asked)

    def _why(self, asked: Asked) -> str:
        child, text = self.child, asked.text.upper().replace(" ", "")
        if text in {child.upn, child.former_upn}:
            return "" if text == child.upn else "Former UPN"
        if _holds_all(search_words(child.shown_name), asked.words):
            return ""
        for name in child.other_names:
            if _holds_all(search_words(f"{name['given']} {name['family']}"), asked.spoken) and asked.spoken:
                kind = NameKind(name["kind"]).label
                return f"{kind}: {name['given']} {name['family']}"
        return "" if _holds_all(child.search_text.split(), asked.words) else "Sounds or looks similar"


def _as_spelt(user: Any, asked: Asked, on: date) -> QuerySet[Child]:
    matches = Q(born_on=asked.born_on) if asked.born_on else Q()
    for word in asked.words:
        matches &= Q(search_text__contains=f" {word}")
    return _listed(_searchable(user).filter(matches), asked, on)[: MOST_SHOWN + 1]


def _as_heard(user: Any, asked: Asked, on: date, *, apart_from: list[int]) -> QuerySet[Child]:
    return _listed(_searchable(user).filter(_heard(asked)).exclude(pk__in=apart_from), asked, on)[:FEW]


def _heard(asked: Asked) -> Q:
    """Every word as it is spelt, as it sounds, or with a slip of the finger."""
    matches = Q(born_on=asked.born_on) if asked.born_on else Q()
    for word in asked.words:
        near = Q(search_text__contains=f" {word}")
        if word in asked.spoken:
            for code in sound_codes(word):
                near |= Q(search_sounds__contains=f" {code} ")
            if len(word) >= 4:
                near |= Q(search_text__trigram_word_similar=word)
        matches &= near
    return matches


def _searchable(user: Any) -> QuerySet[Child]:
    """Children this person may open, and restricted ones that they may learn to exist."""
    closed = restricted_to(user)
    rows = Child.objects.filter(children_for(user) | closed) if closed else visible_to(user, Child)
    if not closed:
        return rows.annotate(closed=Value(False))
    return rows.annotate(closed=Case(When(closed, then=True), default=False, output_field=BooleanField()))


def _listed(rows: QuerySet[Child], asked: Asked, on: date, *, apart_from_names: Iterable[str] = ()) -> QuerySet[Child]:
    """With what a line of results shows, whole words before beginnings of words."""
    whole: Any = Value(0)
    for word in asked.words:
        whole += Case(When(search_text__contains=f" {word} ", then=1), default=0, output_field=IntegerField())
    names = ChildName.objects.filter(child=OuterRef("pk")).exclude(kind__in=apart_from_names).order_by("pk")
    shown = JSONObject(kind="kind", given="given", family="family")
    rows = rows.annotate(whole=whole, other_names=ArraySubquery(names.values(json=shown)))
    return with_school(rows, on).order_by("-whole", "sort_name", "pk")


def _adults_and_schools(user: Any, asked: Asked) -> QuerySet[Any]:
    matches = Q()
    for word in asked.words:
        matches &= Q(search_text__contains=f" {word}")
    children = Relationship.objects.filter(adult=OuterRef("pk"), child__in=visible_to(user, Child)).values("adult")
    child = JSONObject(pk="child_id", key="child__key", name="child__shown_name", kind="kind")
    adults = visible_to(user, Adult).filter(matches).order_by("sort_name", "pk")
    rows = adults.annotate(
        kind=Value("adult"),
        name_shown=F("given"),
        name_after=F("family"),
        children=Subquery(children.annotate(all=JSONBAgg(child)).values("all"), output_field=JSONField()),
    ).values("kind", "key", "name_shown", "name_after", "children")[:FEW]
    if read("schools") not in user.permissions or asked.born_on:
        return rows
    named = Q()
    for word in fold(asked.text).split():
        named &= Q(organisation__name__icontains=word)
    schools = (
        School.objects.filter(named | Q(urn=asked.text))
        .order_by("organisation__name")
        .annotate(
            kind=Value("school"),
            name_shown=F("organisation__name"),
            name_after=F("town"),
            children=Value(None, output_field=JSONField()),
        )
    )
    return rows.union(schools.values("kind", "key", "name_shown", "name_after", "children")[:FEW], all=True)


def _holds_all(held: Iterable[str], words: Iterable[str]) -> bool:
    held = list(held)
    return all(any(one.startswith(word) for one in held) for word in words)
