"""A large county's referrals, in bulk."""

from oxle.demo.county import County


def build_in_bulk(county: County) -> None:
    """Written in the next step."""
