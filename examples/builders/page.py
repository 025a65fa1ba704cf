"""The look that the example workbooks share: cell styles, headings, column widths, printing.

Cells that hold numbers typed by a person are blue on cream, uncertain ones blue on orange, results
bold on green; what a formula computes is black on white.
"""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

NAVY, BLUE, GREY, LINE = "1F3864", "0000FF", "7F7F7F", "BFBFBF"
CREAM, ORANGE, GREEN, PALE = "FFF9E5", "FCE4D6", "E2EFDA", "DDE5F2"

TITLE, SUBTITLE, SECTION = "Page title", "Page subtitle", "Section heading"
HEADING, LABEL, NOTE = "Column heading", "Row label", "Remark"
INPUT, UNCERTAIN, CALCULATION = "Fixed input", "Uncertain input", "Computed"
TOTAL, RESULT = "Total line", "Key result"

# Number formats. Negative numbers in parentheses, zero as a dash, as accountants write them.
THOUSANDS = '#,##0_);(#,##0);"–"_)'
MONEY = "#,##0.00_);(#,##0.00)"
PERCENT, PERCENT_2 = "0.0%", "0.00%"
DATE = "d mmm yyyy"


def new_workbook(title: str, subject: str) -> Workbook:
    """An empty workbook with the styles and its properties."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for style in styles():
        workbook.add_named_style(style)
    workbook.properties.title = title
    workbook.properties.subject = subject
    workbook.properties.creator = "Ulam examples"
    # Values are in the file: Excel need not recalculate when it opens it.
    workbook.calculation.fullCalcOnLoad = False
    workbook.calculation.calcId = 191029
    return workbook


def styles() -> list[NamedStyle]:
    """The named cell styles, as they appear in Excel's style gallery."""

    def style(name, bold=False, italic=False, size=10, color="000000", fill=None, border=None, **alignment):
        named = NamedStyle(name=name)
        named.font = Font(name="Calibri", size=size, bold=bold, italic=italic, color=color)
        if fill:
            named.fill = PatternFill("solid", fgColor=fill)
        if border:
            named.border = border
        named.alignment = Alignment(vertical="center", **alignment)
        return named

    thin = Side(style="thin", color=LINE)
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    return [
        style(TITLE, bold=True, size=16, color=NAVY),
        style(SUBTITLE, italic=True, size=10, color=GREY),
        style(SECTION, bold=True, size=11, color=NAVY, border=Border(bottom=Side(style="medium", color=NAVY))),
        style(HEADING, bold=True, color="FFFFFF", fill=NAVY, horizontal="center", wrap_text=True),
        style(LABEL),
        style(NOTE, italic=True, size=9, color=GREY, horizontal="left", indent=1),
        style(INPUT, color=BLUE, fill=CREAM, border=box),
        style(UNCERTAIN, color=BLUE, fill=ORANGE, border=box),
        style(CALCULATION),
        style(TOTAL, bold=True, border=Border(top=thin)),
        style(RESULT, bold=True, fill=GREEN, border=box),
    ]


class Page:
    """A worksheet with a title, written cell by cell."""

    def __init__(self, workbook: Workbook, name: str, title: str, subtitle: str, widths: dict[str, float]):
        self.sheet: Worksheet = workbook.create_sheet(name)
        self.sheet.sheet_view.showGridLines = False
        for column, width in widths.items():
            self.sheet.column_dimensions[column].width = width
        self.put("B1", title, TITLE)
        self.put("B2", subtitle, SUBTITLE)
        self.sheet.row_dimensions[1].height = 26
        self.sheet.row_dimensions[2].height = 20
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.fitToWidth = 1
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.oddFooter.left.text = f"{title} – &A"
        self.sheet.oddFooter.right.text = "Page &P of &N"

    def put(self, cell: str, value, style: str = CALCULATION, number_format: str | None = None) -> None:
        """Writes a value or formula."""
        target = self.sheet[cell]
        target.value = value
        target.style = style
        if number_format:
            target.number_format = number_format

    def section(self, row: int, text: str, first: str, last: str) -> None:
        """A section heading with a line under it, from column `first` to `last`."""
        for cells in self.sheet[f"{first}{row}:{last}{row}"]:
            for cell in cells:
                cell.style = SECTION
        self.sheet[f"{first}{row}"].value = text
        self.sheet.row_dimensions[row].height = 22

    def headings(self, row: int, texts: dict[str, str], height: float = 20) -> None:
        """A row of column headings."""
        for column, text in texts.items():
            self.put(f"{column}{row}", text, HEADING)
        self.sheet.row_dimensions[row].height = height

    def legend(self, row: int, column: str) -> None:
        """What the colours mean, one below the other."""
        entries = [(INPUT, "fixed input"), (UNCERTAIN, "uncertain input"), (RESULT, "result")]
        for offset, (style, text) in enumerate(entries):
            self.put(f"{column}{row + offset}", text, style)

    def freeze(self, cell: str, header_row: int | None = None) -> None:
        """Keeps what is above and left of `cell` in view, and repeats `header_row` in print."""
        self.sheet.freeze_panes = cell
        if header_row:
            self.sheet.print_title_rows = f"{header_row}:{header_row}"
