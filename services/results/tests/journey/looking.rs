//! Pictures of a run whose numbers mathematics knows.

use ulam_contracts::permissions::Role;

use crate::house::{House, TRIALS, ada, assert_near, member, number};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn samples_pictures_tails_and_correlations_are_those_of_the_model() {
    let house = House::start().await;
    let workbook = house.open_workbook().await;
    let id = house.run(&workbook, "Plan", "Uniform(2, 4)").await;
    let path = |rest: &str| format!("/api/v2/results/{id}{rest}");

    // Samples: profit is price less cost in every trial, to the bit.
    let page = house.seen(&path("/samples?trial=9990&limit=100&columns=Price,Cost,Profit")).await;
    let items = page["items"].as_array().unwrap();
    assert_eq!((items.len() as u64, page["total"].as_u64()), (TRIALS - 9989, Some(TRIALS)));
    assert!(page["next_cursor"].is_null());
    for item in items {
        let value = |index: usize| number(&item["values"][index]);
        assert_near(value(2), value(0) - value(1), 1e-12);
        assert!((8.0..=12.0).contains(&value(0)) && (2.0..=4.0).contains(&value(1)));
    }

    // Scatter: over the uniform price, profit has slope 1 and Pearson's correlation
    // sd(price)/sd(profit) = sqrt((16/12)/(16/12 + 4/12)) = sqrt(0.8).
    let scatter = house.seen(&path("/scatter?points=500")).await;
    assert_eq!(
        (scatter["x"]["key"].as_str(), scatter["y"]["key"].as_str()),
        (Some("Price"), Some("Profit"))
    );
    assert_near(number(&scatter["slope"]), 1.0, 0.03);
    assert_near(number(&scatter["pearson_correlation"]), 0.8_f64.sqrt(), 0.01);
    let count = scatter["trials"].as_array().unwrap().len();
    assert!((450..=500).contains(&count) && scatter["of_trials"].as_u64() == Some(TRIALS));

    // Fan: the median of profit is 7 by symmetry.
    let fan = house.seen(&path("/fan?outputs=Model!B3:B4&percents=50")).await;
    assert_eq!(fan["points"].as_array().unwrap().len(), 2);
    assert_near(number(&fan["points"][0]["values"][0]), 7.0, 0.05);

    // Convergence ends at the run's own mean.
    let convergence = house.seen(&path("/convergence?output=Profit")).await;
    let last = convergence["points"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["trials"].as_u64(), Some(TRIALS));
    assert_near(number(&last["mean"]), 7.0, 0.01);

    // P(profit < 6): the corner that is cut off of the 4 by 2 rectangle is a trapezium: for each cost c in
    // [2, 4], price is below 6 + c with probability (c - 2)/4, on average 1/4.
    let details = house.seen(&path("")).await;
    assert_near(number(&details["probabilities"][0]["probability"]), 0.25, 0.01);

    // The tail: the worst 5% are those that the engine found, and price is low in them.
    let scenario = house.seen(&path("/scenario?output=Profit&tail=lower&share=0.05")).await;
    let stored = details["outputs"][0]["scenario"]["worst"].as_array().unwrap();
    assert_eq!(scenario["inputs"].as_array().unwrap().len(), stored.len());
    for (found, stored) in scenario["inputs"].as_array().unwrap().iter().zip(stored) {
        assert_eq!(found["input"], stored["input"]);
        for figure in ["median", "percentile", "sd_shift"] {
            assert_near(number(&found[figure]), number(&stored[figure]), 1e-9);
        }
    }
    let price = &scenario["inputs"][0];
    assert_eq!(price["input"], "Price");
    assert!(number(&price["percentile"]) < 0.2, "{scenario}");
    assert_eq!(scenario["trials"].as_u64(), Some(TRIALS / 20));
    // The area below profit t, of a triangle with legs t - 4, is 5% of 8: t = 4 + sqrt(0.8).
    assert_near(number(&scenario["threshold"]), 4.0 + 0.8_f64.sqrt(), 0.05);
    let worst = scenario["examples"][0].as_u64().unwrap();
    let page = house.seen(&path(&format!("/samples?trial={worst}&limit=1&columns=Profit"))).await;
    let smallest = house.seen(&path("/statistics?output=Profit")).await;
    let found = number(&page["items"][0]["values"][0]);
    assert_near(found, number(&smallest["outputs"][0]["min"]), 1e-12);
    let upper = house.seen(&path("/scenario?tail=upper&share=0.1")).await;
    assert!(number(&upper["inputs"][0]["percentile"]) > 0.8, "{upper}");

    // Correlations: symmetric, 1 on the diagonal, 0 between independent inputs.
    let found = house.seen(&path("/correlations?variables=Profit,Price,Cost")).await;
    let rho = |row: usize, column: usize| number(&found["matrix"][row][column]);
    for index in 0..3 {
        assert_eq!(rho(index, index), 1.0);
        assert_eq!(rho(0, index), rho(index, 0));
    }
    assert_near(rho(1, 2), 0.0, 0.04);
    assert!(rho(0, 1) > 0.8 && rho(0, 2) < -0.35, "{found}");
    let all = house.seen(&path("/correlations")).await;
    assert_eq!(all["variables"].as_array().unwrap().len(), 4);

    for (question, field) in [
        ("/scenario?share=0.6", "share"),
        ("/scenario?output=Price", "output"),
        ("/correlations?variables=Profit,Nothing", "variable"),
        ("/scatter?points=1", "points"),
    ] {
        let refused = house.get(&ada(), &path(question)).await.json(422);
        assert_eq!(refused["errors"][0]["field"], field, "{question}: {refused}");
    }
    let stranger = member("eve", "tenant-2", Role::Owner);
    for question in ["/scenario", "/correlations", "/samples", "/samples?format=csv", "/fan"] {
        house.get(&stranger, &path(question)).await.json(404);
    }
    house.stop().await;
}

#[tokio::test]
async fn what_an_older_program_kept_in_the_clear_is_sealed() {
    let sealed = [
        ("simulation_results", "run"),
        ("result_artifacts", "request"),
        ("result_artifacts", "message"),
        ("result_artifacts", "file_name"),
    ];
    let definition = ulam_results::DEFINITION;
    ulam_testing::assert_seals(definition, "results_0004_content_sealed", &sealed).await;
}
