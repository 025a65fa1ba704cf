"""A ten-year discounted cash flow of a new factory."""

import cash_flow as by_hand
from openpyxl.chart import BarChart, LineChart, Reference

from .example import Example, Spec, Values, assert_close
from .page import (
    CALCULATION,
    HEADING,
    INPUT,
    LABEL,
    MONEY,
    NOTE,
    PERCENT,
    PERCENT_2,
    RESULT,
    THOUSANDS,
    TOTAL,
    UNCERTAIN,
    Page,
    new_workbook,
)

# Row, name, base value, unit, number format, distribution or None, where the number comes from.
INPUTS = [
    ("Market", 4),
    (5, "Price in year 0", 12.5, "$ per unit", MONEY, None, "current list price"),
    (6, "Volume in year 0", 4000, "thousand units", THOUSANDS, None, "contracted capacity"),
    (7, "Price growth", 0.02, "per year", PERCENT, "Normal(0.02, 0.012)", "average of ten years; the past forecast's error"),
    (8, "Volume growth", 0.025, "per year", PERCENT, "Normal(0.025, 0.018)", "sales plan; falls when prices rise (rank correlation -0.4)"),
    ("Operations", 10),
    (11, "Gross margin", 0.38, "of revenue", PERCENT, "Pert(0.33, 0.38, 0.41)", "range of comparable plants"),
    (12, "Overheads in year 0", 6500, "$ thousand", THOUSANDS, None, "budget"),
    (13, "Overhead inflation", 0.025, "per year", PERCENT, "Triangular(0.015, 0.025, 0.045)", "wage agreements; more room above than below"),
    (14, "Working capital", 0.12, "of revenue", PERCENT, None, "44 days of sales"),
    ("Investment and tax", 16),
    (17, "Initial investment", 125000, "$ thousand", THOUSANDS, "Pert(115000, 125000, 165000)", "contractor's range; overruns are larger than savings"),
    (18, "Maintenance capital expenditure", 0.04, "of revenue", PERCENT, "Uniform(0.03, 0.05)", "no reason to prefer a value"),
    (19, "Depreciation life", 10, "years", "0", None, "straight line"),
    (20, "Tax rate", 0.25, "of profit", PERCENT, None, "losses aren't carried forward"),
    ("Valuation", 22),
    (23, "Terminal growth", 0.015, "per year", PERCENT, "Triangular(0, 0.015, 0.025)", "not above the economy's growth"),
    (24, "Discount rate", 0.09, "per year", PERCENT, "Pert(0.08, 0.09, 0.12)", "cost of capital, and its doubt"),
]
UNCERTAIN_INPUTS = [entry for entry in INPUTS if len(entry) == 7 and entry[5]]
YEAR_COLUMNS = "EFGHIJKLMN"


def build() -> Example:
    title = "Ten-year discounted cash flow"
    workbook = new_workbook(f"{title} of a new factory", "Net present value under uncertainty")
    inputs_page(workbook)
    model_page(workbook)
    spec = Spec(
        inputs=[(f"Inputs!C{row}", name, law) for row, name, _, _, _, law, _ in UNCERTAIN_INPUTS],
        outputs=[("Model!D23", "NPV"), ("Model!D24", "IRR")],
        correlations=[("Price growth", "Volume growth", -0.4)],
        probabilities=["Model!D23 < 0", "Model!D24 > 0.12"],
    )
    return Example("cash-flow", title, workbook, spec, check)


def inputs_page(workbook) -> None:
    page = Page(
        workbook,
        "Inputs",
        "New factory: assumptions",
        "Money in thousands of dollars, nominal. Orange cells are uncertain.",
        {"A": 2, "B": 34, "C": 13, "D": 16, "E": 32, "F": 58},
    )
    page.headings(3, {"B": "Assumption", "C": "Base case", "D": "Unit", "E": "Uncertainty", "F": "Source"})
    for entry in INPUTS:
        if len(entry) == 2:
            page.section(entry[1], entry[0], "B", "F")
            continue
        row, name, value, unit, number_format, law, source = entry
        page.put(f"B{row}", name, LABEL)
        page.put(f"C{row}", value, UNCERTAIN if law else INPUT, number_format)
        page.put(f"D{row}", unit, NOTE)
        page.put(f"E{row}", law, LABEL)
        page.put(f"F{row}", source, NOTE)
    page.legend(26, "C")
    page.freeze("C4", 3)


def model_page(workbook) -> None:
    widths = {"A": 2, "B": 26, "C": 13} | dict.fromkeys("DEFGHIJKLMN", 10.5)
    page = Page(
        workbook,
        "Model",
        "New factory: cash flows and value",
        "Thousands of dollars; costs and payments are negative. Cash flows fall at the end of the year.",
        widths,
    )
    page.headings(4, {"B": "", "C": "Unit", "D": ""})
    page.put("B4", "Year", HEADING)
    for year, column in enumerate("D" + YEAR_COLUMNS):
        page.put(f"{column}4", year, HEADING)
    rows = {
        # label, unit, number format, style, formula of year 0, formula of a later year ({c} this
        # column, {p} the one before)
        6: ("Price", "$ per unit", MONEY, "=Inputs!C5", "={p}6*(1+Inputs!$C$7)"),
        7: ("Volume", "thousand units", THOUSANDS, "=Inputs!C6", "={p}7*(1+Inputs!$C$8)"),
        8: ("Revenue", "$ thousand", THOUSANDS, "=D6*D7", "={c}6*{c}7"),
        10: ("Direct costs", "$ thousand", THOUSANDS, None, "=-{c}8*(1-Inputs!$C$11)"),
        11: ("Overheads", "$ thousand", THOUSANDS, "=-Inputs!C12", "={p}11*(1+Inputs!$C$13)"),
        12: ("EBITDA", "$ thousand", THOUSANDS, None, "=SUM({c}8,{c}10:{c}11)"),
        13: ("Depreciation", "$ thousand", THOUSANDS, None, "=SUM($D$17:{p}17)/Inputs!$C$19"),
        14: ("Operating profit", "$ thousand", THOUSANDS, None, "={c}12+{c}13"),
        15: ("Tax", "$ thousand", THOUSANDS, None, "=IF({c}14>0,-{c}14*Inputs!$C$20,0)"),
        17: ("Capital expenditure", "$ thousand", THOUSANDS, "=-Inputs!C17", "=-{c}8*Inputs!$C$18"),
        18: ("Working capital", "$ thousand", THOUSANDS, None, "=-({c}8-{p}8)*Inputs!$C$14"),
        19: ("Terminal value", "$ thousand", THOUSANDS, None, None),
        20: ("Net cash flow", "$ thousand", THOUSANDS, "=D17", "={c}12+{c}15+SUM({c}17:{c}19)"),
    }
    page.section(5, "Revenue", "B", "N")
    page.section(9, "Profit", "B", "N")
    page.section(16, "Cash flow", "B", "N")
    for row, (label, unit, number_format, first, later) in rows.items():
        style = TOTAL if row in (8, 12, 14, 20) else CALCULATION
        page.put(f"B{row}", label, TOTAL if style == TOTAL else LABEL)
        page.put(f"C{row}", unit, NOTE)
        page.put(f"D{row}", first, style, number_format)
        previous = "D"
        for column in YEAR_COLUMNS:
            formula = later.format(c=column, p=previous) if later else None
            page.put(f"{column}{row}", formula, style, number_format)
            previous = column
    growing = "=(N12+N15+N17+N18)*(1+Inputs!C23)/(Inputs!C24-Inputs!C23)"
    page.put("N19", growing, CALCULATION, THOUSANDS)

    page.section(22, "Value", "B", "N")
    page.put("B23", "Net present value", LABEL)
    page.put("C23", "$ thousand", NOTE)
    page.put("D23", "=D20+NPV(Inputs!C24,E20:N20)", RESULT, THOUSANDS)
    page.put("E23", "first payment now, the others discounted from the end of their year", NOTE)
    page.put("B24", "Internal rate of return", LABEL)
    page.put("C24", "per year", NOTE)
    page.put("D24", "=IRR(D20:N20)", RESULT, PERCENT_2)
    page.put("B25", "Terminal value today", LABEL)
    page.put("C25", "$ thousand", NOTE)
    page.put("D25", "=N19/(1+Inputs!C24)^N4", CALCULATION, THOUSANDS)
    page.put("E25", "how much of the value lies beyond the plan", NOTE)
    page.freeze("D5", 4)

    bars = BarChart()
    bars.title = "Net cash flow, $ thousand"
    bars.add_data(Reference(page.sheet, min_col=2, max_col=14, min_row=20), titles_from_data=True, from_rows=True)
    bars.set_categories(Reference(page.sheet, min_col=4, max_col=14, min_row=4))
    # The series starts at the unit's column, which holds no number.
    bars.series[0].val.numRef.f = "'Model'!$D$20:$N$20"
    bars.legend = None
    bars.width, bars.height = 16, 7.5
    page.sheet.add_chart(bars, "B27")
    lines = LineChart()
    lines.title = "Revenue and EBITDA, $ thousand"
    for row in (8, 12):
        lines.add_data(Reference(page.sheet, min_col=2, max_col=14, min_row=row), titles_from_data=True, from_rows=True)
        lines.series[-1].val.numRef.f = f"'Model'!$E${row}:$N${row}"
    lines.set_categories(Reference(page.sheet, min_col=5, max_col=14, min_row=4))
    lines.width, lines.height = 16, 7.5
    page.sheet.add_chart(lines, "H27")
    for chart in (bars, lines):
        chart.x_axis.delete = False
        chart.y_axis.delete = False
        chart.y_axis.number_format = "#,##0"


def check(values: Values) -> None:
    base = [entry[2] for entry in UNCERTAIN_INPUTS]
    expected = by_hand.evaluate(*map(float, base))
    model = values["Model"]
    assert_close("NPV", model["D23"], expected["NPV"])
    assert_close("IRR", model["D24"], expected["IRR"])
