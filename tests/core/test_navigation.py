"""The menu: short it is as it is; long, the pages of a section are one link, and stand beside each other on them."""

from typing import Any

from oxle.core.navigation import MOST_SINGLE, Menu, menu_of


def entries(number: int, *sectioned: str, active: str = "") -> list[dict[str, Any]]:
    """So many links without a section, then one in “Places” for each name."""
    made = [(f"Page {each}", "") for each in range(number)] + [(name, "Places") for name in sectioned]
    return [
        {"label": label, "url": f"/{label}/", "shortcut": "", "section": section, "active": label == active}
        for label, section in made
    ]


def labels(menu: Menu) -> list[str]:
    return [link["label"] for link in menu.links]


def test_a_menu_that_fits_is_left_as_it_is() -> None:
    found = menu_of(entries(MOST_SINGLE - 2, "Providers", "Reviews", active="Reviews"))
    assert (labels(found)[-2:], found.section, found.pages) == (["Providers", "Reviews"], "", [])


def test_in_a_longer_one_the_pages_of_a_section_are_one_link_to_the_first_of_them() -> None:
    found = menu_of(entries(MOST_SINGLE - 1, "Providers", "Reviews", active="Page 0"))
    assert labels(found)[-2:] == [f"Page {MOST_SINGLE - 2}", "Places"]
    assert [found.links[-1][name] for name in ("url", "active")] == ["/Providers/", False]
    assert (found.section, found.pages) == ("", [])


def test_on_a_page_of_a_section_its_pages_stand_beside_each_other_and_it_is_marked() -> None:
    found = menu_of(entries(MOST_SINGLE - 1, "Providers", "Reviews", active="Reviews"))
    assert found.section == "Places"
    assert [(page["label"], page["active"]) for page in found.pages] == [("Providers", False), ("Reviews", True)]
    assert [link["label"] for link in found.links if link["active"]] == ["Places"]


def test_a_section_of_one_page_is_that_page() -> None:
    assert labels(menu_of(entries(MOST_SINGLE, "Providers")))[-1] == "Providers"
