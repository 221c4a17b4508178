"""Layer 1. Who people are, which organisation they act for, and what their roles let them do."""
