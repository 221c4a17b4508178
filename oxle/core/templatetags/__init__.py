"""Template tags: `oxle` for the components, `govuk` for the inside of the form pack."""
