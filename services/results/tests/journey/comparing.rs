//! Runs side by side.

use serde_json::json;
use ulam_contracts::permissions::Role;

use crate::house::{House, TRIALS, ada, assert_near, member, number};

const COMPARE: &str = "/api/v2/results/compare";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dearer_plan_is_compared_trial_by_trial() {
    let house = House::start().await;
    let workbook = house.open_workbook().await;
    let first = house.run(&workbook, "Plan", "Uniform(2, 4)").await;
    let dearer = house.run(&workbook, "Dearer", "Uniform(3, 5)").await;
    let request = json!({"results": [first, dearer], "bins": 20});
    let found = house.post(&ada(), COMPARE, &request).await.json(200);
    assert_eq!(found["runs"][1]["name"], "Dearer");
    // The cost changed and nothing else.
    let changes = found["changes"][0]["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(changes[0]["part"], "inputs");
    assert_eq!(
        (changes[0]["before"].as_str(), changes[0]["after"].as_str()),
        (Some("Uniform(2, 4)"), Some("Uniform(3, 5)"))
    );
    assert_eq!(found["outputs"].as_array().unwrap().len(), 2);
    assert_eq!(found["not_in_all"], json!({}));
    let profit = &found["outputs"][0];
    assert_eq!(profit["output"], "Profit");
    assert_eq!(profit["edges"].as_array().unwrap().len(), 21);
    for run in 0..2 {
        let counts = profit["runs"][run]["counts"].as_array().unwrap();
        assert_eq!(counts.iter().map(|count| count.as_u64().unwrap()).sum::<u64>(), TRIALS);
    }
    // The same random numbers: each trial's profit is lower by 1.
    let against = &profit["against_first"][0];
    let paired = &against["paired"];
    assert_eq!(paired["trials"].as_u64(), Some(TRIALS));
    assert_near(number(&paired["mean_difference"]), -1.0, 1e-12);
    assert_near(number(&paired["standard_error"]), 0.0, 1e-12);
    assert_near(number(&paired["correlation"]), 1.0, 1e-12);
    assert_eq!(number(&paired["second_is_higher"]), 0.0);
    let mean = &against["statistics"][0];
    assert_eq!(mean["statistic"], "mean");
    assert_near(number(&mean["difference"]), -1.0, 1e-12);
    // Two equal densities apart by 1: the largest distance of the distributions is the probability within
    // half of that on each side of the middle, where the density is 1/4: 0.25 at most.
    assert_near(number(&against["kolmogorov_smirnov"]["statistic"]), 0.25, 0.01);
    assert!(against["sentence"].as_str().unwrap().contains("lower"), "{against}");

    let same = json!({"results": [first, first], "outputs": ["profit"]});
    let found = house.post(&ada(), COMPARE, &same).await.json(200);
    assert_eq!(found["outputs"].as_array().unwrap().len(), 1);
    assert_eq!(
        found["outputs"][0]["against_first"][0]["sentence"],
        "Profit is the same in every trial."
    );
    assert_eq!(found["changes"][0]["changes"], json!([]));

    let refused = house.post(&ada(), COMPARE, &json!({"results": [first]})).await.json(422);
    assert_eq!(refused["errors"][0]["field"], "results");
    let unknown = json!({"results": [first, dearer], "outputs": ["Loss"]});
    let refused = house.post(&ada(), COMPARE, &unknown).await.json(422);
    assert_eq!(refused["errors"][0]["field"], "outputs");
    let stranger = member("eve", "tenant-2", Role::Owner);
    house.post(&stranger, COMPARE, &request).await.json(404);
    house.stop().await;
}
