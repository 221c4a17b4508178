"""The pages of cases: one module a part of the service, one class a page."""
