"""Bodies of persons: the approval of an organisation under which its children need no licence each (BOPA)."""
