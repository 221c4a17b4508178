"""What happens between the final warning and the court's decision: papers, solicitor, charge, hearing, outcome."""

from oxle.cases.models import Case
from tests.browser import Visitor
from tests.journeys.officer import does, opens
from tests.journeys.pdfs import pages_of
from tests.journeys.story import Story


def begins_papers(officer: Visitor, referral: Case, whom: str) -> Case:
    """Begin the court papers of one parent: a case of their own."""
    does(officer, referral, "Prepare court papers")
    officer.choose("Whom does this concern?", whom)
    officer.press("Save and continue")
    return Case.objects.get(pathway="attendance/prosecution", came_from=referral)


def missing(officer: Visitor, case: Case) -> list[str]:
    """What the papers still lack, as the page says it."""
    officer.open(f"/attendance/prosecutions/{case.key}/")
    rows = officer.page.locator(".govuk-task-list__item").filter(has_text="Missing")
    return [row.split("\n")[0] for row in rows.all_inner_texts()]


def charges(officer: Visitor) -> None:
    """Choose the charge and the offence period; a day that does not exist comes back with everything typed."""
    officer.press("Charge and offence period", role="link")
    officer.choose("Which offence?", "s.444(1): child fails to attend regularly")
    officer.choose("Should the court be asked for a parenting order?", "Yes")
    officer.date("First day of the offence", 31, 9, 2026)
    officer.press("Save the charge")
    assert officer.page.title().startswith("Error: ")
    officer.date("First day of the offence", 2, 9, 2026)
    officer.date("Last day of the offence", 12, 10, 2026)
    officer.press("Save the charge")


def considers_supervision(officer: Visitor) -> None:
    """What section 447 asks of the council before it prosecutes."""
    officer.press("Education supervision order considered", role="link")
    officer.choose("Would an education supervision order be appropriate", "No")
    officer.fill("Reason", "The parent refuses all help.")
    officer.press("Save and continue")


def writes_a_statement(officer: Visitor) -> bytes:
    """Write the officer's own statement, print it, and record the signature. Gives the print."""
    officer.press("Witness statements", role="link")
    officer.press("Write a statement")
    officer.fill("What is their job?", "Attendance officer")
    officer.press("Save the statement")
    printed = officer.download("Print")
    officer.press("Record the signature of Example officer", role="link")
    officer.date("When was it signed?", 18, 12, 2026)
    officer.press("Record the signature")
    return printed


def certifies(officer: Visitor) -> bytes:
    """Make the certificate of attendance, print it, and record the head's signature. Gives the print."""
    officer.press("Certificate of attendance", role="link")
    officer.press("Make the certificate")
    officer.press("Make the certificate")
    printed = officer.download("Print the certificate to be signed (PDF)")
    officer.press("Record the head’s signature")
    officer.fill("Who signed it?", "A Head")
    officer.fill("As what?", "Head teacher")
    officer.date("When was it signed?", 18, 12, 2026)
    officer.press("Record the signature")
    return printed


def exhibits(officer: Visitor, document: str, label: str) -> None:
    """Exhibit a document that the school sent, after reading it through."""
    officer.press("Exhibits", role="link")
    officer.press("Exhibit a document")
    officer.choose("Which document?", document)
    officer.fill("Exhibit label", label)
    officer.fill("What the index calls it", "Minutes of the planning meeting")
    officer.press("Add the exhibit")
    assert officer.page.title().startswith("Error: ")
    officer.page.get_by_label("I have read the whole document.").check()
    officer.press("Add the exhibit")


def schedules_unused(officer: Visitor) -> None:
    """List what is kept and not used, one line of it to be disclosed."""
    officer.press("Schedule of unused material", role="link")
    officer.press("Add unused material")
    officer.fill("What is the material?", "Note of the reminder call.")
    officer.choose("Might it help the defence or weaken the prosecution?", "No")
    officer.fill("Why do you think so?", "It says only that she was rung.")
    officer.press("Add to the schedule")


def learns_the_birthday(officer: Visitor) -> None:
    """Put the defendant's date of birth on record, from the page that says it is missing."""
    officer.press("The defendant’s date of birth", role="link")
    officer.press("Change details", role="link")
    officer.date("Date of birth (optional)", 5, 5, 1985)
    officer.press("Save")


def makes_the_bundle(officer: Visitor, case: Case, story: Story) -> list[str]:
    """Ask for the bundle, wait for the worker, and read it: the text of each page."""
    officer.open(f"/attendance/prosecutions/{case.key}/bundles/")
    officer.press("Make the bundle")
    officer.press("Make the bundle")
    story.workers_run()
    officer.open(f"/attendance/prosecutions/{case.key}/bundles/")
    return pages_of(officer.download("Download version 1 (PDF)"))


def is_in_order(pages: list[str], case: Case) -> bool:
    """Whether every page has its number, and the index on the first leads to the page on which each part begins."""
    numbered = all(f"Page {number} of {len(pages)}" in text for number, text in enumerate(pages, start=1))
    parts = case.bundles.get(number=1).contents
    lines = [f"{part['title']} {part['label'] or '–'} {part['page']}" for part in parts]
    return numbered and all(line in pages[0] for line in lines) and parts[0]["page"] == 2


def hands_in(officer: Visitor, case: Case) -> None:
    """Hand the papers to the solicitor."""
    does(officer, case, "Hand the papers to the solicitor")
    officer.press("Save and continue")


def releases(solicitor: Visitor) -> None:
    """Find the papers that wait, apply both tests, release."""
    solicitor.open("/")
    solicitor.press("Legal", role="link")
    solicitor.press("Robin Example", role="link")
    solicitor.press("Release the papers")
    solicitor.press("Release the papers")
    assert solicitor.page.title().startswith("Error: ")
    solicitor.choose("Is there enough evidence for a realistic prospect of conviction?", "Yes")
    solicitor.fill("Why? (evidential test)", "The register and the letters prove it.")
    solicitor.choose("Is a prosecution in the public interest?", "Yes")
    solicitor.fill("Why? (public interest test)", "Support was offered and refused.")
    solicitor.page.get_by_label("I have looked at each of the things that the search could not read.").check()
    solicitor.press("Release the papers")


def commences(officer: Visitor, case: Case) -> None:
    """Record the written charge and requisition, and its service."""
    does(officer, case, "Record that proceedings began")
    officer.choose("How did proceedings begin?", "Written charge and requisition")
    officer.press("Continue")
    officer.date("When was the charge issued?", 22, 12, 2026)
    officer.fill("Unique reference number (URN)", "43AB1234526")
    officer.date("When was it served, or counts as served?", 24, 12, 2026)
    officer.fill("Which court?", "Example Magistrates’ Court")
    officer.date("Date of the first hearing", 12, 1, 2027)
    officer.press("Record that proceedings began")


def pleads_and_is_heard(officer: Visitor, case: Case) -> None:
    """Record the plea and the hearing."""
    does(officer, case, "Record the plea")
    officer.choose("What did the defendant plead?", "Guilty")
    officer.press("Save and continue")
    does(officer, case, "Record a hearing")
    officer.fill("Which court?", "Example Magistrates’ Court")
    officer.fill("What did the court do?", "Heard the plea and the mitigation.")
    officer.press("Save and continue")


def is_decided(officer: Visitor, case: Case) -> None:
    """Record what the court decided: sentence, costs, parenting order."""
    does(officer, case, "Record the outcome")
    officer.choose("What did the court decide?", "Guilty")
    officer.press("Save and continue")
    assert officer.page.title().startswith("Error: ")
    officer.choose("Of which offence? (only if guilty)", "s.444(1): child fails to attend regularly")
    officer.choose("Sentence (only if guilty)", "Fine")
    officer.fill("Fine (optional)", "440")
    officer.fill("Costs (optional)", "150")
    officer.page.get_by_label("The court made a parenting order").check()
    officer.date("Last day of the parenting order (optional)", 12, 7, 2027)
    officer.press("Save and continue")
    opens(officer, case)
