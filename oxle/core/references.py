"""References people read out on the phone: `OX-7K4M-2QXP`, random, with a check character, never reused."""

import secrets

# Crockford's base 32: no I, L, O or U.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_reference(prefix: str) -> str:
    """A new random reference. The table's unique constraint refuses the one in 34 billion that repeats."""
    body = "".join(secrets.choice(SIGNS) for _ in range(7))
    return _shown(prefix, body)


def clean_reference(text: str) -> str | None:
    """A typed reference as we store it, forgiving case, spaces and O for 0; None when the check character fails."""
    signs = text.upper().replace(" ", "").replace("-", "")
    prefix, body = signs[:2], signs[2:].translate(MISREAD)
    if len(body) != 8 or any(sign not in SIGNS for sign in body) or _check(body[:7]) != body[7]:
        return None
    return _shown(prefix, body[:7])


def _shown(prefix: str, body: str) -> str:
    signs = body + _check(body)
    return f"{prefix}-{signs[:4]}-{signs[4:]}"


def _check(body: str) -> str:
    # Odd weights have an inverse mod 32, so one wrong sign or one swap of unlike neighbours is always seen.
    total = sum((2 * place + 1) * SIGNS.index(sign) for place, sign in enumerate(body))
    return SIGNS[total % 32]
