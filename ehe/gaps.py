"""What is missing in an exit form, in the words in which it goes back to the school. Pure."""

from ehe.models import ExitForm, Ground, HomeEducation, Meeting, SocialCare

# What a school must say, by field, where the form itself is asked.
ASKED = (
    ("needs", "what there is for special educational needs, or that there is nothing"),
    ("social_care", "what social care or early help has for the child, or that there is nothing"),
    ("agencies", "which other agencies are involved, or that there are none"),
    ("history", "what you know of neglect, trauma or health, or that you know of nothing"),
    ("attendance", "the attendance and the exclusions"),
    ("suggested", "whether anybody at the school suggested home education"),
    ("meeting", "whether you offered the parents a meeting"),
    ("voice", "what the child says"),
    ("voice_on", "the day on which the child said it"),
    ("siblings", "brothers and sisters, or that there are none"),
    ("files", "which files moved and where to"),
    ("nurse_told", "whether the school nurse was told"),
    ("view", "what the school thinks of the education that is planned"),
    ("ground", "the ground on which the name comes off"),
)


def gaps_of(form: ExitForm, home: HomeEducation) -> list[str]:
    """What is missing, in the order of the form; empty for a whole one. A no is an answer."""
    missing = [words for name, words in ASKED if getattr(form, name) in (None, "")]
    if form.suggested and not form.suggested_words:
        missing.append("what was suggested to the parents, by whom and when")
    if form.meeting == Meeting.HELD and form.meeting_on is None:
        missing.append("the day of the meeting with the parents")
    if form.meeting == Meeting.HELD and form.officer_joined is None:
        missing.append("whether an officer for home education joined that meeting")
    if form.social_care not in ("", SocialCare.NONE) and not form.worker:
        missing.append("who the child’s worker is, and in which team")
    if form.ground == Ground.OTHER and not form.ground_words:
        missing.append("which other ground")
    if home.letter_on is None:
        missing.append("the date of the parents’ letter")
    if home.letter_id is None:
        missing.append("the parents’ letter itself")
    return missing
