"""Grants: what we allow until a last day. Licences, permits and approvals begin, go on and end alike."""
