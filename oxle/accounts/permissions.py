"""The words of permissions, as the layers above know them. They live in core, whose own pages need them too."""

from oxle.core.permissions import Compartment, Permission, Verb, decide, read, release, summary, write

__all__ = ["Compartment", "Permission", "Verb", "decide", "read", "release", "summary", "write"]
