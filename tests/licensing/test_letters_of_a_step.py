"""The page of a step names the letters that it drafts."""

from oxle.cases import duties
from oxle.cases.pathways import Step


def repeated(step: Step) -> bool:
    titles = [kind.title for kind in step.sends]
    return len(set(titles)) < len(titles)


def test_no_two_letters_of_a_step_bear_one_title_so_that_its_page_says_that_the_parents_get_one_too():
    licensing = [each for each in duties.pathways() if each.duty == "licensing"]
    assert len(licensing) == 6
    assert [(each.key, step.key) for each in licensing for step in each.steps if repeated(step)] == []
