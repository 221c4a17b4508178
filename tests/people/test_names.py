"""Names as search and sorting read them, and how they sound."""

import pytest

from oxle.people.names import fold, kept_words, search_words, sort_key
from oxle.people.sounds import sound_codes, sounds


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("O'Brien", ["obrien"]),
        ("O’Brien", ["obrien"]),
        ("Łukasz", ["lukasz"]),
        ("Zoë Løvgren-Ångström", ["zoe", "lovgren", "angstrom"]),
        ("Nguyễn", ["nguyen"]),
        ("STRAẞE", ["strasse"]),
        ("محمد", ["محمد"]),
        ("李小明", ["李", "小", "明"]),
        ("Sam 😀", ["sam", "😀"]),
        ("<script>", ["script"]),
        ("{{7*7}}", ["7", "7"]),
        ("  ", []),
    ],
)
def test_accents_case_and_punctuation_do_not_count_in_search(typed: str, words: list[str]) -> None:
    assert search_words(typed) == words


def test_a_name_with_an_apostrophe_or_hyphen_is_found_whole_and_by_its_parts() -> None:
    assert kept_words("O'Brien-Cole") == ["obrien", "cole", "o", "brien", "obriencole"]


def test_arabic_is_found_with_or_without_its_marks() -> None:
    assert fold("فاطِمة") == fold("فاطمه")


def test_people_sort_by_family_name_without_accents() -> None:
    names = [("Żak", "Ola"), ("Abbot", "Zoe"), ("Zak", "Ada"), ("abbot", "Ann"), ("O'Brien", "Pat"), ("Obi", "Jo")]
    ordered = sorted(names, key=lambda name: sort_key(*name))
    assert ordered == [
        ("abbot", "Ann"), ("Abbot", "Zoe"), ("Obi", "Jo"), ("O'Brien", "Pat"), ("Zak", "Ada"), ("Żak", "Ola"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("catherine", "kathryn"), ("stephen", "steven"), ("sean", "shaun"), ("smith", "smyth"), ("smith", "schmidt"),
        ("clarke", "clark"), ("philip", "filip"), ("geoffrey", "jeffrey"), ("mohammed", "muhammad"), ("sarah", "sara"),
        ("wright", "rite"), ("knight", "night"), ("aisha", "ayesha"), ("lukasz", "lucas"), ("siobhan", "shivaun"),
        ("nicholas", "nikolas"), ("macdonald", "mcdonald"), ("thompson", "tomson"), ("hughes", "hues"),
        ("jackson", "jaxon"), ("yusuf", "jusuf"), ("caitlin", "katelyn"), ("michael", "mikael"), ("eloise", "heloise"),
    ],
)  # fmt: skip
def test_names_said_alike_share_a_code(one: str, other: str) -> None:
    assert set(sound_codes(one)) & set(sound_codes(other))


@pytest.mark.parametrize(("one", "other"), [("anna", "emma"), ("dan", "tom"), ("mohammed", "matt"), ("cole", "khan")])
def test_names_said_differently_share_no_code(one: str, other: str) -> None:
    assert not set(sound_codes(one)) & set(sound_codes(other))


def test_a_name_without_latin_letters_has_no_sound() -> None:
    assert sounds("李小明 محمد 😀") == []
