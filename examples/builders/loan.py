"""A pool of mortgages with prepayment, month by month."""

import loan as by_hand
import numpy as np
from openpyxl.chart import AreaChart, LineChart, Reference

from .example import Example, Spec, Values, assert_close
from .page import (
    CALCULATION,
    INPUT,
    LABEL,
    MONEY,
    NOTE,
    PERCENT,
    PERCENT_2,
    RESULT,
    THOUSANDS,
    UNCERTAIN,
    Page,
    new_workbook,
)

FIRST_ROW = 6
LAST_ROW = FIRST_ROW + by_hand.TERM - 1

INPUTS = [
    ("Pool", 4),
    (5, "Balance", by_hand.BALANCE, "$", THOUSANDS, None, "first balance of all loans"),
    (6, "Borrowers' rate", by_hand.BORROWERS_RATE, "per year", PERCENT_2, None, "fixed for the whole term"),
    (7, "Term", by_hand.TERM, "months", "0", None, "equal payments"),
    (8, "Servicing fee", by_hand.SERVICING_FEE, "per year", PERCENT_2, None, "kept by the servicer"),
    (9, "Clean-up call", by_hand.CALL_SHARE, "of first balance", PERCENT, None, "below it the pool is repaid at once"),
    ("Prepayment", 11),
    (12, "Prepayment speed", 1, "× base", "0%", "Lognormal(1, 0.25)", "error of the prepayment model; never negative"),
    (13, "Base prepayment", by_hand.BASE_PREPAYMENT, "per year", PERCENT, None, "of a seasoned loan without gain from refinancing"),
    (14, "Seasoning", by_hand.SEASONING, "months", "0", None, "new borrowers seldom move"),
    (15, "Fastest prepayment", by_hand.FASTEST_PREPAYMENT, "per year", PERCENT, None, "limit of the prepayment rate"),
    ("Interest rates", 17),
    (18, "Market rate today", by_hand.MARKET_RATE, "per year", PERCENT_2, None, "for a new mortgage"),
    (19, "Rate shock", 0, "per year", PERCENT_2, "Normal(0, 0.0125)", "change of rates over the next two years; up or down alike"),
    (20, "Shock comes over", by_hand.SHOCK_MONTHS, "months", "0", None, "in equal steps, then stays"),
    (21, "Investors' spread", by_hand.INVESTORS_SPREAD, "per year", PERCENT_2, None, "investors discount at the market rate less this"),
    ("Credit", 23),
    (24, "Default rate", 0.004, "per year", PERCENT_2, "Pert(0.001, 0.004, 0.018)", "good years and a bad one"),
    (25, "Loss severity", 0.3, "of defaulted balance", PERCENT, "Triangular(0.15, 0.3, 0.5)", "depends on house prices"),
]
UNCERTAIN_INPUTS = [entry for entry in INPUTS if len(entry) == 7 and entry[5]]

# Heading, width, number format, formula of a month ({r} its row, {p} the row before).
COLUMNS = {
    "B": ("Month", 8, "0", "=B{p}+1"),
    "C": ("Opening balance", 14, THOUSANDS, "=P{p}"),
    "D": ("Market rate", 9, PERCENT_2, "=Inputs!$C$18+Inputs!$C$19*MIN(1,B{r}/Inputs!$C$20)"),
    "E": ("Incentive multiplier", 10, "0.00", "=VLOOKUP(Inputs!$C$6-D{r},Tables!$B$5:$C$14,2)"),
    "F": ("Season", 8, "0.00", "=VLOOKUP(MOD(B{r}-1,12)+1,Tables!$E$5:$F$16,2,FALSE)"),
    "G": (
        "Prepayment per year",
        12,
        PERCENT,
        "=MIN(Inputs!$C$15,Inputs!$C$12*E{r}*Inputs!$C$13*MIN(1,B{r}/Inputs!$C$14)*F{r})",
    ),
    "H": ("Prepayment in month", 12, PERCENT_2, "=1-(1-G{r})^(1/12)"),
    "I": ("Defaults", 12, THOUSANDS, "=C{r}*(1-(1-Inputs!$C$24)^(1/12))"),
    "J": ("Performing balance", 14, THOUSANDS, "=C{r}-I{r}"),
    "K": ("Payment", 12, THOUSANDS, "=J{r}*PMT(Inputs!$C$6/12,Inputs!$C$7-B{r}+1,-1)"),
    "L": ("Interest", 12, THOUSANDS, "=J{r}*Inputs!$C$6/12"),
    "M": ("Scheduled principal", 12, THOUSANDS, "=K{r}-L{r}"),
    "N": ("Prepaid principal", 12, THOUSANDS, "=(J{r}-M{r})*IF(J{r}-M{r}<Inputs!$C$9*Inputs!$C$5,1,H{r})"),
    "O": ("Recoveries", 12, THOUSANDS, "=I{r}*(1-Inputs!$C$25)"),
    "P": ("Closing balance", 14, THOUSANDS, "=J{r}-M{r}-N{r}"),
    "Q": ("Principal returned", 12, THOUSANDS, "=M{r}+N{r}+O{r}"),
    "R": ("To investors", 12, THOUSANDS, "=L{r}-J{r}*Inputs!$C$8/12+Q{r}"),
    "S": ("Discount factor", 10, "0.0000", "=S{p}/(1+(D{r}-Inputs!$C$21)/12)"),
    "T": ("Present value", 12, THOUSANDS, "=R{r}*S{r}"),
}


def build() -> Example:
    title = "Mortgage pool with prepayment over 360 months"
    workbook = new_workbook(title, "Price of a pool whose borrowers may repay early")
    inputs_page(workbook)
    tables_page(workbook)
    months_page(workbook)
    spec = Spec(
        inputs=[(f"Inputs!C{row}", name, law) for row, name, _, _, _, law, _ in UNCERTAIN_INPUTS],
        outputs=[("Inputs!C28", "Price"), ("Inputs!C29", "Weighted average life"), ("Inputs!C30", "Losses")],
        probabilities=["Inputs!C28 < 100"],
    )
    return Example("loan", title, workbook, spec, check)


def inputs_page(workbook) -> None:
    page = Page(
        workbook,
        "Inputs",
        "Mortgage pool: assumptions and results",
        "The month-by-month cash flows are on the sheet Months. Orange cells are uncertain.",
        {"A": 2, "B": 28, "C": 16, "D": 20, "E": 28, "F": 54},
    )
    page.headings(3, {"B": "Assumption", "C": "Base case", "D": "Unit", "E": "Uncertainty", "F": "Remark"})
    for entry in INPUTS:
        if len(entry) == 2:
            page.section(entry[1], entry[0], "B", "F")
            continue
        row, name, value, unit, number_format, law, remark = entry
        page.put(f"B{row}", name, LABEL)
        page.put(f"C{row}", value, UNCERTAIN if law else INPUT, number_format)
        page.put(f"D{row}", unit, NOTE)
        page.put(f"E{row}", law, LABEL)
        page.put(f"F{row}", remark, NOTE)
    page.section(27, "Results", "B", "F")

    def over(column: str) -> str:
        return f"Months!{column}{FIRST_ROW}:{column}{LAST_ROW}"

    results = [
        (28, "Price", f"=100*SUM({over('T')})/C5", "% of balance", MONEY, "what the cash flows are worth to investors"),
        (
            29,
            "Weighted average life",
            f"=SUMPRODUCT({over('B')},{over('Q')})/SUM({over('Q')})/12",
            "years",
            MONEY,
            "mean time until a dollar of principal comes back",
        ),
        (30, "Losses", f"=(SUM({over('I')})-SUM({over('O')}))/C5", "of balance", PERCENT_2, "defaults less recoveries"),
    ]
    for row, label, formula, unit, number_format, remark in results:
        page.put(f"B{row}", label, LABEL)
        page.put(f"C{row}", formula, RESULT, number_format)
        page.put(f"D{row}", unit, NOTE)
        page.put(f"F{row}", remark, NOTE)
    page.legend(32, "C")
    page.freeze("C4", 3)


def tables_page(workbook) -> None:
    page = Page(
        workbook,
        "Tables",
        "Prepayment tables",
        "Looked up month by month. The first table takes the last row whose gain isn't above the borrowers'.",
        {"A": 2, "B": 24, "C": 14, "D": 4, "E": 16, "F": 12},
    )
    page.headings(4, {"B": "Gain from refinancing, from", "C": "Multiplier", "E": "Month of year", "F": "Multiplier"})
    for row, (gain, multiplier) in enumerate(zip(by_hand.GAINS, by_hand.MULTIPLIERS), start=5):
        page.put(f"B{row}", float(gain), INPUT, PERCENT)
        page.put(f"C{row}", float(multiplier), INPUT, "0.00")
    for row, season in enumerate(by_hand.SEASONS, start=5):
        page.put(f"E{row}", row - 4, INPUT, "0")
        page.put(f"F{row}", float(season), INPUT, "0.00")
    page.put("B18", "Gain: the borrowers' rate less the market rate. Made up, in the shape of observed pools.", NOTE)


def months_page(workbook) -> None:
    page = Page(
        workbook,
        "Months",
        "Cash flows by month",
        "Dollars. Row 5 holds what is there before the first month.",
        {"A": 2} | {column: entry[1] for column, entry in COLUMNS.items()},
    )
    page.headings(4, {column: entry[0] for column, entry in COLUMNS.items()}, height=30)
    page.put("B5", 0, CALCULATION, "0")
    page.put("P5", "=Inputs!C5", CALCULATION, THOUSANDS)
    page.put("S5", 1, CALCULATION, "0.0000")
    for row in range(FIRST_ROW, LAST_ROW + 1):
        for column, (_, _, number_format, formula) in COLUMNS.items():
            page.put(f"{column}{row}", formula.format(r=row, p=row - 1), CALCULATION, number_format)
    page.freeze("C5", 4)

    balance = AreaChart()
    balance.title = "Closing balance, $ million"
    balance.add_data(Reference(page.sheet, min_col=16, min_row=5, max_row=LAST_ROW))
    flows = LineChart()
    flows.title = "To investors, $ million a month"
    flows.add_data(Reference(page.sheet, min_col=18, min_row=FIRST_ROW, max_row=LAST_ROW))
    months = Reference(page.sheet, min_col=2, min_row=FIRST_ROW, max_row=LAST_ROW)
    for chart, anchor, number_format in ((balance, "V4", "0,,"), (flows, "V22", "0.0,,")):
        chart.set_categories(months)
        chart.legend = None
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.x_axis.tickLblSkip = chart.x_axis.tickMarkSkip = 24
        chart.y_axis.number_format = number_format
        chart.width, chart.height = 16, 8
        page.sheet.add_chart(chart, anchor)


def check(values: Values) -> None:
    base = [np.array([float(entry[2])]) for entry in UNCERTAIN_INPUTS]
    # Inputs in the order of the sheet are those of the function: speed, shock, default, severity.
    expected = by_hand.evaluate(*base)
    results = values["Inputs"]
    for cell, output in (("C28", "Price"), ("C29", "Weighted average life"), ("C30", "Losses")):
        assert_close(output, results[cell], float(expected[output][0]))
