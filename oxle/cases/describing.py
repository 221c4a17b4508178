"""A pathway in prose, tables and a diagram, for people who read law rather than Python. `manage.py docs` writes it."""

from oxle.accounts.roles import ROLES
from oxle.cases.pathways import Clock, Pathway, Stage, Step
from oxle.core.rules import Rule


def page(pathway: Pathway) -> str:
    """The whole page of a pathway, as Markdown."""
    parts = [
        f"# {pathway.name}",
        f"Version {pathway.version}, for cases opened from {pathway.in_force_from.day} "
        f"{pathway.in_force_from:%B %Y}. Source: {pathway.source}.",
        "This page is made from the code by `make manage ARGS=docs`. Correct the pathway, not the page.",
        *(f"> {note}" for note in pathway.notes),
        "## The way a case goes",
        _diagram(pathway),
        "## Where a case can stand",
        _table(("Stage", "Ends the case"), [(stage.label, _ends(stage)) for stage in pathway.stages]),
        "## What can be done",
        _table(("Step", "From", "Leads to", "By", "What it asks and does"), [_step(pathway, s) for s in pathway.steps]),
        "## What is due",
        _table(
            ("Clock", "Whose time", "How long", "Counts from", "Stopped by", "Rests on"),
            [_clock(clock) for clock in pathway.clocks],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _ends(stage: Stage) -> str:
    return "yes" if stage.closed else "no; what is due is due on the cases that came of it" if stage.elsewhere else ""


def _diagram(pathway: Pathway) -> str:
    names = {stage: f"s{number}" for number, stage in enumerate(pathway.stages)}
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{stage.label}" as {name}' for stage, name in names.items()]
    lines += [f"    [*] --> {names[step.to]}: {step.label}" for step in pathway.opening if step.to]
    open_stages = [stage for stage in pathway.stages if not stage.closed]
    everywhere = []
    for step in pathway.steps:
        if step.to is None or not step.at:
            continue
        if set(step.at) >= set(open_stages):
            # An arrow from every stage would hide the others.
            everywhere.append(f"{step.label} → {step.to.label}")
            continue
        lines += [
            f"    {names[stage]} --> {names[step.to]}: {step.label}"
            for stage in step.at
            if step.leads_from(stage) not in (None, stage)
        ]
    lines += [f"    {names[stage]} --> [*]" for stage in pathway.stages if stage.closed]
    lines.append("```")
    if everywhere:
        lines += ["", "From every open stage also: " + "; ".join(everywhere) + "."]
    return "\n".join(lines)


def _step(pathway: Pathway, step: Step) -> tuple[str, ...]:
    does = [f"drafts “{letter.title}”" for letter in step.sends]
    does += [f"withdraws “{letter.title}” where it was not sent" for letter in step.overtakes]
    does += [
        f"drafts “{letter.title}” again where it was not sent and says something else now" for letter in step.renews
    ]
    does += [
        f"asks that “{letter.title}” is sent again where it left and is not true any more"
        for letter in step.tells_again
    ]
    does += [f"makes “{letter.title}” true again" for letter in step.restores]
    does += [f"needs: {check.label}" for check in step.needs]
    if step.reason:
        does.append("asks for a reason")
    if step.revocable:
        does.append("can be taken back by itself")
    if step.per_party:
        does.append("concerns one person")
    if step.not_by_taker_of:
        does.append("not by whoever did: " + ", ".join(one.label for one in step.not_by_taker_of))
    if step.part_of:
        does.append(f"taken within “{step.part_of.label}”")
    does += [f"put right only while: {check.label}" for check in step.correction_needs]
    does += [f"only while: {check.label}" for check in step.offered_while]
    if step.while_paused:
        does.append("only while paused" if step.only_paused else "also while paused")
    return (
        step.label,
        _stages(pathway, step),
        _leads_to(step),
        _who(step),
        "; ".join(does),
    )


def _stages(pathway: Pathway, step: Step) -> str:
    open_stages: list[Stage] = [stage for stage in pathway.stages if not stage.closed]
    if not step.at:
        return "opens the case"
    if set(step.at) >= set(open_stages):
        return ", ".join(["every open stage", *(stage.label for stage in step.at if stage.closed)])
    return ", ".join(stage.label for stage in step.at)


def _leads_to(step: Step) -> str:
    if step.to is None:
        return "the same stage"
    stays = "; from " + ", ".join(stage.label for stage in step.stays_at) + " the same stage" if step.stays_at else ""
    return f"{step.to.label}{stays}"


def _who(step: Step) -> str:
    return ", ".join(role.label for role in ROLES.values() if step.by in role.permissions) or "nobody by role"


def _clock(clock: Clock) -> tuple[str, ...]:
    limit = f"{clock.limit.default} (a setting)" if isinstance(clock.limit, Rule) else str(clock.limit)
    begins = ", ".join(step.label for step in clock.from_)
    if clock.anchor and clock.served:
        begins = f"{begins}, where it recorded “{clock.anchor.label}”"
    elif clock.anchor:
        begins = f"{clock.anchor.label} (recorded by: {begins})"
    if clock.since:
        begins = f"{begins}, counted from: {', '.join(step.label for step in clock.since)}"
    if clock.served:
        begins = f"{begins}, from the service of “{clock.served.title}”"
    if clock.apart:
        begins = f"{begins}, each apart: {clock.apart.label}"
    if clock.waived:
        begins = f"{begins}, unless recorded: {clock.waived.label}"
    if clock.unless:
        begins = f"{begins}, while this does not run: {', '.join(f'“{one.label}”' for one in clock.unless)}"
    stops = ", ".join(step.label for step in clock.stops) or "nothing"
    if clock.afterwards:
        stops += f"; when it is over: “{clock.afterwards}”"
    if clock.stops_each:
        stops += "; once done for everybody concerned: " + ", ".join(step.label for step in clock.stops_each)
    if clock.joined_by:
        stops += "; it then concerns also whom this is about: " + ", ".join(step.label for step in clock.joined_by)
    if clock.opens:
        stops += "; until then closed: " + ", ".join(step.label for step in clock.opens)
    return clock.label, clock.against.value, limit, begins, stops, f"{clock.law} ({clock.basis.value})"


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)
