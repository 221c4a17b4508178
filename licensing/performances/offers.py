"""What the pathway of performance licences adds to the platform: checks and words of steps."""

from licensing.performances import pathway, queries

KEY = pathway.LICENCE.key

CHECKS = {
    pathway.COMPLETE.key: queries.complete_finding,
    pathway.CONSENTED.key: queries.consented_finding,
}
