"""The improvement plan as three tables: projects with their savings by year, actions by project, priorities."""

from collections.abc import Sequence

from cypsc_desktop.model.records import Meeting, PlanAction, Priority, Project, Saving
from cypsc_desktop.output.document import Block, Column, Document, Group, Heading, Row, TableBlock
from cypsc_desktop.output.public import public
from cypsc_desktop.output.words import about


def plan(
    *,
    projects: Sequence[Project],
    savings: Sequence[Saving] = (),
    actions: Sequence[PlanAction] = (),
    priorities: Sequence[Priority] = (),
    meetings: Sequence[Meeting] = (),
) -> Document:
    """The plan as printed; a table without rows is left out, and a saving that is not printed is a blank cell."""
    tables = (
        _projects(public(projects), public(savings)),
        _actions(projects, public(actions)),
        _priorities(priorities),
    )
    blocks: list[Block] = []
    for table in tables:
        if table.rows():
            blocks += [Heading(table.caption), table]
    return Document("Improvement plan", tuple(blocks), subtitle=about(meetings), landscape=True)


def _projects(projects: Sequence[Project], savings: Sequence[Saving]) -> TableBlock:
    years = sorted({saving.year for saving in savings if saving.year})
    amounts = {(saving.project, saving.year): saving.amount for saving in savings}
    columns = (
        Column("No.", 0.5),
        Column("Project", 3),
        Column("Manager", 1.8),
        Column("Reference", 1.3),
        Column("Measures", 3),
        *(Column(f"{year} (£000)", 0.9, "right") for year in years),
    )
    rows = []
    for project in projects:
        figures = [amounts.get((project.id, year)) for year in years]
        cells = (
            project.number or "",
            project.title or "",
            project.manager or "",
            project.ref or "",
            "\n".join(project.measures or ()),
            *("" if figure is None else figure for figure in figures),
        )
        rows.append(Row(cells, project.id))
    return TableBlock("Projects and savings", columns, (Group(None, tuple(rows)),))


def _actions(projects: Sequence[Project], actions: Sequence[PlanAction]) -> TableBlock:
    names = {p.id: " ".join(part for part in (p.number, p.title) if part) for p in public(projects)}
    grouped: dict[str | None, list[Row]] = {}
    for action in actions:
        cells = (action.ref or "", action.text or "", action.owner or "", action.due or "", action.progress or "")
        grouped.setdefault(names.get(action.project or "") or None, []).append(Row(cells, action.id))
    columns = (Column("Ref", 0.6), Column("Action", 5), Column("Owner", 2), Column("Due", 1.3), Column("Progress", 2))
    return TableBlock("Actions", columns, tuple(Group(name, tuple(rows)) for name, rows in grouped.items()))


def _priorities(priorities: Sequence[Priority]) -> TableBlock:
    columns = (
        Column("Ref", 0.6),
        Column("Priority", 3),
        Column("Through", 3),
        Column("Leads", 1.6),
        Column("Due", 1.2),
        Column("Measures", 3),
    )
    rows = [
        Row((p.ref or "", p.text or "", p.through or "", p.leads or "", p.due or "", p.measures or ""), p.id)
        for p in public(priorities)
    ]
    return TableBlock("Priorities", columns, (Group(None, tuple(rows)),))
