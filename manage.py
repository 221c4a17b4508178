#!/usr/bin/env python
"""Runs Oxle's management commands; `make manage ARGS="…"` calls this with the private database started."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oxle.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
