"""Layer 6. Letters to PDF, proof of service, and the outbox of e-mail."""
