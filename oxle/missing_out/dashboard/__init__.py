"""The register as it is now, in the figures of a pack: each number leads to the list that makes it up."""
