"""Names as search and sorting read them: accents folded, punctuation dropped, with codes for how they sound.

A name is always shown as it was typed. What is made here is kept beside it and never shown.
"""

import unicodedata

# Letters that Unicode does not take apart into a plain letter and an accent.
WHOLE_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
        "ŋ": "n", "ŧ": "t", "ə": "e", "ى": "ي", "ة": "ه", "ـ": "",
    }
)  # fmt: skip
APOSTROPHES = "'’‘`´ʻʼʹ＇"
NAME_LENGTH = 620
# Kana, Chinese signs (two ranges) and Korean syllables.
UNSPACED = ((0x3040, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7AF), (0x20000, 0x323AF))


def fold(text: str) -> str:
    """Lower case without accents: `Łukasz` is `lukasz`, `Ng'ang'a` keeps its apostrophes."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(WHOLE_LETTERS)


def search_words(text: str) -> list[str]:
    """The words that a typed name or query is looked up by, in order: `O'Brien-Cole` is `obrien`, `cole`.

    An apostrophe joins, any other punctuation parts. Chinese, Japanese and Korean signs are a word each, because
    those names are written without spaces.
    """
    words: list[str] = []
    word = ""
    for sign in fold(text):
        if sign in APOSTROPHES:
            continue
        if _stands_alone(sign):
            words += [word, sign]
            word = ""
        elif sign.isalnum():
            word += sign
        else:
            words.append(word)
            word = ""
    return [found for found in [*words, word] if found]


def kept_words(text: str) -> list[str]:
    """Every word that a stored name may be found by: its search words, the halves around an apostrophe, and the
    parts of a double-barrelled name written as one."""
    words = search_words(text)
    for part in fold(text).split():
        apart = [half for sign in APOSTROPHES for half in part.split(sign)] if set(part) & set(APOSTROPHES) else []
        for half in apart:
            words += search_words(half)
        if "-" in part:
            words += ["".join(search_words(part))]
    return list(dict.fromkeys(word for word in words if word))


def sort_key(family: str, given: str) -> str:
    """What lists of people sort by. Accents and case do not count, so the database's own order will do."""
    return f"{' '.join(search_words(family))}, {' '.join(search_words(given))}"[:NAME_LENGTH]


def _stands_alone(sign: str) -> bool:
    if sign.isascii():
        return False
    point = ord(sign)
    return any(first <= point <= last for first, last in UNSPACED) or unicodedata.category(sign) == "So"
