"""Children’s work: employers, permits, enquiries into illegal employment, and inspections."""
