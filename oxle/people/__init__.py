"""Layer 4. Children, adults, their names, relationships, addresses, enrolments and vulnerabilities; matching."""
