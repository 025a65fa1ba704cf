//! `ulam simulate` and `ulam explain`.

mod support;

use serde_json::Value;
use support::{CASH_FLOW, Folder, cash_flow_and, formula, number, on};

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn has_keys(object: &Value, wanted: &[&str]) {
    for key in wanted {
        assert!(keys(object).contains(key), "no {key} in {object}");
    }
}

#[test]
fn a_cash_flow_has_its_known_distribution() {
    let folder = Folder::new("known");
    let probability = ["--json", "--trials", "2e5", "--probability", "Model!B8<0"];
    let result = on("simulate", &folder.cash_flow(), &cash_flow_and(&probability)).json();
    has_keys(
        &result,
        &[
            "workbook",
            "trials",
            "seed",
            "sampling",
            "elapsed_seconds",
            "inputs",
            "outputs",
            "probabilities",
            "warnings",
        ],
    );
    let parts = ["load", "compile", "run", "statistics", "sensitivity", "total"];
    has_keys(&result["elapsed_seconds"], &parts);
    assert_eq!(result["trials"], 200_000);
    assert_eq!(result["seed"], 1);
    assert_eq!(result["sampling"], "random");
    assert_eq!(result["inputs"][0]["cell"], "Model!B3");
    assert_eq!(result["inputs"][0]["distribution"], "Normal(300, 50)");
    assert_eq!(result["warnings"], Value::Array(vec![]));

    // Exact: sums of independent normals. The mean is within 4.5 standard errors, and so on.
    let output = &result["outputs"][0];
    assert_eq!(output["cell"], "Model!B8");
    assert_eq!(output["name"], "Net_value");
    assert_eq!(output["count"], 200_000);
    assert_eq!(output["errors"], 0);
    let near = |value: &Value, exact: f64, allowed: f64| {
        let value = value.as_f64().expect("a number");
        assert!((value - exact).abs() <= allowed, "{value} is not near {exact}");
    };
    let root = 447.2135954999579; // of 200,000
    near(&output["mean"], 137.23603082253405, 4.5 * 85.52754 / root);
    near(&output["sd"], 85.52754, 4.5 * 85.52754 / root / 2.0f64.sqrt());
    near(&output["skewness"], 0.0, 4.5 * 2.4495 / root);
    near(&output["kurtosis"], 3.0, 4.5 * 4.899 / root);
    near(&output["percentiles"]["50"], 137.23603, 4.5 * 1.2533 * 85.52754 / root);
    near(&output["percentiles"]["95"], 137.23603 + 1.6448536 * 85.52754, 4.5 * 2.1 * 85.53 / root);
    assert_eq!(keys(&output["percentiles"]).len(), 9);
    let probability = &result["probabilities"][0];
    assert_eq!(probability["expression"], "Model!B8<0");
    near(&probability["probability"], 0.0542928, 4.5 * 0.2266 / root);

    let drivers = output["sensitivity"].as_array().expect("a list");
    assert_eq!(drivers.len(), 5);
    has_keys(&drivers[0], &["input", "rank_correlation", "contribution_to_variance"]);
    // The earlier a flow, the less it is discounted.
    let order: Vec<&Value> = drivers.iter().map(|driver| &driver["input"]).collect();
    assert_eq!(order, ["Model!B3", "Model!B4", "Model!B5", "Model!B6", "Model!B7"]);
}

#[test]
fn threads_dont_change_a_bit_and_unrelated_inputs_dont_either() {
    let folder = Folder::new("bits");
    let workbook = folder.cash_flow();
    let read = |file: &str| std::fs::read_to_string(folder.path(file)).expect("samples");
    let run = |file: &str, more: &[&str]| {
        let path = folder.path(file);
        let samples = ["--trials", "5000", "--samples", path.to_str().expect("a path")];
        let mut arguments = cash_flow_and(&samples);
        arguments.extend(more);
        let run = on("simulate", &workbook, &arguments);
        assert_eq!(run.code, 0, "{}", run.err);
        read(file)
    };
    for sampling in ["random", "lhs", "sobol"] {
        let one = run("one.csv", &["--threads", "1", "--sampling", sampling]);
        let two = run("two.csv", &["--threads", "2", "--sampling", sampling]);
        assert_eq!(one, two);
        assert_eq!(one.lines().count(), 5001);
        let header = "trial,Model!B3,Model!B4,Model!B5,Model!B6,Model!B7,Net_value";
        assert_eq!(one.lines().next(), Some(header));
        let more = ["--input", "'My, sheet'!A1=Uniform(0, 1)", "--sampling", sampling];
        let with_more = run("more.csv", &more);
        let last = |text: &str| -> Vec<String> {
            let values = text.lines().filter_map(|line| line.rsplit(',').next());
            values.map(str::to_string).collect()
        };
        assert_eq!(last(&one), last(&with_more));
    }
    let other_seed = run("seed.csv", &["--seed", "2"]);
    assert_ne!(other_seed, run("one.csv", &[]));
}

#[test]
fn a_saved_model_gives_the_same_samples() {
    let folder = Folder::new("saved");
    let workbook = folder.cash_flow();
    let (spec, first) = (folder.path("model.yaml"), folder.path("first.csv"));
    let run = on(
        "simulate",
        &workbook,
        &cash_flow_and(&[
            "--correlate",
            "Model!B3,Model!B4=0.5",
            "--probability",
            "Net_value < 0",
            "--trials",
            "2_000",
            "--seed",
            "9",
            "--sampling",
            "lhs",
            "--save-model",
            spec.to_str().expect("a path"),
            "--samples",
            first.to_str().expect("a path"),
        ]),
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let second = folder.path("second.csv");
    let samples = ["--samples", second.to_str().expect("a path"), "--json"];
    let mut arguments = vec!["--model", spec.to_str().expect("a path")];
    arguments.extend(samples);
    let again = on("simulate", &workbook, &arguments).json();
    assert_eq!(again["trials"], 2000);
    assert_eq!(again["seed"], 9);
    assert_eq!(again["sampling"], "lhs");
    assert_eq!(again["probabilities"][0]["expression"], "Net_value < 0");
    let read = |path: &std::path::Path| std::fs::read_to_string(path).expect("samples");
    assert_eq!(read(&first), read(&second));
    // What the command line says counts more than the file.
    arguments.extend(["--trials", "100", "--input", "Model!B3=Uniform(0, 1)"]);
    let overridden = on("simulate", &workbook, &arguments).json();
    assert_eq!(overridden["trials"], 100);
    assert_eq!(overridden["inputs"].as_array().map(Vec::len), Some(5));
    assert_eq!(overridden["inputs"][0]["distribution"], "Uniform(0, 1)");
}

#[test]
fn samples_are_a_parquet_file() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    let folder = Folder::new("parquet");
    let workbook = folder.workbook("errors.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        number(sheet, 0, 0, 1.0);
        formula(sheet, 1, 0, "1/(A1>0.5)", "1");
    });
    let file = folder.path("samples.parquet");
    let run = on(
        "simulate",
        &workbook,
        &[
            "--input",
            "A1=Uniform(0,1)",
            "--output",
            "A2",
            "--trials",
            "1000",
            "--samples",
            file.to_str().expect("a path"),
            "--json",
        ],
    );
    let result = run.json();
    let errors = result["outputs"][0]["errors"].as_u64().expect("a count");
    assert!(errors > 400 && errors < 600, "{errors}");
    assert_eq!(result["outputs"][0]["errors_by_kind"]["#DIV/0!"], errors);
    assert!(run.err.contains("#DIV/0!"), "{}", run.err);
    assert_eq!(result["outputs"][0]["sd"], 0.0);
    assert_eq!(result["outputs"][0]["skewness"], Value::Null);

    let opened = std::fs::File::open(&file).expect("samples");
    let reader = SerializedFileReader::new(opened).expect("a Parquet file");
    let mut in_file = 0;
    let mut rows = 0;
    for row in reader.get_row_iter(None).expect("rows") {
        let fields: Vec<(String, Field)> =
            row.expect("a row").get_column_iter().map(|(n, f)| (n.clone(), f.clone())).collect();
        let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["trial", "Sheet1!A1", "Sheet1!A2", "Sheet1!A2 error"]);
        rows += 1;
        assert_eq!(fields[0].1, Field::Long(rows));
        let Field::Double(uniform) = fields[1].1 else { panic!("{:?}", fields[1]) };
        if uniform > 0.5 {
            assert_eq!(fields[2].1, Field::Double(1.0));
            assert_eq!(fields[3].1, Field::Null);
        } else {
            in_file += 1;
            assert_eq!(fields[2].1, Field::Null);
            assert_eq!(fields[3].1, Field::Str("#DIV/0!".to_string()));
        }
    }
    assert_eq!((rows, in_file), (1000, errors));
    // Nothing is left of the file as it was being written.
    assert_eq!(folder.files(), ["errors.xlsx", "samples.parquet"]);
}

#[test]
fn a_person_sees_a_table() {
    let folder = Folder::new("table");
    let more = ["--trials", "2000", "--probability", "Net_value<0"];
    let run = on("simulate", &folder.cash_flow(), &cash_flow_and(&more));
    assert_eq!(run.code, 0, "{}", run.err);
    for part in ["2,000 trials", "Model!B8 Net_value", "P50", "Year 1", "Net_value<0", "█"] {
        assert!(run.out.contains(part), "no '{part}' in:\n{}", run.out);
    }
    assert!(!run.out.contains('\u{1b}'), "colours in a pipe");
}

#[test]
fn what_casts_doubt_on_a_result_is_a_warning() {
    let folder = Folder::new("warnings");
    let workbook = folder.workbook("doubtful.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        number(sheet, 0, 0, 1.0);
        number(sheet, 1, 0, 2.0);
        number(sheet, 2, 0, 3.0);
        formula(sheet, 3, 0, "A1+A2", "99");
        formula(sheet, 4, 0, "A4*2", "198");
    });
    let result = on(
        "simulate",
        &workbook,
        &[
            "--input",
            "A1=Normal(1,1)",
            "--input",
            "A2=Normal(1,1)",
            "--input",
            "A3=Normal(1,1)",
            "--output",
            "A5",
            "--output",
            "A3",
            "--correlate",
            "A1,A2=0.9",
            "--correlate",
            "A2,A3=0.9",
            "--correlate",
            "A1,A3=-0.9",
            "--trials",
            "1000",
            "--json",
        ],
    )
    .json();
    let text = result["warnings"].to_string();
    assert!(text.contains("Sheet1!A4 (3 instead of 99)"), "{text}");
    assert!(text.contains("Sheet1!A1 and Sheet1!A3"), "{text}");
    let changed = result["correlation_repair"].as_array().expect("a list");
    assert_eq!(changed.len(), 3);
    assert!(changed.iter().any(|pair| pair["requested"] == -0.9));

    let run = on(
        "simulate",
        &workbook,
        &["--input", "A3=Normal(1,1)", "--output", "A5", "--trials", "10"],
    );
    assert_eq!(run.code, 0);
    assert!(run.err.contains("warning: Sheet1!A5 doesn't depend on any input"), "{}", run.err);
    assert!(run.err.contains("warning: no output depends on Sheet1!A3"), "{}", run.err);
}

#[test]
fn random_formulas_and_marked_outputs_run_as_they_are() {
    let folder = Folder::new("random");
    let workbook = folder.workbook("risk.xlsx", |workbook| {
        let sheet = workbook.add_worksheet();
        formula(sheet, 0, 0, "RAND()", "0.5");
        formula(sheet, 1, 0, "RiskNormal(10,2,RiskName(\"Price\"))", "10");
        formula(sheet, 2, 0, "RiskOutput(\"Total\")+A1+A2", "10.5");
    });
    let result = on("simulate", &workbook, &["--trials", "20000", "--json"]).json();
    assert_eq!(result["outputs"][0]["name"], "Total");
    assert_eq!(result["outputs"][0]["cell"], "Sheet1!A3");
    let names: Vec<&Value> = [0, 1].iter().map(|i| &result["inputs"][i]["name"]).collect();
    assert_eq!(names, [&Value::Null, &Value::from("Price")]);
    // 0.5 + 10 within 4.5 standard errors of 2.02 / sqrt(20,000).
    let mean = result["outputs"][0]["mean"].as_f64().expect("a number");
    assert!((mean - 10.5).abs() < 4.5 * 2.021 / 141.42, "{mean}");
    assert_eq!(result["outputs"][0]["sensitivity"][0]["input"], "Price");
}

#[test]
fn a_condition_alone_makes_its_cell_an_output() {
    let folder = Folder::new("condition");
    let arguments = ["-i", "Model!B3=Normal(300,50)", "-p", "Model!B8>=0", "--json"];
    let result = on("simulate", &folder.cash_flow(), &arguments).json();
    assert_eq!(result["outputs"][0]["cell"], "Model!B8");
    assert_eq!(result["trials"], 100_000);
}

#[test]
fn explain_prints_the_program() {
    let folder = Folder::new("explain");
    let run = on("explain", &folder.cash_flow(), &CASH_FLOW);
    assert_eq!(run.code, 0, "{}", run.err);
    for part in ["= uniform #0", "net_present_value 0.1", "; Model!B8", "Model!B8 = %"] {
        assert!(run.out.contains(part), "no '{part}' in:\n{}", run.out);
    }
}
