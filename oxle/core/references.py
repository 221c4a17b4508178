"""References people read out on the phone: `OX-7K4M-2QX6`, random, with a check character, never reused."""

import secrets

# Crockford's base 32: no I, L, O or U.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
MISREAD_LETTERS = str.maketrans({"0": "O", "1": "I"})


def new_reference(prefix: str) -> str:
    """A new random reference. One in 34 billion repeats, which the table's unique constraint refuses."""
    body = "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1))
    return _shown(prefix, body)


def clean_reference(text: str) -> str | None:
    """A typed reference as we store it, forgiving case, spaces, dashes and O for 0; None when its check fails."""
    signs = "".join(sign for sign in text.upper() if not sign.isspace() and sign not in "-–—")
    prefix, body = signs[:2].translate(MISREAD_LETTERS), signs[2:].translate(MISREAD)
    if not (prefix.isascii() and prefix.isalpha()):
        return None
    if len(body) != LENGTH or any(sign not in SIGNS for sign in body) or _check(body[:-1]) != body[-1]:
        return None
    return _shown(prefix, body[:-1])


def _shown(prefix: str, body: str) -> str:
    signs = body + _check(body)
    return f"{prefix}-{signs[:4]}-{signs[4:]}"


def _check(body: str) -> str:
    # The signs are numbers of a field with 32 elements, in which every number but zero has an inverse. So one wrong
    # sign, and one swap of unlike neighbours, always changes the sum, and the check with it. With numbers modulo 32
    # the swap of two signs that lie 16 apart would pass.
    total = 0
    for sign in body:
        total = _doubled(total ^ SIGNS.index(sign))
    return SIGNS[total]


def _doubled(number: int) -> int:
    """Twice a number in the field: x⁵ + x² + 1 cannot be factored, and is taken for zero."""
    number <<= 1
    return number ^ 0b100101 if number & 0b100000 else number
