"""What a head and an officer do when a pupil is to be educated at home."""

from ehe.models import Ground
from oxle.cases.models import Case
from tests.browser import Visitor
from tests.journeys.exclusion import finds_the_pupil
from tests.journeys.officer import does

VOICE = "Wants to try it. <script>alert(1)</script>"
CHECKED = "Social care and early help know nothing of the family."
LETTER = {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"We educate Ash at home."}
SAVE = "Save and continue"


def tells(head: Visitor, name: str) -> None:
    """From the school's home page to the notice of one of its pupils; first with nothing said."""
    finds_the_pupil(head, name, "Tell us that a pupil is to be educated at home")
    head.press("Send to the council")
    assert head.page.title().startswith("Error: ")
    head.choose("What is the parents’ main reason?", "Philosophical or lifestyle")
    head.choose("Did the council arrange a place for the child at a special school?", "No")
    head.choose("Is a School Attendance Order in force for the child?", "No")
    head.press("Send to the council")


def checks_safety(officer: Visitor, case: Case) -> None:
    """Nothing else of the case comes before it."""
    does(officer, case, "Record the safeguarding check")
    officer.fill("What was checked, and with whom?", CHECKED)
    officer.choose("Is there a concern that social care must know of?", "No")
    officer.press(SAVE)


def sends_the_form(head: Visitor, *, whole: bool) -> None:
    """From the school's home page to the exit form: what must be said, or all of it."""
    head.open("/")
    head.press("See what is missing", role="link")
    head.press("Fill in the exit form")
    head.fill("What does the child say about it? (optional)", VOICE)
    head.choose("Does the school have safeguarding concerns about the child?", "No")
    if whole:
        head.date("On which day did the child say it? (optional)", 12, 11, 2026)
        head.fill("What do you know of neglect, trauma or the child’s health? (optional)", "Nothing is known.")
        head.choose("What is there for special educational needs? (optional)", "SEN support")
        head.choose("What does social care or early help have for the child? (optional)", "None that we know of")
        head.fill("Which other agencies are involved, and who? (optional)", "None.")
        head.fill("Attendance, exclusions and penalty notices (optional)", "93%. None.")
        head.choose("Did anybody at the school suggest home education to the parents? (optional)", "No")
        head.choose("Did you offer the parents a meeting? (optional)", "Offered, and the parents declined")
        head.fill("Which brothers and sisters are there, and where do they go to school? (optional)", "None.")
        head.fill("Which files have moved, when and where to? (optional)", "The common transfer file.")
        head.choose("Was the school nurse told? (optional)", "Yes")
        head.fill("What does the school think of the education that is planned? (optional)", "There is a plan.")
        head.date("Date of the parents’ letter or e-mail (optional)", 11, 11, 2026)
        head.choose("On which ground did it come off, or will it? (optional)", Ground.HOME.label)
        head.page.get_by_label("The parents’ letter (optional)").set_input_files(LETTER)
    head.fill("Who signs this form?", "A Head")
    head.choose("As what?", "Head teacher")
    head.press("Send to the council")


def enquires(officer: Visitor, case: Case) -> None:
    """The letter that asks how the child is educated is drafted with it."""
    does(officer, case, "Make the enquiry")
    officer.press(SAVE)


def receives(officer: Visitor, case: Case) -> None:
    """What came of the education, with what is acceptable of it beside each kind."""
    does(officer, case, "Record what was received of the education")
    officer.choose("What was received?", "Samples of work")
    officer.fill("What does it show?", "Reading and writing every day.")
    officer.press(SAVE)


def decides(officer: Visitor, case: Case) -> None:
    """Suitable, for reasons that the parents read."""
    does(officer, case, "Decide: the education is suitable")
    officer.press(SAVE)
    assert officer.page.title().startswith("Error: ")
    officer.fill("What are the reasons? The letter to the parents says them.", "A plan, and dated work.")
    officer.press(SAVE)


def is_in_touch(officer: Visitor, case: Case) -> None:
    """The yearly contact, in which the child is heard."""
    does(officer, case, "Record the yearly contact")
    officer.fill("What does the child say?", "Would like to go to school again.")
    officer.fill("What was learnt of the education?", "The plan goes on.")
    officer.choose("How does it stand?", "Still suitable")
    officer.press(SAVE)


def closes(officer: Visitor, case: Case) -> None:
    """The child is at a school again."""
    does(officer, case, "Close: the child is at a school")
    officer.fill("Or at which other school?", "Example School, Elsewhere")
    officer.date("Since which day is the child on its register?", 15, 11, 2027)
    officer.fill("How do you know it?", "The school wrote on that day.")
    officer.press(SAVE)
