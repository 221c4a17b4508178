"""What the exchange can import for schools: an extract of the national list, and the links between schools."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F

from oxle.accounts.models import Organisation, OrganisationKind, User
from oxle.accounts.permissions import write
from oxle.core.dates import from_iso, iso
from oxle.exchange.columns import Column, Row
from oxle.exchange.importing import Importer, LeftOut, MadeBeside, Record, Rejected
from oxle.schools.forms import SchoolsFileForm
from oxle.schools.gias import COLUMNS, read_day, read_school
from oxle.schools.models import Authority, LinkKind, School, SchoolLink, Trust

CHUNK = 1_000
# Values of a record that are columns of School under the same name.
OWN = (
    "establishment_number",
    "ukprn",
    "phase",
    "type_name",
    "is_special",
    "is_academy",
    "status",
    "lowest_age",
    "highest_age",
    "roll",
    "head_name",
    "lines",
    "town",
    "postcode",
    "district",
    "phone",
)


class SchoolsImport(Importer):
    """Schools of chosen authorities from an extract of the national list; those of other authorities are left out.

    What the list does not have (contacts, calendar, area of the council) is never touched. A closed school's
    organisation closes with it, which ends its staff's access.
    """

    key = "schools"
    label = "Schools from the national list"
    guidance = (
        "An extract of all establishments from Get Information About Schools, as CSV or as the zip it comes in. "
        "Schools are found by their URN. Schools of other authorities are counted and left out."
    )
    permission = write("schools")
    columns = COLUMNS
    options_form = SchoolsFileForm
    labels = {
        "name": "Name",
        "status": "Status",
        "opened_on": "Opened",
        "closed_on": "Closed",
        "phase": "Phase",
        "type_name": "Type",
        "is_special": "Special school",
        "is_academy": "Academy",
        "trust_name": "Trust",
        "head_name": "Head teacher",
        "roll": "Number of pupils",
        "lowest_age": "Lowest age",
        "highest_age": "Highest age",
        "lines": "Address",
        "town": "Town",
        "postcode": "Postcode",
        "district": "District",
        "phone": "Telephone",
        "authority_name": "Local authority",
        "establishment_number": "Establishment number",
        "ukprn": "UKPRN",
    }

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__(options)
        self._wanted = set(options.get("authorities", ()))
        self._trust_names: dict[str, str] = {}

    def parse(self, row: Row) -> Record:
        if row["LA (code)"].isdigit() and row["LA (code)"] not in self._wanted:
            raise LeftOut
        record = read_school(row)
        # One trust has one name, whatever two rows of a file say: the first.
        if record["trust"]:
            record["trust_name"] = self._trust_names.setdefault(record["trust"], record["trust_name"])
        return record

    def identity(self, record: Record) -> str:
        return record["urn"]

    def title(self, record: Record) -> str:
        return record["name"]

    def existing(self, identities: Collection[str]) -> dict[str, Record]:
        schools = School.objects.filter(urn__in=identities).select_related("organisation", "authority", "trust")
        return {school.urn: _record(school) for school in schools}

    def create(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        authorities, trusts, made = _beside(records)
        organisations = Organisation.objects.bulk_create(
            (
                Organisation(name=record["name"], kind=OrganisationKind.SCHOOL, closed_on=from_iso(record["closed_on"]))
                for record in records
            ),
            batch_size=CHUNK,
        )
        schools = [
            _filled(School(urn=record["urn"], organisation=organisation), record, authorities, trusts)
            for record, organisation in zip(records, organisations, strict=True)
        ]
        School.objects.bulk_create(schools, batch_size=CHUNK)
        return made

    def update(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        authorities, trusts, made = _beside(records)
        by_urn = {record["urn"]: record for record in records}
        schools = list(
            School.objects.select_for_update(of=("self",)).filter(urn__in=by_urn).select_related("organisation")
        )
        for school in schools:
            record = by_urn[school.urn]
            _filled(school, record, authorities, trusts)
            school.version = F("version") + 1
            school.organisation.name = record["name"]
            school.organisation.closed_on = school.closed_on
            school.organisation.version = F("version") + 1
        School.objects.bulk_update(
            schools, [*OWN, "authority", "trust", "opened_on", "closed_on", "version"], batch_size=CHUNK
        )
        Organisation.objects.bulk_update(
            [school.organisation for school in schools], ["name", "closed_on", "version"], batch_size=CHUNK
        )
        return made

    def remove(self, identities: Sequence[str], *, by: User, on: date) -> None:
        organisations = list(School.objects.filter(urn__in=identities).values_list("organisation_id", flat=True))
        School.objects.filter(urn__in=identities).delete()
        Organisation.objects.filter(pk__in=organisations).delete()

    def remove_beside(self, made: MadeBeside) -> None:
        Trust.objects.filter(pk__in=made.get("schools_trust", []), schools=None).delete()
        Authority.objects.filter(pk__in=made.get("schools_authority", []), school=None).delete()


def _record(school: School) -> Record:
    return {
        **{name: getattr(school, name) for name in OWN},
        "urn": school.urn,
        "name": school.organisation.name,
        "authority": school.authority.code,
        "authority_name": school.authority.name,
        "trust": school.trust.uid if school.trust else "",
        "trust_name": school.trust.name if school.trust else "",
        "opened_on": iso(school.opened_on),
        "closed_on": iso(school.closed_on),
    }


def _filled(school: School, record: Record, authorities: dict[str, int], trusts: dict[str, int]) -> School:
    for name in OWN:
        setattr(school, name, record[name])
    school.authority_id = authorities[record["authority"]]
    school.trust_id = trusts.get(record["trust"])
    school.opened_on = from_iso(record["opened_on"])
    school.closed_on = from_iso(record["closed_on"])
    return school


def _beside(records: Sequence[Record]) -> tuple[dict[str, int], dict[str, int], MadeBeside]:
    """The authorities and trusts that records name, made or renamed where need be; primary keys by code and by uid."""
    authorities, made_authorities = _named(
        Authority, "code", {record["authority"]: record["authority_name"] for record in records}
    )
    trusts, made_trusts = _named(
        Trust, "uid", {record["trust"]: record["trust_name"] for record in records if record["trust"]}
    )
    made: MadeBeside = {"schools_authority": made_authorities, "schools_trust": made_trusts}
    return authorities, trusts, {table: keys for table, keys in made.items() if keys}


def _named(model: type[Authority] | type[Trust], field: str, names: dict[str, str]) -> tuple[dict[str, int], list[int]]:
    held = {getattr(row, field): row for row in model.objects.filter(**{f"{field}__in": names})}
    made = []
    for code, name in names.items():
        if code not in held:
            held[code] = model.objects.create(**{field: code, "name": name})
            made.append(held[code].pk)
        elif held[code].name != name:
            model.objects.filter(pk=held[code].pk).update(name=name)
    return {code: row.pk for code, row in held.items()}, made


class SchoolLinksImport(Importer):
    """Which school followed which, from the national list's file of links. Links between schools we lack are left out.

    The file states most links twice, once from either side; both are kept, as stated.
    """

    key = "school-links"
    label = "Links between schools"
    guidance = (
        "The links file that comes with an extract of Get Information About Schools. Import the schools first: links "
        "between schools that are not here are counted and left out."
    )
    permission = write("schools")
    columns = (
        Column("URN"),
        Column("LinkURN"),
        Column("LinkName", required=False),
        Column("LinkType"),
        Column("LinkEstablishedDate"),
    )
    labels = {"kind_name": "Link", "established_on": "Since"}

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__(options)
        self._urns: set[str] | None = None

    def parse(self, row: Row) -> Record:
        urn, other = row["URN"], row["LinkURN"]
        wrong = [
            f"{column} is “{row[column]}”, which is not a six-figure number."
            for column in ("URN", "LinkURN")
            if not (len(row[column]) == 6 and row[column].isascii() and row[column].isdigit())
        ]
        day = read_day(row["LinkEstablishedDate"])
        if row["LinkEstablishedDate"] and day is None:
            wrong.append(f"LinkEstablishedDate is “{row['LinkEstablishedDate']}”, which is not a date like 31-08-2013.")
        if not row["LinkType"]:
            wrong.append("LinkType is empty.")
        if urn == other:
            wrong.append("URN and LinkURN are the same school.")
        if wrong:
            raise Rejected(*wrong)
        if not {urn, other} & self._known():
            raise LeftOut
        missing = sorted({urn, other} - self._known())
        if missing:
            raise Rejected(f"No school with URN {missing[0]} is here. Import the schools first.")
        return {"urn": urn, "other": other, "kind_name": row["LinkType"], "established_on": iso(day)}

    def _known(self) -> set[str]:
        if self._urns is None:
            self._urns = set(School.objects.values_list("urn", flat=True))
        return self._urns

    def identity(self, record: Record) -> str:
        return f"{record['urn']} {record['kind_name']} {record['other']}"

    def existing(self, identities: Collection[str]) -> dict[str, Record]:
        wanted = set(identities)
        urns = {identity.split(" ", 1)[0] for identity in wanted}
        links = SchoolLink.objects.filter(school__urn__in=urns).select_related("school", "other")
        found = {
            self.identity(record): record
            for link in links
            for record in [
                {
                    "urn": link.school.urn,
                    "other": link.other.urn,
                    "kind_name": link.kind_name,
                    "established_on": iso(link.established_on),
                }
            ]
        }
        return {identity: record for identity, record in found.items() if identity in wanted}

    def create(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        keys = self._keys(records)
        SchoolLink.objects.bulk_create(
            (
                SchoolLink(
                    school_id=keys[record["urn"]],
                    other_id=keys[record["other"]],
                    kind=_kind(record["kind_name"]),
                    kind_name=record["kind_name"],
                    established_on=from_iso(record["established_on"]),
                )
                for record in records
            ),
            batch_size=CHUNK,
        )
        return {}

    def update(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        for record in records:
            self._one(record).update(established_on=from_iso(record["established_on"]))
        return {}

    def remove(self, identities: Sequence[str], *, by: User, on: date) -> None:
        for record in self.existing(identities).values():
            self._one(record).delete()

    def _one(self, record: Record) -> Any:
        return SchoolLink.objects.filter(
            school__urn=record["urn"], other__urn=record["other"], kind_name=record["kind_name"]
        )

    def _keys(self, records: Sequence[Record]) -> dict[str, int]:
        urns = {record[end] for record in records for end in ("urn", "other")}
        return dict(School.objects.filter(urn__in=urns).values_list("urn", "pk"))


def _kind(name: str) -> LinkKind:
    lower = name.casefold()
    if "successor" in lower:
        return LinkKind.SUCCESSOR
    return LinkKind.PREDECESSOR if "predecessor" in lower else LinkKind.OTHER
