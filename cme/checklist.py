"""The enquiries that are made about a missing child: every one of them, so that none is silently left out.

The list follows the statutory guidance; that it is complete was not confirmed against its text (unsourced).
"""

from django.db import models


class Kind(models.TextChoices):
    """Whom or what is asked."""

    SCHOOL = "school", "What the school did itself"
    HOME = "home", "Home visit"
    CONTACTS = "contacts", "Emergency contacts and relatives"
    SIBLINGS = "siblings", "Schools of brothers and sisters"
    ADMISSIONS = "admissions", "Admissions and in-year applications"
    S2S = "s2s", "School to School (S2S): lost pupil search"
    OTHER_AUTHORITY = "other_authority", "The authority to which the family may have gone"
    NEIGHBOURS = "neighbours", "Neighbouring authorities"
    SOCIAL_CARE = "social_care", "Social care, early help and the MASH"
    HOUSING = "housing", "Housing, and council tax and benefits of the district"
    HEALTH = "health", "Health: GP registration, school nurse, NHS number"
    POLICE = "police", "Police"
    BORDER = "border", "Border Force and UK Visas and Immigration"
    BENEFITS = "benefits", "HMRC and DWP"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    ELECTORAL_ROLL = "electoral_roll", "Electoral roll"
    MILITARY = "military", "Military families: the Children’s Education Advisory Service"
    REFUGE = "refuge", "Refuges, through their own safe contact"
    ABROAD = "abroad", "Embassy, or a school abroad"
    SOCIAL_MEDIA = "social_media", "Social media, by a lawful route only"


class Result(models.TextChoices):
    """What came of an enquiry."""

    NOTHING = "nothing", "Nothing is known there"
    WAITS = "waits", "An answer is awaited"
    LEAD = "lead", "Something that leads further"
    FOUND = "found", "The child is there"
    NOT_ASKED = "not_asked", "Not asked, for the reason given"


class LookedBy(models.TextChoices):
    """By what a lost pupil is searched for in School to School (S2S)."""

    UPN = "upn", "The UPN"
    FORMER_UPN = "former_upn", "A former UPN"
    NAME_BIRTH = "name_birth", "Name and day of birth"
    FORMER_NAME = "former_name", "A former name and day of birth"
    SIBLINGS = "siblings", "Brothers and sisters"


class Goes(models.TextChoices):
    """Where a Common Transfer File of ours goes."""

    LOST = "lost", "To the lost pupils: nobody knows where the child is taught"
    OUTSIDE = "outside", "To a school outside the maintained system, such as an independent one"

    @property
    def words(self) -> str:
        """The same for the name of a document."""
        return "for the lost pupils" if self is Goes.LOST else "to a school outside the maintained system"


COLOURS = {
    Result.NOTHING: "grey",
    Result.WAITS: "yellow",
    Result.LEAD: "blue",
    Result.FOUND: "green",
    Result.NOT_ASKED: "grey",
}
# What has been asked and answered, or deliberately not asked.
SETTLED = (Result.NOTHING, Result.LEAD, Result.FOUND, Result.NOT_ASKED)
