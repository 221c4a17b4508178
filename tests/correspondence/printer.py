"""A worker of its own process for tests that kill one: makes the letters of the database it is given, one by one."""

import sys
from datetime import datetime

import django

if __name__ == "__main__":
    django.setup()
    from oxle.correspondence import printing

    while printing.print_next(at=datetime.fromisoformat(sys.argv[1])) is not None:
        pass
