"""Every change to children and adults. Each action is one transaction and leaves the search index right."""

from oxle.people.actions.access import (
    break_glass,
    declare_conflict,
    end_conflict,
    lift_restriction,
    on_break_glass,
    restrict,
    review_break_glass,
)
from oxle.people.actions.addresses import add_address, correct_address, end_address, lift_withholding, withhold
from oxle.people.actions.children import add_child, correct_name, edit_child, rename
from oxle.people.actions.family import (
    add_adult,
    add_related_adult,
    edit_adult,
    edit_relationship,
    end_relationship,
    relate,
)
from oxle.people.actions.merging import merge, unmerge
from oxle.people.actions.school_life import (
    add_vulnerability,
    edit_enrolment,
    edit_vulnerability,
    end_vulnerability,
    enrol,
    leave,
    remove_enrolment,
)
from oxle.people.actions.searching import begin_search, forget_searches

__all__ = [
    "add_address",
    "add_adult",
    "add_child",
    "add_related_adult",
    "add_vulnerability",
    "begin_search",
    "break_glass",
    "correct_address",
    "correct_name",
    "declare_conflict",
    "edit_adult",
    "edit_child",
    "edit_enrolment",
    "edit_relationship",
    "edit_vulnerability",
    "end_address",
    "end_conflict",
    "end_relationship",
    "end_vulnerability",
    "enrol",
    "forget_searches",
    "leave",
    "lift_restriction",
    "lift_withholding",
    "merge",
    "on_break_glass",
    "relate",
    "remove_enrolment",
    "rename",
    "restrict",
    "review_break_glass",
    "unmerge",
    "withhold",
]
