"""What a school tells that it may not do, in sentences that name the rule. It is received all the same."""

from datetime import date

from ehe.models import ExitForm, Ground, Telling
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

# What our sources say. The regulation itself was not at hand: what it says is named once somebody compared it.
PROCEDURE = "the council’s procedure for home education"
CONSENT = f"{PROCEDURE}; pupil registration regulations, reg 9(2)"
NEW_CONSENT = "Education Act 1996 s.434A, by the Children’s Wellbeing and Schools Act 2026"
GROUND = f"{PROCEDURE}; pupil registration regulations, reg 9(1), the ground for home education"
ORDER = "Education Act 1996 s.437: an order is in force until it is revoked"
NEEDS_CONSENT = (
    f"Do not take the name off your roll. The council’s consent is needed first ({NEW_CONSENT}). Say whether the name "
    "is still on it, and ask for consent."
)
OFF_ROLLING = "Education Act 1996 s.7: it is the parents’ choice. A school may not suggest it"


def of_what_was_told(
    told: Telling,
    school: School | None,
    *,
    consent: bool = False,
    consented: bool = False,
    confirmed: bool = False,
    order_known_on: date | None = None,
) -> list[str]:
    """What a school may not do by what was told: take the name off its roll, though it cannot be stopped.

    `confirmed`: somebody compared what we say of regulation 9 with its text, so that it may be named
    (`rules.REGULATION_CONFIRMED`). `consent`: the council must consent first; why is not said, since that a child is
    protected is not for the whole school. `consented`: it has, so that nothing is wanting. `order_known_on`: the day of
    our own record that says that an order is in force, where whoever told us does not say so (`orders.held_of`).
    """
    if school is None:
        return []
    found = []
    if consent and not consented:
        found.append(NEEDS_CONSENT)
    elif (told.special_place or school.is_special) and not consented:
        found.append(_at_a_special_school(CONSENT if confirmed else PROCEDURE))
    if told.order_open:
        found.append(
            "Do not take the name off your roll. A School Attendance Order is in force, and it must be revoked first "
            f"({ORDER}). Say whether the name is still on it."
        )
    elif order_known_on is not None:
        found.append(
            f"Do not take the name off your roll. By what the council was told on {plain_day(order_known_on)} a School "
            "Attendance Order is in force, and we have no word that it was revoked, which it must be first "
            f"({ORDER}). Say what you know of it, and whether the name is still on your roll."
        )
    return found


def _at_a_special_school(law: str) -> str:
    return (
        "Do not take the name off your roll. The pupil is at a special school: where the council arranged the place, "
        f"that needs the council’s consent first ({law}). Say whether the name is still on it."
    )


def asks_for_consent(why: str) -> bool:
    """Whether nothing but the council’s consent is wanting in what was challenged."""
    return why in {NEEDS_CONSENT, _at_a_special_school(CONSENT), _at_a_special_school(PROCEDURE)}


def without_consent(deleted_on: date, given_on: date | None) -> list[str]:
    """What appears unlawful in a name that came off the roll on a day, though the council’s consent was needed;
    `given_on`: the day on which it consented, None where it did not."""
    if given_on is None:
        why = "and consent was not given. Put the name back, and ask for consent"
    elif deleted_on < given_on:
        why = f"before the council consented on {plain_day(given_on)}. Say why"
    else:
        return []
    return [f"{_off_without(deleted_on)}, {why}."]


def is_without_consent(why: str, deleted_on: date) -> bool:
    """Whether a challenge asks about a name that came off on a day without the consent that it needed."""
    return f"{_off_without(deleted_on)}," in why


def _off_without(deleted_on: date) -> str:
    return f"The council’s consent is needed first. The name came off the roll on {plain_day(deleted_on)}"


def of_form(form: ExitForm, letter_on: date | None, *, confirmed: bool = False) -> list[str]:
    """What appears unlawful in an exit form, with the date of the parents' letter as far as it is known; `confirmed` as
    above."""
    found, law = [], GROUND if confirmed else PROCEDURE
    if form.suggested:
        found.append(
            f"Somebody at the school suggested home education to the parents ({OFF_ROLLING}). Say who, when and why, "
            "and offer the family a meeting about coming back."
        )
    if form.deleted_on and letter_on is None:
        found.append(
            f"The name came off the roll on {plain_day(form.deleted_on)}, and there is no letter of the parents "
            f"({law}: they must say so in writing)."
        )
    elif form.deleted_on and letter_on and form.deleted_on < letter_on:
        found.append(
            f"The name came off the roll on {plain_day(form.deleted_on)}, before the parents wrote on "
            f"{plain_day(letter_on)} ({law}: they must say so in writing first)."
        )
    if form.deleted_on and form.ground == Ground.NONE:
        found.append(
            f"The name came off the roll on {plain_day(form.deleted_on)}, and the school names no ground for it "
            f"({law}). Say on which ground, or put the name back."
        )
    elif form.deleted_on and form.ground == Ground.OTHER:
        which = f": {form.ground_words}" if form.ground_words else ""
        found.append(
            f"The name came off the roll on {plain_day(form.deleted_on)} on another ground than home education{which} "
            f"({law}). Say what shows that this ground was met, and why we are told of home education."
        )
    return found
