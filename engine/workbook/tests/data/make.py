"""Makes the workbooks of this folder: python3 make.py (needs openpyxl and LibreOffice).

`model.openpyxl.xlsx` is written by openpyxl and has no cached values. `model.libreoffice.*` are the
same workbook recalculated and saved by LibreOffice in several formats, with cached values.
"""

import datetime
import pathlib
import subprocess
import tempfile

import openpyxl
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

FOLDER = pathlib.Path(__file__).parent


def make_model() -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    inputs = workbook.active
    inputs.title = "Inputs"
    inputs["A1"], inputs["B1"] = "Start", datetime.date(2024, 1, 31)
    inputs["A2"], inputs["B2"] = "Growth", 0.05
    inputs["B2"].number_format = "0.0%"
    inputs["A3"], inputs["B3"] = "Price & cost <EUR>", 12.5
    inputs["A4"], inputs["B4"] = "Uses tax", True
    inputs["A5"], inputs["B5"] = "Tax", '=IF(B4,0.25,0)'
    inputs["A6"], inputs["B6"] = "Broken", "=1/0"
    inputs["A7"], inputs["B7"] = "Label", '=A2&" "&TEXT(B2,"0%")'
    inputs["A1"].font = Font(bold=True)
    inputs.merge_cells("D1:E2")
    workbook.defined_names["Growth"] = DefinedName("Growth", attr_text="Inputs!$B$2")

    plan = workbook.create_sheet("Plan 2024")
    plan.append(["Year", "Sales", "Cost", "Profit"])
    for year in range(10):
        row = year + 2
        sales = "=1000" if year == 0 else f"=B{row - 1}*(1+Growth)"
        cost = f"=B{row}*0.6+Inputs!$B$3"
        plan.append([2024 + year, sales, cost, f"=(B{row}-C{row})*(1-Inputs!$B$5)"])
    plan.add_table(Table(displayName="Plan", ref="A1:D11"))
    plan["F1"] = "=SUM(Plan[Profit])"
    plan["F2"] = "=SUMPRODUCT(B:B,C:C)"
    plan["F3"] = ArrayFormula("F3:F5", "=B2:B4*2")
    plan["F6"] = '=INDEX(D:D,MATCH(2030,A:A,0))'
    plan.row_dimensions[7].hidden = True

    notes = workbook.create_sheet("Notes")
    notes["C3"] = "  spaces and\nlines  "
    notes.sheet_state = "hidden"
    return workbook


def main() -> None:
    written = FOLDER / "model.openpyxl.xlsx"
    make_model().save(written)
    formats = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods:calc8"}
    for extension, conversion in formats.items():
        with tempfile.TemporaryDirectory() as folder:
            command = ["soffice", "--headless", "--convert-to", conversion]
            subprocess.run([*command, "--outdir", folder, written], check=True)
            converted = pathlib.Path(folder) / written.with_suffix(f".{extension}").name
            target = FOLDER / f"model.libreoffice.{extension}"
            target.write_bytes(converted.read_bytes())


if __name__ == "__main__":
    main()
