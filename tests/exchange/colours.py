"""An importer of a table of this test's own, so that the exchange is tried without any domain."""

from collections.abc import Collection, Sequence
from datetime import date

from oxle.accounts.models import Organisation, User
from oxle.accounts.permissions import write
from oxle.exchange.importing import Column, Importer, LeftOut, MadeBeside, Record, Rejected, Row


class ColoursImport(Importer):
    """Agencies by number; the colour is kept in their name. Beside the rows, each import makes one provider."""

    key = "colours"
    label = "Colours"
    guidance = "A list of colours."
    permission = write("schools")
    columns = (Column("Number"), Column("Colour", ("Color",)), Column("Shade", required=False))
    labels = {"colour": "Colour"}

    def parse(self, row: Row) -> Record:
        if row["Colour"] == "beige":
            raise LeftOut
        wrong = []
        if not row["Number"].isdigit():
            wrong.append(f"Number is “{row['Number']}”, which is not a number.")
        if not row["Colour"]:
            wrong.append("Colour is empty.")
        if wrong:
            raise Rejected(*wrong)
        return {"number": row["Number"], "colour": row["Colour"]}

    def identity(self, record: Record) -> str:
        return record["number"]

    def title(self, record: Record) -> str:
        return f"Colour {record['colour']}"

    def existing(self, identities: Collection[str]) -> dict[str, Record]:
        rows = Organisation.objects.filter(kind="agency")
        records = ({"number": number, "colour": colour} for number, colour in (row.name.split(" ", 1) for row in rows))
        return {record["number"]: record for record in records if record["number"] in identities}

    def refusals(self, records):
        return {number: ["Number 13 is never used."] for number in records if number == "13"}

    def create(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        for record in records:
            Organisation.objects.create(kind="agency", name=f"{record['number']} {record['colour']}")
        return {"beside": [Organisation.objects.create(kind="provider", name="beside").pk]} if records else {}

    def update(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        for record in records:
            self._rows(record["number"]).update(name=f"{record['number']} {record['colour']}")
        return {}

    def remove(self, identities: Sequence[str], *, by: User, on: date) -> None:
        for number in identities:
            self._rows(number).delete()

    def remove_beside(self, made: MadeBeside) -> None:
        Organisation.objects.filter(pk__in=made.get("beside", [])).delete()

    def _rows(self, number: str):
        return Organisation.objects.filter(kind="agency", name__startswith=f"{number} ")
