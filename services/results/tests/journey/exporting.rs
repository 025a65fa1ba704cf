//! Exports in every form, opened by other programs.

use parquet::data_type::DoubleType;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use serde_json::json;
use ulam_contracts::permissions::Role;

use crate::house::{House, TRIALS, ada, assert_near, converted, member, number};

/// A number as the reports write it, with four digits at least.
fn written(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn samples_are_exported_whole() {
    let house = House::start().await;
    let workbook = house.open_workbook().await;
    let id = house.run(&workbook, "Plan", "Uniform(2, 4)").await;

    let file = house.export(&id, &json!({"format": "csv"})).await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"Plan.csv\""));
    let text = String::from_utf8(file.body).unwrap();
    let mut lines = text.split_terminator("\r\n");
    assert_eq!(lines.next(), Some("trial,Price,Cost,Profit,Model!B4"));
    let mut rows = Vec::new();
    for (line, trial) in lines.zip(1_u64..) {
        let fields: Vec<f64> = line.split(',').map(|field| field.parse().unwrap()).collect();
        assert_eq!((fields.len(), fields[0]), (5, trial as f64));
        assert_eq!(fields[3], fields[1] - fields[2]);
        rows.push(fields);
    }
    assert_eq!(rows.len() as u64, TRIALS);
    // The endpoint that streams gives the same file.
    let streamed = house.get(&ada(), &format!("/api/v2/results/{id}/samples?format=csv")).await;
    assert_eq!(String::from_utf8(streamed.body).unwrap(), text);

    for (outputs, columns) in [(json!(null), 5), (json!(["Model!B4"]), 4)] {
        let request = json!({"format": "parquet", "outputs": outputs});
        let file = house.export(&id, &request).await;
        let reader = SerializedFileReader::new(bytes::Bytes::from(file.body)).unwrap();
        let schema = reader.metadata().file_metadata().schema_descr_ptr();
        assert_eq!(schema.num_columns(), columns);
        let names: Vec<&str> = schema.columns().iter().map(|column| column.name()).collect();
        assert_eq!(names.contains(&"Profit"), columns == 5, "{names:?}");
        assert_eq!(reader.metadata().file_metadata().num_rows() as u64, TRIALS);
        for (row, expected) in reader.get_row_iter(None).unwrap().zip(&rows) {
            let row = row.unwrap();
            assert_eq!(row.get_long(0).unwrap() as f64, expected[0]);
            assert_eq!(row.get_double(1).unwrap(), expected[1]);
            assert_eq!(row.get_double(columns - 1).unwrap(), expected[4]);
        }
        // Numbers are numbers, not texts.
        let kind = <DoubleType as parquet::data_type::DataType>::get_physical_type();
        assert_eq!(schema.column(1).physical_type(), kind);
    }

    let file = house.export(&id, &json!({"format": "json"})).await;
    let told: serde_json::Value = serde_json::from_slice(&file.body).unwrap();
    assert_eq!(told["trials"].as_u64(), Some(TRIALS));
    house.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reports_say_what_the_result_says() {
    let house = House::start().await;
    let workbook = house.open_workbook().await;
    let id = house.run(&workbook, "Plan", "Uniform(2, 4)").await;
    let statistics = house.seen(&format!("/api/v2/results/{id}/statistics?output=Profit")).await;
    let output = &statistics["outputs"][0];
    assert_near(number(&output["mean"]), 7.0, 0.001);
    let (mean, p5, p95) = (
        number(&output["mean"]),
        number(&output["percentiles"]["5"]),
        number(&output["percentiles"]["95"]),
    );

    let file = house.export(&id, &json!({"format": "html", "title": "Next year"})).await;
    assert!(file.header("content-security-policy").starts_with("sandbox"));
    assert!(file.header("content-disposition").contains("Next year.html"));
    let page = String::from_utf8(file.body).unwrap();
    for expected in ["Next year", "profit.xlsx", "Uniform(8, 12)", &written(mean), &written(p5)] {
        assert!(page.contains(expected), "no '{expected}'");
    }
    assert!(!page.contains("<script"));

    let file = house.export(&id, &json!({"format": "pdf"})).await;
    assert_eq!(file.header("content-type"), "application/pdf");
    let (_folder, _, text) =
        converted("report.pdf", &file.body, "pdftotext", &["-layout", "report.pdf", "-"]);
    for expected in [
        "Plan",
        "At a glance",
        "Profit",
        "Price matters most",
        "Uniform(2, 4)",
        "Model!B3 < 6",
        "10,000 trials",
        "How to reproduce this",
        "--seed 5",
        "sampling: lhs",
        &written(mean),
        &written(p5),
        &written(p95),
    ] {
        assert!(text.contains(expected), "no '{expected}' in\n{text}");
    }
    let request = json!({"format": "pdf", "outputs": ["Model!B4"]});
    let shorter = house.export(&id, &request).await;
    let (_folder, _, text) =
        converted("report.pdf", &shorter.body, "pdftotext", &["-layout", "report.pdf", "-"]);
    assert!(text.contains("Margin") && !text.contains(&written(p95)), "{text}");

    for (with_samples, sheets) in [(false, 6), (true, 7)] {
        let request =
            json!({"format": "xlsx", "with_samples": with_samples, "outputs": ["Profit"]});
        let file = house.export(&id, &request).await;
        // All sheets, each a file.
        let filter =
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";
        let (folder, _, _) = converted(
            "report.xlsx",
            &file.body,
            "soffice",
            &["--headless", "--convert-to", filter, "report.xlsx"],
        );
        let sheet = |name: &str| {
            std::fs::read_to_string(folder.path().join(format!("report-{name}.csv"))).unwrap()
        };
        let count = std::fs::read_dir(folder.path())
            .unwrap()
            .filter(|entry| {
                let name = entry.as_ref().unwrap().file_name();
                name.to_string_lossy().ends_with(".csv")
            })
            .count();
        assert_eq!(count, sheets);
        let summary = sheet("Summary");
        let line = summary.lines().find(|line| line.starts_with("Profit,")).unwrap();
        let numbers: Vec<f64> =
            line.split(',').filter_map(|field| field.trim_matches('"').parse().ok()).collect();
        for expected in [TRIALS as f64, mean, p5, p95] {
            assert!(numbers.iter().any(|n| (n - expected).abs() < 1e-6), "{expected} in {line}");
        }
        if with_samples {
            assert_eq!(sheet("Samples").lines().count() as u64, TRIALS + 1);
        }
    }
    house.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn exports_are_for_those_who_may() {
    let house = House::start().await;
    let workbook = house.open_workbook().await;
    let id = house.run(&workbook, "Plan", "Uniform(2, 4)").await;
    let export = format!("/api/v2/results/{id}/export");
    let viewer = member("vic", "tenant-1", Role::Viewer);
    let stranger = member("eve", "tenant-2", Role::Owner);
    let request = json!({"format": "csv"});
    house.post(&viewer, &export, &request).await.json(403);
    house.post(&stranger, &export, &request).await.json(404);
    for (wrong, field) in [
        (json!({"format": "docx"}), "format"),
        (json!({"format": "csv", "outputs": ["Loss"]}), "outputs[0]"),
        (json!({"format": "csv", "outputs": []}), "outputs"),
        (json!({"format": "pdf", "simulation": 2}), "simulation"),
        (json!({"format": "pdf", "title": "t".repeat(201)}), "title"),
    ] {
        let refused = house.post(&ada(), &export, &wrong).await.json(422);
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    }
    house.export(&id, &request).await;
    let details = house.seen(&format!("/api/v2/results/{id}")).await;
    let artifact = &details["artifacts"][0];
    assert_eq!(
        (artifact["format"].as_str(), artifact["state"].as_str()),
        (Some("csv"), Some("ready"))
    );
    let path = artifact["download_path"].as_str().unwrap();
    house.get(&viewer, path).await.json(403);
    house.get(&stranger, path).await.json(404);
    let details = house.get(&viewer, &format!("/api/v2/results/{id}")).await.json(200);
    assert_eq!(details["artifacts"], json!([]));
    house.stop().await;
}
