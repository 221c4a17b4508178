"""The families of the made-up county: nobody in one has the given name of another."""

from oxle.demo import names
from oxle.demo.families import Household, _given


def test_no_two_people_of_a_family_have_one_given_name_whatever_was_drawn() -> None:
    household = Household("Applewick", "", "", [], [])
    last = names.GIVEN[-1]
    drawn = ["Ash", "Ash", "Briar", last, last]
    assert [_given(household, name) for name in drawn] == ["Ash", "Briar", "Clove", last, "Dew"]
