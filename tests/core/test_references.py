"""References: random, read out on the phone, and told from a slip of the pen."""

from itertools import combinations

import pytest

from oxle.core.references import LENGTH, SIGNS, clean_reference, new_reference

WHOLE = "OX-7K4M-2QX6"


def plain(reference: str) -> str:
    return reference.replace("-", "")


def test_a_new_reference_is_its_own_clean_form():
    made = {new_reference("OX") for _ in range(200)}
    assert len(made) == 200
    assert {clean_reference(one) for one in made} == made


@pytest.mark.parametrize(
    "typed",
    [
        "OX-7K4M-2QX6",
        "ox-7k4m-2qx6",
        "OX7K4M2QX6",
        " ox 7k4m 2qx6 ",
        "0X-7K4M-2QX6",
        "OX–7K4M–2QX6",
        "OX\u00a07K4M\t2QX6",
    ],
)
def test_case_spaces_dashes_and_a_zero_for_an_o_are_forgiven(typed):
    assert clean_reference(typed) == WHOLE


def test_letters_that_no_reference_has_are_read_as_the_figures_they_look_like():
    whole = next(one for sign in SIGNS if (one := clean_reference(f"OX1101010{sign}")))
    typed = whole[3:].replace("1", "L", 1).replace("1", "i", 1).replace("0", "o", 1)
    assert clean_reference(f"ox-{typed}") == whole


@pytest.mark.parametrize("start", ["7K4M2QX", "0000000", "ZZZZZZZ", "0123456", "G0G0G0G"])
def test_every_wrong_sign_and_every_swap_of_unlike_neighbours_is_seen(start):
    # Every reference with these seven signs, and the one check sign that makes it whole.
    whole = [f"OX{start}{sign}" for sign in SIGNS if clean_reference(f"OX{start}{sign}")]
    assert len(whole) == 1
    right = whole[0]
    slips = {
        right[:place] + sign + right[place + 1 :]
        for place in range(2, 2 + LENGTH)
        for sign in SIGNS
        if sign != right[place]
    }
    slips |= {
        right[:place] + right[place + 1] + right[place] + right[place + 2 :]
        for place in range(2, 1 + LENGTH)
        if right[place] != right[place + 1]
    }
    assert [slip for slip in slips if clean_reference(slip)] == []


def test_two_signs_far_apart_in_the_alphabet_are_not_swapped_unseen():
    # 0 and G, 1 and H …: sixteen apart, which a sum modulo 32 cannot tell.
    unseen = []
    for one, other in combinations(SIGNS, 2):
        body = f"{one}{other}00000"
        sign = next(sign for sign in SIGNS if clean_reference(f"OX{body}{sign}"))
        if clean_reference(f"OX{other}{one}00000{sign}"):
            unseen.append((one, other))
    assert unseen == []


@pytest.mark.parametrize(
    "typed", ["", "OX", "OX-7K4M-2QX", "OX-7K4M-2QX66", "OX-7K4M-2QX5", "78-7K4M-2QX6", "ŁX-7K4M-2QX6", "OX-7K4M-2QXé"]
)
def test_what_is_no_reference_is_none(typed):
    assert clean_reference(typed) is None
