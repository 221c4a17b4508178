"""What analysts read, to look up and to download. The views are each app’s and duty’s own, in its `reporting.py`."""
