"""The approvals of organisations: how they are given, renewed, changed and ended, and for how long."""

from licensing.bodies import pathway, rules
from licensing.bodies.models import BodyApproval
from licensing.grants.approving import Approvals

APPROVALS = Approvals(
    pathway=pathway.BODY,
    model=BodyApproval,
    until=pathway.UNTIL_ON,
    gives=pathway.APPROVE,
    prolongs=pathway.RENEW,
    ends=(pathway.REVOKE, pathway.END, pathway.LAPSE),
    runs_out=pathway.LAPSE,
    prefix="BO",
    says=("from_on", "conditions"),
    reminds=pathway.REMIND,
    lasts=rules.APPROVED_FOR,
    reminded=rules.REMINDED_BEFORE,
)
