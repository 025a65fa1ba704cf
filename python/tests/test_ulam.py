"""The package as a user has it: installed from its wheel."""

import gc
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy
import pandas
import polars
import pyarrow
import pytest
import ulam

ROOT = Path(__file__).parents[2]
CASH_FLOW = ROOT / "examples/cash-flow/cash-flow.xlsx"
SPEC = ROOT / "examples/cash-flow/cash-flow.yaml"


@pytest.fixture
def book():
    return ulam.open(CASH_FLOW)


def simulated(book, **options):
    options = {"trials": 20_000, "outputs": ["Model!D23"]} | options
    return book.simulate(inputs={"Inputs!C7": "Normal(0.02, 0.012)"}, **options)


def test_cells_are_read_and_set(book):
    assert book.sheet_names == ["Inputs", "Model"]
    assert book["Inputs!C7"] == pytest.approx(0.02)
    assert book.formula("Model!D23").startswith("=")
    before = book["Model!D23"]
    book["Inputs!C7"] = 0.05
    assert book["Model!D23"] > before
    book.set({"Inputs!C7": 0.02})
    assert book["Model!D23"] == before


def test_a_refused_set_changes_nothing(book):
    before = book["Model!D23"]
    with pytest.raises(ulam.UlamError, match="Nowhere!A1"):
        book.set({"Inputs!C7": 0.5, "Nowhere!A1": 1})
    assert book["Model!D23"] == before
    with pytest.raises(TypeError, match="list"):
        book["Inputs!C7"] = [1, 2]
    with pytest.raises(ulam.UlamError, match="inf"):
        book["Inputs!C7"] = float("inf")


def test_an_error_in_a_cell_is_a_value(book):
    book["Inputs!C24"] = "none"
    assert book["Model!D23"] == book["Model!D23"]
    assert isinstance(book["Model!D23"], ulam.ExcelError)
    assert str(book["Model!D23"]) == "#VALUE!"


def test_the_base_case_is_excels(book):
    check = book.check()
    assert check.formula_cells > 100
    assert check.equal + check.volatile + check.not_saved == check.formula_cells
    assert check.differing == ()


def test_statistics_are_those_of_the_samples(book):
    run = simulated(book, probabilities=["Model!D23 < 0"])
    output = run["Model!D23"]
    samples = output.samples
    assert samples.shape == (20_000,)
    assert output.mean == pytest.approx(samples.mean(), rel=1e-12)
    assert output.sd == pytest.approx(samples.std(ddof=1), rel=1e-12)
    assert output.percentiles[95] == pytest.approx(numpy.percentile(samples, 95), rel=1e-12)
    assert output.percentile(97.5) == pytest.approx(numpy.percentile(samples, 97.5), rel=1e-12)
    assert run.probabilities[0].probability == pytest.approx((samples < 0).mean())
    price_growth = run.input_samples("Inputs!C7")
    assert price_growth.mean() == pytest.approx(0.02, abs=4.5 * 0.012 / 20_000**0.5)
    assert output.drivers[0].rank_correlation > 0.99


def test_same_seed_same_bits_as_the_command(book):
    run = book.simulate(spec=SPEC, trials=5_000, seed=7)
    again = book.simulate(spec=SPEC, trials=5_000, seed=7, threads=1)
    other = book.simulate(spec=SPEC, trials=5_000, seed=8)
    assert (run.outputs[0].samples == again.outputs[0].samples).all()
    assert (run.outputs[0].samples != other.outputs[0].samples).any()
    if command := os.environ.get("ULAM"):
        words = [command, "simulate", CASH_FLOW, "--model", SPEC, "--json"]
        words += ["--trials", "5000", "--seed", "7"]
        printed = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
        assert printed["outputs"][0]["mean"] == run.outputs[0].mean


def test_samples_are_shared_and_outlive_the_run(book):
    run = simulated(book)
    output = run["Model!D23"]
    samples = output.samples
    assert not samples.flags.writeable
    assert numpy.shares_memory(samples, output.samples)
    table = run.to_arrow()
    column = table.column(0).chunk(0).to_numpy(zero_copy_only=True)
    assert numpy.shares_memory(samples, column)
    frame = run.to_polars()
    assert numpy.shares_memory(samples, frame.to_series(0).to_numpy(allow_copy=False))
    assert numpy.shares_memory(samples, run.to_pandas()["Model!D23"].to_numpy())
    expected = samples.sum()
    del run, output, column
    gc.collect()
    assert samples.sum() == expected
    assert table.column(0).to_pandas().sum() == pytest.approx(expected)


def test_tables_have_inputs_and_outputs_by_name(book):
    price = ulam.Input("Normal(0.02, 0.012)", name="Price")
    inputs = {"Inputs!C7": price, "Inputs!C8": "Uniform(0, 0.05)"}
    outputs = {"Model!D23": "NPV", "Model!D24": "IRR"}
    run = book.simulate(inputs=inputs, outputs=outputs, trials=1_000)
    names = ["Price", "Inputs!C8", "NPV", "IRR"]
    assert list(run.to_pandas(inputs=True).columns)[0] == "Price"
    assert run.to_polars(inputs=True).columns == run.to_arrow(inputs=True).column_names
    assert set(run.inputs.values()) == {"Normal(0.02, 0.012)", "Uniform(0, 0.05)"}
    assert run.to_polars(inputs=True).columns[2:] == names[2:]
    assert pyarrow.table(run).column_names == ["NPV", "IRR"]
    assert polars.DataFrame(run).shape == (1_000, 2)
    assert isinstance(run.to_pandas(), pandas.DataFrame)


def test_errors_are_counted_and_null(book):
    run = book.simulate(inputs={"Inputs!C24": "Discrete({-1, 0.09}, {1, 3})"},
                        outputs=["Model!D23"], trials=4_000)
    output = run.outputs[0]
    errors = sum(output.errors.values())
    assert 0 < errors < 4_000
    assert output.count == 4_000 - errors
    assert numpy.isnan(output.samples).sum() == errors
    assert run.to_arrow().column(0).null_count == errors
    assert output.percentile(50) == output.percentiles[50]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"inputs": {"Inputs!C7": "Nomral(0, 1)"}}, "did you mean Normal"),
        ({"inputs": {"Inputs!C7": "Triangular(3, 2, 1)"}}, "Triangular"),
        ({"outputs": ["Model!"]}, "Model!"),
        ({"sampling": "magic"}, "magic"),
        ({"trials": 0}, "trials"),
        ({"correlations": [("Inputs!C7", "Inputs!C99", 0.5)]}, "Inputs!C99"),
    ],
)
def test_what_cannot_be_done_is_said(book, options, message):
    inputs = {"Inputs!C7": "Normal(0, 1)"}
    with pytest.raises(ulam.UlamError, match=re.escape(message)):
        book.simulate(**({"inputs": inputs, "outputs": ["Model!D23"]} | options))


def test_files_that_are_no_workbooks(tmp_path):
    with pytest.raises(FileNotFoundError):
        ulam.open(tmp_path / "missing.xlsx")
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(CASH_FLOW.read_bytes()[:3_000])
    with pytest.raises(ulam.UlamError, match="cut.xlsx.*cut short"):
        ulam.open(cut)
    with pytest.raises(ulam.UlamError):
        ulam.open(b"\x00" * 100)
    assert ulam.open(CASH_FLOW.read_bytes())["Inputs!C7"] == pytest.approx(0.02)


def test_progress_is_told_and_other_threads_run(book):
    told, counted = [], [0]
    running = True

    def count():
        while running:
            counted[0] += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    simulated(book, trials=3_000_000, progress=lambda done, trials: told.append((done, trials)))
    running = False
    thread.join()
    assert told and told == sorted(told) and told[-1][1] == 3_000_000
    assert counted[0] > 10


def test_an_exception_in_progress_stops_the_run(book):
    def stop(done, trials):
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        simulated(book, trials=50_000_000, progress=stop)


def test_ctrl_c_stops_a_run():
    program = f"""
import ulam
book = ulam.open({str(CASH_FLOW)!r})
print("ready", flush=True)
try:
    book.simulate(inputs={{"Inputs!C7": "Normal(0.02, 0.012)"}}, outputs=["Model!D23"],
                  trials=400_000_000, sensitivity=False)
except KeyboardInterrupt:
    print("stopped", flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=20)
    assert out == "stopped\n"


def test_the_readme_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    readme = (ROOT / "python/README.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert len(blocks) == 3
    names = {}
    for block in blocks:
        exec(block, names)  # each goes on where the one before ended


def test_types_are_right(tmp_path):
    words = [sys.executable, "-m", "mypy", "--strict", "--ignore-missing-imports", "-p", "ulam"]
    checked = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout
