//! Every path with its types, and what goes over WebSockets.

use ulam_contracts::compute::*;
use ulam_contracts::files::*;
use ulam_contracts::gateway::*;
use ulam_contracts::identity::*;
use ulam_contracts::notifications::*;
use ulam_contracts::page::{Page, PageQuery};
use ulam_contracts::problem::Problem;
use ulam_contracts::results::*;
use ulam_contracts::saved_simulations::*;
use ulam_contracts::sharing::{SetShares, Shares};
use ulam_contracts::simulations::*;
use ulam_contracts::workbooks::*;
use utoipa::OpenApi;

/// Declares paths, each as a function that is never called, and the document that lists them.
macro_rules! document {
    ($($(#[doc = $doc:literal])+ $name:ident($($attributes:tt)*))+) => {
        $(
            $(#[doc = $doc])+
            #[utoipa::path($($attributes)*)]
            #[allow(dead_code)]
            fn $name() {}
        )+

        /// The document.
        #[derive(OpenApi)]
        #[openapi(
            info(title = "Ulam", description = "Monte Carlo simulation of ordinary workbooks."),
            paths($($name),+),
            components(schemas(Problem, ClientMessage, ProgressMessage, NotificationMessage)),
        )]
        pub struct Document;
    };
}

document! {
    // gateway
    /// Overall health: this process, each service, its dependencies.
    health(get, path = "/health", tag = "gateway",
        responses((status = 200, body = Health)))
    /// The process runs.
    live(get, path = "/health/live", tag = "gateway",
        responses((status = 200, body = Probe)))
    /// It can serve; 503 with the same body if it can't.
    ready(get, path = "/health/ready", tag = "gateway",
        responses((status = 200, body = Probe)))
    /// Prometheus metrics of the process.
    metrics(get, path = "/metrics", tag = "gateway",
        responses((status = 200, body = String, content_type = "text/plain")))
    /// One OpenAPI document aggregated from all services.
    openapi(get, path = "/api/v2/openapi.json", tag = "gateway",
        responses((status = 200, body = serde_json::Value)))
    /// Browsable API documentation.
    docs(get, path = "/docs", tag = "gateway",
        responses((status = 200, body = String, content_type = "text/html")))
    /// Gateway status.
    gateway_health(get, path = "/gateway/health", tag = "gateway",
        responses((status = 200, body = GatewayHealth)))
    /// Registered instances with status HEALTHY, DEGRADED or UNHEALTHY.
    gateway_services(get, path = "/gateway/services", tag = "gateway",
        responses((status = 200, body = ServiceInstances)))
    /// State, counters and time to next probe of each breaker.
    circuit_breakers(get, path = "/gateway/circuit-breakers", tag = "gateway",
        responses((status = 200, body = CircuitBreakers)))
    /// Close a breaker by hand (operator only).
    reset_circuit_breaker(post, path = "/gateway/circuit-breakers/{service}/reset", tag = "gateway",
        params(("service" = String, Path)), responses((status = 200, body = CircuitBreakers)))
    /// What the home page needs in one call.
    home(get, path = "/api/v2/home", tag = "gateway",
        responses((status = 200, body = Home)))

    // identity
    /// Create a user and, for the first user of one, a tenant.
    register(post, path = "/api/v2/auth/register", tag = "identity",
        request_body = RegisterRequest, responses((status = 201, body = RegisterResponse)))
    /// Confirm a mail address with the token that was mailed.
    confirm_email(post, path = "/api/v2/auth/register/confirm", tag = "identity",
        request_body = ConfirmEmail, responses((status = 200, body = LoginResponse)))
    /// How one can sign in here: for the sign-in page.
    sign_in_options(get, path = "/api/v2/auth/methods", tag = "identity",
        responses((status = 200, body = SignInOptions)))
    /// Password or second factor; access and refresh token.
    login(post, path = "/api/v2/auth/login", tag = "identity",
        request_body = LoginRequest, responses((status = 200, body = LoginResponse)))
    /// Rotate the refresh token; reuse revokes the family.
    refresh(post, path = "/api/v2/auth/refresh", tag = "identity",
        request_body = RefreshRequest, responses((status = 200, body = Session)))
    /// End this session.
    logout(post, path = "/api/v2/auth/logout", tag = "identity",
        request_body = LogoutRequest, responses((status = 204)))
    /// Work in another tenant from now on.
    switch_tenant(put, path = "/api/v2/auth/tenant", tag = "identity",
        request_body = SwitchTenant, responses((status = 200, body = Session)))
    /// Is this token good, and for what.
    validate_token(get, path = "/api/v2/auth/validate", tag = "identity",
        responses((status = 200, body = ValidateResponse)))
    /// The current principal.
    current_user(get, path = "/api/v2/auth/user", tag = "identity",
        responses((status = 200, body = CurrentUser)))
    /// My sessions.
    sessions(get, path = "/api/v2/auth/sessions", tag = "identity",
        params(PageQuery), responses((status = 200, body = Page<SessionInfo>)))
    /// End one.
    end_session(delete, path = "/api/v2/auth/sessions/{id}", tag = "identity",
        params(("id" = String, Path)), responses((status = 204)))
    /// Mail a reset link; same answer whether or not the address exists.
    reset_password(post, path = "/api/v2/auth/password-reset", tag = "identity",
        request_body = PasswordResetRequest, responses((status = 202, body = Message)))
    /// Set a new password.
    confirm_password_reset(post, path = "/api/v2/auth/password-reset/confirm", tag = "identity",
        request_body = PasswordResetConfirm, responses((status = 204)))
    /// Sign in with an OpenID Connect provider.
    oidc_start(get, path = "/api/v2/auth/oidc/{provider}/start", tag = "identity",
        params(("provider" = String, Path), OidcStartQuery), responses((status = 302)))
    /// Finish it.
    oidc_callback(get, path = "/api/v2/auth/oidc/{provider}/callback", tag = "identity",
        params(("provider" = String, Path), OidcCallbackQuery), responses((status = 302)))
    /// Public keys.
    jwks(get, path = "/api/v2/auth/.well-known/jwks.json", tag = "identity",
        responses((status = 200, body = Jwks)))
    /// My second factor.
    second_factor(get, path = "/api/v2/auth/second-factor", tag = "identity",
        responses((status = 200, body = SecondFactorStatus)))
    /// Begin to set up an authenticator app.
    enrol_totp(post, path = "/api/v2/auth/second-factor/totp", tag = "identity",
        responses((status = 201, body = TotpEnrolment)))
    /// Switch it on with a first code; recovery codes are shown once.
    confirm_totp(post, path = "/api/v2/auth/second-factor/totp/confirm", tag = "identity",
        request_body = SecondFactorCode, responses((status = 200, body = RecoveryCodes)))
    /// Switch it off with a code.
    disable_totp(post, path = "/api/v2/auth/second-factor/totp/disable", tag = "identity",
        request_body = SecondFactorCode, responses((status = 204)))
    /// Replace the recovery codes.
    new_recovery_codes(post, path = "/api/v2/auth/second-factor/recovery-codes", tag = "identity",
        request_body = SecondFactorCode, responses((status = 200, body = RecoveryCodes)))
    /// Users of a tenant.
    tenant_users(get, path = "/api/v2/auth/tenants/{tenantId}/users", tag = "identity",
        params(("tenantId" = String, Path), MembersQuery), responses((status = 200, body = Page<Member>)))
    /// My profile.
    profile(get, path = "/api/v2/users/profile", tag = "identity",
        responses((status = 200, body = Profile)))
    /// Change it.
    update_profile(put, path = "/api/v2/users/profile", tag = "identity",
        request_body = UpdateProfile, responses((status = 200, body = Profile)))
    /// Delete my account.
    delete_account(delete, path = "/api/v2/users/profile", tag = "identity",
        request_body = DeleteAccount, responses((status = 204)))
    /// Change my password; ends my other sessions.
    change_password(put, path = "/api/v2/users/password", tag = "identity",
        request_body = ChangePassword, responses((status = 204)))
    /// My settings.
    preferences(get, path = "/api/v2/users/preferences", tag = "identity",
        responses((status = 200, body = Preferences)))
    /// Change them.
    set_preferences(put, path = "/api/v2/users/preferences", tag = "identity",
        request_body = Preferences, responses((status = 200, body = Preferences)))
    /// My usage against my quota.
    usage(get, path = "/api/v2/users/usage", tag = "identity",
        responses((status = 200, body = UsageReport)))
    /// My API keys, never the secret.
    api_keys(get, path = "/api/v2/api-keys", tag = "identity",
        params(PageQuery), responses((status = 200, body = Page<ApiKey>)))
    /// Create one; the secret is shown once.
    create_api_key(post, path = "/api/v2/api-keys", tag = "identity",
        request_body = CreateApiKey, responses((status = 201, body = CreatedApiKey)))
    /// Revoke one.
    revoke_api_key(delete, path = "/api/v2/api-keys/{id}", tag = "identity",
        params(("id" = String, Path)), responses((status = 204)))
    /// My tenants.
    tenants(get, path = "/api/v2/tenants", tag = "identity",
        params(PageQuery), responses((status = 200, body = Page<Tenant>)))
    /// Create an organisation.
    create_tenant(post, path = "/api/v2/tenants", tag = "identity",
        request_body = CreateTenant, responses((status = 201, body = Tenant)))
    /// Change its name, second-factor rule and allowed addresses.
    update_tenant(put, path = "/api/v2/tenants/{tenantId}", tag = "identity",
        params(("tenantId" = String, Path)), request_body = UpdateTenant, responses((status = 200, body = Tenant)))
    /// Delete an organisation (owner only).
    delete_tenant(delete, path = "/api/v2/tenants/{tenantId}", tag = "identity",
        params(("tenantId" = String, Path)), responses((status = 204)))
    /// Members and roles.
    members(get, path = "/api/v2/tenants/{tenantId}/members", tag = "identity",
        params(("tenantId" = String, Path), MembersQuery), responses((status = 200, body = Page<Member>)))
    /// Invitations and their state.
    invitations(get, path = "/api/v2/tenants/{tenantId}/invitations", tag = "identity",
        params(("tenantId" = String, Path), PageQuery), responses((status = 200, body = Page<Invitation>)))
    /// Invite by mail.
    invite(post, path = "/api/v2/tenants/{tenantId}/invitations", tag = "identity",
        params(("tenantId" = String, Path)), request_body = CreateInvitation, responses((status = 201, body = CreatedInvitation)))
    /// Take an invitation back.
    revoke_invitation(delete, path = "/api/v2/tenants/{tenantId}/invitations/{id}", tag = "identity",
        params(("tenantId" = String, Path), ("id" = String, Path)), responses((status = 204)))
    /// What an invitation leads to, before one accepts.
    invitation_preview(get, path = "/api/v2/invitations/{token}", tag = "identity",
        params(("token" = String, Path)), responses((status = 200, body = InvitationPreview)))
    /// Join a tenant by an invitation.
    accept_invitation(post, path = "/api/v2/invitations/accept", tag = "identity",
        request_body = AcceptInvitation, responses((status = 200, body = Session)))
    /// Change a role.
    change_role(put, path = "/api/v2/tenants/{tenantId}/members/{userId}", tag = "identity",
        params(("tenantId" = String, Path), ("userId" = String, Path)), request_body = ChangeRole, responses((status = 200, body = Member)))
    /// Remove a member.
    remove_member(delete, path = "/api/v2/tenants/{tenantId}/members/{userId}", tag = "identity",
        params(("tenantId" = String, Path), ("userId" = String, Path)), responses((status = 204)))
    /// Roles and their permissions.
    roles(get, path = "/api/v2/roles", tag = "identity",
        responses((status = 200, body = RolesResponse)))

    // files
    /// Multipart upload; streamed, scanned, encrypted.
    upload_file(post, path = "/api/v2/files/upload", tag = "files",
        request_body(content = UploadForm, content_type = "multipart/form-data"), responses((status = 201, body = FileInfo)))
    /// Start a resumable upload (tus 1.0): `Upload-Length` and `Upload-Metadata` in headers.
    start_upload(post, path = "/api/v2/files/uploads", tag = "files",
        responses((status = 201, body = UploadState)))
    /// How far an upload is, and its file once it is there.
    upload_state(get, path = "/api/v2/files/uploads/{id}", tag = "files",
        params(("id" = String, Path)), responses((status = 200, body = UploadState)))
    /// Tus: `Upload-Offset` and `Upload-Length`.
    upload_offset(head, path = "/api/v2/files/uploads/{id}", tag = "files",
        params(("id" = String, Path)), responses((status = 200)))
    /// Tus: bytes from `Upload-Offset` on.
    upload_bytes(patch, path = "/api/v2/files/uploads/{id}", tag = "files",
        params(("id" = String, Path)), request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"), responses((status = 204)))
    /// Tus: give an upload up.
    abandon_upload(delete, path = "/api/v2/files/uploads/{id}", tag = "files",
        params(("id" = String, Path)), responses((status = 204)))
    /// List, filter, page.
    list_files(get, path = "/api/v2/files", tag = "files",
        params(ListFilesQuery), responses((status = 200, body = Page<FileInfo>)))
    /// The same under its older name.
    list_files_older(get, path = "/api/v2/files/list", tag = "files",
        params(ListFilesQuery), responses((status = 200, body = Page<FileInfo>)))
    /// Metadata and versions.
    get_file(get, path = "/api/v2/files/{id}", tag = "files",
        params(("id" = String, Path)), responses((status = 200, body = FileDetails)))
    /// Change name, description and labels.
    update_file(put, path = "/api/v2/files/{id}", tag = "files",
        params(("id" = String, Path)), request_body = UpdateFile, responses((status = 200, body = FileInfo)))
    /// Content, with ranges.
    download_file(get, path = "/api/v2/files/{id}/download", tag = "files",
        params(("id" = String, Path), DownloadQuery), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))
    /// Delete, keeping what retention demands.
    delete_file(delete, path = "/api/v2/files/{id}", tag = "files",
        params(("id" = String, Path)), responses((status = 200, body = DeletedFile)))
    /// Upload a new version.
    upload_version(post, path = "/api/v2/files/{id}/versions", tag = "files",
        params(("id" = String, Path)), request_body(content = UploadForm, content_type = "multipart/form-data"), responses((status = 201, body = FileInfo)))
    /// Extract: type, encoding, sheets, columns, row count.
    process_file(post, path = "/api/v2/files/{id}/process", tag = "files",
        params(("id" = String, Path)), request_body = ProcessRequest, responses((status = 200, body = ExtractedMetadata)))
    /// Who may see it.
    file_shares(get, path = "/api/v2/files/{id}/permissions", tag = "files",
        params(("id" = String, Path)), responses((status = 200, body = Shares)))
    /// Share with users, roles or by link.
    share_file(put, path = "/api/v2/files/{id}/permissions", tag = "files",
        params(("id" = String, Path)), request_body = SetShares, responses((status = 200, body = Shares)))
    /// Bytes used against the quota.
    storage_usage(get, path = "/api/v2/files/storage/usage", tag = "files",
        responses((status = 200, body = StorageUsage)))

    // workbooks
    /// Open an uploaded file as a workbook.
    open_workbook(post, path = "/api/v2/workbooks", tag = "workbooks",
        request_body = OpenWorkbook, responses((status = 201, body = Workbook)))
    /// List.
    list_workbooks(get, path = "/api/v2/workbooks", tag = "workbooks",
        params(ListWorkbooksQuery), responses((status = 200, body = Page<WorkbookSummary>)))
    /// Sheets, names, tables, counts.
    get_workbook(get, path = "/api/v2/workbooks/{id}", tag = "workbooks",
        params(("id" = String, Path)), responses((status = 200, body = Workbook)))
    /// Close it; the file stays.
    close_workbook(delete, path = "/api/v2/workbooks/{id}", tag = "workbooks",
        params(("id" = String, Path)), responses((status = 204)))
    /// A window of cells: value, formula, format.
    cells(get, path = "/api/v2/workbooks/{id}/sheets/{sheet}/cells", tag = "workbooks",
        params(("id" = String, Path), ("sheet" = String, Path), CellsQuery), responses((status = 200, body = CellWindow)))
    /// Base-case and pre-flight report.
    check_workbook(get, path = "/api/v2/workbooks/{id}/check", tag = "workbooks",
        params(("id" = String, Path), CheckQuery), responses((status = 200, body = CheckReport)))
    /// Precedents and dependents of a cell.
    dependencies(get, path = "/api/v2/workbooks/{id}/dependencies", tag = "workbooks",
        params(("id" = String, Path), DependenciesQuery), responses((status = 200, body = Dependencies)))
    /// Likely inputs and outputs.
    suggestions(get, path = "/api/v2/workbooks/{id}/suggestions", tag = "workbooks",
        params(("id" = String, Path)), responses((status = 200, body = Suggestions)))
    /// Values of cells after overriding others.
    calculate(post, path = "/api/v2/workbooks/{id}/calculate", tag = "workbooks",
        params(("id" = String, Path)), request_body = CalculateRequest, responses((status = 200, body = CalculateResponse)))
    /// The workbook as JSON.
    export_workbook(get, path = "/api/v2/workbooks/{id}/export", tag = "workbooks",
        params(("id" = String, Path)), responses((status = 200, body = WorkbookExport)))
    /// The function reference.
    functions(get, path = "/api/v2/formulas/functions", tag = "workbooks",
        params(FunctionsQuery), responses((status = 200, body = FunctionReference)))
    /// Evaluate a formula.
    evaluate_formula(post, path = "/api/v2/formulas/evaluate", tag = "workbooks",
        request_body = EvaluateRequest, responses((status = 200, body = EvaluateResponse)))
    /// Parse a formula, report errors with position.
    validate_formula(post, path = "/api/v2/formulas/validate", tag = "workbooks",
        request_body = ValidateFormulaRequest, responses((status = 200, body = ValidateFormulaResponse)))

    // simulations
    /// Start a simulation; idempotent by Idempotency-Key.
    start_simulation(post, path = "/api/v2/simulations", tag = "simulations",
        request_body = StartSimulation, responses((status = 202, body = Simulation)))
    /// List, filter, page.
    list_simulations(get, path = "/api/v2/simulations", tag = "simulations",
        params(ListSimulationsQuery), responses((status = 200, body = Page<SimulationSummary>)))
    /// Spec and state.
    get_simulation(get, path = "/api/v2/simulations/{id}", tag = "simulations",
        params(("id" = String, Path)), responses((status = 200, body = Simulation)))
    /// Change name and labels.
    update_simulation(put, path = "/api/v2/simulations/{id}", tag = "simulations",
        params(("id" = String, Path)), request_body = UpdateSimulation, responses((status = 200, body = Simulation)))
    /// Delete it with its result; 409 while it runs.
    delete_simulation(delete, path = "/api/v2/simulations/{id}", tag = "simulations",
        params(("id" = String, Path)), responses((status = 204)))
    /// State, progress, rate, time left.
    simulation_status(get, path = "/api/v2/simulations/{id}/status", tag = "simulations",
        params(("id" = String, Path)), responses((status = 200, body = SimulationStatus)))
    /// Summary of the results.
    simulation_results(get, path = "/api/v2/simulations/{id}/results", tag = "simulations",
        params(("id" = String, Path)), responses((status = 200, body = SimulationResults)))
    /// Cancel; stops within a second.
    cancel_simulation(put, path = "/api/v2/simulations/{id}/cancel", tag = "simulations",
        params(("id" = String, Path)), request_body = CancelSimulation, responses((status = 200, body = SimulationStatus)))
    /// My place and the queue's length.
    queue(get, path = "/api/v2/simulations/queue", tag = "simulations",
        responses((status = 200, body = QueueStatus)))
    /// Check a spec without running it; also reads and writes spec files (YAML).
    validate_simulation(post, path = "/api/v2/simulations/validate", tag = "simulations",
        request_body = ValidateSimulation, responses((status = 200, body = ValidationReport)))
    /// Catalogue: parameters, limits, formulas, an example.
    distributions(get, path = "/api/v2/distributions", tag = "simulations",
        params(DistributionsQuery), responses((status = 200, body = DistributionCatalogue)))
    /// Density, cumulative and quantiles of one distribution.
    preview_distribution(post, path = "/api/v2/distributions/preview", tag = "simulations",
        request_body = PreviewDistribution, responses((status = 200, body = DistributionPreview)))
    /// Rank distributions fitted to data.
    fit_distributions(post, path = "/api/v2/distributions/fit", tag = "simulations",
        request_body = FitRequest, responses((status = 200, body = FitReport)))
    /// Rank correlations of columns of data, for the correlation matrix.
    correlate(post, path = "/api/v2/distributions/correlate", tag = "simulations",
        request_body = CorrelateRequest, responses((status = 200, body = CorrelationReport)))

    // compute
    /// CPUs and GPUs: memory, utilisation, tasks.
    devices(get, path = "/api/v2/compute/devices", tag = "compute",
        responses((status = 200, body = ComputeDevices)))
    /// Tasks running and waiting.
    tasks(get, path = "/api/v2/compute/tasks", tag = "compute",
        params(ListTasksQuery), responses((status = 200, body = Page<ComputeTask>)))
    /// Trials per second, queue wait, memory pools.
    compute_metrics(get, path = "/api/v2/compute/metrics", tag = "compute",
        responses((status = 200, body = ComputeMetrics)))

    // results
    /// List, for comparing and the command line.
    list_results(get, path = "/api/v2/results", tag = "results",
        params(ListResultsQuery), responses((status = 200, body = Page<ResultSummary>)))
    /// What a run produced.
    get_result(get, path = "/api/v2/results/{id}", tag = "results",
        params(("id" = String, Path)), responses((status = 200, body = ResultDetails)))
    /// Delete it with its samples and exports.
    delete_result(delete, path = "/api/v2/results/{id}", tag = "results",
        params(("id" = String, Path)), responses((status = 204)))
    /// Statistics per output.
    statistics(get, path = "/api/v2/results/{id}/statistics", tag = "results",
        params(("id" = String, Path), OutputQuery), responses((status = 200, body = ResultStatistics)))
    /// Bins and cumulative curve.
    histogram(get, path = "/api/v2/results/{id}/histogram", tag = "results",
        params(("id" = String, Path), HistogramQuery), responses((status = 200, body = Histogram)))
    /// Chosen percentiles with confidence intervals.
    percentiles(get, path = "/api/v2/results/{id}/percentiles", tag = "results",
        params(("id" = String, Path), PercentilesQuery), responses((status = 200, body = Percentiles)))
    /// Probability of a condition, or around delimiters.
    probability(get, path = "/api/v2/results/{id}/probability", tag = "results",
        params(("id" = String, Path), ProbabilityQuery), responses((status = 200, body = ProbabilityAnswer)))
    /// Tornado, contribution to variance, spider.
    sensitivity(get, path = "/api/v2/results/{id}/sensitivity", tag = "results",
        params(("id" = String, Path), SensitivityQuery), responses((status = 200, body = Sensitivity)))
    /// Input against output, sampled.
    scatter(get, path = "/api/v2/results/{id}/scatter", tag = "results",
        params(("id" = String, Path), ScatterQuery), responses((status = 200, body = Scatter)))
    /// Statistics by number of trials.
    convergence(get, path = "/api/v2/results/{id}/convergence", tag = "results",
        params(("id" = String, Path), OutputQuery), responses((status = 200, body = Convergence)))
    /// How inputs lie in the worst (or best) trials.
    scenario(get, path = "/api/v2/results/{id}/scenario", tag = "results",
        params(("id" = String, Path), ScenarioQuery), responses((status = 200, body = Scenario)))
    /// Percentiles over a row of outputs.
    fan(get, path = "/api/v2/results/{id}/fan", tag = "results",
        params(("id" = String, Path), FanQuery), responses((status = 200, body = Fan)))
    /// Rank correlations between inputs and outputs.
    result_correlations(get, path = "/api/v2/results/{id}/correlations", tag = "results",
        params(("id" = String, Path), CorrelationsQuery), responses((status = 200, body = CorrelationMatrix)))
    /// Replay one trial into a workbook.
    replay_trial(get, path = "/api/v2/results/{id}/trials/{n}", tag = "results",
        params(("id" = String, Path), ("n" = String, Path), ReplayQuery), responses((status = 200, body = TrialReplay)))
    /// Samples as Parquet, CSV or JSON pages.
    samples(get, path = "/api/v2/results/{id}/samples", tag = "results",
        params(("id" = String, Path), SamplesQuery), responses((status = 200, body = SamplesPage)))
    /// Report as xlsx, pdf, html or csv.
    export_result(post, path = "/api/v2/results/{id}/export", tag = "results",
        params(("id" = String, Path)), request_body = ExportRequest, responses((status = 201, body = Artifact)))
    /// State of an export.
    artifact(get, path = "/api/v2/results/{id}/artifacts/{artifactId}", tag = "results",
        params(("id" = String, Path), ("artifactId" = String, Path)), responses((status = 200, body = Artifact)))
    /// The export's content.
    download_artifact(get, path = "/api/v2/results/{id}/artifacts/{artifactId}/download", tag = "results",
        params(("id" = String, Path), ("artifactId" = String, Path), ArtifactQuery), responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))
    /// Who may see it.
    result_shares(get, path = "/api/v2/results/{id}/shares", tag = "results",
        params(("id" = String, Path)), responses((status = 200, body = Shares)))
    /// Share with users, roles or by link.
    share_result(put, path = "/api/v2/results/{id}/shares", tag = "results",
        params(("id" = String, Path)), request_body = SetShares, responses((status = 200, body = Shares)))
    /// Runs side by side.
    compare_results(post, path = "/api/v2/results/compare", tag = "results",
        request_body = CompareRequest, responses((status = 200, body = Comparison)))

    // saved-simulations
    /// List and search.
    list_saved(get, path = "/api/v2/saved-simulations", tag = "saved-simulations",
        params(ListSavedSimulationsQuery), responses((status = 200, body = Page<SavedSimulation>)))
    /// Save a spec as a template.
    save_simulation(post, path = "/api/v2/saved-simulations", tag = "saved-simulations",
        request_body = SaveSimulation, responses((status = 201, body = SavedSimulationDetails)))
    /// One, with its versions.
    get_saved(get, path = "/api/v2/saved-simulations/{id}", tag = "saved-simulations",
        params(("id" = String, Path)), responses((status = 200, body = SavedSimulationDetails)))
    /// A new version.
    update_saved(put, path = "/api/v2/saved-simulations/{id}", tag = "saved-simulations",
        params(("id" = String, Path)), request_body = UpdateSavedSimulation, responses((status = 200, body = SavedSimulationDetails)))
    /// Delete.
    delete_saved(delete, path = "/api/v2/saved-simulations/{id}", tag = "saved-simulations",
        params(("id" = String, Path)), responses((status = 204)))
    /// An older version, and its difference from another.
    get_saved_version(get, path = "/api/v2/saved-simulations/{id}/versions/{version}", tag = "saved-simulations",
        params(("id" = String, Path), ("version" = String, Path), VersionQuery), responses((status = 200, body = VersionDetails)))
    /// Run it.
    run_saved(post, path = "/api/v2/saved-simulations/{id}/run", tag = "saved-simulations",
        params(("id" = String, Path)), request_body = RunSavedSimulation, responses((status = 202, body = Simulation)))
    /// Who may see it.
    saved_shares(get, path = "/api/v2/saved-simulations/{id}/shares", tag = "saved-simulations",
        params(("id" = String, Path)), responses((status = 200, body = Shares)))
    /// Share with users, roles or by link.
    share_saved(put, path = "/api/v2/saved-simulations/{id}/shares", tag = "saved-simulations",
        params(("id" = String, Path)), request_body = SetShares, responses((status = 200, body = Shares)))
    /// The discussion.
    comments(get, path = "/api/v2/saved-simulations/{id}/comments", tag = "saved-simulations",
        params(("id" = String, Path), PageQuery), responses((status = 200, body = Page<Comment>)))
    /// Discuss.
    add_comment(post, path = "/api/v2/saved-simulations/{id}/comments", tag = "saved-simulations",
        params(("id" = String, Path)), request_body = AddComment, responses((status = 201, body = Comment)))
    /// Delete a comment of mine.
    delete_comment(delete, path = "/api/v2/saved-simulations/{id}/comments/{commentId}", tag = "saved-simulations",
        params(("id" = String, Path), ("commentId" = String, Path)), responses((status = 204)))

    // notifications
    /// Live progress and state (WebSocket; messages: `ProgressMessage`, `ClientMessage`).
    watch_simulation(get, path = "/ws/progress/{simulation_id}", tag = "notifications",
        params(("simulation_id" = String, Path)), responses((status = 101)))
    /// Everything for me, live (WebSocket; messages: `NotificationMessage`, `ClientMessage`).
    watch_notifications(get, path = "/ws/notifications", tag = "notifications",
        responses((status = 101)))
    /// In-app notifications.
    list_notifications(get, path = "/api/v2/notifications", tag = "notifications",
        params(ListNotificationsQuery), responses((status = 200, body = NotificationPage)))
    /// Mark some or all read.
    mark_read(post, path = "/api/v2/notifications/mark-read", tag = "notifications",
        request_body = MarkRead, responses((status = 200, body = MarkedRead)))
    /// By event and channel.
    notification_preferences(get, path = "/api/v2/notifications/preferences", tag = "notifications",
        responses((status = 200, body = NotificationPreferences)))
    /// Change them.
    set_notification_preferences(put, path = "/api/v2/notifications/preferences", tag = "notifications",
        request_body = UpdateNotificationPreferences, responses((status = 200, body = NotificationPreferences)))
    /// Send a mail (service principals and admins).
    send_email(post, path = "/api/v2/notifications/email", tag = "notifications",
        request_body = SendEmail, responses((status = 202, body = Delivery)))
    /// Deliver to a webhook now.
    deliver_webhook(post, path = "/api/v2/notifications/webhook", tag = "notifications",
        request_body = DeliverWebhook, responses((status = 200, body = Delivery)))
    /// Webhook endpoints, signed deliveries, attempts.
    webhooks(get, path = "/api/v2/notifications/webhooks", tag = "notifications",
        params(PageQuery), responses((status = 200, body = Page<Webhook>)))
    /// Add one.
    create_webhook(post, path = "/api/v2/notifications/webhooks", tag = "notifications",
        request_body = CreateWebhook, responses((status = 201, body = CreatedWebhook)))
    /// Change one, or switch it off.
    update_webhook(put, path = "/api/v2/notifications/webhooks/{id}", tag = "notifications",
        params(("id" = String, Path)), request_body = UpdateWebhook, responses((status = 200, body = Webhook)))
    /// Remove one.
    delete_webhook(delete, path = "/api/v2/notifications/webhooks/{id}", tag = "notifications",
        params(("id" = String, Path)), responses((status = 204)))
    /// A webhook's deliveries and their attempts.
    deliveries(get, path = "/api/v2/notifications/webhooks/{id}/deliveries", tag = "notifications",
        params(("id" = String, Path), ListDeliveriesQuery), responses((status = 200, body = Page<Delivery>)))
    /// Send a dead letter again.
    retry_delivery(post, path = "/api/v2/notifications/deliveries/{id}/retry", tag = "notifications",
        params(("id" = String, Path)), responses((status = 202, body = Delivery)))
    /// Alert rules and their state.
    alerts(get, path = "/api/v2/alerts", tag = "notifications",
        params(PageQuery), responses((status = 200, body = Page<AlertRule>)))
    /// Add a rule on a query, a result or a metric.
    create_alert(post, path = "/api/v2/alerts", tag = "notifications",
        request_body = CreateAlertRule, responses((status = 201, body = AlertRule)))
    /// Change a rule, or switch it off.
    update_alert(put, path = "/api/v2/alerts/{id}", tag = "notifications",
        params(("id" = String, Path)), request_body = UpdateAlertRule, responses((status = 200, body = AlertRule)))
    /// Remove a rule.
    delete_alert(delete, path = "/api/v2/alerts/{id}", tag = "notifications",
        params(("id" = String, Path)), responses((status = 204)))
}
