"""The pages about children and adults: one module a part, one class a page."""
