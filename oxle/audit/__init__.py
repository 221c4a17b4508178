"""Layer 1. Every change and every sight of a child, append-only, in the same transaction, sealed."""

from oxle.audit.actor import acting

__all__ = ["acting"]
