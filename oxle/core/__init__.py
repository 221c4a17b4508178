"""Layer 0. Nothing about education: pages, forms, tables, dates, references, rules."""
