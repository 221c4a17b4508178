"""Finds children of other families in what an officer typed: text pasted from another family's letter tells on them."""

import re

from django.db.models import Value
from django.db.models.functions import Concat, Upper

from oxle.correspondence.models import Letter
from oxle.people.models import Child, ChildName

UPN = re.compile(r"\b[A-Z]\d{11}[0-9A-Z]\b")
WORD = re.compile(r"[\w’'-]+")
# A name of more words than this is found by its first ones.
MOST_WORDS = 5


def named_in(letter: Letter) -> list[str]:
    """A sentence for each child other than the letter's own whose UPN or full name is in its own paragraph.

    Names are compared without regard to case. A sentence repeats only what the officer typed, and tells nothing more.
    """
    text = letter.own_paragraph
    if not text:
        return []
    others = Child.objects.exclude(pk=letter.child_id)
    found = [
        f"The paragraph holds {upn}, the UPN of a child this letter is not about."
        for upn in others.filter(upn__in=set(UPN.findall(text.upper()))).order_by("upn").values_list("upn", flat=True)
    ]
    phrases = _phrases(text)
    if phrases:
        names = (
            ChildName.objects.exclude(child=letter.child_id)
            .annotate(whole=Upper(Concat("given", Value(" "), "family")))
            .filter(whole__in=phrases)
        )
        own = _own_names(letter)
        for whole in sorted(set(names.values_list("whole", flat=True)) - own):
            found.append(f"The paragraph names “{phrases[whole]}”, a child this letter may not be about.")
    return found


def _own_names(letter: Letter) -> set[str]:
    # A parent, or another child of the letter's own family, may bear the name of a child elsewhere.
    names = {f"{name.given} {name.family}" for name in ChildName.objects.filter(child=letter.child_id)}
    if letter.adult is not None:
        names.add(f"{letter.adult.given} {letter.adult.family}")
    return {name.upper() for name in names}


def _phrases(text: str) -> dict[str, str]:
    words = list(WORD.finditer(text))
    phrases = {}
    for first in range(len(words)):
        for last in range(first + 1, min(first + MOST_WORDS, len(words))):
            phrase = " ".join(text[words[first].start() : words[last].end()].split())
            phrases[phrase.upper()] = phrase
    return phrases
