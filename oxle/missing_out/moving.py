"""Which tables move a row of the register when they change: for whatever reads the audit to tell what happened."""

from fnmatch import fnmatchcase

# Those that move none: who may do what, letters, files, minutes, the packs themselves. Whatever is not of these may.
BESIDE = (
    "accounts_*", "account_*", "mfa_*", "socialaccount_*", "audit_*", "correspondence_*", "documents_*", "exchange_*",
    "meetings_*", "missing_out_*", "demo_*", "licensing_*", "transfers_*", "cases_sweep", "cases_lastlook",
    "cases_inboxmessage*", "cases_educationplan", "cases_administratortask", "cases_recount", "core_onetimelink",
    "people_searchrun", "people_adult", "people_address*", "people_breakglass", "people_conflict",
    "provision_givenmark",
)  # fmt: skip


def moves(table: str) -> bool:
    """Whether a change of a row of a table may move a row of the register."""
    return not any(fnmatchcase(table, pattern) for pattern in BESIDE)
