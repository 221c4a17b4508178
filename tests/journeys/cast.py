"""Who the stories are about, and who works for them: one child, two parents who live apart, a school, the council."""

from oxle.people.models import Address, Adult
from tests import make
from tests.attendance import court

# Where the father lives. It must be on his own letters, and on nothing that anybody else reads.
ELSEWHERE = ("77 Hidden Lane\nFarville", "OX9 9ZZ")


class Cast(court.People):
    """Ash, whose mother is Robin and whose father is Kit, and everybody who has a hand in the story."""

    def __init__(self) -> None:
        super().__init__()
        self.robin = Adult.objects.get(given="Robin")
        self.kit = Adult.objects.get(given="Kit")
        lines, postcode = ELSEWHERE
        Address.objects.filter(adult=self.kit).update(lines=lines, postcode=postcode)
        self.lead.set_password(make.PASSWORD)
        self.lead.save(update_fields=["password"])
