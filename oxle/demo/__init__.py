"""Layer 10. The made-up county: builds what every duty's demo() offers."""
