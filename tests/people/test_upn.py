"""UPNs: the check letter, and what is wrong with one in plain words."""

import pytest

from oxle.people.upn import WrongUpn, check_letter, clean_upn, looks_like_upn


@pytest.mark.parametrize("upn", ["R674123101121", "H801200001001", "A203102209083", "A203202811068", "E938218618008"])
def test_a_upn_whose_letter_matches_its_digits_is_kept(upn: str) -> None:
    assert clean_upn(upn) == upn


def test_a_upn_is_stored_in_capitals_without_spaces() -> None:
    assert clean_upn(" r674 1231 01121 ") == "R674123101121"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("A123456789123", "UPN is not right: its first letter does not match its digits. Check each character."),
        ("Z421036468685", "UPN is not right: its first letter does not match its digits. Check each character."),
        ("R67412310112", "UPN must be 13 characters, like A123456789012. This one has 12."),
        ("1674123101121", "UPN must begin with a letter."),
        ("É674123101121", "UPN must begin with a letter."),
        ("R67412310112!", "UPN must be one letter and 12 digits. The last may be a letter if the UPN is temporary."),
        ("R6741A3101121", "UPN must be one letter and 12 digits. The last may be a letter if the UPN is temporary."),
        ("O674123101121", "UPN never has the letters I, O or S. Check for 1, 0 or 5."),
        ("R67412310112I", "UPN never has the letters I, O or S. Check for 1, 0 or 5."),
    ],
)
def test_a_wrong_upn_is_refused_with_what_is_wrong(typed: str, words: str) -> None:
    with pytest.raises(WrongUpn) as refused:
        clean_upn(typed)
    assert str(refused.value) == words


def test_one_wrong_digit_is_always_noticed() -> None:
    right = "R674123101121"
    for place in range(1, 13):
        for digit in "0123456789":
            changed = right[:place] + digit + right[place + 1 :]
            assert (check_letter(changed) == "R") is (changed == right)


def test_a_temporary_upn_which_ends_in_a_letter_is_taken() -> None:
    temporary = check_letter("?67412310112A") + "67412310112A"
    assert clean_upn(temporary) == temporary


def test_a_query_has_the_shape_of_a_upn_even_when_its_letter_is_wrong() -> None:
    assert looks_like_upn("a123 4567 89123") is True
    assert looks_like_upn("Alexander Cole") is False
