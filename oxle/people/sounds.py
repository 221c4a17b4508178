"""How names sound: one or two short codes a name, so that Kathryn finds Catherine and Smyth finds Smith.

The idea is Lawrence Philips's double metaphone (consonants by sound, vowels only at the front, a second code where a
spelling is said in two ways). The rules are our own, few, and meant for the names in an English county's schools.
"""

import re
from functools import lru_cache

from oxle.people.names import search_words

# Names not said as an English reader would spell them, respelled.
SAID = {
    "sean": "shawn", "sian": "shan", "siobhan": "shivaun", "sinead": "shinaid", "niamh": "neeve", "aoife": "eefa",
    "ciaran": "kieran", "caoimhe": "keeva", "saoirse": "seersha", "eoin": "owen", "eoghan": "owen", "ieuan": "yayan",
    "roisin": "rosheen", "hugh": "hue", "vaughan": "von", "xavier": "zavier", "joaquin": "wakeen", "jesus": "hesoos",
    "john": "jon", "stephen": "steven", "leigh": "lee", "isla": "ila", "thomas": "tomas", "anthony": "antony",
    "theresa": "teresa", "michael": "mikel", "rachael": "rachel", "chloe": "kloe", "christopher": "kristofer",
}  # fmt: skip

# Spelling, sound, and a second sound where it is said in two ways ("-" is silent); at each place the first that fits.
# "^" is the beginning of the name, "$" its end, "(?=…)" what must follow and "(?<=…)" what must stand before.
TABLE = """
^(?:kn|gn|pn) n n        ^wr r r                ^ps s s         ^x s s                   ^wh w w
^ma?c(?=[^aeiouyhk]) mk mk                      ^y(?=[aeiou]) y j                        ^j j y
^h[aeiouy]+ h a          ^gh k k                ^w w f          ^[aeiouy]+ a a
tch x x                  sch(?=[lmnw]) x s      sch x sk        szcz x x                 cz x x
sz x s                   sh x x                 ch(?=[rlnt]) k k                         ch x k
c(?=[eiy]) s s           (?:ck|cc?|q|kh|k) k k  x ks ks         ph f f
gh(?=[aeiou]) - k        gh - f                 (?<=[aeiou])h(?=[aeiou]) h h             (?<=m)p(?=[st]) - -
dg(?=[eiy]) j j          g(?=[eiy]) j k         g k k           th 0 t                   t(?=i[ao]) x t
(?:dt|d|t) t t           (?:b|p) p p            (?:v|f) f f     s(?=i[ao]) s x           (?:s|z) s s
j j y                    [mn](?=[bp]) m m       mb$ m m         m m m                    n n n
l l l                    r r r                  . - -
"""
CELLS = TABLE.split()
RULES = [
    (re.compile(spelling), sound.strip("-"), other.strip("-"))
    for spelling, sound, other in zip(CELLS[::3], CELLS[1::3], CELLS[2::3], strict=True)
]
CODE_LENGTH = 6


@lru_cache(maxsize=50_000)
def sound_codes(word: str) -> tuple[str, ...]:
    """The one or two codes of a folded word; none when it has no Latin letters (those names sound as they look)."""
    word = SAID.get(word, word)
    word = re.sub(r"([^aeiouyc])\1+", r"\1", re.sub(r"[^a-z]", "", word))
    first = second = ""
    place = 0
    while place < len(word):
        for spelling, sound, other in RULES:
            if spelling.pattern.startswith("^") and place:
                continue
            match = spelling.match(word, place)
            if match:
                first, second = _join(first, sound), _join(second, other)
                place = max(match.end(), place + 1)
                break
    return tuple(dict.fromkeys(code[:CODE_LENGTH] for code in (first, second) if code))


def sounds(text: str) -> list[str]:
    """The codes of every word of a name, each once, for keeping beside it."""
    return list(dict.fromkeys(code for word in search_words(text) for code in sound_codes(word)))


def _join(code: str, sound: str) -> str:
    # The same sound twice running is heard once: Jackson, Dickson.
    return code + (sound[1:] if code and sound and code[-1] == sound[0] else sound)
