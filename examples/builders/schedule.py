"""The schedule of a project with 26 tasks, and five risks that may delay it."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName

from .example import Example, Spec, Values, assert_close
from .page import (
    CALCULATION,
    DATE,
    INPUT,
    LABEL,
    NOTE,
    RESULT,
    THOUSANDS,
    UNCERTAIN,
    Page,
    new_workbook,
)


@dataclass(frozen=True)
class Task:
    """Durations are in working days."""

    id: str
    name: str
    predecessors: tuple[str, ...]
    optimistic: int
    likely: int
    pessimistic: int


@dataclass(frozen=True)
class Risk:
    """An event that may happen to a task; impacts are in working days."""

    id: str
    name: str
    task: str
    probability: float
    low: int
    likely: int
    high: int


def task(row: str) -> Task:
    id, name, predecessors, *days = (part.strip() for part in row.split("|"))
    return Task(id, name, tuple(predecessors.split()), *map(int, days))


TASKS = [
    task(row)
    for row in """
    T01 | Survey                          |             |  5 |  8 |  15
    T02 | Concept design                  | T01         | 15 | 20 |  32
    T03 | Structural check                | T01         |  8 | 10 |  18
    T04 | Planning permission             | T02         | 30 | 40 |  75
    T05 | Detailed design                 | T02 T03     | 30 | 38 |  55
    T06 | Order generators                | T05         |  3 |  5 |   8
    T07 | Delivery of generators          | T06         | 80 | 95 | 140
    T08 | Order cooling plant             | T05         |  3 |  5 |   8
    T09 | Delivery of cooling plant       | T08         | 70 | 85 | 125
    T10 | Tender of the works             | T05         | 15 | 20 |  28
    T11 | Award of the contract           | T10         |  5 |  8 |  15
    T12 | Mobilisation                    | T04 T11     |  8 | 10 |  16
    T13 | Strip-out                       | T12         | 12 | 15 |  25
    T14 | Floor strengthening             | T13         | 18 | 22 |  38
    T15 | Partitions and raised floor     | T14         | 20 | 25 |  36
    T16 | Roof deck for plant             | T13         | 20 | 26 |  42
    T17 | Power distribution              | T15         | 25 | 30 |  48
    T18 | Installation of generators      | T07 T16     | 10 | 14 |  22
    T19 | Installation of cooling plant   | T09 T16     | 18 | 22 |  36
    T20 | Pipework                        | T15 T19     | 15 | 20 |  32
    T21 | Cabling and racks               | T17         | 20 | 26 |  38
    T22 | Fire suppression                | T15         | 12 | 15 |  24
    T23 | Power on                        | T17 T18     |  4 |  5 |  10
    T24 | Commissioning of cooling        | T20 T23     | 10 | 14 |  24
    T25 | Integrated systems test         | T21 T22 T24 | 15 | 18 |  32
    T26 | Handover                        | T25         |  4 |  5 |   8
    """.strip().splitlines()
]
RISKS = [
    Risk("R1", "Objection to the planning permission", "T04", 0.25, 15, 30, 60),
    Risk("R2", "Asbestos found during strip-out", "T13", 0.30, 8, 15, 30),
    Risk("R3", "Generators held up at the port", "T07", 0.20, 15, 25, 50),
    Risk("R4", "Shortage of electricians", "T17", 0.15, 5, 10, 25),
    Risk("R5", "Integrated test fails and is repeated", "T25", 0.35, 6, 10, 20),
]
# Durations that one contractor or one market drives: Spearman's rho.
CORRELATIONS = [("T17", "T21", 0.6), ("T19", "T20", 0.6), ("T13", "T14", 0.5), ("T07", "T09", 0.5)]

START = date(2025, 3, 3)
DEADLINE_DAYS = 275
PENALTY = 12_000
HOLIDAYS = [
    date(2025, 4, 18),
    date(2025, 4, 21),
    date(2025, 5, 1),
    date(2025, 12, 25),
    date(2025, 12, 26),
    date(2026, 1, 1),
    date(2026, 4, 3),
    date(2026, 4, 6),
    date(2026, 5, 1),
]

FIRST_TASK, FIRST_RISK = 5, 5
LAST_TASK, LAST_RISK = FIRST_TASK + len(TASKS) - 1, FIRST_RISK + len(RISKS) - 1
ROWS = {entry.id: row for row, entry in enumerate(TASKS, start=FIRST_TASK)}


def build() -> Example:
    title = "Project schedule with 26 tasks and five risks"
    workbook = new_workbook("Schedule of a data centre fit-out", "Probability of missing the deadline")
    names = {
        "Project_start": "Result!$C$5",
        "Deadline_days": "Result!$C$6",
        "Penalty_per_day": "Result!$C$7",
        "Holidays": f"Result!$C$19:$C${18 + len(HOLIDAYS)}",
    }
    for name, area in names.items():
        workbook.defined_names[name] = DefinedName(name, attr_text=area)
    spec = Spec()
    result_page(workbook, spec)
    schedule_page(workbook, spec)
    risks_page(workbook, spec)
    called = {entry.id: f"{entry.id} {entry.name}" for entry in TASKS}
    spec.correlations = [(called[first], called[second], rho) for first, second, rho in CORRELATIONS]
    return Example("schedule", title, workbook, spec, check)


def result_page(workbook, spec: Spec) -> None:
    page = Page(
        workbook,
        "Result",
        "Data centre fit-out: when will it be handed over?",
        "The network of tasks is on the sheet Schedule, the risks on the sheet Risks.",
        {"A": 2, "B": 34, "C": 16, "D": 16, "E": 64},
    )
    page.headings(3, {"B": "", "C": "Value", "D": "Unit", "E": "Remark"})
    page.section(4, "Contract", "B", "E")
    contract = [
        (5, "Project start", START, DATE, "", "name Project_start"),
        (6, "Deadline", DEADLINE_DAYS, "0", "working days", "from the start; name Deadline_days"),
        (7, "Penalty", PENALTY, THOUSANDS, "$ per day late", "name Penalty_per_day"),
    ]
    for row, label, value, number_format, unit, remark in contract:
        page.put(f"B{row}", label, LABEL)
        page.put(f"C{row}", value, INPUT, number_format)
        page.put(f"D{row}", unit, NOTE)
        page.put(f"E{row}", remark, NOTE)
    page.section(9, "Result", "B", "E")
    results = [
        (10, "Duration", f"=Schedule!K{LAST_TASK}", RESULT, "0.0", "working days", "finish of the last task"),
        (11, "Handover", "=WORKDAY(Project_start,ROUNDUP(C10,0),Holidays)", RESULT, DATE, "", "weekends and holidays left out"),
        (12, "Deadline as a date", "=WORKDAY(Project_start,Deadline_days,Holidays)", CALCULATION, DATE, "", ""),
        (13, "Late", "=IF(C10>Deadline_days,1,0)", RESULT, "0", "1 if late", "its mean over the trials is the probability"),
        (14, "Penalty", "=ROUNDUP(MAX(0,C10-Deadline_days),0)*Penalty_per_day", RESULT, THOUSANDS, "$", "each day begun counts"),
        (15, "Critical tasks", f"=COUNTIF(Schedule!O{FIRST_TASK}:O{LAST_TASK},\"<0.01\")", CALCULATION, "0", "tasks", "tasks without float"),
    ]
    for row, label, formula, style, number_format, unit, remark in results:
        page.put(f"B{row}", label, LABEL)
        page.put(f"C{row}", formula, style, number_format)
        page.put(f"D{row}", unit, NOTE)
        page.put(f"E{row}", remark, NOTE)
    page.section(17, "Calendar", "B", "E")
    page.put("B18", "Days off besides weekends, name Holidays", LABEL)
    for row, day in enumerate(HOLIDAYS, start=19):
        page.put(f"C{row}", day, INPUT, DATE)
    page.legend(20 + len(HOLIDAYS), "C")
    spec.outputs = [
        ("Result!C10", "Duration"),
        ("Result!C11", "Handover"),
        ("Result!C13", "Late"),
        ("Result!C14", "Penalty"),
    ]
    spec.probabilities = [f"Result!C10 > {DEADLINE_DAYS}", "Result!C14 > 240000"]


def schedule_page(workbook, spec: Spec) -> None:
    page = Page(
        workbook,
        "Schedule",
        "Network of tasks",
        "Working days from the start. A task starts when all its predecessors have finished.",
        {"A": 2, "B": 6, "C": 32, "D": 14, "E": 11, "F": 11, "G": 11, "H": 11, "I": 9}
        | {"J": 9, "K": 9, "L": 13, "M": 13, "N": 10, "O": 9},
    )
    headings = "ID|Task|Predecessors|Optimistic|Most likely|Pessimistic|Duration|Risk delay|Start|Finish"
    headings += "|Start date|Finish date|Latest finish|Float"
    page.headings(4, dict(zip("BCDEFGHIJKLMNO", headings.split("|"))), height=30)
    risks = f"Risks!$D${FIRST_RISK}:$D${LAST_RISK}", f"Risks!$J${FIRST_RISK}:$J${LAST_RISK}"
    for entry in TASKS:
        row = ROWS[entry.id]
        page.put(f"B{row}", entry.id, NOTE)
        page.put(f"C{row}", entry.name, LABEL)
        page.put(f"D{row}", ", ".join(entry.predecessors), NOTE)
        for column, days in zip("EFG", (entry.optimistic, entry.likely, entry.pessimistic)):
            page.put(f"{column}{row}", days, INPUT, "0")
        page.put(f"H{row}", f"=F{row}", UNCERTAIN, "0.0")
        page.put(f"I{row}", f"=SUMIF({risks[0]},B{row},{risks[1]})", CALCULATION, "0.0")
        finishes = [f"K{ROWS[predecessor]}" for predecessor in entry.predecessors]
        start = f"=MAX({','.join(finishes)})" if len(finishes) > 1 else f"={finishes[0]}" if finishes else 0
        page.put(f"J{row}", start, CALCULATION, "0.0")
        page.put(f"K{row}", f"=J{row}+H{row}+I{row}", CALCULATION, "0.0")
        page.put(f"L{row}", f"=WORKDAY(Project_start,INT(J{row}),Holidays)", CALCULATION, DATE)
        page.put(f"M{row}", f"=WORKDAY(Project_start,ROUNDUP(K{row},0),Holidays)", CALCULATION, DATE)
        # A task's latest finish is the earliest of its successors' latest starts.
        successors = [ROWS[other.id] for other in TASKS if entry.id in other.predecessors]
        latest = [f"N{other}-H{other}-I{other}" for other in successors]
        latest_finish = f"=MIN({','.join(latest)})" if len(latest) > 1 else f"={latest[0]}" if latest else f"=K{row}"
        page.put(f"N{row}", latest_finish, CALCULATION, "0.0")
        page.put(f"O{row}", f"=N{row}-K{row}", CALCULATION, "0.0")
        spec.inputs.append((f"Schedule!H{row}", f"{entry.id} {entry.name}", f"Pert(E{row}, F{row}, G{row})"))
    page.freeze("D5", 4)

    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    chart.title = "Working days from the start"
    for column in (10, 8, 9):
        chart.add_data(Reference(page.sheet, min_col=column, min_row=4, max_row=LAST_TASK), titles_from_data=True)
    chart.set_categories(Reference(page.sheet, min_col=3, min_row=FIRST_TASK, max_row=LAST_TASK))
    # The first series only pushes the bars to where the tasks start.
    chart.series[0].graphicalProperties.noFill = True
    chart.series[0].graphicalProperties.line.noFill = True
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.number_format = "0"
    chart.legend = None
    chart.width, chart.height = 26, 15
    page.sheet.add_chart(chart, f"B{LAST_TASK + 3}")


def risks_page(workbook, spec: Spec) -> None:
    page = Page(
        workbook,
        "Risks",
        "Risk register",
        "Occurs is 0 or 1: in the base case no risk happens, in each trial it happens with its probability.",
        {"A": 2, "B": 6, "C": 40, "D": 9, "E": 12, "F": 10, "G": 10, "H": 10, "I": 12, "J": 12, "K": 10},
    )
    headings = "ID|Event|Task|Probability|Low|Most likely|High|Impact, days|Delay, days|Occurs"
    page.headings(4, dict(zip("BCDEFGHIJK", headings.split("|"))))
    for row, risk in enumerate(RISKS, start=FIRST_RISK):
        page.put(f"B{row}", risk.id, NOTE)
        page.put(f"C{row}", risk.name, LABEL)
        page.put(f"D{row}", risk.task, INPUT)
        page.put(f"E{row}", risk.probability, INPUT, "0%")
        for column, days in zip("FGH", (risk.low, risk.likely, risk.high)):
            page.put(f"{column}{row}", days, INPUT, "0")
        page.put(f"I{row}", f"=G{row}", UNCERTAIN, "0.0")
        page.put(f"J{row}", f"=I{row}*K{row}", CALCULATION, "0.0")
        page.put(f"K{row}", 0, UNCERTAIN, "0")
        spec.inputs.append((f"Risks!K{row}", f"{risk.id} occurs", f"Bernoulli(E{row})"))
        spec.inputs.append((f"Risks!I{row}", f"{risk.id} impact", f"Triangular(F{row}, G{row}, H{row})"))
    last = LAST_RISK + 1
    page.put(f"C{last + 1}", "Expected delay of the risks' own tasks, days", LABEL)
    page.put(f"J{last + 1}", f"=SUMPRODUCT(E{FIRST_RISK}:E{LAST_RISK},I{FIRST_RISK}:I{LAST_RISK})", CALCULATION, "0.0")


def finish_days(durations: dict[str, float]) -> dict[str, float]:
    """The finish of each task, from the durations with risk delays."""
    finishes: dict[str, float] = {}
    for entry in TASKS:
        start = max((finishes[predecessor] for predecessor in entry.predecessors), default=0.0)
        finishes[entry.id] = start + durations[entry.id]
    return finishes


def check(values: Values) -> None:
    finishes = finish_days({entry.id: entry.likely for entry in TASKS})
    for entry in TASKS:
        assert_close(f"finish of {entry.id}", values["Schedule"][f"K{ROWS[entry.id]}"], finishes[entry.id])
    duration = finishes[TASKS[-1].id]
    result = values["Result"]
    assert_close("duration", result["C10"], duration)
    holidays = [np.datetime64(day) for day in HOLIDAYS]
    for cell, days in (("C11", duration), ("C12", DEADLINE_DAYS)):
        day = np.busday_offset(np.datetime64(START), int(days), roll="forward", holidays=holidays)
        serial = (day - np.datetime64("1899-12-30")).astype(int)
        assert_close(f"date in {cell}", result[cell], float(serial))
    assert result["C13"] == result["C14"] == 0.0
    # A task has no float if one more day of it delays the handover by a day.
    for entry in TASKS:
        durations = {other.id: other.likely + (other.id == entry.id) for other in TASKS}
        is_critical = finish_days(durations)[TASKS[-1].id] > duration
        assert is_critical == (abs(values["Schedule"][f"O{ROWS[entry.id]}"]) < 1e-9), entry.id
