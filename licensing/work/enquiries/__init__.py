"""The enquiry into illegal employment: somebody tells of a child at work, and an officer finds out what there is."""
