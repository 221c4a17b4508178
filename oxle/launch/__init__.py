"""Starts Oxle on one machine with nothing installed but Python and make: `make run`, `make test`, `make manage`.

Only the standard library is used here, because these modules run before the virtual environment exists.
"""
