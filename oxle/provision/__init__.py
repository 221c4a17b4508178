"""Layer 6. Providers, education offers and the ledger of hours."""
