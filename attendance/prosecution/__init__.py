"""One defendant's case from the final warning to the court's outcome."""
