//! Pictures of a result whose samples are known: 1 to 999 in the trials' order, and one error.

use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::{Value, json};
use ulam_contracts::permissions::{Permission, Role};
use ulam_contracts::results::{StoreResult, StoredResult};
use ulam_platform::access::{Principal, SubjectKind};
use ulam_platform::blobs::Blobs;
use ulam_platform::configuration::Configuration;
use ulam_platform::host::Host;
use ulam_platform::http::ApiError;

const TRIALS: u64 = 1_000;

struct Stack {
    host: Host,
    configuration: Configuration,
    _folder: tempfile::TempDir,
}

impl Stack {
    async fn start() -> Stack {
        let folder = tempfile::tempdir().unwrap();
        let configuration =
            Configuration { data: folder.path().to_path_buf(), ..Configuration::default() };
        let host =
            Host::start(&[ulam_results::DEFINITION], &[], configuration.clone()).await.unwrap();
        Stack { host, configuration, _folder: folder }
    }

    /// Stores a run of `tenant` with the samples; the result's id.
    async fn store(&self, tenant: &str, attempt: u32) -> String {
        let keys = ulam_platform::host::keys(&self.configuration).unwrap();
        let blobs = Blobs::of(&self.configuration, &keys, "compute").unwrap();
        let samples =
            blobs.put_bytes(tenant, "application/vnd.apache.parquet", &parquet()).await.unwrap();
        let run: StoreResult =
            serde_json::from_value(run(tenant, attempt, json!([samples]))).unwrap();
        let compute = self.host.mesh().client("results").as_service("compute");
        let stored: StoredResult = compute.post("/internal/results", &run).await.unwrap();
        stored.result_id
    }

    async fn get(&self, tenant: &str, role: Option<Role>, path: &str) -> Result<Value, ApiError> {
        let principal = Principal {
            subject: "ada".to_string(),
            kind: SubjectKind::User,
            tenant_id: tenant.to_string(),
            session_id: "session".to_string(),
            permissions: role
                .map_or_else(Vec::<Permission>::new, |role| role.permissions().to_vec()),
        };
        self.host.mesh().client("results").on_behalf_of(&principal).get(path).await
    }

    async fn seen(&self, id: &str, question: &str) -> Value {
        self.get("tenant-1", Some(Role::Viewer), &format!("/api/v2/results/{id}{question}"))
            .await
            .unwrap()
    }
}

/// Trial n has the value n, but for the last one, which has an error.
fn parquet() -> Vec<u8> {
    let schema = "message samples {
        REQUIRED INT64 trial;
        OPTIONAL DOUBLE \"Model!B20\";
        OPTIONAL BYTE_ARRAY \"Model!B20 error\" (UTF8);
    }";
    // The parser has no quoted names; the columns' names are set by the schema's fields.
    let schema =
        schema.replace("\"Model!B20 error\"", "error_of_output").replace("\"Model!B20\"", "output");
    let parsed = parse_message_type(&schema).unwrap();
    let renamed = |index: usize, name: &str| {
        let field = &parsed.get_fields()[index];
        parquet::schema::types::Type::primitive_type_builder(name, field.get_physical_type())
            .with_repetition(field.get_basic_info().repetition())
            .build()
            .unwrap()
    };
    let fields = [renamed(0, "trial"), renamed(1, "Model!B20"), renamed(2, "Model!B20 error")];
    let schema = parquet::schema::types::Type::group_type_builder("samples")
        .with_fields(fields.into_iter().map(Arc::new).collect())
        .build()
        .unwrap();
    let mut bytes = Vec::new();
    let mut writer =
        SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let count = TRIALS as usize;
    let trials: Vec<i64> = (1..=TRIALS as i64).collect();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int64Type>().write_batch(&trials, None, None).unwrap();
    column.close().unwrap();
    let values: Vec<f64> = (1..TRIALS).map(|value| value as f64).collect();
    let present: Vec<i16> = (0..count).map(|row| i16::from(row + 1 < count)).collect();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<DoubleType>().write_batch(&values, Some(&present), None).unwrap();
    column.close().unwrap();
    let failed: Vec<i16> = present.iter().map(|present| 1 - present).collect();
    let mut column = group.next_column().unwrap().unwrap();
    column
        .typed::<ByteArrayType>()
        .write_batch(&[ByteArray::from("#DIV/0!")], Some(&failed), None)
        .unwrap();
    column.close().unwrap();
    group.close().unwrap();
    writer.close().unwrap();
    bytes
}

/// What compute tells of the run.
fn run(tenant: &str, attempt: u32, samples: Value) -> Value {
    let output = json!({
        "cell": "Model!B20", "name": null, "count": 999, "errors": 1, "mean": 500.0, "sd": 288.5,
        "skewness": 0.0, "kurtosis": 1.8, "min": 1.0, "max": 999.0, "standard_error": 9.1,
        "percentiles": {"5": 50.9, "50": 500.0, "95": 949.1}, "variance": 83250.0, "mode": null,
        "mean_interval": {"low": 482.1, "high": 517.9}, "percentile_intervals": {}, "risk": [],
        "convergence": [], "regression": null, "scenario": {"worst": [], "best": []},
        "sensitivity": [
            {"input": "Price", "cell": "Model!B3", "rank_correlation": -0.8, "contribution_to_variance": 0.8,
             "pearson_correlation": -0.8, "regression_coefficient": -0.79, "regression_standard_error": 0.01,
             "coefficient_per_unit": -3.0, "change": {"statistic": "mean", "lowest": 100.0, "highest": 900.0,
             "lowest_decile": 10, "highest_decile": 1}, "deciles": []},
            {"input": "Cost", "cell": "Model!B4", "rank_correlation": 0.3, "contribution_to_variance": 0.2,
             "pearson_correlation": 0.3, "regression_coefficient": 0.3, "regression_standard_error": 0.01,
             "coefficient_per_unit": 1.0, "change": {"statistic": "mean", "lowest": 400.0, "highest": 600.0,
             "lowest_decile": 1, "highest_decile": 10}, "deciles": []},
        ],
    });
    json!({
        "tenant_id": tenant, "simulation_id": "simulation-1", "run_id": "run-1", "attempt": attempt,
        "name": "Plan", "created_by": "ada", "workbook_id": "workbook-1",
        "file": {"file_id": "file-1", "version": 1, "file_name": "plan.xlsx", "bytes": 1, "sha256": "00"},
        "spec": {"outputs": ["Model!B20"]}, "settings": {},
        "variables": [
            {"key": "Model!B20", "kind": "output", "cell": "Model!B20", "name": null, "label": "Net present value",
             "number_format": null, "base_value": 1.0, "distribution": null, "has_samples": true},
            {"key": "Price", "kind": "input", "cell": "Model!B3", "name": "Price", "label": "Unit price",
             "number_format": null, "base_value": 1.0, "distribution": "Pert(8, 10, 15)", "has_samples": false},
        ],
        "headlines": [], "samples": samples,
        "outcome": {
            "workbook": "plan.xlsx", "trials": TRIALS, "seed": 1, "sampling": "random",
            "elapsed_seconds": {"load": 0.0, "compile": 0.0, "run": 0.0, "statistics": 0.0, "sensitivity": 0.0, "total": 0.0},
            "inputs": [], "outputs": [output], "probabilities": [], "warnings": [],
            "interval_method": "independent trials",
        },
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_those_of_the_samples() {
    let stack = Stack::start().await;
    let id = stack.store("tenant-1", 1).await;

    // PERCENTILE.INC of 1 to 999: 1 + 998 p.
    let percentiles = stack.seen(&id, "/percentiles?percents=50,5").await;
    let values: Vec<f64> = percentiles["percentiles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["value"].as_f64().unwrap())
        .collect();
    assert_eq!(values.len(), 2);
    assert!((values[0] - 50.9).abs() < 1e-9 && (values[1] - 500.0).abs() < 1e-9, "{values:?}");
    assert!(percentiles["percentiles"][1]["low"].as_f64() < Some(500.0));

    let histogram = stack.seen(&id, "/histogram?bins=10&from=0&to=1000").await;
    // 1 to 99 are in the first bin, 900 to 999 in the last.
    assert_eq!(histogram["counts"], json!([99, 100, 100, 100, 100, 100, 100, 100, 100, 100]));
    assert_eq!((histogram["count"].as_u64(), histogram["errors"].as_u64()), (Some(999), Some(1)));
    let suited = stack.seen(&id, "/histogram").await;
    let counted: u64 =
        suited["counts"].as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).sum();
    assert_eq!(counted, 999);

    let between = stack.seen(&id, "/probability?from=100&to=199").await;
    let share = |answer: &Value| answer["probability"].as_f64().unwrap();
    assert_eq!(share(&between["probability"]), 100.0 / 999.0);
    assert_eq!(share(&between["below"]), 99.0 / 999.0);
    assert_eq!(share(&between["above"]), 800.0 / 999.0);
    let condition = stack.seen(&id, "/probability?expression=Model!B20%20%3C%20100").await;
    assert_eq!(share(&condition["probability"]), 99.0 / 999.0);

    let tornado = stack.seen(&id, "/sensitivity").await;
    assert_eq!(tornado["tornado"][0]["label"], "Unit price");
    assert_eq!(tornado["tornado"][0]["value"], 800.0);
    assert_eq!(tornado["sentence"], "Unit price drives Net present value most, then Cost.");
    let ranks = stack.seen(&id, "/sensitivity?measure=rank_correlation&inputs_max=1").await;
    assert_eq!(
        (ranks["tornado"][0]["value"].as_f64(), ranks["input_count"].as_u64()),
        (Some(-0.8), Some(2))
    );
    stack.host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_stored_once_and_seen_by_its_tenant_alone() {
    let stack = Stack::start().await;
    let id = stack.store("tenant-1", 1).await;
    assert_eq!(stack.store("tenant-1", 1).await, id);
    let other = stack.store("tenant-2", 1).await;
    assert_ne!(other, id);
    let status = |answer: Result<Value, ApiError>| answer.unwrap_err().status().as_u16();
    for question in [
        "",
        "/statistics",
        "/histogram",
        "/percentiles",
        "/probability?to=1",
        "/sensitivity",
        "/convergence",
    ] {
        let path = format!("/api/v2/results/{id}{question}");
        assert!(stack.get("tenant-1", Some(Role::Viewer), &path).await.is_ok(), "{question}");
        assert_eq!(
            status(stack.get("tenant-2", Some(Role::Owner), &path).await),
            404,
            "{question}"
        );
        assert_eq!(status(stack.get("tenant-1", None, &path).await), 403, "{question}");
    }
    let list = stack.get("tenant-1", Some(Role::Viewer), "/api/v2/results").await.unwrap();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    stack.host.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_that_make_no_sense_are_refused_with_their_field() {
    let stack = Stack::start().await;
    let id = stack.store("tenant-1", 1).await;
    for (question, field) in [
        ("/histogram?bins=4", "bins"),
        ("/histogram?bins=many", "bins"),
        ("/histogram?from=2&to=1", "from"),
        ("/histogram?variable=Profit", "variable"),
        ("/percentiles?percents=0", "percents"),
        ("/percentiles?confidence=1", "confidence"),
        ("/probability", "from"),
        ("/probability?expression=Model!B20", "expression"),
        ("/sensitivity?measure=sobol_total", "measure"),
        ("/statistics?simulation=2", "simulation"),
    ] {
        let path = format!("/api/v2/results/{id}{question}");
        let error = stack.get("tenant-1", Some(Role::Viewer), &path).await.unwrap_err();
        assert_eq!(error.status().as_u16(), 422, "{question}: {error}");
        assert_eq!(error.problem().errors[0].field, field, "{question}");
    }
    stack.host.stop().await;
}
