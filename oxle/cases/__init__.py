"""Layer 7. Cases, parties, events, deadlines; pathways; my work, the case page; the registry of duties."""
