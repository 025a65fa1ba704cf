"""Calculates a workbook with LibreOffice and puts the values into the file that openpyxl wrote.

The file keeps openpyxl's plain structure and gets cached values that come from an independent
program, so that a reader can compare its own.
"""

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook

from .example import Values

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# A fixed moment, so that the same model gives the same file.
MODIFIED = "2025-01-01T00:00:00Z"
# A formula cell as openpyxl writes it: no type, and an empty value.
FORMULA_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)><f>(.*?)</f><v ?(?:/>|></v>)</c>', re.DOTALL)


def calculate(workbook: Workbook) -> Values:
    """The values of all formula cells, by LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("make.py needs LibreOffice: no soffice on the path")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "model.xlsx"
        target = Path(folder) / "calculated"
        workbook.save(source)
        command = [
            office,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(target),
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return read_values(target / "model.xlsx")


def read_values(path: Path) -> Values:
    """The values of all cells in a workbook, numbers as numbers and the rest as text."""
    names = load_workbook(path, read_only=True).sheetnames
    values: Values = {}
    with zipfile.ZipFile(path) as archive:
        shared = []
        if "xl/sharedStrings.xml" in archive.namelist():
            table = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
            shared = ["".join(item.itertext()) for item in table.findall(f"{MAIN}si")]
        # LibreOffice and openpyxl both number the sheets' parts in the order of the tabs.
        for number, name in enumerate(names, start=1):
            sheet = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            values[name] = {}
            for cell in sheet.iter(f"{MAIN}c"):
                value = cell.find(f"{MAIN}v")
                if value is None or value.text is None:
                    continue
                address, kind = cell.attrib["r"], cell.attrib.get("t", "n")
                if kind == "n":
                    values[name][address] = float(value.text)
                elif kind == "s":
                    values[name][address] = shared[int(value.text)]
                elif kind == "str":
                    values[name][address] = value.text
                else:
                    raise SystemExit(f"{name}!{address} is {value.text}: no example has such values")
    return values


def write(workbook: Workbook, values: Values, path: Path) -> None:
    """Writes a workbook with the cached values of its formula cells."""
    plain = io.BytesIO()
    workbook.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for entry in source.infolist():
            content = source.read(entry)
            part = re.fullmatch(r"xl/worksheets/sheet([0-9]+)\.xml", entry.filename)
            if part:
                sheet = workbook.sheetnames[int(part[1]) - 1]
                content = with_values(content.decode(), sheet, values[sheet]).encode()
            elif entry.filename == "docProps/core.xml":
                stamp = rb"(<dcterms:(created|modified)[^>]*>)[^<]*"
                content = re.sub(stamp, rb"\g<1>" + MODIFIED.encode(), content)
            info = zipfile.ZipInfo(entry.filename)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)


def with_values(xml: str, sheet: str, values: dict[str, float | str]) -> str:
    """A sheet's XML with values in its formula cells."""
    formulas = xml.count("<f>")
    filled = 0

    def fill(match: re.Match) -> str:
        nonlocal filled
        address, style, formula = match.groups()
        if address not in values:
            raise SystemExit(f"{sheet}!{address}: LibreOffice has no value for ={formula}")
        filled += 1
        value = values[address]
        if isinstance(value, str):
            return f'<c r="{address}"{style} t="str"><f>{formula}</f><v>{escape(value)}</v></c>'
        number = repr(value).removesuffix(".0")
        return f'<c r="{address}"{style}><f>{formula}</f><v>{number}</v></c>'

    xml = FORMULA_CELL.sub(fill, xml)
    if filled != formulas:
        raise SystemExit(f"{sheet}: {formulas} formulas, but {filled} got a value")
    return xml
