//! The distribution library over HTTP, and checking specs.

use http::StatusCode;
use serde_json::json;
use ulam_contracts::simulations::{
    DistributionCatalogue, DistributionPreview, FitReport, ValidationReport,
};

use crate::house::House;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn distributions_are_listed_shown_and_fitted() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::start(folder.path()).await;
    let user = house.user();
    let client = user.client("simulations");
    let all: DistributionCatalogue =
        client.get("/api/v2/distributions").await.expect("a catalogue");
    assert!(all.families.len() > 60 && all.groups.len() > 5);
    let request = json!({"distribution": "Pert(8, 10, 15)", "points": 50});
    let shown: DistributionPreview =
        client.post("/api/v2/distributions/preview", &request).await.expect("a preview");
    // Pert's mean is (minimum + 4 most_likely + maximum)/6.
    assert!((shown.moments.mean.expect("a mean") - 10.5).abs() < 1e-12);
    assert_eq!(shown.x.len(), 50);
    let request = json!({
        "distribution": "Normal(Inputs!C7, 1)", "workbook_id": user.workbook_id, "cell": "Inputs!C8",
    });
    let shown: DistributionPreview =
        client.post("/api/v2/distributions/preview", &request).await.expect("a preview");
    assert_eq!(shown.arguments[0].value, shown.moments.mean);
    let request = json!({"distribution": "Pert(8, 20, 15)"});
    let refused =
        client.post::<_, DistributionPreview>("/api/v2/distributions/preview", &request).await;
    assert_eq!(refused.expect_err("impossible").status(), StatusCode::UNPROCESSABLE_ENTITY);

    let values: Vec<f64> = (1..=200).map(|i| f64::from(i * i % 97)).collect();
    let request = json!({"data": {"source": "values", "values": values}, "top": 3});
    let fitted: FitReport = client.post("/api/v2/distributions/fit", &request).await.expect("fits");
    assert_eq!((fitted.count, fitted.fits.len()), (200, 3));
    house.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_spec_is_checked_without_running_it_and_written_as_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let house = House::start(folder.path()).await;
    let user = house.user();
    let client = user.client("simulations");
    let spec = user.request(1_000)["spec"].clone();
    let request = json!({"workbook_id": user.workbook_id, "spec": spec});
    let report: ValidationReport =
        client.post("/api/v2/simulations/validate", &request).await.expect("a report");
    assert!(report.is_valid, "{:?}", report.errors);
    assert_eq!((report.inputs.len(), report.outputs.len()), (2, 1));
    assert!(report.inputs.iter().all(|input| input.is_used && !input.is_in_workbook));
    assert_eq!(report.outputs[0].input_count, 2);
    let size = report.size.expect("a size");
    assert_eq!((size.trials, size.simulations, size.sample_bytes), (1_000, 1, 16_000));
    let yaml = report.yaml.expect("a file");
    let request = json!({"workbook_id": user.workbook_id, "yaml": yaml});
    let again: ValidationReport =
        client.post("/api/v2/simulations/validate", &request).await.expect("a report");
    assert_eq!(again.spec, report.spec);

    let wrong = "inputs:\n  - cell: Inputs!C7\n    distributon: Normal(0, 1)\n";
    let request = json!({"workbook_id": user.workbook_id, "yaml": wrong});
    let report: ValidationReport =
        client.post("/api/v2/simulations/validate", &request).await.expect("a report");
    assert!(!report.is_valid);
    assert_eq!(report.errors[0].line, Some(3), "{:?}", report.errors);
    house.stop().await;
}
