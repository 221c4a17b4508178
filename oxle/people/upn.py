"""Unique pupil numbers: what a school types, the check letter, and what is wrong with one in plain words.

A UPN is a check letter, the nine digits of the authority and school that issued it, two of the year and three of a
serial. A temporary one ends in a letter. Source: the DfE's Common Basic Data Set, "UPN" (weights 2 to 13, modulo 23).
"""

import re

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
SHAPE = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")


class WrongUpn(ValueError):
    """A UPN that cannot be right. The text is a sentence for the person who typed it."""


def clean_upn(typed: str) -> str:
    """The UPN as we store it: capitals, no spaces. Raises WrongUpn, whose text may be shown."""
    upn = "".join(typed.split()).upper()
    if len(upn) != 13:
        raise WrongUpn(f"UPN must be 13 characters, like A123456789012. This one has {len(upn)}.")
    if not upn[0].isascii() or not upn[0].isalpha():
        raise WrongUpn("UPN must begin with a letter.")
    if not SHAPE.fullmatch(upn):
        raise WrongUpn("UPN must be one letter and 12 digits. The last may be a letter if the UPN is temporary.")
    if upn[0] in "IOS" or upn[12] in "IOS":
        raise WrongUpn("UPN never has the letters I, O or S. Check for 1, 0 or 5.")
    if upn[0] != check_letter(upn):
        raise WrongUpn("UPN is not right: its first letter does not match its digits. Check each character.")
    return upn


def check_letter(upn: str) -> str:
    """The letter that the last 12 characters of a UPN call for."""
    total = sum(weight * _value(sign) for weight, sign in enumerate(upn[1:], start=2))
    return CHECK_LETTERS[total % 23]


def looks_like_upn(typed: str) -> bool:
    """Whether what somebody typed into the search box has the shape of a UPN, right or wrong."""
    return SHAPE.fullmatch("".join(typed.split()).upper()) is not None


def _value(sign: str) -> int:
    return int(sign) if sign.isdigit() else CHECK_LETTERS.index(sign)
