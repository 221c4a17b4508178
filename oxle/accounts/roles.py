"""The roles, each a readable line of what it may do. Source: the service's matrix (a local choice, not law).

Letters: s summary, r read, w write, d decide, x release; a column's `+` reaches the safeguarding compartment and its
`!` the legal one, with the same verbs. Areas that are not duties: `pupils` (children and families), `portal` (a
school's own submissions), `team` (the team's page; to decide there is to say who gets a case, and whether a
restricted record was rightly opened), `inbox`, `letters` (of the duties that one reads), `post` (to read the letters
of every duty, for an office that posts them), `exclusion_letters`, `timetable_letters`, `cme_letters`,
`ehe_letters` and `licensing_letters` (to release those of one duty), `provision` (the providers, and the places
children have with them), `missing_out` (the register of pupils missing out, and how each is rated; to write there is
to raise a rating and ask for a lower one, to work on the concerns of teams, and to decide is to agree to a lower rating
as the second person), `board` (what the Strategic Group reads of it before a meeting), `concerns` (of a team that sees
children first: to write there is to tell of one, and to see what became of one’s own team’s; nothing else of the
child), `peps` (the personal education plans of looked-after children; to write there is to rate one),
`marks` (a provider's own register of those placed with it), `mismatches` (where a school's register and a provider's
differ; to write there is to explain one), `transfers` (the records of children who move between schools), `reviews`
(of the programmes of placed children), `unit_referrals` (of children to providers), `funding` (what schools owe for
permanent exclusions, without any child's name), `head` (what a head alone does at a school, such as cancelling an
exclusion; a delegate is given the role of the head), `governors` (what governors decide on exclusions), `meetings`
(panels, their agendas and decisions), `packs` (what members read before a meeting of their own panel; the summary
opens the pack of a meeting one may see), `reporting` (what analysts read, as files: rows about every child of the
county, without names), `schools`, `calendars`, `people` (users and roles), `rules`, `audit`, `disposal` (to decide
there is to review a case whose time is up, to release is to agree as the second person that it be destroyed).
"""

from dataclasses import dataclass

from oxle.accounts.permissions import Compartment, Permission, Verb

VERBS = {"s": Verb.SUMMARY, "r": Verb.READ, "w": Verb.WRITE, "d": Verb.DECIDE, "x": Verb.RELEASE}
COUNCIL, SCHOOL, PROVIDER, AGENCY = "team", "school", "provider", "agency"


@dataclass(frozen=True)
class Role:
    """A role that a membership gives. `at` is the kind of organisation it can be held in."""

    key: str
    label: str
    at: str
    permissions: frozenset[Permission]


def _grants(line: str) -> frozenset[Permission]:
    found = set()
    for word in line.split():
        area, _, signs = word.partition(":")
        compartment = Compartment.ORDINARY
        for sign in signs:
            if sign == "+":
                compartment = Compartment.SAFEGUARDING
            elif sign == "!":
                compartment = Compartment.LEGAL
            else:
                verb = VERBS[sign]
                found.add(Permission(verb, area, compartment))
                if verb in {Verb.READ, Verb.WRITE}:
                    found.add(Permission(Verb.SUMMARY, area, compartment))
                if verb == Verb.WRITE:
                    found.add(Permission(Verb.READ, area, compartment))
    return frozenset(found)


# One role, one paragraph: this is read by people who are not programmers.
# fmt: off
ROLES = {
    role.key: role
    for role in [
        Role("attendance_officer", "Attendance officer", COUNCIL, _grants(
            "cases:r pupils:w+s attendance:w!w exclusions:s ehe:s reduced_timetables:r inbox:w letters:w schools:r "
            "calendars:r licensing:s")),
        Role("senior_attendance_officer", "Senior attendance officer", COUNCIL, _grants(
            "cases:r pupils:w+w attendance:wd!wd exclusions:s ehe:s reduced_timetables:r inbox:w letters:wx post:r "
            "missing_out:r board:r team:r schools:r calendars:r licensing:r audit:s disposal:rx")),
        Role("admin_officer", "Penalty notice and licensing admin officer", COUNCIL, _grants(
            "cases:r pupils:r inbox:w letters:w licensing_letters:x post:r schools:r calendars:r licensing:wd")),
        Role("exclusion_officer", "Exclusion and reintegration officer", COUNCIL, _grants(
            "cases:r pupils:w+s attendance:s exclusions:w ehe:s reduced_timetables:w provision:w mismatches:w "
            "transfers:w reviews:w unit_referrals:w meetings:w packs:s inbox:w letters:w exclusion_letters:x "
            "timetable_letters:x missing_out:r board:r schools:r calendars:r")),
        Role("tracking_officer", "Children missing education officer", COUNCIL, _grants(
            "pupils:w+s attendance:s exclusions:s reduced_timetables:r cme:w+r ehe:r provision:r mismatches:r "
            "missing_out:r board:r transfers:w reviews:r schools:r calendars:r inbox:w letters:w cme_letters:x "
            "cases:r")),
        Role("ehe_officer", "Elective home education officer", COUNCIL, _grants(
            "pupils:w+s attendance:s exclusions:s reduced_timetables:s ehe:w transfers:r schools:r calendars:r "
            "missing_out:r board:r inbox:w letters:w ehe_letters:x cases:r")),
        Role("missing_out_officer", "Pupils Missing Out officer", COUNCIL, _grants(
            "cases:r pupils:w+r attendance:r!s exclusions:r cme:r+r ehe:r reduced_timetables:w provision:w "
            "mismatches:w transfers:r reviews:w unit_referrals:w meetings:w packs:s inbox:w letters:w "
            "timetable_letters:x missing_out:w board:r peps:r schools:r calendars:r licensing:s")),
        Role("manager", "Attendance and inclusion manager", COUNCIL, _grants(
            "cases:r pupils:r+r attendance:r!s exclusions:rd cme:rd+r ehe:rd reduced_timetables:rd funding:r "
            "provision:r mismatches:r transfers:r reviews:r unit_referrals:r meetings:r packs:s team:rd inbox:w "
            "letters:rx exclusion_letters:x timetable_letters:x cme_letters:x ehe_letters:x schools:r calendars:r "
            "missing_out:wd board:r peps:r reporting:r licensing:s audit:r rules:r disposal:rdx")),
        Role("solicitor", "Council solicitor", COUNCIL, _grants(
            "cases:r attendance:r!wx pupils:s letters:r disposal:rx")),
        Role("virtual_school_officer", "Virtual School officer", COUNCIL, _grants(
            "pupils:s+r attendance:s exclusions:s ehe:s reduced_timetables:r provision:r mismatches:r reviews:r "
            "missing_out:r board:r concerns:w peps:w packs:r schools:r")),
        Role("concern_officer", "Officer of a team that sees children first", COUNCIL, _grants("concerns:w")),
        Role("finance_officer", "Finance officer", COUNCIL, _grants("funding:w")),
        Role("auditor", "Internal audit and data protection", COUNCIL, _grants("audit:r disposal:r")),
        Role("administrator", "Administrator", COUNCIL, _grants(
            "schools:w calendars:w people:w rules:w")),
        Role("school_attendance_lead", "School attendance lead", SCHOOL, _grants(
            "portal:w mismatches:w transfers:w reviews:r unit_referrals:w")),
        Role("head", "Head teacher", SCHOOL, _grants(
            "portal:w+w head:w mismatches:w transfers:w reviews:r unit_referrals:w")),
        Role("strategic_group_member", "Strategic Group member", COUNCIL, _grants(
            "packs:r board:r attendance:s exclusions:s reduced_timetables:s cme:s ehe:s licensing:s")),
        Role("panel_member", "Fair access panel member", SCHOOL, _grants("packs:r")),
        Role("provider", "Provider’s register", PROVIDER, _grants("marks:w transfers:w reviews:w unit_referrals:w")),
        Role("governors_clerk", "Clerk to the governors", SCHOOL, _grants("governors:w")),
    ]
}
# fmt: on
