#!/usr/bin/env python3
"""Makes the example workbooks and their simulation specs.

    python3 examples/make.py [name]...

Needs openpyxl, PyYAML, NumPy and LibreOffice. Each workbook's values are calculated by LibreOffice
and compared with an independent calculation of the same model in Python before anything is
written. The examples that draw random numbers get new ones each time.
"""

import argparse
import importlib
import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent
sys.path += [str(EXAMPLES), str(EXAMPLES.parent / "bench" / "numpy")]

from builders import recalculate  # noqa: E402

NAMES = ["cash-flow", "construction-cost", "loan", "option", "schedule", "inventory"]


def make(name: str) -> None:
    """Builds, calculates, checks and writes one example."""
    example = importlib.import_module(f"builders.{name.replace('-', '_')}").build()
    values = recalculate.calculate(example.calculated or example.workbook)
    example.check(values)
    folder = EXAMPLES / name
    path = folder / f"{name}.xlsx"
    recalculate.write(example.workbook, values, path)
    heading = f"{example.title}\nulam simulate {name}.xlsx --model {name}.yaml"
    (folder / f"{name}.yaml").write_text(example.spec.to_yaml(heading))
    formulas = sum(
        cell.data_type == "f" for sheet in example.workbook for row in sheet.iter_rows() for cell in row
    )
    print(f"{name}: {formulas} formulas, {path.stat().st_size / 1000:.0f} kB, checked")


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the example workbooks.")
    parser.add_argument("names", nargs="*", metavar="name", help=f"which (default all): {', '.join(NAMES)}")
    names = parser.parse_args().names or NAMES
    for name in names:
        if name not in NAMES:
            parser.error(f"there is no example {name}; there are {', '.join(NAMES)}")
        make(name)


if __name__ == "__main__":
    main()
