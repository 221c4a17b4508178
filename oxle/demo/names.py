"""The names of the made-up county. Every one is invented for it, and no child, family or school has them all."""

GIVEN = [
    "Ash", "Briar", "Clove", "Dew", "Ember", "Fern", "Gale", "Heath", "Indigo", "Juniper", "Kestrel", "Lark",
    "Maple", "Nettle", "Oakley", "Pike", "Quill", "Reed", "Sorrel", "Tansy", "Umber", "Vale", "Willow",
    "Yarrow", "Zephyr", "Bramble", "Cedar", "Dapple", "Elm", "Flint", "Garnet", "Hazel",
]  # fmt: skip
FAMILY = [
    "Applebarrow", "Birchcombe", "Cloverfield", "Dunmarrow", "Elderwick", "Fernhollow", "Goldbrook",
    "Hazelbank", "Ironwell", "Junipole", "Kingsorrel", "Larkhampton", "Millthorne", "Nightingrove",
    "Oakhamstead", "Pebblewick", "Quillbrook", "Rushbeck", "Silverbank", "Thistledown", "Underhollow",
    "Violetstone", "Windlebury", "Yarrowby", "Ashmarrow", "Brackenfold", "Coppergate", "Dewpond", "Emberley",
    "Foxglovely",
]  # fmt: skip
# Names that a careless page, letter or export would spoil.
TRICKY = (
    ("Siân", "O’Brambleigh"),
    ("Łucja", "Dębowska-Thistle"),
    ("نور", "الوادي"),
    ("小雨", "青田"),
    ("D'Arcy", "O'Clover"),
)
SCHOOLS = (
    ("Brambleford Academy", "secondary", True),
    ("Copperstone School", "secondary", False),
    ("Dewmarsh College", "all_through", True),
    ("Elderbrook Primary School", "primary", False),
    ("Fallowfield Primary School", "primary", False),
    ("Goldenacre Church of England Primary School", "primary", False),
    ("Hollowbank Junior School", "primary", False),
    ("Ivyleaf Infant School", "primary", True),
    ("Kestrel Rise Community School", "secondary", False),
    ("Larchwood Special School", "not_applicable", False),
    ("Millstream School", "secondary", True),
    ("Nightjar Primary School", "primary", False),
)
TOWNS = ("Brambleford", "Copperstone", "Dewmarsh", "Elderbrook", "Fallowfield")
STREETS = ("Acorn Way", "Brook Lane", "Cobble Street", "Dovecote Close", "Elm Row", "Fiddler's Hill", "Green Walk")
