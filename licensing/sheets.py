"""Which kinds of application are filled in on pages of one shape."""

from licensing.applicants.sheets import Sheet
from licensing.bodies.online import SHEET as BODY
from licensing.chaperones.online.sheet import SHEET as CHAPERONE

SHEETS: dict[str, Sheet] = {str(one.kind): one for one in (CHAPERONE, BODY)}
