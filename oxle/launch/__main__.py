"""The launcher's front door: finds a Python new enough, then runs the command that make asked for."""

import os
import shutil
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def main():
    """Run `run`, `test`, `manage`, `lock` or `lint`; returns the exit status.

    This file must be readable by any Python 3, so that an old one gets a sentence and not a SyntaxError.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 (this is where an older one is turned away)
        for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
            newer = shutil.which(name)
            if newer:
                os.execv(newer, [newer, os.path.abspath(__file__)] + sys.argv[1:])  # noqa: RUF005, S606
        sys.stderr.write(
            "Oxle needs Python 3.11 or newer and this is %d.%d: install one, or run make PYTHON=/path/to/python3.\n"  # noqa: UP031
            % sys.version_info[:2]
        )
        return 1
    # Run as a script, Python puts this folder first on the path; the modules must come from the checkout's root.
    sys.path[0] = ROOT
    from oxle.launch import commands

    return commands.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
