"""A construction cost estimate with 200 lines."""

from dataclasses import dataclass

import construction_cost as by_hand
import numpy as np
from openpyxl.chart import BarChart, Reference

from .example import Example, Spec, Values, assert_close
from .page import (
    CALCULATION,
    INPUT,
    LABEL,
    MONEY,
    NOTE,
    PERCENT,
    RESULT,
    THOUSANDS,
    TOTAL,
    UNCERTAIN,
    Page,
    new_workbook,
)


@dataclass
class Group:
    name: str
    subtotal_row: int


def build() -> Example:
    title = "Construction cost estimate with 200 lines"
    workbook = new_workbook("Cost estimate of an office building", "Probability of overrunning the budget")
    summary = Page(
        workbook,
        "Summary",
        "Office building, six storeys: cost estimate",
        "Dollars; each group's lines are on the sheet Estimate.",
        {"A": 2, "B": 36, "C": 16, "D": 14, "E": 62},
    )
    spec = Spec(sampling="lhs")
    groups = estimate_page(workbook, spec)
    total_row = summary_page(summary, groups, spec)
    return Example("construction-cost", title, workbook, spec, lambda values: check(values, total_row))


def estimate_page(workbook, spec: Spec) -> list[Group]:
    page = Page(
        workbook,
        "Estimate",
        "Estimate by line",
        "Amount = quantity × unit cost. Orange cells are uncertain: their ranges stand to the right.",
        {"A": 2, "B": 8, "C": 40, "D": 8, "E": 11, "F": 12, "G": 14, "H": 3}
        | {"I": 11, "J": 11, "K": 11, "L": 11, "M": 3, "N": 10, "O": 10, "P": 10},
    )
    headings = {"B": "Code", "C": "Description", "D": "Unit", "E": "Quantity", "F": "Unit cost", "G": "Amount"}
    headings |= {"I": "Law", "J": "Low", "K": "Most likely", "L": "High"}
    headings |= {"N": "Quantity, low", "O": "Most likely", "P": "High"}
    page.headings(4, headings, height=30)
    page.freeze("D5", 4)

    groups: list[Group] = []
    row = first_row = 5
    for index, line in enumerate(by_hand.ROWS):
        if index == 0 or line["group"] != by_hand.ROWS[index - 1]["group"]:
            page.section(row, line["group"], "B", "G")
            row += 1
            first_row = row
        write_line(page, row, line, spec)
        row += 1
        is_last = index + 1 == len(by_hand.ROWS) or by_hand.ROWS[index + 1]["group"] != line["group"]
        if is_last:
            for column in "BCDEF":
                page.put(f"{column}{row}", None, TOTAL)
            page.put(f"C{row}", f"Subtotal {line['group'][0].lower()}{line['group'][1:]}", TOTAL)
            page.put(f"G{row}", f"=SUM(G{first_row}:G{row - 1})", TOTAL, THOUSANDS)
            groups.append(Group(line["group"], row))
            row += 2
    return groups


def write_line(page: Page, row: int, line: dict[str, str], spec: Spec) -> None:
    """One line of the estimate; adds its inputs to `spec`."""
    name = f"{line['code']} {line['description']}"
    page.put(f"B{row}", line["code"], NOTE)
    page.put(f"C{row}", line["description"], LABEL)
    page.put(f"D{row}", line["unit"], NOTE)
    if line["quantity_low"]:
        page.put(f"E{row}", f"=O{row}", UNCERTAIN, THOUSANDS)
        for column, key in zip("NOP", ("quantity_low", "quantity", "quantity_high")):
            page.put(f"{column}{row}", number(line[key]), INPUT, THOUSANDS)
        spec.inputs.append((f"Estimate!E{row}", f"{name}: quantity", f"Pert(N{row}, O{row}, P{row})"))
    else:
        page.put(f"E{row}", number(line["quantity"]), INPUT, THOUSANDS)
    page.put(f"F{row}", f"=K{row}", UNCERTAIN, MONEY)
    page.put(f"G{row}", f"=E{row}*F{row}", CALCULATION, THOUSANDS)
    page.put(f"I{row}", line["distribution"], LABEL)
    for column, key in zip("JKL", ("low", "most_likely", "high")):
        page.put(f"{column}{row}", number(line[key]), INPUT, MONEY)
    spec.inputs.append((f"Estimate!F{row}", name, f"{line['distribution']}(J{row}, K{row}, L{row})"))


def number(text: str) -> int | float:
    """A number as it is best written into a cell."""
    value = float(text)
    return int(value) if value.is_integer() else value


def summary_page(page: Page, groups: list[Group], spec: Spec) -> int:
    """The groups, the surcharges and the comparison with the budget; gives the total's row."""
    page.headings(4, {"B": "Group", "C": "Amount, $", "D": "Share", "E": "Remark"})
    first, last = 5, 4 + len(groups)
    direct = last + 1
    for row, group in enumerate(groups, start=first):
        page.put(f"B{row}", group.name, LABEL)
        page.put(f"C{row}", f"=Estimate!G{group.subtotal_row}", CALCULATION, THOUSANDS)
        page.put(f"D{row}", f"=C{row}/C${direct}", CALCULATION, PERCENT)
    page.put(f"B{direct}", "Direct cost", TOTAL)
    page.put(f"C{direct}", f"=SUM(C{first}:C{last})", TOTAL, THOUSANDS)
    page.put(f"D{direct}", f"=SUM(D{first}:D{last})", TOTAL, PERCENT)

    section = direct + 2
    page.section(section, "From direct cost to total", "B", "E")
    market, fees, profit, rate, months = range(section + 1, section + 6)
    rows = [
        (market, "Market conditions", 1, UNCERTAIN, "0.00", "multiplies every line: tenders are high or low together"),
        (fees, "Design fees", by_hand.DESIGN_FEES, INPUT, PERCENT, "of direct cost at market conditions"),
        (profit, "Contractor's overheads and profit", by_hand.OVERHEADS_AND_PROFIT, INPUT, PERCENT, "of direct cost at market conditions"),
        (rate, "Escalation", 0.03, UNCERTAIN, PERCENT, "per year, to the middle of construction"),
        (months, "Months to the middle of construction", 14, INPUT, "0", "start in month 5, 19 months on site"),
    ]
    for row, label, value, style, number_format, remark in rows:
        page.put(f"B{row}", label, LABEL)
        page.put(f"C{row}", value, style, number_format)
        page.put(f"E{row}", remark, NOTE)
    at_market, with_fees, escalation, total = range(months + 1, months + 5)
    page.put(f"B{at_market}", "Direct cost at market conditions", LABEL)
    page.put(f"C{at_market}", f"=C{direct}*C{market}", CALCULATION, THOUSANDS)
    page.put(f"B{with_fees}", "Cost at today's prices", LABEL)
    page.put(f"C{with_fees}", f"=C{at_market}*(1+C{fees}+C{profit})", CALCULATION, THOUSANDS)
    page.put(f"B{escalation}", "Escalation to the middle of construction", LABEL)
    page.put(f"C{escalation}", f"=C{with_fees}*((1+C{rate})^(C{months}/12)-1)", CALCULATION, THOUSANDS)
    page.put(f"B{total}", "Total cost", RESULT)
    page.put(f"C{total}", f"=C{with_fees}+C{escalation}", RESULT, THOUSANDS)

    section = total + 2
    budget, headroom, overrun, area, per_area = range(section + 1, section + 6)
    page.section(section, "Budget", "B", "E")
    page.put(f"B{budget}", "Approved budget", LABEL)
    page.put(f"C{budget}", by_hand.BUDGET, INPUT, THOUSANDS)
    page.put(f"E{budget}", "base estimate and a contingency of about 6.6%", NOTE)
    page.put(f"B{headroom}", "Headroom", LABEL)
    page.put(f"C{headroom}", f"=C{budget}-C{total}", CALCULATION, THOUSANDS)
    page.put(f"D{headroom}", f"=C{headroom}/C{total}", CALCULATION, PERCENT)
    page.put(f"B{overrun}", "Overrun", RESULT)
    page.put(f"C{overrun}", f"=MAX(0,C{total}-C{budget})", RESULT, THOUSANDS)
    page.put(f"B{area}", "Gross floor area, square metres", LABEL)
    page.put(f"C{area}", 7800, INPUT, THOUSANDS)
    page.put(f"B{per_area}", "Total cost per square metre", LABEL)
    page.put(f"C{per_area}", f"=C{total}/C{area}", CALCULATION, THOUSANDS)
    page.legend(per_area + 2, "B")

    spec.inputs.append((f"Summary!C{market}", "Market conditions", "Pert(0.94, 1, 1.15)"))
    spec.inputs.append((f"Summary!C{rate}", "Escalation", "Triangular(0.02, 0.03, 0.06)"))
    spec.outputs = [(f"Summary!C{total}", "Total cost"), (f"Summary!C{overrun}", "Overrun")]
    spec.probabilities = [f"Summary!C{overrun} > 0"]

    chart = BarChart()
    chart.type = "bar"
    chart.title = "Amount by group, $ million"
    chart.add_data(Reference(page.sheet, min_col=3, min_row=first, max_row=last))
    chart.set_categories(Reference(page.sheet, min_col=2, min_row=first, max_row=last))
    chart.legend = None
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.number_format = "0.0,,"
    chart.width, chart.height = 18, 10
    page.sheet.add_chart(chart, "G4")
    return total


def check(values: Values, total_row: int) -> None:
    direct_cost = float(np.sum(by_hand.column("quantity") * by_hand.column("most_likely")))
    expected = by_hand.total(direct_cost, market_factor=1.0, escalation_rate=0.03)
    assert_close("total cost", values["Summary"][f"C{total_row}"], expected)
