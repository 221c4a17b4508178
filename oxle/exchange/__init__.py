"""Layer 2. Import and export batches: preview, counts that reconcile, rejected rows, undo. Knows no domain."""
