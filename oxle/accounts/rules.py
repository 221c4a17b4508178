"""Numbers of the service's own choosing about people and organisations."""

from oxle.core.rules import Rule, whole_number

ATTESTATION = Rule(
    key="accounts.attestation_days",
    label="how long an organisation keeps its access before somebody must say again that it still needs it",
    default=365,
    parse=whole_number,
    source="Local choice, after a firm that had changed its name kept its access for sixteen months",
    local=True,
    unit="days",
)
