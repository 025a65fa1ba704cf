"""An inventory policy over a year, written with @RISK's functions.

LibreOffice doesn't know these functions, so it calculates a copy in which each stands as the value
that @RISK shows when it isn't simulating: the distribution's mean, for a discrete one the possible
value nearest to it.
"""

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.worksheet.datavalidation import DataValidation

from .example import Example, Spec, Values, assert_close
from .page import (
    CALCULATION,
    INPUT,
    LABEL,
    MONEY,
    NOTE,
    PERCENT_2,
    RESULT,
    THOUSANDS,
    UNCERTAIN,
    Page,
    new_workbook,
)

DAYS = 365
LONGEST_LEAD_TIME = 7
FIRST_ROW = 5 + LONGEST_LEAD_TIME
LAST_ROW = FIRST_ROW + DAYS - 1

REORDER_POINT, ORDER_QUANTITY, LEAD_TIME, FIRST_STOCK = 210, 480, 5, 500
PRICE, HOLDING_COST, ORDER_COST, LOST_SALE_COST = 24, 0.03, 450, 3
UNIT_COST = (12.8, 13.8, 16)
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MEAN_DEMAND = [34, 30, 32, 36, 48, 60, 40]
BULK_ORDERS = [(0, 0.93), (40, 0.05), (80, 0.02)]

# What the functions show when not simulating.
STATIC_UNIT_COST = 14
STATIC_BULK_ORDER = 0


def build() -> Example:
    spec = Spec(probabilities=["Policy!C30 < 125000", "Policy!C31 < 0.98"])
    title = "Inventory policy over a year, with @RISK functions"
    return Example("inventory", title, workbook(), spec, check, calculated=workbook(is_static=True))


def workbook(is_static: bool = False) -> Workbook:
    """The workbook, or its copy without add-in functions."""
    workbook = new_workbook("Inventory policy over a year", "Profit and service level under random demand")
    policy_page(workbook, is_static)
    days_page(workbook, is_static)
    return workbook


def policy_page(workbook, is_static: bool) -> None:
    page = Page(
        workbook,
        "Policy",
        "Inventory policy: reorder point and order quantity",
        "One article, one year, day by day on the sheet Days. Demand that meets no stock is lost.",
        {"A": 2, "B": 36, "C": 16, "D": 18, "E": 64},
    )
    page.headings(3, {"B": "", "C": "Value", "D": "Unit", "E": "Remark"})
    page.section(4, "Policy", "B", "E")
    low, likely, high = UNIT_COST
    unit_cost = f'=_xll.RiskPert({low},{likely},{high},_xll.RiskName("Unit cost"))'
    if is_static:
        unit_cost = STATIC_UNIT_COST
    rows = [
        (5, "Reorder point", REORDER_POINT, INPUT, THOUSANDS, "units", "order when stock and orders under way fall to this"),
        (6, "Order quantity", ORDER_QUANTITY, INPUT, THOUSANDS, "units", "twelve days of mean demand"),
        (7, "Lead time", LEAD_TIME, INPUT, "0", "days", "1 to 7; an order comes before opening on its day"),
        (8, "First stock", FIRST_STOCK, INPUT, THOUSANDS, "units", ""),
        (9, "Price", PRICE, INPUT, MONEY, "$ per unit", ""),
        (10, "Unit cost", unit_cost, UNCERTAIN, MONEY, "$ per unit", "negotiated once a year"),
        (11, "Holding cost", HOLDING_COST, INPUT, MONEY, "$ per unit and day", "capital, space and spoilage; on the closing stock"),
        (12, "Cost of an order", ORDER_COST, INPUT, MONEY, "$", "freight and handling"),
        (13, "Cost of a lost sale", LOST_SALE_COST, INPUT, MONEY, "$ per unit", "goodwill, besides the margin"),
    ]
    for row, label, value, style, number_format, unit, remark in rows:
        page.put(f"B{row}", label, LABEL)
        page.put(f"C{row}", value, style, number_format)
        page.put(f"D{row}", unit, NOTE)
        page.put(f"E{row}", remark, NOTE)
    lead_times = DataValidation(type="whole", operator="between", formula1="1", formula2=str(LONGEST_LEAD_TIME))
    lead_times.add("C7")
    page.sheet.add_data_validation(lead_times)

    page.section(15, "Demand", "B", "E")
    for row, (day, mean) in enumerate(zip(WEEKDAYS, MEAN_DEMAND), start=16):
        page.put(f"B{row}", day, LABEL)
        page.put(f"C{row}", mean, INPUT, "0")
        page.put(f"D{row}", "units, mean", NOTE)
    page.put("E16", "each day's walk-in customers: Poisson with its weekday's mean", NOTE)
    for row, (size, probability) in enumerate(BULK_ORDERS, start=24):
        page.put(f"B{row}", size, INPUT, '0" units"')
        page.put(f"C{row}", probability, INPUT, "0%")
        page.put(f"D{row}", "of days", NOTE)
    page.put("E24", "and perhaps a bulk order", NOTE)

    page.section(28, "Results", "B", "E")
    page.headings(29, {"B": "Over the year", "C": "Value", "D": "Unit", "E": "Remark"})

    def over(column: str) -> str:
        return f"Days!{column}{FIRST_ROW}:{column}{LAST_ROW}"

    results = [
        (30, "Profit", f"SUM({over('N')})", "Profit", THOUSANDS, "$", "sales less cost of goods, holding, orders and lost sales"),
        (31, "Service level", f"SUM({over('I')})/SUM({over('E')})", "Service level", PERCENT_2, "of demand", "share of the demand that was sold"),
        (32, "Days with lost sales", f'COUNTIF({over("J")},">0")', "Days with lost sales", "0", "days", ""),
        (33, "Mean stock", f"AVERAGE({over('K')})", None, "0.0", "units", "at closing"),
        (34, "Orders", f'COUNTIF({over("M")},">0")', None, "0", "orders", ""),
    ]
    for row, label, formula, output, number_format, unit, remark in results:
        mark = f'_xll.RiskOutput("{output}")+' if output and not is_static else ""
        page.put(f"B{row}", label, LABEL)
        page.put(f"C{row}", f"={mark}{formula}", RESULT if output else CALCULATION, number_format)
        page.put(f"D{row}", unit, NOTE)
        page.put(f"E{row}", remark, NOTE)
    page.legend(36, "C")
    page.put("B40", "Written with @RISK's functions. Without the add-in Excel keeps the values of the static case until it recalculates.", NOTE)
    page.freeze("C4", 3)


def days_page(workbook, is_static: bool) -> None:
    page = Page(
        workbook,
        "Days",
        "Day by day",
        "Units, and dollars in the last column. The rows before day 1 hold the first stock and no orders.",
        {"A": 2, "B": 7, "C": 10} | dict.fromkeys("DEFGHIJKLM", 10) | {"N": 12, "O": 4},
    )
    headings = "Day|Weekday|Mean demand|Demand|Opening stock|Received|Available|Sold|Lost|Closing stock|On order|Ordered|Profit, $"
    page.headings(4, dict(zip("BCDEFGHIJKLMN", headings.split("|"))), height=30)
    bulk = "Policy!$B$24:$B$26,Policy!$C$24:$C$26"
    columns = {
        "B": ("0", "=B{p}+1"),
        "C": ("0", "=MOD(B{r}-1,7)+1"),
        "D": ("0", "=INDEX(Policy!$C$16:$C$22,C{r})"),
        "E": (THOUSANDS, "=_xll.RiskPoisson(D{r})+_xll.RiskDiscrete(" + bulk + ")"),
        "F": (THOUSANDS, "=K{p}"),
        "G": (THOUSANDS, "=INDEX(M{w}:M{p}," + str(LONGEST_LEAD_TIME + 1) + "-Policy!$C$7)"),
        "H": (THOUSANDS, "=F{r}+G{r}"),
        "I": (THOUSANDS, "=MIN(E{r},H{r})"),
        "J": (THOUSANDS, "=E{r}-I{r}"),
        "K": (THOUSANDS, "=H{r}-I{r}"),
        "L": (THOUSANDS, "=L{p}+M{p}-G{r}"),
        "M": (THOUSANDS, "=IF(K{r}+L{r}<=Policy!$C$5,Policy!$C$6,0)"),
        "N": (
            MONEY,
            "=I{r}*(Policy!$C$9-Policy!$C$10)-K{r}*Policy!$C$11-IF(M{r}>0,Policy!$C$12,0)-J{r}*Policy!$C$13",
        ),
    }
    if is_static:
        columns["E"] = (THOUSANDS, f"=D{{r}}+{STATIC_BULK_ORDER}")
    for row in range(5, FIRST_ROW):
        page.put(f"B{row}", row - FIRST_ROW + 1, NOTE, "0")
        page.put(f"M{row}", 0, CALCULATION, THOUSANDS)
    page.put(f"K{FIRST_ROW - 1}", "=Policy!C8", CALCULATION, THOUSANDS)
    page.put(f"L{FIRST_ROW - 1}", 0, CALCULATION, THOUSANDS)
    for row in range(FIRST_ROW, LAST_ROW + 1):
        for column, (number_format, formula) in columns.items():
            text = formula.format(r=row, p=row - 1, w=row - LONGEST_LEAD_TIME)
            page.put(f"{column}{row}", text, UNCERTAIN if column == "E" else CALCULATION, number_format)
    page.freeze("C5", 4)

    chart = LineChart()
    chart.title = "Closing stock, first 120 days"
    chart.add_data(Reference(page.sheet, min_col=11, min_row=FIRST_ROW, max_row=FIRST_ROW + 119))
    chart.set_categories(Reference(page.sheet, min_col=2, min_row=FIRST_ROW, max_row=FIRST_ROW + 119))
    chart.legend = None
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.tickLblSkip = chart.x_axis.tickMarkSkip = 14
    chart.series[0].smooth = False
    chart.series[0].graphicalProperties.line.width = 15_000
    chart.width, chart.height = 20, 9
    page.sheet.add_chart(chart, "P4")


def year(demand: list[float], unit_cost: float) -> dict[str, float]:
    """The results over the year of a day-by-day simulation that keeps a list of orders under way."""
    stock = FIRST_STOCK
    arrivals: dict[int, int] = {}
    profit = sold = 0.0
    short_days = orders = 0
    for day, wanted in enumerate(demand, start=1):
        stock += arrivals.pop(day, 0)
        sale = min(wanted, stock)
        stock -= sale
        sold += sale
        short_days += wanted > sale
        profit += sale * (PRICE - unit_cost) - stock * HOLDING_COST - (wanted - sale) * LOST_SALE_COST
        if stock + sum(arrivals.values()) <= REORDER_POINT:
            arrivals[day + LEAD_TIME] = ORDER_QUANTITY
            profit -= ORDER_COST
            orders += 1
    return {
        "Profit": profit,
        "Service level": sold / sum(demand),
        "Days with lost sales": short_days,
        "Orders": orders,
    }


def check(values: Values) -> None:
    low, likely, high = UNIT_COST
    assert abs((low + 4 * likely + high) / 6 - STATIC_UNIT_COST) < 1e-12
    mean_bulk = sum(size * probability for size, probability in BULK_ORDERS)
    assert min((abs(size - mean_bulk), size) for size, _ in BULK_ORDERS)[1] == STATIC_BULK_ORDER
    expected = year([MEAN_DEMAND[day % 7] + STATIC_BULK_ORDER for day in range(DAYS)], STATIC_UNIT_COST)
    cells = {"C30": "Profit", "C31": "Service level", "C32": "Days with lost sales", "C34": "Orders"}
    for cell, output in cells.items():
        assert_close(output, values["Policy"][cell], expected[output])
