"""Layer 3. Schools and trusts, their contacts, and the import of the national list."""
