//! What `ulam simulate` works out beside the statistics, `ulam replay` and `ulam compare`.

mod support;

use std::path::Path;

use rust_xlsxwriter::{Chart, ChartType, Format, Workbook};
use serde_json::Value;
use support::{Folder, cash_flow_and, formula, number, on, ulam};

fn text(path: &Path) -> &str {
    path.to_str().expect("a path")
}

fn near(value: &Value, exact: f64, allowed: f64) {
    let value = value.as_f64().expect("a number");
    assert!((value - exact).abs() <= allowed, "{value} is not near {exact}");
}

#[test]
fn an_output_tells_its_risk_precision_and_drivers() {
    let folder = Folder::new("analysis");
    let more = ["--json", "--trials", "50000"];
    let result = on("simulate", &folder.cash_flow(), &cash_flow_and(&more)).json();
    let output = &result["outputs"][0];
    // Of a normal with mean 137.236 and sd 85.528: SciPy's norm.ppf(0.05) = -1.6448536, and the mean
    // of the worst 5% lies 2.0627128 sd below.
    let risk = &output["risk"][0];
    assert_eq!((&risk["level"], &risk["tail"]), (&0.05.into(), &"lower".into()));
    near(&risk["value_at_risk"], 137.23603 - 1.6448536 * 85.52754, 4.0);
    near(&risk["conditional_value_at_risk"], 137.23603 - 2.0627128 * 85.52754, 4.0);
    near(&output["variance"], 85.52754 * 85.52754, 250.0);
    assert_eq!(output["mode"]["method"], "half-sample");
    let interval = &output["percentile_intervals"]["95"];
    assert!(interval["low"].as_f64() < output["percentiles"]["95"].as_f64());
    assert!(interval["high"].as_f64() > output["percentiles"]["95"].as_f64());
    let trials: Vec<u64> = output["convergence"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|point| point["trials"].as_u64())
        .collect();
    assert_eq!(trials, [1024, 2048, 4096, 8192, 16_384, 32_768, 50_000]);
    near(&output["regression"]["r_squared"], 1.0, 1e-9);
    let driver = &output["sensitivity"][0];
    // The first flow is discounted once: 1 / 1.1 a unit; its share of the sd is 50 / 1.1 / 85.528.
    near(&driver["coefficient_per_unit"], 1.0 / 1.1, 1e-9);
    near(&driver["regression_coefficient"], 50.0 / 1.1 / 85.52754, 0.01);
    near(&driver["pearson_correlation"], 50.0 / 1.1 / 85.52754, 0.02);
    assert_eq!(driver["deciles"].as_array().map(Vec::len), Some(10));
    assert_eq!(driver["change"]["highest_decile"], 10);
    assert_eq!(output["scenario"]["worst"][0]["input"], "Model!B3");
    assert!(output["scenario"]["worst"][0]["sd_shift"].as_f64() < Some(-0.5));
    assert_eq!(result["interval_method"], "independent trials");
}

#[test]
fn a_run_can_end_when_it_is_precise_enough() {
    let folder = Folder::new("stop");
    let rule = ["--json", "--trials", "1e6", "--stop-when", "mean within 2%"];
    let result = on("simulate", &folder.cash_flow(), &cash_flow_and(&rule)).json();
    // 1.96 * 85.528 / sqrt(n) is 2% of 137.236 at 3,730 trials: the next power of two is 4,096.
    assert_eq!(result["trials"], 4096);
    assert_eq!(result["stopped"]["precise"], true);
    assert_eq!(result["outputs"][0]["count"], 4096);
    let lhs = ["--sampling", "lhs", "--stop-when", "mean within 2%"];
    on("simulate", &folder.cash_flow(), &cash_flow_and(&lhs)).failed(2, &["can't end early"]);
    let wrong = ["--stop-when", "mean about 2%"];
    on("simulate", &folder.cash_flow(), &cash_flow_and(&wrong)).failed(2, &["mean within 1%"]);
}

#[test]
fn several_simulations_stand_side_by_side() {
    let folder = Folder::new("several");
    let workbook = folder.cash_flow();
    let report = folder.path("r.html");
    let over =
        ["--simulate-over", "Model!B1=0.1,5%", "--trials", "4000", "--report", text(&report)];
    let mut arguments = cash_flow_and(&over);
    arguments.push("--json");
    let result = on("simulate", &workbook, &arguments).json();
    let simulations = result["simulations"].as_array().expect("a list");
    assert_eq!(simulations.len(), 2);
    assert_eq!(simulations[1]["values"][0]["cell"], "Model!B1");
    assert_eq!(simulations[1]["values"][0]["value"], 0.05);
    assert_eq!(simulations[0]["outputs"], result["outputs"]);
    // -1000 and five flows of 300 at 5%: 298.843.
    near(&simulations[1]["outputs"][0]["mean"], 298.84300, 4.5 * 97.0 / 63.0);
    assert_eq!(folder.files(), ["model.xlsx", "r-1.html", "r-2.html"]);
    let table = on("simulate", &workbook, &cash_flow_and(&over));
    for part in ["2 simulations of 4,000 trials", "Model!B1", "#2", "0.05"] {
        assert!(table.out.contains(part), "no '{part}' in:\n{}", table.out);
    }
    let uneven = ["--simulate-over", "B1=0.1", "--simulate-over", "B2=1,2"];
    on("simulate", &workbook, &cash_flow_and(&uneven)).failed(4, &["the same length"]);
}

#[test]
fn risksimtable_steps_through_its_list() {
    let folder = Folder::new("simtable");
    let workbook = folder.workbook("simtable.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        for (row, value) in [10.0, 20.0, 30.0].into_iter().enumerate() {
            number(sheet, row as u32, 4, value);
        }
        formula(sheet, 0, 0, "RiskSimtable({1,2,3})", "1");
        formula(sheet, 1, 0, "RiskSimtable(E1:E3)+A1", "11");
        formula(sheet, 2, 0, "RiskOutput(\"Total\")+RiskUniform(0,1)+A2", "11.5");
    });
    let result = on("simulate", &workbook, &["--trials", "2000", "--json"]).json();
    let means: Vec<f64> = result["simulations"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|simulation| simulation["outputs"][0]["mean"].as_f64())
        .collect();
    assert_eq!(means.len(), 3);
    // The same draws in each, moved by 11, 22 and 33.
    assert!((means[1] - means[0] - 11.0).abs() < 1e-9, "{means:?}");
    assert!((means[2] - means[0] - 22.0).abs() < 1e-9, "{means:?}");
    assert_eq!(result["simulations"][2]["values"][0]["value"], 3.0);
}

/// A workbook with a style, a chart, a shared formula's relatives, draws in formulas and an input on
/// an empty cell.
fn styled(folder: &Folder) -> std::path::PathBuf {
    folder.workbook("styled.xlsx", |workbook: &mut Workbook| {
        let bold = Format::new().set_bold().set_num_format("0.00");
        let sheet = workbook.add_worksheet();
        sheet.set_name("Model").expect("a name");
        sheet.write_number_with_format(0, 0, 5.0, &bold).expect("a cell");
        formula(sheet, 1, 0, "A1*2+B7", "10");
        formula(sheet, 2, 0, "A2&\"RAND()\"&RAND()", "10RAND()0.5");
        formula(sheet, 3, 0, "A2+RAND()*10-RiskNormal(A1,1)", "5");
        formula(sheet, 4, 0, "IF(A2>8,\"a<b\",\"no\")", "a<b");
        formula(sheet, 5, 0, "A4+A2", "15");
        let mut chart = Chart::new(ChartType::Line);
        chart.add_series().set_values("Model!$A$1:$A$4");
        sheet.insert_chart(8, 3, &chart).expect("a chart");
    })
}

#[test]
fn a_trial_is_replayed_into_a_copy() {
    let folder = Folder::new("replay");
    let workbook = styled(&folder);
    let (samples, copy) = (folder.path("s.csv"), folder.path("copy.xlsx"));
    let model = ["-i", "A1=Normal(5,1)", "-i", "B7=Uniform(0,1)", "-o", "A6", "-o", "A5"];
    let with = |more: &[&'static str]| model.iter().chain(more).copied().collect::<Vec<_>>();
    let mut simulate = with(&["--trials", "300"]);
    simulate.extend(["--samples", text(&samples)]);
    let run = on("simulate", &workbook, &simulate);
    assert_eq!(run.code, 0, "{}", run.err);
    let rows = std::fs::read_to_string(&samples).expect("samples");
    let column = |name: &str| rows.lines().next().unwrap().split(',').position(|c| c == name);
    let of_trial = |trial: usize, name: &str| -> f64 {
        let row = rows.lines().nth(trial).unwrap();
        row.split(',').nth(column(name).unwrap()).unwrap().parse().unwrap()
    };
    let mut replay = with(&["--trials", "300", "--trial", "42", "--json"]);
    replay.extend(["--out", text(&copy)]);
    let result = on("replay", &workbook, &replay).json();
    assert_eq!(result["trial"], 42);
    near(&result["outputs"][0]["value"], of_trial(42, "Model!A6"), 0.0);

    // What Excel would show at once, and again after calculating: all formulas agree with their
    // cached values, and none draws.
    let check = on("check", &copy, &["--json"]).json();
    assert_eq!(check["differing"], Value::Array(vec![]), "{check}");
    let cells = on("calc", &copy, &["--json"]).json();
    near(&cells["Model"]["A6"], of_trial(42, "Model!A6"), 0.0);
    let sheet = part(&copy, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("RiskNormal"), "{sheet}");
    // What no output depends on is no part of the trial.
    assert!(sheet.contains("&RAND()") || sheet.contains("&amp;RAND()"), "{sheet}");
    assert!(sheet.contains("A2+") && sheet.contains("t=\"str\""), "{sheet}");
    assert!(sheet.contains("r=\"B7\""), "{sheet}");
    for name in ["xl/charts/chart1.xml", "xl/styles.xml", "xl/theme/theme1.xml"] {
        assert_eq!(part(&copy, name), part(&workbook, name), "{name}");
    }
    // LibreOffice-like readers take it too: our own reader sees the style kept.
    assert!(sheet.contains("<c r=\"A1\" s=\"1\">"), "{sheet}");

    let extreme = |which: &'static str| {
        let mut arguments = with(&["--trials", "300", "--of", "A6", "--json", "--trial"]);
        arguments.extend([which, "--out", text(&copy)]);
        on("replay", &workbook, &arguments).json()["outputs"][0]["value"].as_f64().unwrap()
    };
    let mut sorted: Vec<f64> = (1..=300).map(|trial| of_trial(trial, "Model!A6")).collect();
    sorted.sort_by(f64::total_cmp);
    assert_eq!(extreme("worst"), sorted[0]);
    assert_eq!(extreme("best"), sorted[299]);
    assert_eq!(extreme("p10"), sorted[29]);

    for (trial, out, parts) in [
        ("301", "copy.xlsx", &["there is no trial 301"][..]),
        ("0", "copy.xlsx", &["is no trial"][..]),
        ("1", "copy.csv", &["xlsx"][..]),
    ] {
        let out = folder.path(out);
        let mut arguments = with(&["--trials", "300"]);
        arguments.extend(["--trial", trial, "--out", text(&out)]);
        on("replay", &workbook, &arguments).failed(2, parts);
    }
}

/// The text of a part of an Excel file.
fn part(path: &Path, name: &str) -> String {
    use std::io::Read;
    let file = std::fs::File::open(path).expect("a file");
    let mut archive = zip::ZipArchive::new(file).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn models_and_results_are_compared() {
    let folder = Folder::new("compare");
    let workbook = folder.cash_flow();
    let spec = |name: &str, mean: f64| {
        let text = format!(
            "inputs:\n  - cell: Model!B3\n    distribution: Normal({mean}, 50)\noutputs:\n  - \
             Model!B8\ntrials: 5000\n"
        );
        folder.write(name, text)
    };
    let (a, b) = (spec("a.yaml", 300.0), spec("b.yaml", 311.0));
    let models = ["--model", text(&a), "--against", text(&b), "--json"];
    let result = on("compare", &workbook, &models).json();
    let output = &result["outputs"][0];
    assert_eq!(output["output"], "Net_value");
    // The same draws, 11 higher and discounted once: 10 in every trial.
    near(&output["paired"]["mean_difference"], 10.0, 1e-9);
    assert_eq!(output["paired"]["second_is_higher"], 1.0);
    near(&output["statistics"][0]["difference"], 10.0, 1e-9);
    // sd 45.4545: a shift of 0.22 sd moves the curve by at most 2 Phi(0.11) - 1 = 0.0876.
    near(&output["kolmogorov_smirnov"]["statistic"], 0.0876, 0.03);

    let keep = |spec: &Path, json: &str, samples: &str| {
        let samples = folder.path(samples);
        let arguments = ["--model", text(spec), "--json", "--samples", text(&samples)];
        let run = on("simulate", &workbook, &arguments);
        assert_eq!(run.code, 0, "{}", run.err);
        (folder.write(json, run.out), samples)
    };
    let (a_json, a_parquet) = keep(&a, "a.json", "a.parquet");
    let (b_json, b_parquet) = keep(&b, "b.json", "b.parquet");
    let of_json = ulam(&["compare", text(&a_json), text(&b_json), "--json"]).json();
    let of_samples = ulam(&["compare", text(&a_parquet), text(&b_parquet), "--json"]).json();
    assert_eq!(of_json["outputs"][0]["output"], "Net_value");
    assert_eq!(of_samples["outputs"].as_array().map(Vec::len), Some(1));
    for (one, other) in [(&of_json, &of_samples), (&of_samples, &result)] {
        let mean = |result: &Value| result["outputs"][0]["statistics"][0]["second"].as_f64();
        assert_eq!(mean(one), mean(other));
    }
    assert_eq!(of_json["outputs"][0]["kolmogorov_smirnov"], Value::Null);
    assert_eq!(of_samples["outputs"][0]["kolmogorov_smirnov"], output["kolmogorov_smirnov"]);
    // Without pairing the mean is known far less well: 10 / (45.45 sqrt(2 / 5000)) = 11.
    near(&of_json["outputs"][0]["statistics"][0]["standard_errors"], 11.0, 1.0);
    let table = on("compare", &workbook, &["--model", text(&a), "--against", text(&b)]);
    for part in ["Net_value", "in standard errors", "of the same 5,000 trials"] {
        assert!(table.out.contains(part), "no '{part}' in:\n{}", table.out);
    }
    ulam(&["compare", text(&a_json)]).failed(2, &["ulam compare a.json b.json"]);
    on("compare", &workbook, &["--model", text(&a)]).failed(2, &["nothing to compare"]);
    let broken = folder.write("broken.json", "{}");
    ulam(&["compare", text(&a_json), text(&broken)]).failed(3, &["no result"]);
}

#[test]
fn sobol_indices_and_replicates_are_told() {
    let folder = Folder::new("indices");
    let more = ["--json", "--trials", "2000", "--sobol-indices", "512", "--sampling", "lhs"];
    let result = on("simulate", &folder.cash_flow(), &cash_flow_and(&more)).json();
    let sobol = &result["outputs"][0]["sobol_indices"];
    // Of a sum, the indices are the shares of the variance: 50^2 / 1.1^2 / 85.52754^2 for the first.
    assert_eq!(sobol["indices"][0]["input"], "Model!B3");
    near(&sobol["indices"][0]["first_order"], 0.28244, 0.1);
    near(&sobol["indices"][0]["total"], 0.28244, 0.05);
    assert!(
        result["interval_note"]
            .as_str()
            .is_some_and(|note| note.contains("Replicates measure them"))
    );
    let more = ["--json", "--trials", "2000", "--replicates", "10", "--sampling", "lhs"];
    let result = on("simulate", &folder.cash_flow(), &cash_flow_and(&more)).json();
    assert_eq!(result["interval_method"], "replicates");
    // Independent trials would err by 1.9; strata by far less.
    assert!(result["outputs"][0]["standard_error"].as_f64() < Some(0.2));
    let few = ["--replicates", "2001", "--trials", "2000"];
    on("simulate", &folder.cash_flow(), &cash_flow_and(&few)).failed(2, &["replicates"]);
}
