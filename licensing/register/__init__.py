"""The register of employers and organisers: what each has to do with us, on one page, and what guidance it was sent."""
