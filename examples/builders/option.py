"""Options on a share over 252 daily steps, drawn by the workbook's own RAND()."""

from math import erfc, exp, log, sqrt

import numpy as np
import option as by_hand
from openpyxl.chart import LineChart, Reference

from .example import Example, Spec, Values, assert_close
from .page import (
    CALCULATION,
    INPUT,
    LABEL,
    NOTE,
    PERCENT,
    RESULT,
    UNCERTAIN,
    Page,
    new_workbook,
)

FIRST_ROW = 6
LAST_ROW = FIRST_ROW + by_hand.STEPS - 1
PRICE_FORMAT = "0.000000"


def build() -> Example:
    title = "Options over 252 daily steps"
    workbook = new_workbook(title, "European and Asian options by simulation, beside their closed forms")
    option_page(workbook)
    path_page(workbook)
    spec = Spec(
        outputs=[
            ("Option!C17", "European call"),
            ("Option!C18", "European put"),
            ("Option!C19", "Asian call"),
            ("Option!C20", "Geometric Asian call"),
        ],
        probabilities=["Option!C17 > 0"],
        sampling="random",
    )
    return Example("option", title, workbook, spec, check)


def option_page(workbook) -> None:
    page = Page(
        workbook,
        "Option",
        "Options on a share: terms, payoffs and closed forms",
        "One path of the share is drawn on the sheet Path each time the workbook is calculated.",
        {"A": 2, "B": 34, "C": 16, "D": 16, "E": 62},
    )
    page.headings(3, {"B": "Term", "C": "Value", "D": "Unit", "E": "Remark"})
    page.section(4, "Terms", "B", "E")
    terms = [
        (5, "Share price", by_hand.PRICE, "$", "0.00", "today"),
        (6, "Strike", by_hand.STRIKE, "$", "0.00", "the same for all four options"),
        (7, "Interest rate", by_hand.RATE, "per year", PERCENT, "continuous"),
        (8, "Volatility", by_hand.VOLATILITY, "per year", PERCENT, "standard deviation of the yearly log return"),
        (9, "Time to expiry", by_hand.YEARS, "years", "0.00", "trading days 1 to 252"),
        (10, "Steps", by_hand.STEPS, "days", "0", "as many as the sheet Path has rows"),
    ]
    for row, label, value, unit, number_format, remark in terms:
        page.put(f"B{row}", label, LABEL)
        page.put(f"C{row}", value, INPUT, number_format)
        page.put(f"D{row}", unit, NOTE)
        page.put(f"E{row}", remark, NOTE)
    page.section(11, "Per step", "B", "E")
    steps = [
        (12, "Length", "=C9/C10", "years", ""),
        (13, "Drift", "=(C7-C8^2/2)*C12", "of the log price", "risk-neutral: the interest rate, not the expected return"),
        (14, "Deviation", "=C8*SQRT(C12)", "of the log price", ""),
    ]
    for row, label, formula, unit, remark in steps:
        page.put(f"B{row}", label, LABEL)
        page.put(f"C{row}", formula, CALCULATION, "0.00000000")
        page.put(f"D{row}", unit, NOTE)
        page.put(f"E{row}", remark, NOTE)

    page.section(15, "Discounted payoffs of this path, and their expected values", "B", "E")
    page.headings(16, {"B": "Option", "C": "This path, $", "D": "Closed form, $", "E": "Remark"})
    path = f"Path!F{FIRST_ROW}:F{LAST_ROW}"
    payoffs = [
        (17, "European call", f"MAX(0,Path!F{LAST_ROW}-C6)", "=C5*_xlfn.NORM.S.DIST(C23,TRUE)-C6*EXP(-C7*C9)*_xlfn.NORM.S.DIST(C24,TRUE)", "Black and Scholes, 1973"),
        (18, "European put", f"MAX(0,C6-Path!F{LAST_ROW})", "=D17-C5+C6*EXP(-C7*C9)", "put-call parity"),
        (19, "Asian call, arithmetic average", f"MAX(0,AVERAGE({path})-C6)", None, "no closed form is known: this is what simulation is for"),
        (20, "Asian call, geometric average", f"MAX(0,EXP(AVERAGE(Path!E{FIRST_ROW}:E{LAST_ROW}))-C6)", "=EXP(-C7*C9)*(EXP(C25+C26^2/2)*_xlfn.NORM.S.DIST(C27+C26,TRUE)-C6*_xlfn.NORM.S.DIST(C27,TRUE))", "the geometric average of a lognormal path is lognormal"),
    ]
    for row, label, payoff, closed_form, remark in payoffs:
        page.put(f"B{row}", label, LABEL)
        page.put(f"C{row}", f"=EXP(-C7*C9)*{payoff}", RESULT, PRICE_FORMAT)
        page.put(f"D{row}", closed_form, CALCULATION, PRICE_FORMAT)
        page.put(f"E{row}", remark, NOTE)

    page.section(22, "Steps of the closed forms", "B", "E")
    intermediate = [
        (23, "d1", "=(LN(C5/C6)+(C7+C8^2/2)*C9)/(C8*SQRT(C9))", ""),
        (24, "d2", "=C23-C8*SQRT(C9)", ""),
        (25, "Mean of the log average", "=LN(C5)+C13*(C10+1)/2", "geometric average of the prices after steps 1 to 252"),
        (26, "Deviation of the log average", "=C14*SQRT((C10+1)*(2*C10+1)/(6*C10))", ""),
        (27, "d2 of the geometric average", "=(C25-LN(C6))/C26", ""),
    ]
    for row, label, formula, remark in intermediate:
        page.put(f"B{row}", label, LABEL)
        page.put(f"C{row}", formula, CALCULATION, PRICE_FORMAT)
        page.put(f"E{row}", remark, NOTE)
    page.legend(29, "C")


def path_page(workbook) -> None:
    page = Page(
        workbook,
        "Path",
        "One path of the share",
        "Geometric Brownian motion: each day's log return is normal. Orange cells are drawn anew at each calculation.",
        {"A": 2, "B": 8, "C": 11, "D": 14, "E": 14, "F": 12, "G": 4},
    )
    page.headings(4, {"B": "Step", "C": "Time, years", "D": "Normal draw", "E": "Log price", "F": "Price, $"})
    page.put("B5", 0, CALCULATION, "0")
    page.put("C5", 0, CALCULATION, "0.0000")
    page.put("E5", "=LN(Option!C5)", CALCULATION, PRICE_FORMAT)
    page.put("F5", "=EXP(E5)", CALCULATION, "0.00")
    for row in range(FIRST_ROW, LAST_ROW + 1):
        page.put(f"B{row}", f"=B{row - 1}+1", CALCULATION, "0")
        page.put(f"C{row}", f"=B{row}*Option!$C$12", CALCULATION, "0.0000")
        page.put(f"D{row}", "=_xlfn.NORM.S.INV(RAND())", UNCERTAIN, PRICE_FORMAT)
        page.put(f"E{row}", f"=E{row - 1}+Option!$C$13+Option!$C$14*D{row}", CALCULATION, PRICE_FORMAT)
        page.put(f"F{row}", f"=EXP(E{row})", CALCULATION, "0.00")
    page.freeze("C5", 4)
    chart = LineChart()
    chart.title = "Share price, $"
    chart.add_data(Reference(page.sheet, min_col=6, min_row=5, max_row=LAST_ROW))
    chart.set_categories(Reference(page.sheet, min_col=2, min_row=5, max_row=LAST_ROW))
    chart.legend = None
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.tickLblSkip = chart.x_axis.tickMarkSkip = 21
    chart.y_axis.scaling.min = 50
    chart.series[0].smooth = False
    chart.series[0].graphicalProperties.line.width = 15_000
    chart.width, chart.height = 20, 10
    page.sheet.add_chart(chart, "H4")


def check(values: Values) -> None:
    option, path = values["Option"], values["Path"]
    # The payoffs that LibreOffice's draws give.
    draws = np.array([[path[f"D{row}"] for row in range(FIRST_ROW, LAST_ROW + 1)]])
    assert np.all(np.abs(draws) < 6.0) and len(np.unique(draws)) == by_hand.STEPS
    payoffs = by_hand.evaluate(draws)
    cells = {"C17": "European call", "C18": "European put", "C19": "Asian call", "C20": "Geometric Asian call"}
    for cell, output in cells.items():
        assert_close(output, option[cell], float(payoffs[output][0]))

    # Closed forms. The call and the put at these terms are known to 12 decimals.
    assert_close("Black-Scholes call", option["D17"], 10.450583572186, 1e-13)
    assert_close("Black-Scholes put", option["D18"], 5.573526022257, 1e-13)
    steps, step = by_hand.STEPS, by_hand.YEARS / by_hand.STEPS
    drift = (by_hand.RATE - by_hand.VOLATILITY**2 / 2) * step
    # The log average's variance from its definition: step i counts in N + 1 - i of the N prices.
    variance = by_hand.VOLATILITY**2 * step * sum(i * i for i in range(1, steps + 1)) / steps**2
    mean = log(by_hand.PRICE) + drift * sum(range(1, steps + 1)) / steps
    d2 = (mean - log(by_hand.STRIKE)) / sqrt(variance)
    average = exp(mean + variance / 2) * normal(d2 + sqrt(variance))
    expected = exp(-by_hand.RATE * by_hand.YEARS) * (average - by_hand.STRIKE * normal(d2))
    assert_close("geometric Asian call", option["D20"], expected)


def normal(x: float) -> float:
    """The standard normal distribution function."""
    return 0.5 * erfc(-x / sqrt(2.0))
