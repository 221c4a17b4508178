"""The names of the made-up county. Every one is put together here, and no child, family or school has them all."""

from dataclasses import dataclass

# fmt: off
GIVEN = (
    "Ash", "Briar", "Clove", "Dew", "Ember", "Fern", "Gale", "Heath", "Indigo", "Juniper", "Kestrel", "Lark", "Maple",
    "Nettle", "Oakley", "Pike", "Quill", "Reed", "Sorrel", "Tansy", "Umber", "Vale", "Willow", "Yarrow", "Zephyr",
    "Bramble", "Cedar", "Dapple", "Elm", "Flint", "Garnet", "Hazel", "Aster", "Bryony", "Cobalt", "Damson", "Elder",
    "Finch", "Gorse", "Harebell", "Iris", "Jasper", "Kelp", "Linden", "Mallow", "Nutmeg", "Osier", "Plover", "Rowan",
    "Sedge", "Teasel", "Vetch", "Wren", "Saffron",
)
HEADS = (
    "Apple", "Bramble", "Clover", "Dapple", "Elder", "Fern", "Gold", "Hazel", "Ivy", "Juniper", "Kettle", "Lark",
    "Mallow", "Nettle", "Otter", "Pebble", "Quill", "Rush", "Sorrel", "Thistle", "Umber", "Violet", "Willow", "Yarrow",
    "Acorn", "Bracken", "Copper", "Dew", "Ember", "Foxglove", "Garnet", "Heather", "Lantern", "Nutmeg", "Opal",
)
TAILS = (
    "barrow", "combe", "wick", "hollow", "brook", "bank", "grove", "stead", "beck", "marrow", "fold", "pond", "mere",
    "moor", "croft", "shaw", "thwaite", "garth", "ridge", "spire", "lock", "bury",
)
# fmt: on
FAMILY = tuple(head + tail for head in HEADS for tail in TAILS)
# Names that a careless page, letter or export would spoil.
TRICKY = (
    ("Siân", "O’Brambleigh"),
    ("Łucja", "Dębowska-Thistle"),
    ("نور", "الوادي"),
    ("小雨", "青田"),
    ("D'Arcy", "O'Clover"),
)
TOWNS = ("Brambleford", "Copperstone", "Dewmarsh", "Elderbrook", "Fallowfield", "Goldenacre", "Nightjar Cross")
STREETS = (
    "Acorn Way", "Brook Lane", "Cobble Street", "Dovecote Close", "Elm Row", "Fiddler's Hill", "Green Walk",
    "Hopyard Terrace", "Inkwell Court", "Jackdaw Lane", "Kiln Yard", "Lantern Row",
)  # fmt: skip
AREAS = ("North", "South", "West", "City")
# The trusts, each with its address.
TRUSTS = {
    "Bramble Learning Trust": ("1 Lantern Row\nBrambleford", "ZZ1 3CD"),
    "Three Becks Trust": ("Becks House\n2 Kiln Yard\nDewmarsh", "ZZ3 5EF"),
}
BRAMBLE, BECKS = TRUSTS


@dataclass(frozen=True)
class Place:
    """One of the small county's schools. `years` are its first and last year group; reception is 0."""

    name: str
    phase: str
    roll: int
    years: tuple[int, int]
    trust: str = ""
    type_name: str = "Community school"
    is_special: bool = False
    has_closed: bool = False


ACADEMY = "Academy converter"
SCHOOLS = (
    Place("Brambleford Academy", "secondary", 520, (7, 11), BRAMBLE, ACADEMY),
    Place("Copperstone School", "secondary", 430, (7, 11)),
    Place("Dewmarsh College", "all_through", 360, (0, 11), BECKS, ACADEMY),
    Place("Elderbrook Primary School", "primary", 170, (0, 6)),
    Place("Fallowfield Primary School", "primary", 150, (0, 6)),
    Place("Goldenacre Church of England Primary School", "primary", 140, (0, 6), "", "Voluntary aided school"),
    Place("Hollowbank Junior School", "primary", 100, (3, 6)),
    Place("Ivyleaf Infant School", "primary", 0, (0, 2), has_closed=True),
    Place("Kestrel Rise Community School", "primary", 130, (0, 6), BRAMBLE, ACADEMY),
    Place("Larchwood Special School", "not_applicable", 70, (0, 11), "", "Community special school", is_special=True),
    Place("Millstream School", "secondary", 320, (7, 11), BECKS, ACADEMY),
    Place("Nightjar Primary School", "primary", 110, (0, 6)),
)
# Which school the closed one became part of, and the one with two weeks' holiday in October.
SUCCESSOR = {"Ivyleaf Infant School": "Nightjar Primary School"}
OWN_TERMS = "Dewmarsh College"
# Academies that follow the council's terms and have INSET days of their own besides.
OWN_INSET = ("Millstream School", "Kestrel Rise Community School")
