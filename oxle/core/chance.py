"""How unlikely something is, in words."""


def once_in(chance: float, what: str) -> str:
    """“once in 12,000 schools”, from a chance: two figures, since it is an estimate."""
    if chance < 1e-6:
        return f"less than once in a million {what}"
    return f"once in {float(f'{1 / chance:.2g}'):,.0f} {what}"
