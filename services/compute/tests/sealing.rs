//! What an older program left in the database.

#[tokio::test]
async fn what_an_older_program_kept_in_the_clear_is_sealed() {
    let sealed = [("tasks", "request"), ("tasks", "failure"), ("tasks", "report")];
    let definition = ulam_compute::DEFINITION;
    ulam_testing::assert_seals(definition, "compute_0002_content_sealed", &sealed).await;
}
