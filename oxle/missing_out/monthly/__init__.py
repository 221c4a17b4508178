"""The monthly data pack: what duties count, beside targets and the same point of the year before, kept as it was."""
