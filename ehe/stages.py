"""Where a case of home education can stand, and who may take its steps."""

from oxle.accounts.permissions import Compartment, write
from oxle.cases.pathways import Stage

WORK, SCHOOL = write("ehe"), write("portal")
# At a school the head, for whom the senior leaders and the designated safeguarding lead sign; no attendance lead.
SIGNS = write("portal", Compartment.SAFEGUARDING)

TOLD = Stage("told", "Told, safeguarding check first")
ENQUIRY = Stage("enquiry", "First enquiry")
AGAIN = Stage("again", "Not enough yet: second enquiry")
SUITABLE = Stage("suitable", "Suitable: contact every year")
UNSUITABLE = Stage("unsuitable", "Not suitable: handed over")
RETURNED = Stage("returned", "Closed: at a school", closed=True)
MOVED = Stage("moved", "Closed: moved to another council", closed=True)
OF_AGE = Stage("of_age", "Closed: over compulsory school age", closed=True)
TAKEN_ON = Stage("taken_on", "Closed: taken on as missing education", closed=True)
MISTAKEN = Stage("mistaken", "Closed: entered by mistake", closed=True)
OPEN = (TOLD, ENQUIRY, AGAIN, SUITABLE, UNSUITABLE)
# What a school did can come out once the child is back or grown up: it is asked, it answers, and that is ended also
# once the case is closed.
CHALLENGED_AT = (*OPEN, RETURNED, MOVED, OF_AGE, TAKEN_ON)
SAFE = (ENQUIRY, AGAIN, SUITABLE, UNSUITABLE)
