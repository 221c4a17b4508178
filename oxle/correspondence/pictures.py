"""Kept pictures in a letter: its page names the file and its digest, and the bytes join it when it is drawn.

So a picture is part of what is read, agreed to, frozen and hashed, and neither the letter's row nor the audit holds it.
"""

import re
from base64 import b64encode
from hashlib import sha256
from io import BytesIO

from oxle.documents import pictures
from oxle.documents.models import File, Scan

# As large as a passport's is on paper, with 170 pixels to the inch.
MOST = (235, 302)
# Whatever somebody typed has its quotation marks escaped, so no text of theirs is taken for one.
SOURCE = re.compile(r'src="picture:(?P<key>[^"/]+)/(?P<sha256>[0-9a-f]{64})"')


class Unusable(Exception):
    """A picture that a letter names cannot be drawn into it; the text says why, and names nobody."""


class NotYet(Unusable):
    """The virus scanner has not looked at a picture yet: the letter can be drawn once it has."""


def source(file: File) -> str:
    """What a letter's value holds of a kept picture, for the `src` of its `<img>`."""
    return f"picture:{file.key}/{file.sha256}"


def drawn(html: str) -> str:
    """The page with its pictures in it, small. Raises Unusable where one is gone, is not what was frozen, or may not
    be opened: without it the letter would not be the one that was released."""
    return SOURCE.sub(_data, html)


def shown(html: str) -> str:
    """The page for a screen, with its pictures; one that cannot be drawn is left to its words."""

    def data_or_words(found: re.Match[str]) -> str:
        try:
            return _data(found)
        except Unusable:
            return ""

    return SOURCE.sub(data_or_words, html)


def _data(found: re.Match[str]) -> str:
    file = File.objects.filter(key=found["key"]).first()
    if file is None:
        raise Unusable("A picture of this letter is kept no more.")
    if file.why_closed:
        raise (NotYet if file.scan == Scan.WAITING else Unusable)(file.why_closed)
    try:
        content = file.content()
    except FileNotFoundError:
        raise Unusable("A picture of this letter is not where it was kept.") from None
    if sha256(content).hexdigest() != found["sha256"]:
        raise Unusable("A picture of this letter is not the one with which it was released.")
    small = pictures.small(BytesIO(content), most=MOST)
    return f'src="data:image/jpeg;base64,{b64encode(small).decode()}"'
