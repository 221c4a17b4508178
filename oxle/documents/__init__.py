"""Layer 5. Private files: upload, scan, serve."""
