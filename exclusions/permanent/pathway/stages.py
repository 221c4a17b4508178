"""Where a case of a permanent exclusion can stand, and who records what of it."""

from exclusions.lawful import HEAD_ALONE
from oxle.accounts.permissions import write
from oxle.cases.pathways import Stage

WORK = write("exclusions")
# What the school itself records in its portal, and an officer on its behalf: the governors' clerk, the head alone, and
# whoever tells and answers for the school.
GOVERNORS_CLERK, HEAD, SCHOOL = write("governors"), HEAD_ALONE, write("portal")

EXCLUDED = Stage("excluded", "Excluded, governors to decide")
UPHELD = Stage("upheld", "Upheld, a review can be asked for")
IN_REVIEW = Stage("in_review", "Independent review asked for")
RECONSIDERING = Stage("reconsidering", "Governors to reconsider")
FINAL = Stage("final", "Final")
RESCINDED = Stage("rescinded", "Closed: cancelled by the head", closed=True)
REINSTATED = Stage("reinstated", "Closed: reinstated", closed=True)
ATTENDING = Stage("attending", "Closed: attending a new place", closed=True)
LEFT = Stage("left", "Closed: no longer ours to place", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)

AFTER_GOVERNORS = (UPHELD, IN_REVIEW, RECONSIDERING, FINAL)
OPEN = (EXCLUDED, *AFTER_GOVERNORS)
