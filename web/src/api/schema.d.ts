// Generated from the OpenAPI document by `npm run schema`. Don't edit.
export interface paths {
    "/api/v2/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alert rules and their state. */
        get: operations["alerts"];
        put?: never;
        /** Adds a rule on a result or a metric. */
        post: operations["create_alert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a rule. */
        put: operations["update_alert"];
        post?: never;
        /** Removes a rule. */
        delete: operations["delete_alert"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My API keys, never the secret. */
        get: operations["api_keys"];
        put?: never;
        /** Creates one; the secret is shown once. */
        post: operations["create_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes one. Admins may revoke every key of the tenant. */
        delete: operations["revoke_api_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Public keys. */
        get: operations["jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Password or second factor; access and refresh token. */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends this session. */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one can sign in here. */
        get: operations["sign_in_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/oidc/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finishes a sign-in with a provider. */
        get: operations["oidc_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/oidc/{provider}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Signs in with an OpenID Connect provider (Auth0, Keycloak, ...). */
        get: operations["oidc_start"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mails a reset link; the same answer whether or not the address exists. */
        post: operations["reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/password-reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password. */
        post: operations["confirm_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rotates the refresh token; reuse ends the session. */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Creates a user and, for the first user of one, a tenant. */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/register/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms a mail address with the token that was mailed. */
        post: operations["confirm_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My second factor. */
        get: operations["second_factor"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/second-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes new recovery codes; the old ones are no longer good. */
        post: operations["new_recovery_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/second-factor/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to enrol an authenticator app. */
        post: operations["enrol_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/second-factor/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms the authenticator app with a first code. */
        post: operations["confirm_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/second-factor/totp/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switches the second factor off. */
        post: operations["disable_totp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My sessions. */
        get: operations["sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one. */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Works in another tenant from now on. */
        put: operations["switch_tenant"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/tenants/{tenantId}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users of a tenant. */
        get: operations["tenant_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The current principal. */
        get: operations["current_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether this token is good, and for what. */
        get: operations["validate_token"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/compute/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** CPUs and GPUs: memory, utilisation, tasks. */
        get: operations["list_compute_devices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/compute/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Trials per second, queue wait, memory pools. */
        get: operations["get_compute_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/compute/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tasks that wait and run: the organisation's own; all of them for an operator. */
        get: operations["list_compute_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/distributions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The distribution library: parameters, limits, formulas, examples. */
        get: operations["list_distributions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/distributions/correlate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rank correlations of columns of data, for the correlations of a spec. */
        post: operations["correlate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/distributions/fit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rank distributions fitted to data. */
        post: operations["fit_distributions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/distributions/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Density, cumulative curve and quantiles of one distribution. */
        post: operations["preview_distribution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists files.
         * @description Those that the caller may see, a page at a time.
         */
        get: operations["list_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells of a file.
         * @description With its versions and what was found in the latest one.
         */
        get: operations["get_file"];
        put?: never;
        post?: never;
        /**
         * Deletes a file.
         * @description Its content is kept for as long as retention demands and then goes for good.
         */
        delete: operations["delete_file"];
        options?: never;
        head?: never;
        /** Changes what is said about a file. */
        patch: operations["update_file"];
        trace?: never;
    };
    "/api/v2/files/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Downloads a file.
         * @description Ranges, `If-Range` and `If-None-Match` work; the entity tag is the content's SHA-256.
         */
        get: operations["download_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/files/{id}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who may see a file. */
        get: operations["get_file_permissions"];
        /**
         * Shares a file.
         * @description Replaces all that was granted before. The link's token is in this answer only.
         */
        put: operations["set_file_permissions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/files/{id}/process": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Looks through a file.
         * @description Encoding, delimiter, columns and rows of a table; sheets of a workbook.
         */
        post: operations["process_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/files/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Uploads a new version of a file.
         * @description It must be of the same kind. Workbooks that were opened from earlier versions stay as they are.
         */
        post: operations["upload_file_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/files/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists files, under the older name. */
        get: operations["list_files_by_old_name"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/files/storage/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how much storage is used. */
        get: operations["storage_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/files/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Uploads a file.
         * @description The file's name must come with it; its content must be what the name's extension says. Large files
         *     are better uploaded in pieces: `POST /api/v2/files/uploads`.
         */
        post: operations["upload_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/files/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts a resumable upload (tus 1.0).
         * @description `Upload-Metadata` must have `filename`, and may have `description` and `tags`, their values in base64.
         *     The bytes go by `PATCH` to `Location`.
         */
        post: operations["start_upload"];
        delete?: never;
        /** Tells what resumable uploads can do. */
        options: operations["upload_options"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/files/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells how far a resumable upload is, and which file it became. */
        get: operations["get_upload"];
        put?: never;
        post?: never;
        /** Ends a resumable upload; what arrived is deleted (tus 1.0). */
        delete: operations["end_upload"];
        options?: never;
        /** Tells the offset of a resumable upload (tus 1.0). */
        head: operations["get_upload_offset"];
        /**
         * Sends the next bytes of a resumable upload (tus 1.0).
         * @description With the last byte the file is made: refusals of its content come as the answer to that request.
         */
        patch: operations["continue_upload"];
        trace?: never;
    };
    "/api/v2/formulas/evaluate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Evaluates a formula. */
        post: operations["evaluate_formula"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/formulas/functions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the function reference. */
        get: operations["list_functions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/formulas/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Parses a formula and reports errors with their position. */
        post: operations["validate_formula"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the home page needs in one call: recent runs, quota, notifications. */
        get: operations["home"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/invitations/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an invitation's link leads to. */
        get: operations["invitation_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Joins by an invitation: signed in, or with a name and password to register at once. */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** In-app notifications. */
        get: operations["list_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notifications/deliveries/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has a dead delivery tried again. */
        post: operations["retry_delivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notifications/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a mail to members (admins). */
        post: operations["send_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notifications/mark-read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks some or all read. */
        post: operations["mark_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notifications/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My settings by event and channel. */
        get: operations["notification_preferences"];
        /** Changes my settings. */
        put: operations["set_notification_preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notifications/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delivers to a webhook now. */
        post: operations["deliver_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notifications/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhook endpoints, signed deliveries, attempts. */
        get: operations["webhooks"];
        put?: never;
        /** Adds one. */
        post: operations["create_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notifications/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes one. */
        put: operations["update_webhook"];
        post?: never;
        /** Removes one. */
        delete: operations["delete_webhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/notifications/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deliveries of a webhook. */
        get: operations["deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One OpenAPI document of all services. */
        get: operations["openapi_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Results of the organisation, the newest first. */
        get: operations["list_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a run produced. */
        get: operations["get_result"];
        put?: never;
        post?: never;
        /**
         * Delete a result, its samples, its exports and its link.
         * @description Who ran the simulation may, and admins.
         */
        delete: operations["delete_result"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/artifacts/{artifact_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State of an export. */
        get: operations["get_artifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/artifacts/{artifact_id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The content of an export that is ready. */
        get: operations["download_artifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/convergence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Statistics by number of trials. */
        get: operations["result_convergence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/correlations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rank correlations between inputs and outputs.
         * @description Over the trials in which none of them is an error.
         */
        get: operations["result_correlations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Export a result: a report as Excel, PDF or HTML, the samples as CSV or Parquet, the result as JSON. */
        post: operations["export_result"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/fan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Percentiles over a row of outputs. */
        get: operations["result_fan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/histogram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bins and cumulative curve. */
        get: operations["result_histogram"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/percentiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Chosen percentiles with confidence intervals. */
        get: operations["result_percentiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/probability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Probability of a condition, or of lying between delimiters. */
        get: operations["result_probability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The samples: pages as JSON, all of them as CSV or Parquet. */
        get: operations["result_samples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/scatter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An input or output against another, sampled. */
        get: operations["result_scatter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/scenario": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The trials at one end of an output: how do inputs lie there? */
        get: operations["result_scenario"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/sensitivity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tornado, contribution to variance, spider. */
        get: operations["result_sensitivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who may see a result. */
        get: operations["get_result_shares"];
        /**
         * Shares a result by link, or withdraws its link. The token is in this answer only.
         * @description Everybody in the organisation who may see results sees it anyway, so there is nothing to grant.
         */
        put: operations["set_result_shares"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Statistics per output. */
        get: operations["result_statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/{id}/trials/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Replay one trial: what its inputs and outputs are, or a copy of the workbook that shows it.
         * @description `{n}` is the trial's number from 1, or `worst`, `best`, `median` or a percentile such as `p95` of an
         *     output. The copy is answered for `format=xlsx`, or to `Accept` with the media type of a workbook; it
         *     needs `results:export`.
         */
        get: operations["replay_trial"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/results/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs side by side, the others against the first. */
        post: operations["compare_results"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Roles and their permissions. */
        get: operations["roles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/saved-simulations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists and searches saved simulations.
         * @description Those that the caller may see, a page at a time.
         */
        get: operations["list_saved_simulations"];
        put?: never;
        /** Saves a simulation as a template. */
        post: operations["save_simulation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/saved-simulations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells of a saved simulation, with its versions and comments. */
        get: operations["get_saved_simulation"];
        /**
         * Saves a new version.
         * @description What is left out stays. Changing name, description and labels alone makes no new version.
         */
        put: operations["update_saved_simulation"];
        post?: never;
        /** Deletes a saved simulation with its versions, comments and shares. Runs and results stay. */
        delete: operations["delete_saved_simulation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/saved-simulations/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the comments, the oldest first. */
        get: operations["list_saved_simulation_comments"];
        put?: never;
        /** Comments on a saved simulation, a version of it, or a cell. */
        post: operations["comment_on_saved_simulation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/saved-simulations/{id}/comments/{comment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a comment: one's own, or any of a saved simulation that one manages.
         * @description Its text is gone; its place stays, for the answers to it.
         */
        delete: operations["delete_saved_simulation_comment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/saved-simulations/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs a saved simulation, in the caller's name.
         * @description With the header `Idempotency-Key` the same request twice starts it once.
         */
        post: operations["run_saved_simulation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/saved-simulations/{id}/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who may see a saved simulation. */
        get: operations["get_saved_simulation_shares"];
        /**
         * Shares a saved simulation with users, roles, everybody in the organisation, or by link.
         * @description Replaces all that was granted before. The link's token is in this answer only.
         */
        put: operations["set_saved_simulation_shares"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/saved-simulations/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells of an older version, and its difference from another. */
        get: operations["get_saved_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/simulations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List simulations. */
        get: operations["list_simulations"];
        put?: never;
        /** Start a simulation. With the header `Idempotency-Key` the same request twice starts it once. */
        post: operations["start_simulation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/simulations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A simulation: spec and state. */
        get: operations["get_simulation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what a simulation is called, and its labels. */
        patch: operations["update_simulation"];
        trace?: never;
    };
    "/api/v2/simulations/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Cancel a simulation, in whatever state; its trials stop within a second. */
        put: operations["cancel_simulation"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/simulations/{id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Summary of a simulation's results. */
        get: operations["get_simulation_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/simulations/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a simulation is. */
        get: operations["get_simulation_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/simulations/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My place and the queue's length. */
        get: operations["get_simulation_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/simulations/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a spec without running it. */
        post: operations["validate_simulation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My tenants. */
        get: operations["tenants"];
        put?: never;
        /** Creates an organisation. */
        post: operations["create_tenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tenants/{tenantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a tenant. */
        put: operations["update_tenant"];
        post?: never;
        /** Deletes a tenant: owners only. */
        delete: operations["delete_tenant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tenants/{tenantId}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations of a tenant. */
        get: operations["invitations"];
        put?: never;
        /** Invites by mail. */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tenants/{tenantId}/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an invitation back. */
        delete: operations["revoke_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tenants/{tenantId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members and roles. */
        get: operations["members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tenants/{tenantId}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a role. */
        put: operations["change_role"];
        post?: never;
        /** Removes a member, or oneself. */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes my password, and ends all other sessions. */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My settings. */
        get: operations["preferences"];
        /** Changes my settings. */
        put: operations["set_preferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My profile. */
        get: operations["profile"];
        /** Changes my profile. */
        put: operations["update_profile"];
        post?: never;
        /** Deletes my account. */
        delete: operations["delete_account"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My usage against my quota. */
        get: operations["usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workbooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists workbooks.
         * @description Those whose files the caller may see, a page at a time.
         */
        get: operations["list_workbooks"];
        put?: never;
        /**
         * Opens an uploaded file as a workbook.
         * @description The same file and version opened again is the same workbook. It is opened in the background: while
         *     the state is `opening` ask again, or wait for the event `workbook.opened`.
         */
        post: operations["open_workbook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workbooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells of a workbook: sheets, names, tables, counts. */
        get: operations["get_workbook"];
        put?: never;
        post?: never;
        /** Closes a workbook. Its file stays, and so do results of its simulations. */
        delete: operations["close_workbook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workbooks/{id}/calculate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Computes cells after setting others. The workbook itself stays as it is. */
        post: operations["calculate_workbook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workbooks/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Checks a workbook: does Ulam compute what Excel computed, and what would a reviewer point out? */
        get: operations["check_workbook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workbooks/{id}/dependencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells what a cell reads and what reads it. */
        get: operations["get_dependencies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workbooks/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exports a workbook as JSON. */
        get: operations["export_workbook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workbooks/{id}/sheets/{sheet}/cells": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a window of cells: value, formula, format. */
        get: operations["get_cells"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/workbooks/{id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suggests inputs and outputs. */
        get: operations["get_suggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API's description to browse and to try. */
        get: operations["documentation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/circuit-breakers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State, counters and time to the next probe of each circuit breaker. */
        get: operations["circuit_breakers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/circuit-breakers/{service}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes a service's circuit breakers by hand. */
        post: operations["reset_circuit_breaker"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Status of the gateway itself. */
        get: operations["gateway_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Registered instances, and how each is. */
        get: operations["gateway_services"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Overall health: this process, each service, its dependencies. */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs. */
        get: operations["health_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** It can serve. */
        get: operations["health_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics of the process. */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ws/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything for me, live. */
        get: operations["watch_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ws/progress/{simulation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Live progress and state. */
        get: operations["watch_simulation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description Joins a tenant by an invitation: signed in, or with a name and password to register at once.
         *     Answers `Session`.
         */
        AcceptInvitation: {
            /** @description What to call them, of those who have no account. */
            name?: string | null;
            /** @description Their password, of those who have no account. */
            password?: string | null;
            /** @description How the tokens are handed over. */
            session?: components["schemas"]["SessionKind"];
            /** @description The token of the link. */
            token: string;
        };
        /**
         * @description What someone may do with a thing that is shared; each may do what those before it may.
         * @enum {string}
         */
        Access: "view" | "comment" | "edit" | "manage";
        /** @description Comments on a saved simulation. Answers [`Comment`]. */
        AddComment: {
            /** @description The cell that it is about. */
            cell?: string | null;
            /** @description The comment that it answers. */
            reply_to?: string | null;
            /** @description What to say, as plain text. */
            text: string;
            /**
             * Format: int32
             * @description The version that it is about.
             */
            version?: number | null;
        };
        /** @description An alert rule and its state. */
        AlertRule: {
            /** @description How its maker is told. */
            channels: components["schemas"]["Channel"][];
            /** @description How the figure is compared. */
            comparator: components["schemas"]["Comparator"];
            /**
             * Format: double
             * @description Seconds after an alert in which none follows.
             */
            cooldown_seconds: number;
            /** @description When it was made. */
            created_at: string;
            /** @description Who made it. */
            created_by: string;
            /** @description The rule. */
            id: string;
            /** @description Whether it is looked at. */
            is_enabled: boolean;
            /** @description When it was seen. */
            last_evaluated_at?: string | null;
            /** @description When it last fired. */
            last_fired_at?: string | null;
            /**
             * Format: double
             * @description The figure seen last.
             */
            last_value?: number | null;
            /** @description What it is called. */
            name: string;
            /** @description Its state. */
            state: components["schemas"]["AlertState"];
            /** @description What it watches. */
            subject: components["schemas"]["AlertSubject"];
            /**
             * Format: double
             * @description With what.
             */
            threshold: number;
        };
        /**
         * @description State of an alert rule.
         * @enum {string}
         */
        AlertState: "no_data" | "ok" | "firing";
        /** @description What an alert rule watches. */
        AlertSubject: {
            /** @enum {string} */
            kind: "result";
            /** @description The output, by name or cell; of a probability left out. */
            output?: string | null;
            /** @description The saved simulation. */
            saved_simulation_id?: string | null;
            /**
             * @description `mean`, `sd`, a percentile that results list such as `p95`, or the expression of a
             *     probability such as `Model!B20 < 0`.
             */
            statistic: string;
            /** @description The workbook. */
            workbook_id?: string | null;
        } | {
            /** @enum {string} */
            kind: "metric";
            /** @description The metric. */
            metric: string;
        } | {
            /** @enum {string} */
            kind: "query";
            /** @description The query. */
            query_id: string;
        };
        /** @description An API key, without its secret. */
        ApiKey: {
            /**
             * @description Addresses (CIDR) that it works from; empty for all.
             * @example [
             *       "203.0.113.0/24"
             *     ]
             */
            allowed_ips: string[];
            /** @description When it was made. */
            created_at: string;
            /** @description When it ends; null for never. */
            expires_at?: string | null;
            /** @description The key. */
            id: string;
            /** @description When it was last used, to the minute. */
            last_used_at?: string | null;
            /** @description Address it was last used from. */
            last_used_ip?: string | null;
            /**
             * @description What it is for.
             * @example nightly build
             */
            name: string;
            /** @description What it may do: at most what its owner may at the time of the call. */
            permissions: components["schemas"]["Permission"][];
            /**
             * @description The beginning of the secret, to recognise it.
             * @example ulam_live_5f3c9a
             */
            prefix: string;
            /** @description When it was revoked. */
            revoked_at?: string | null;
        };
        /** @description An export that can be downloaded. */
        Artifact: {
            /**
             * Format: int64
             * @description Size in bytes, once it is ready.
             */
            bytes?: number | null;
            /** @description When it was asked for. */
            created_at: string;
            /**
             * @description Path to download it from, once it is ready:
             *     `/api/v2/results/{id}/artifacts/{artifact_id}/download`.
             */
            download_path?: string | null;
            /** @description When it is deleted. */
            expires_at?: string | null;
            /**
             * @description Name to save it under.
             * @example plan.pdf
             */
            file_name: string;
            /** @description Its form. */
            format: components["schemas"]["ExportFormat"];
            /** @description The export. */
            id: string;
            /** @description Why it failed, or what it doesn't hold. */
            message?: string | null;
            /** @description The result. */
            result_id: string;
            /** @description Its state. */
            state: components["schemas"]["ArtifactState"];
        };
        /**
         * @description State of an export.
         * @enum {string}
         */
        ArtifactState: "pending" | "ready" | "failed";
        /** @description Does Ulam compute what Excel computed, in one line. */
        BaseCaseBadge: {
            /**
             * Format: int64
             * @description Circular references that the workbook doesn't ask to iterate.
             */
            circular_references: number;
            /**
             * Format: int64
             * @description Cells that differ.
             */
            differing: number;
            /**
             * Format: int64
             * @description Of these, cells that equal what Excel saved.
             */
            equal: number;
            /**
             * Format: int64
             * @description Cells with a formula.
             */
            formula_cells: number;
            /**
             * Format: int64
             * @description Cells that can't be computed.
             */
            not_computable: number;
            /**
             * Format: int64
             * @description Cells for which the file saves no value.
             */
            not_saved: number;
            /**
             * @description The same as a sentence.
             * @example 12,431 of 12,431 formulas match Excel
             */
            sentence: string;
            /**
             * Format: int64
             * @description Findings of high severity.
             */
            severe_findings: number;
            /** @description The verdict. */
            verdict: components["schemas"]["BaseCaseVerdict"];
            /**
             * Format: int64
             * @description Cells that differ as they may: they depend on time or chance.
             */
            volatile: number;
        };
        /**
         * @description The verdict of a base-case check.
         * @enum {string}
         */
        BaseCaseVerdict: "matches" | "differs" | "not_computable" | "nothing_saved" | "no_formulas";
        /** @description What a bootstrap found. */
        BootstrapReport: {
            /**
             * Format: double
             * @description p-value of the Anderson-Darling distance.
             */
            anderson_darling_p?: number | null;
            /**
             * Format: double
             * @description p-value of chi-squared.
             */
            chi_squared_p?: number | null;
            /**
             * Format: int64
             * @description Of these, samples to which the distribution could not be fitted.
             */
            failed: number;
            /**
             * Format: double
             * @description p-value of the Kolmogorov-Smirnov distance.
             */
            kolmogorov_smirnov_p?: number | null;
            /**
             * Format: int64
             * @description Samples drawn.
             */
            replicates: number;
        };
        /** @description An input, tied to its cell. */
        BoundInput: {
            /**
             * Format: double
             * @description Where the base case lies in the distribution, from 0 to 1; null if the parameters aren't
             *     numbers.
             */
            base_probability?: number | null;
            /** @description What the cell holds in the base case. */
            base_value: components["schemas"]["CellValue"];
            /** @description The cell, with its sheet. */
            cell: string;
            /** @description The distribution. */
            distribution: string;
            /** @description Whether the workbook's own formula makes it. */
            is_in_workbook: boolean;
            /** @description Whether an output depends on it. */
            is_used: boolean;
            /** @description What people call it: its name, else the text beside it, else its cell. */
            label: string;
            /**
             * Format: double
             * @description The distribution's mean.
             */
            mean?: number | null;
            /** @description Its name. */
            name?: string | null;
            /** @description The cell's number format code. */
            number_format?: string | null;
            /**
             * Format: double
             * @description The distribution's standard deviation.
             */
            sd?: number | null;
        };
        /** @description An output, tied to its cell. */
        BoundOutput: {
            /** @description What the cell holds in the base case. */
            base_value: components["schemas"]["CellValue"];
            /** @description The cell, with its sheet. */
            cell: string;
            /**
             * Format: int32
             * @description Number of inputs that it depends on.
             */
            input_count: number;
            /** @description What people call it: its name, else the text beside it, else its cell. */
            label: string;
            /** @description Its name. */
            name?: string | null;
            /** @description The cell's number format code. */
            number_format?: string | null;
        };
        /**
         * @description State of a circuit breaker.
         * @enum {string}
         */
        BreakerState: "CLOSED" | "OPEN" | "HALF_OPEN";
        /** @description A cell's value. */
        CalculatedCell: {
            /** @description The cell. */
            cell: string;
            /** @description As its number format shows it. */
            text: string;
            /** @description Its value. */
            value: components["schemas"]["CellValue"];
        };
        /**
         * @description Computes cells after setting others. The workbook itself stays as it is. Answers
         *     `CalculateResponse`.
         * @example {
         *       "cells": [
         *         "Model!B20"
         *       ],
         *       "set": {
         *         "Model!B3": 12.5,
         *         "Scenario": "high"
         *       }
         *     }
         */
        CalculateRequest: {
            /** @description Cells, ranges or defined names whose values are wanted; at most 10,000 cells. */
            cells: string[];
            /** @description What cells hold instead, by cell or defined name; at most 10,000. */
            set?: {
                [key: string]: components["schemas"]["CellValue"];
            };
        };
        /** @description Values of cells. */
        CalculateResponse: {
            /** @description Circular references that were met, each as the cells of the circle. */
            circular_references: string[][];
            /**
             * Format: double
             * @description Milliseconds that it took.
             */
            elapsed_ms: number;
            /** @description The values, in the order asked for; ranges row by row. */
            values: components["schemas"]["CalculatedCell"][];
        };
        /** @description How a workbook asks to be calculated. */
        Calculation: {
            /**
             * Format: double
             * @description Iteration ends when no cell changes by more than this.
             */
            change_max: number;
            /** @description Whether numbers are calculated in full precision; false for "precision as displayed". */
            full_precision: boolean;
            /** @description Whether Excel calculates only on request, so that saved values may be out of date. */
            is_manual: boolean;
            /** @description Whether circular references are iterated. */
            iterate: boolean;
            /**
             * Format: int32
             * @description Most iterations.
             */
            iterations_max: number;
        };
        /** @description Cancels a simulation. Answers `SimulationStatus`; 409 if it has ended. */
        CancelSimulation: {
            /** @description Why, for the record. */
            reason?: string | null;
        };
        /** @description How many of Excel's functions of a category there are. */
        CategoryCoverage: {
            /** @description Excel's category. */
            category: string;
            /**
             * Format: int32
             * @description Functions that Excel lists.
             */
            listed: number;
            /** @description Those that are missing, with the reason. */
            missing: components["schemas"]["MissingFunction"][];
            /**
             * Format: int32
             * @description Functions that Ulam has.
             */
            present: number;
        };
        /** @description A cell of a window. */
        Cell: {
            /** @description Range of the array formula that it begins. */
            array?: string | null;
            /**
             * Format: int32
             * @description Column, 1 for A.
             */
            column: number;
            excel?: components["schemas"]["CellValue"] | null;
            /**
             * @description Its formula, with the equals sign.
             * @example =SUM(B3:B9)
             */
            formula?: string | null;
            /** @description What it holds. */
            kind: components["schemas"]["CellKind"];
            role?: components["schemas"]["CellRole"] | null;
            /**
             * Format: int32
             * @description Row, from 1.
             */
            row: number;
            /**
             * Format: int32
             * @description Index into the window's `styles`; left out for the plain style.
             */
            style?: number | null;
            /**
             * @description Its value as the number format shows it; left out where it is the value itself as text.
             * @example $1,234.50
             */
            text?: string | null;
            /** @description Its value as Ulam computes it. */
            value: components["schemas"]["CellValue"];
        };
        /** @description An Excel error. */
        CellErrorValue: {
            /**
             * @description As Excel shows it: `#DIV/0!`, `#N/A`, `#NAME?`, `#NULL!`, `#NUM!`, `#REF!`, `#VALUE!`,
             *     `#SPILL!`, `#CALC!`.
             * @example #N/A
             */
            error: string;
        };
        /**
         * @description What a cell holds.
         * @enum {string}
         */
        CellKind: "blank" | "constant" | "formula" | "spilled";
        /**
         * @description What a cell is to a simulation by the workbook's own formulas. Inputs and outputs that the user
         *     marks are in the spec.
         * @enum {string}
         */
        CellRole: "input" | "output";
        /** @description How a cell looks, where cheap. */
        CellStyle: {
            /** @description Whether it is bold. */
            bold?: boolean;
            /** @description Whether there is a line below. */
            border_bottom?: boolean;
            /** @description Whether there is a line on the left. */
            border_left?: boolean;
            /** @description Whether there is a line on the right. */
            border_right?: boolean;
            /** @description Whether there is a line above. */
            border_top?: boolean;
            /** @description Colour of the text: `#1f2937`. */
            color?: string | null;
            /** @description Colour behind it. */
            fill?: string | null;
            horizontal?: components["schemas"]["HorizontalAlignment"] | null;
            /**
             * Format: int32
             * @description Steps that it is indented by.
             */
            indent?: number;
            /** @description Whether it is italic. */
            italic?: boolean;
            /**
             * @description Number format code; `General` for none.
             * @example #,##0.00
             */
            number_format: string;
            /** @description Whether it is underlined. */
            underline?: boolean;
            /** @description Whether it is broken into lines. */
            wraps?: boolean;
        };
        /** @description A cell's value: a number, a text, a boolean, `null` for a blank, `{"error": "#N/A"}`. */
        CellValue: components["schemas"]["CellErrorValue"] | boolean | number | string | null;
        /** @description A window of cells. Cells that hold nothing and look like nothing are left out. */
        CellWindow: {
            /** @description The cells, row by row. */
            cells: components["schemas"]["Cell"][];
            /** @description The window, cut to the sheet's used range. */
            range: string;
            /** @description The sheet. */
            sheet: string;
            /** @description The styles that cells refer to by index. */
            styles: components["schemas"]["CellStyle"][];
        };
        /** @description A rank correlation that was changed. */
        ChangedCorrelation: {
            /** @description An input. */
            first: string;
            /**
             * Format: double
             * @description What was asked for.
             */
            requested: number;
            /** @description The other one. */
            second: string;
            /**
             * Format: double
             * @description What is used.
             */
            used: number;
        };
        /**
         * @description Kind of a difference.
         * @enum {string}
         */
        ChangeKind: "added" | "removed" | "changed";
        /** @description Changes one's password, and ends all other sessions. */
        ChangePassword: {
            /** @description The present one; left out by users who have none yet. */
            current_password?: string | null;
            /** @description At least 12 characters. */
            new_password: string;
        };
        /** @description Change of a statistic of an output across an input's deciles. */
        ChangeResult: {
            /**
             * Format: double
             * @description Its highest value.
             */
            highest: number;
            /**
             * Format: int32
             * @description The decile of the input in which it is highest, from 1.
             */
            highest_decile: number;
            /**
             * Format: double
             * @description Its lowest value.
             */
            lowest: number;
            /**
             * Format: int32
             * @description The decile of the input in which it is lowest, from 1.
             */
            lowest_decile: number;
            /** @description The statistic: `mean` or `P95`. */
            statistic: string;
        };
        /** @description Changes a member's role. A tenant keeps at least one owner (409). Answers `Member`. */
        ChangeRole: {
            /** @description The new role. */
            role: components["schemas"]["Role"];
        };
        /**
         * @description How a user is told.
         * @enum {string}
         */
        Channel: "in_app" | "email" | "sms" | "push" | "webhook";
        /**
         * @description Does Ulam compute what Excel computed, what would a reviewer point out, and what could be
         *     simulated: the object of `ulam check --json`, with the workbook's id and the lists' full lengths.
         */
        CheckReport: {
            /** @description The same in one line. */
            badge: components["schemas"]["BaseCaseBadge"];
            /** @description Circular references, each as the cells of the circle. */
            circular_references: string[][];
            /** @description Functions of other simulation tools, and what they became. */
            conversions: components["schemas"]["ConvertedFunction"][];
            /** @description Cells that differ; those that others follow come first. */
            differing: components["schemas"]["DifferingCell"][];
            /**
             * Format: int64
             * @description Of these, cells that equal what Excel saved: to 1e-9 relative or 1e-12 absolute.
             */
            equal: number;
            /** @description Patterns that reviewers look for. */
            findings: components["schemas"]["Finding"][];
            /**
             * Format: int64
             * @description Cells with a formula.
             */
            formula_cells: number;
            /** @description Cells that look like inputs. */
            likely_inputs: components["schemas"]["LikelyInput"][];
            /** @description Cells that look like outputs. */
            likely_outputs: components["schemas"]["LikelyOutput"][];
            /**
             * Format: int64
             * @description Cells for which the file saves no value.
             */
            not_saved: number;
            /** @description Cells that draw random numbers already. */
            random: components["schemas"]["RandomCell"][];
            /** @description Full lengths of the lists, which hold `items_max` items at most. */
            totals: components["schemas"]["CheckTotals"];
            /** @description Formulas that can't be read. */
            unreadable: components["schemas"]["UnreadableCell"][];
            /** @description Functions that Ulam doesn't have. */
            unsupported: components["schemas"]["UnsupportedFunction"][];
            /**
             * Format: int64
             * @description Cells that differ as they may: they depend on time or chance.
             */
            volatile: number;
            /** @description What a reader should know, one sentence each. */
            warnings: string[];
            /** @description The workbook's name. */
            workbook: string;
            /** @description The workbook. */
            workbook_id: string;
        };
        /** @description Full lengths of the lists of a check. */
        CheckTotals: {
            /**
             * Format: int64
             * @description Of `circular_references`.
             */
            circular_references: number;
            /**
             * Format: int64
             * @description Of `conversions`.
             */
            conversions: number;
            /**
             * Format: int64
             * @description Of `differing`.
             */
            differing: number;
            /**
             * Format: int64
             * @description Of `findings`.
             */
            findings: number;
            /**
             * Format: int64
             * @description Of `likely_inputs`.
             */
            likely_inputs: number;
            /**
             * Format: int64
             * @description Of `likely_outputs`.
             */
            likely_outputs: number;
            /**
             * Format: int64
             * @description Of `random`.
             */
            random: number;
            /**
             * Format: int64
             * @description Of `unreadable`.
             */
            unreadable: number;
            /**
             * Format: int64
             * @description Of `unsupported`.
             */
            unsupported: number;
        };
        /** @description A chi-squared test. */
        ChiSquared: {
            /**
             * Format: int64
             * @description Number of classes.
             */
            classes: number;
            /**
             * Format: int64
             * @description Degrees of freedom.
             */
            degrees: number;
            /**
             * Format: double
             * @description The p-value.
             */
            p_value?: number | null;
            /**
             * Format: double
             * @description The statistic.
             */
            statistic: number;
        };
        /** @description A circuit breaker. */
        CircuitBreaker: {
            /**
             * Format: int64
             * @description Calls in the window.
             */
            calls: number;
            /**
             * Format: int32
             * @description Calls in a row that failed.
             */
            consecutive_failures: number;
            /**
             * Format: int64
             * @description Of these, calls that failed.
             */
            failures: number;
            /** @description The instance; null for the service as a whole. */
            instance?: string | null;
            /** @description Why it opened. */
            last_error?: string | null;
            /**
             * Format: double
             * @description Seconds until the next probe.
             */
            next_probe_in_seconds?: number | null;
            /** @description When it opened. */
            opened_at?: string | null;
            /**
             * Format: int64
             * @description Calls refused since it opened.
             */
            refused: number;
            /** @description The service. */
            service: string;
            /** @description Its state. */
            state: components["schemas"]["BreakerState"];
        };
        /** @description The circuit breakers. */
        CircuitBreakers: {
            /** @description One a service and instance. */
            breakers: components["schemas"]["CircuitBreaker"][];
        };
        /** @description What a client may send on either WebSocket. */
        ClientMessage: {
            /** @description An access token or API key. */
            token: string;
            /** @enum {string} */
            type: "authenticate";
        } | {
            /** @enum {string} */
            type: "ping";
        };
        /**
         * @description What a column holds.
         * @enum {string}
         */
        ColumnKind: "number" | "integer" | "boolean" | "date" | "timestamp" | "text" | "mixed" | "empty";
        /** @description Columns of one width. */
        ColumnLayout: {
            /**
             * Format: int32
             * @description First of them, 1 for A.
             */
            from: number;
            /** @description Whether they are hidden. */
            is_hidden: boolean;
            /**
             * Format: int32
             * @description Last of them.
             */
            to: number;
            /**
             * Format: double
             * @description Width in CSS pixels.
             */
            width: number;
        };
        /** @description A column of a table. */
        ColumnSummary: {
            /**
             * Format: int64
             * @description Cells that are empty.
             */
            empty_count: number;
            /** @description A few values. */
            examples: components["schemas"]["CellValue"][];
            /** @description What it holds. */
            kind: components["schemas"]["ColumnKind"];
            max?: components["schemas"]["CellValue"] | null;
            min?: components["schemas"]["CellValue"] | null;
            /** @description Its name; `column 3` where there is no header. */
            name: string;
        };
        /** @description A comment. */
        Comment: {
            /** @description The cell that it is about. */
            cell?: string | null;
            /** @description When it was said. */
            created_at: string;
            /** @description Who said it. */
            created_by: string;
            /** @description Their name. */
            created_by_name?: string | null;
            /** @description When it was deleted. */
            deleted_at?: string | null;
            /** @description The comment. */
            id: string;
            /** @description The comment that it answers. */
            reply_to?: string | null;
            /** @description What was said, as plain text; empty if it was deleted. */
            text: string;
            /**
             * Format: int32
             * @description The version that it is about.
             */
            version?: number | null;
        };
        /**
         * @description How a figure is compared with a threshold.
         * @enum {string}
         */
        Comparator: "below" | "at_most" | "above" | "at_least";
        /** @description An output of a comparison. */
        ComparedOutput: {
            /** @description Each run after the first against the first: what `ulam compare --json` tells. */
            against_first: components["schemas"]["OutputDifference"][];
            /** @description Whether its workbook counts days from 1904, and not from 1900: which day a date format shows. */
            dates_from_1904?: boolean;
            /** @description Ends of the bins of all histograms. */
            edges: number[];
            /** @description What people call it. */
            label: string;
            /** @description The cell's number format code. */
            number_format?: string | null;
            /** @description Its name, else its cell. */
            output: string;
            /**
             * @description In each run: statistics and a histogram, all histograms over the same edges; null where a run
             *     doesn't have it.
             */
            runs: (components["schemas"]["ComparedStatistics"] | null)[];
        };
        /** @description A run of a comparison. */
        ComparedRun: {
            /** @description When it was stored. */
            created_at: string;
            /**
             * Format: int32
             * @description Version of the workbook's file.
             */
            file_version: number;
            /** @description What the run is called. */
            name: string;
            /** @description The result. */
            result_id: string;
            /**
             * Format: int64
             * @description Seed.
             */
            seed: number;
            /**
             * Format: int64
             * @description Trials made.
             */
            trials: number;
            /** @description The workbook's name. */
            workbook_name: string;
        };
        /** @description An output in one run of a comparison. */
        ComparedStatistics: {
            /**
             * Format: int64
             * @description Trials without error.
             */
            count: number;
            /** @description Trials in each bin; empty where the samples are no longer kept. */
            counts: number[];
            /** @description The cumulative curve. */
            cumulative: components["schemas"]["Cumulative"];
            /**
             * Format: int64
             * @description Trials with an error.
             */
            errors: number;
            /**
             * Format: double
             * @description Largest value.
             */
            max?: number | null;
            /**
             * Format: double
             * @description Mean.
             */
            mean?: number | null;
            /**
             * Format: double
             * @description Smallest value.
             */
            min?: number | null;
            /** @description Percentiles by their number. */
            percentiles: {
                [key: string]: number | null;
            };
            /**
             * Format: double
             * @description Standard deviation.
             */
            sd?: number | null;
        };
        /** @description Compares runs side by side. Answers `Comparison`. */
        CompareRequest: {
            /**
             * Format: int32
             * @description Bins of the histograms, from 5 to 500; as many as suit the samples if left out.
             */
            bins?: number | null;
            /** @description Only these outputs, by name or cell; all that at least two have if left out. */
            outputs?: string[] | null;
            /** @description The results, from 2 to 10; the others are compared with the first. */
            results: string[];
        };
        /** @description Runs side by side. */
        Comparison: {
            /**
             * @description What differs between their specs and settings, in words: one entry for each run after the
             *     first.
             */
            changes: components["schemas"]["RunChanges"][];
            /** @description Outputs that only some have, each with the numbers (from 0) of the runs that have it. */
            not_in_all: {
                [key: string]: number[];
            };
            /** @description The outputs that they have in common. */
            outputs: components["schemas"]["ComparedOutput"][];
            /** @description The runs, in the order asked for. */
            runs: components["schemas"]["ComparedRun"][];
        };
        /** @description CPUs and GPUs. */
        ComputeDevices: {
            /** @description The devices. */
            devices: components["schemas"]["Device"][];
        };
        /** @description Trials per second, queue wait, memory pools. */
        ComputeMetrics: {
            /** @description The last hour, minute by minute, oldest first. */
            history: components["schemas"]["MetricPoint"][];
            /** @description Memory pools. */
            memory_pools: components["schemas"]["MemoryPool"][];
            /** @description Seconds that the last tasks waited for a device, at most 1,000 of them. */
            queue_wait_seconds: components["schemas"]["Spread"];
            /**
             * Format: int64
             * @description Tasks completed since the start of the service.
             */
            tasks_completed: number;
            /**
             * Format: int64
             * @description Tasks failed since the start of the service.
             */
            tasks_failed: number;
            /**
             * Format: int64
             * @description Tasks that run.
             */
            tasks_running: number;
            /**
             * Format: int64
             * @description Tasks that wait.
             */
            tasks_waiting: number;
            /**
             * Format: double
             * @description Trials in a second over the last minute, of all devices.
             */
            trials_per_second: number;
            /**
             * Format: int64
             * @description Trials run since the start of the service.
             */
            trials_total: number;
        };
        /** @description A task. */
        ComputeTask: {
            /**
             * Format: int32
             * @description Which try of the run it is, from 1.
             */
            attempt: number;
            /** @description When it was asked for. */
            created_at: string;
            /** @description The devices that it runs on. */
            device_ids: string[];
            failure?: components["schemas"]["RunFailure"] | null;
            /** @description When it ended. */
            finished_at?: string | null;
            /** @description The task. */
            id: string;
            /** @description The instance that runs it. */
            instance?: string | null;
            /**
             * Format: int64
             * @description Memory that it holds, in bytes.
             */
            memory_bytes: number;
            /** @description The run. */
            run_id: string;
            /** @description The simulation. */
            simulation_id: string;
            /** @description When it began. */
            started_at?: string | null;
            /** @description Its state. */
            state: components["schemas"]["TaskState"];
            /** @description The tenant. */
            tenant_id: string;
            /**
             * Format: int64
             * @description Trials done.
             */
            trials_done: number;
            /**
             * Format: double
             * @description Trials in a second, lately.
             */
            trials_per_second?: number | null;
            /**
             * Format: int64
             * @description Trials to do.
             */
            trials_total: number;
        };
        /** @description Confirms a mail address with the token that was mailed. Answers `LoginResponse`. */
        ConfirmEmail: {
            /** @description How the tokens are handed over. */
            session?: components["schemas"]["SessionKind"];
            /** @description The token of the mail's link. */
            token: string;
        };
        /** @description Statistics by number of trials. */
        Convergence: {
            mean_interval?: components["schemas"]["Ends"] | null;
            /** @description Of which output. */
            output: components["schemas"]["Variable"];
            /** @description The points, by number of trials. */
            points: components["schemas"]["ConvergencePoint"][];
            /** @description What the picture shows, in a sentence. */
            sentence: string;
            stopped?: components["schemas"]["StoppedResult"] | null;
        };
        /** @description Statistics after some number of trials. */
        ConvergencePoint: {
            /**
             * Format: double
             * @description Mean.
             */
            mean?: number | null;
            /**
             * Format: double
             * @description 5th percentile.
             */
            p5?: number | null;
            /**
             * Format: double
             * @description 95th percentile.
             */
            p95?: number | null;
            /**
             * Format: double
             * @description Standard deviation.
             */
            sd?: number | null;
            /**
             * Format: double
             * @description Standard error of the mean.
             */
            standard_error?: number | null;
            /**
             * Format: int64
             * @description Number of trials.
             */
            trials: number;
        };
        /** @description A function of another simulation tool. */
        ConvertedFunction: {
            /**
             * @description What it became.
             * @example Normal(100, 15)
             */
            became: string;
            /** @description The cell that calls it. */
            cell: string;
            /**
             * @description The call as written.
             * @example RiskNormal(100, 15)
             */
            function: string;
            /** @description What to know about the translation. */
            notes?: string[];
            /** @description Why it could not be translated. */
            refused?: string | null;
        };
        /** @description Inputs that depend on each other by a copula. */
        CopulaSpec: {
            /**
             * @description `gaussian`, `t`, `clayton`, `gumbel`, `frank`, or `iman-conover`, which reorders samples.
             * @example t
             */
            family: string;
            /**
             * @description The inputs, by name or cell.
             * @example [
             *       "Price",
             *       "Volume"
             *     ]
             */
            inputs: string[];
            /** @description The rank correlations, row by row. */
            matrix?: number[][] | null;
            /**
             * Format: double
             * @description Degrees of freedom of `t`; the parameter theta of `clayton`, `gumbel` and `frank`.
             * @example 4
             */
            parameter?: number | null;
            /** @description A range with the rank correlations, such as `Model!H2:J4`; one half may be left empty. */
            range?: string | null;
            /**
             * Format: double
             * @description One rank correlation (Spearman's rho) for all pairs, of the families that take a matrix.
             * @example 0.5
             */
            rho?: number | null;
            /**
             * Format: double
             * @description Kendall's tau of all pairs, of `clayton`, `gumbel` and `frank`, in place of the parameter.
             */
            tau?: number | null;
        };
        /**
         * @description Measures rank correlations of several columns of data, for correlations in a spec. Answers
         *     `CorrelationReport`.
         */
        CorrelateRequest: {
            /**
             * @description The columns, from 2 to 100, of the same length; rows in which one of them has no number are
             *     left out.
             */
            columns: components["schemas"]["FitData"][];
        };
        /** @description A run's rank correlations between its variables. */
        CorrelationMatrix: {
            /** @description Spearman's rank correlation, row by row; null where one doesn't vary. */
            matrix: (number | null)[][];
            /** @description The variables. */
            variables: components["schemas"]["Variable"][];
        };
        /** @description Rank correlations of columns. */
        CorrelationReport: {
            /** @description The columns' names. */
            columns: string[];
            /** @description The first of them, with what stands there. */
            left_out_examples: components["schemas"]["CellValue"][];
            /** @description Spearman's rho, row by row. */
            matrix: number[][];
            /**
             * Format: int64
             * @description Rows that were used.
             */
            rows: number;
            /**
             * Format: int64
             * @description Rows that were left out.
             */
            rows_left_out: number;
        };
        /**
         * @description A rank correlation between two inputs, given by name or cell: [first, second, rho] with Spearman's rho from -1 to 1.
         * @example [
         *       "Price",
         *       "Model!B4",
         *       -0.4
         *     ]
         */
        CorrelationSpec: [
            string,
            string,
            number
        ];
        /**
         * @description Adds a rule on a query, a result or a metric. Answers `AlertRule`.
         * @example {
         *       "channels": [
         *         "in_app",
         *         "email"
         *       ],
         *       "comparator": "above",
         *       "name": "Loss too likely",
         *       "subject": {
         *         "kind": "result",
         *         "statistic": "Model!B20 < 0",
         *         "workbook_id": "019a9f3c-2b1e-7c3a-9d2e-5a1b2c3d4e5f"
         *       },
         *       "threshold": 0.1
         *     }
         */
        CreateAlertRule: {
            /** @description How to tell me. */
            channels: components["schemas"]["Channel"][];
            /** @description How the figure is compared. */
            comparator: components["schemas"]["Comparator"];
            /**
             * Format: double
             * @description Seconds after an alert in which none follows; 3,600 if left out.
             */
            cooldown_seconds?: number | null;
            /** @description What to call it. */
            name: string;
            /** @description What it watches. */
            subject: components["schemas"]["AlertSubject"];
            /**
             * Format: double
             * @description With what.
             */
            threshold: number;
        };
        /** @description Makes an API key in the current tenant. Answers `CreatedApiKey`. */
        CreateApiKey: {
            /** @description Addresses (CIDR) that it works from, at most 50; empty for all. */
            allowed_ips?: string[];
            /** @description When it ends; left out, never. */
            expires_at?: string | null;
            /**
             * @description What it is for.
             * @example nightly build
             */
            name: string;
            /** @description What it may do; none that the caller hasn't. */
            permissions: components["schemas"]["Permission"][];
        };
        /** @description A new API key with its secret, which is shown this once. */
        CreatedApiKey: {
            /** @description The key. */
            key: components["schemas"]["ApiKey"];
            /** @description The secret: `ulam_live_<id>_<secret><crc32>`. */
            secret: string;
        };
        /** @description A new invitation, with its link. */
        CreatedInvitation: {
            /** @description The invitation. */
            invitation: components["schemas"]["Invitation"];
            /** @description The link that was mailed, to pass on by other means; shown this once. */
            url: string;
        };
        /** @description A new webhook with its signing secret, which is shown this once. */
        CreatedWebhook: {
            /** @description The signing secret. */
            secret: string;
            /** @description The webhook. */
            webhook: components["schemas"]["Webhook"];
        };
        /** @description Invites someone by mail. Answers `CreatedInvitation`. */
        CreateInvitation: {
            /**
             * @description Their mail address.
             * @example grace@example.com
             */
            email: string;
            /** @description A word of welcome. */
            message?: string | null;
            /** @description The role that they shall have; at most the caller's own. */
            role: components["schemas"]["Role"];
        };
        /** @description Makes a tenant of which the caller is the owner. Answers `Tenant`. */
        CreateTenant: {
            /**
             * @description Its name.
             * @example Analytical Engines Ltd
             */
            name: string;
        };
        /** @description Adds a webhook endpoint. Addresses in private networks are refused. Answers `CreatedWebhook`. */
        CreateWebhook: {
            /** @description What it is for. */
            description?: string | null;
            /** @description The events that are sent; `*` for all. */
            events: string[];
            /**
             * @description Where to: an https address.
             * @example https://hooks.example.com/ulam
             */
            url: string;
        };
        /** @description A cumulative curve. */
        Cumulative: {
            /** @description Share of trials at or below each, from 0 to 1. */
            probabilities: number[];
            /** @description Values, ascending. */
            values: number[];
        };
        /** @description The current principal with all that the browser's shell needs. */
        CurrentUser: {
            /** @description The user's settings. */
            preferences: components["schemas"]["Preferences"];
            /** @description Who acts. */
            principal: components["schemas"]["Principal"];
            profile?: components["schemas"]["Profile"] | null;
            /** @description The tenants to switch between. */
            tenants: components["schemas"]["Tenant"][];
        };
        /** @description A dashboard on the home page. */
        DashboardLink: {
            /** @description The dashboard. */
            id: string;
            /** @description What it is called. */
            name: string;
            /** @description When it was last changed. */
            updated_at: string;
        };
        /** @description A tenth of the trials by an input. */
        DecileResult: {
            /**
             * Format: double
             * @description Mean of the input.
             */
            input?: number | null;
            /**
             * Format: double
             * @description Mean of the output.
             */
            mean?: number | null;
            /**
             * Format: double
             * @description Another statistic of the output, if one was asked for.
             */
            statistic?: number | null;
            /**
             * Format: int64
             * @description Trials without error in it.
             */
            trials: number;
        };
        /** @description A defined name. */
        DefinedName: {
            /** @description Whether users see it. */
            is_hidden: boolean;
            /**
             * @description The name.
             * @example Discount_rate
             */
            name: string;
            /**
             * @description What it stands for, without the equals sign.
             * @example Model!$B$3
             */
            refers_to: string;
            /** @description The sheet that it is known on; null for the whole workbook. */
            sheet?: string | null;
        };
        /**
         * @description Deletes one's account and all sessions. Tenants of which they are the only owner must be handed
         *     over or deleted first (409).
         */
        DeleteAccount: {
            /** @description The password, of users who have one. */
            password?: string | null;
        };
        /** @description What became of a file that was deleted. */
        DeletedFile: {
            /** @description The file. */
            id: string;
            /** @description When its content goes for good. */
            purge_at: string;
            /** @description Why not at once: the retention that demands it. */
            retained_because?: string | null;
        };
        /**
         * @description Delivers to a webhook now: a test, or data of one's own. Answers `Delivery` with the first
         *     attempt made.
         */
        DeliverWebhook: {
            /** @description The data to send, at most 64 KiB; an empty object if left out. */
            data?: Record<string, never> | null;
            /** @description The event type to send; `webhook.test` if left out. */
            event_type?: string | null;
            /** @description The webhook. */
            webhook_id: string;
        };
        /** @description Something that is sent out of the platform. */
        Delivery: {
            /** @description Its attempts, the newest first. */
            attempts: components["schemas"]["DeliveryAttempt"][];
            /** @description By which channel. */
            channel: components["schemas"]["Channel"];
            /** @description When it was asked for. */
            created_at: string;
            /** @description When it arrived. */
            delivered_at?: string | null;
            /** @description The event, if of one. */
            event_type?: string | null;
            /** @description The delivery. */
            id: string;
            /** @description When it is tried again. */
            next_attempt_at?: string | null;
            /** @description Its state. */
            state: components["schemas"]["DeliveryState"];
            /** @description The webhook, if by one. */
            webhook_id?: string | null;
        };
        /** @description An attempt of a delivery. */
        DeliveryAttempt: {
            /** @description When. */
            at: string;
            /**
             * Format: double
             * @description Milliseconds until the answer.
             */
            duration_ms?: number | null;
            /** @description What went wrong. */
            error?: string | null;
            /**
             * Format: int32
             * @description HTTP status of the answer.
             */
            status?: number | null;
        };
        /**
         * @description State of a delivery.
         * @enum {string}
         */
        DeliveryState: "pending" | "retrying" | "delivered" | "dead_letter";
        /** @description What a cell reads and what reads it. */
        Dependencies: {
            /** @description The cell, with its sheet. */
            cell: string;
            /**
             * Format: int64
             * @description Number of dependents found.
             */
            dependent_count: number;
            /** @description Cells that read it, nearest first. */
            dependents: components["schemas"]["DependentCell"][];
            /** @description Its formula. */
            formula?: string | null;
            /**
             * @description Whether some reference is known only when calculated (OFFSET, INDIRECT), so that precedents
             *     may be missing.
             */
            is_dynamic: boolean;
            /** @description The text beside it. */
            label?: string | null;
            /**
             * Format: int64
             * @description Number of precedents found, more than listed where there are more than `cells_max`.
             */
            precedent_count: number;
            /** @description Cells that it reads, nearest first; of a range, those that hold something. */
            precedents: components["schemas"]["DependentCell"][];
            /** @description What its formula names, as written, in order: for highlighting. */
            references: components["schemas"]["FormulaReference"][];
            /** @description Its value. */
            value: components["schemas"]["CellValue"];
        };
        /** @description Health of what a service depends on. */
        DependencyHealth: {
            /**
             * Format: double
             * @description Milliseconds that asking it took.
             */
            latency_ms?: number | null;
            /** @description What is wrong. */
            message?: string | null;
            /**
             * @description What it is.
             * @example database
             */
            name: string;
            /** @description How well it works. */
            status: components["schemas"]["HealthStatus"];
        };
        /** @description A cell that another depends on, or that depends on it. */
        DependentCell: {
            /** @description The cell. */
            cell: string;
            /**
             * Format: int32
             * @description Steps from the cell that was asked for, from 1.
             */
            depth: number;
            /** @description Its formula. */
            formula?: string | null;
            /** @description The text beside it. */
            label?: string | null;
            /** @description Its value. */
            value: components["schemas"]["CellValue"];
        };
        /** @description A device. */
        Device: {
            /**
             * Format: int32
             * @description Threads or multiprocessors that it computes with.
             */
            cores: number;
            /** @description The device. */
            id: string;
            /** @description The instance of compute that owns it. */
            instance: string;
            /** @description Instruction set that blocks are computed with: `avx512`, `avx2`, `neon`, `cuda 12`. */
            instruction_set: string;
            /** @description What kind it is. */
            kind: components["schemas"]["DeviceKind"];
            /**
             * Format: int64
             * @description Its memory for tasks, in bytes.
             */
            memory_bytes: number;
            /**
             * Format: int64
             * @description Of this, memory that tasks hold.
             */
            memory_used_bytes: number;
            /**
             * @description What its maker calls it.
             * @example AMD EPYC 7763
             */
            name: string;
            /** @description Its state. */
            state: components["schemas"]["DeviceState"];
            /**
             * Format: int32
             * @description Tasks that run on it.
             */
            tasks_running: number;
            /** @description When this was so. */
            updated_at: string;
            /**
             * Format: double
             * @description Share of its cores in use, from 0 to 1, over the last seconds.
             */
            utilization: number;
        };
        /**
         * @description What kind of device it is.
         * @enum {string}
         */
        DeviceKind: "cpu" | "gpu";
        /**
         * @description State of a device.
         * @enum {string}
         */
        DeviceState: "available" | "busy" | "draining" | "offline";
        /** @description A cell that Ulam computes differently from what Excel saved. */
        DifferingCell: {
            /**
             * @description The cell.
             * @example Model!B20
             */
            cell: string;
            /** @description What Excel saved. */
            excel: components["schemas"]["CellValue"];
            /** @description Whether a cell that it reads differs too, so that this one merely follows. */
            follows: boolean;
            /** @description Its formula. */
            formula?: string | null;
            /** @description What Ulam computes. */
            ulam: components["schemas"]["CellValue"];
        };
        /** @description Largest distance of two distributions. */
        DistanceResult: {
            /**
             * Format: double
             * @description Probability of so large a one by chance.
             */
            p_value: number;
            /**
             * Format: double
             * @description The distance, from 0 to 1.
             */
            statistic: number;
        };
        /** @description Another tool's name for a distribution. */
        DistributionAlias: {
            /** @description How its parameters translate. */
            convention: string;
            /**
             * @description The name.
             * @example RiskPert
             */
            name: string;
            /**
             * @description The tool.
             * @example @RISK
             */
            tool: string;
        };
        /** @description The distribution library. */
        DistributionCatalogue: {
            /** @description The distributions, by name. */
            families: components["schemas"]["DistributionFamily"][];
            /** @description The groups that the gallery shows, in order. */
            groups: components["schemas"]["DistributionGroup"][];
            /** @description What changes any of them, given as further arguments in any order. */
            modifiers: components["schemas"]["DistributionModifier"][];
        };
        /** @description A distribution. */
        DistributionFamily: {
            /** @description Other tools' names for it. */
            aliases: components["schemas"]["DistributionAlias"][];
            /**
             * @description A call that works.
             * @example Pert(8, 10, 15)
             */
            example: string;
            /** @description Density or probability in plain notation, with source. */
            formula: string;
            /** @description The group that the gallery shows it in. */
            group: string;
            /** @description Whether percentiles can describe it: `<name>Alt(probability, value, ...)`. */
            has_percentile_form: boolean;
            /** @description Whether its values are single points. */
            is_discrete: boolean;
            /**
             * @description Name as written in a call.
             * @example Pert
             */
            name: string;
            /** @description Its parameters in order. */
            parameters: components["schemas"]["DistributionParameter"][];
            /**
             * @description How it is called.
             * @example Pert(minimum, most_likely, maximum)
             */
            signature: string;
            /** @description Density or probabilities of the example, for the gallery. */
            sketch: components["schemas"]["SketchPoint"][];
            /** @description What it is for, in a sentence. */
            summary: string;
        };
        /** @description A group of distributions. */
        DistributionGroup: {
            /** @description When to look here, in a sentence. */
            description: string;
            /**
             * @description Its name, as in the family's `group`.
             * @example expert_estimates
             */
            id: string;
            /**
             * @description For people.
             * @example Expert estimates
             */
            title: string;
        };
        /** @description What changes a distribution. */
        DistributionModifier: {
            /**
             * @description A call that works.
             * @example Normal(100, 15, Truncate(0, ))
             */
            example: string;
            /**
             * @description Its name.
             * @example Truncate
             */
            name: string;
            /**
             * @description How it is written.
             * @example Truncate(low, high)
             */
            signature: string;
            /** @description What it does, in a sentence. */
            summary: string;
        };
        /** @description A parameter of a distribution. */
        DistributionParameter: {
            /**
             * Format: double
             * @description What it is if left out; null where that is infinite or there is none.
             */
            default?: number | null;
            /**
             * Format: double
             * @description Its value in the family's example.
             */
            example?: number | null;
            /** @description Whether it is a whole number. */
            is_integer: boolean;
            /** @description Whether the largest value itself isn't allowed. */
            is_maximum_exclusive: boolean;
            /** @description Whether the smallest value itself isn't allowed. */
            is_minimum_exclusive: boolean;
            /** @description Whether it may be left out. */
            is_optional: boolean;
            /** @description What kind of argument it takes. */
            kind: components["schemas"]["ParameterKind"];
            /**
             * Format: double
             * @description Largest value allowed, where that is a number.
             */
            maximum?: number | null;
            /**
             * @description What it means, with its unit and rule.
             * @example standard deviation, above 0
             */
            meaning: string;
            /**
             * Format: double
             * @description Smallest value allowed, where that is a number.
             */
            minimum?: number | null;
            /**
             * @description Its name.
             * @example most_likely
             */
            name: string;
        };
        /** @description A distribution in pictures and numbers. */
        DistributionPreview: {
            /** @description The arguments with what they come to, in the family's order, then the modifiers. */
            arguments: components["schemas"]["PreviewArgument"][];
            /** @description P(X <= x) at each. */
            cumulative: number[];
            /** @description Density at each, or probability. */
            density: number[];
            /**
             * @description The call as ours, as it goes into a spec.
             * @example Pert(8, 10, 15)
             */
            distribution: string;
            /**
             * @description The family.
             * @example Pert
             */
            family: string;
            /**
             * @description Whether its values are single points: then `density` holds probabilities, to be drawn as
             *     bars.
             */
            is_discrete: boolean;
            /** @description Moments and ends. */
            moments: components["schemas"]["Moments"];
            /** @description What to know about it: how another tool's call was translated, for example. */
            notes: string[];
            /** @description Quantiles at the probabilities asked for. */
            quantiles: components["schemas"]["Quantile"][];
            /** @description Values from left to right. */
            x: number[];
        };
        /** @description What drives an output. */
        DriverResult: {
            /** @description The input's cell. */
            cell: string;
            change?: components["schemas"]["ChangeResult"] | null;
            /**
             * Format: double
             * @description Change of the output for one unit of the input, by regression.
             */
            coefficient_per_unit?: number | null;
            /**
             * Format: double
             * @description Share of the sum of squared rank correlations, from 0 to 1.
             */
            contribution_to_variance: number;
            /** @description The output's mean in each tenth of the trials by the input. */
            deciles: components["schemas"]["DecileResult"][];
            /** @description The input's name, else its cell. */
            input: string;
            /**
             * Format: double
             * @description Pearson's correlation, from -1 to 1.
             */
            pearson_correlation?: number | null;
            /**
             * Format: double
             * @description Spearman's rank correlation, from -1 to 1.
             */
            rank_correlation?: number | null;
            /**
             * Format: double
             * @description Standardised regression coefficient.
             */
            regression_coefficient?: number | null;
            /**
             * Format: double
             * @description Its standard error.
             */
            regression_standard_error?: number | null;
        };
        /** @description Seconds that the parts of a run took. */
        ElapsedSeconds: {
            /**
             * Format: double
             * @description From the recalculated workbook to the program.
             */
            compile: number;
            /**
             * Format: double
             * @description Reading and recalculating the workbook, and the base-case check.
             */
            load: number;
            /**
             * Format: double
             * @description The trials.
             */
            run: number;
            /**
             * Format: double
             * @description Rank correlations with the inputs.
             */
            sensitivity: number;
            /**
             * Format: double
             * @description Statistics of the outputs.
             */
            statistics: number;
            /**
             * Format: double
             * @description All of these, and what lies between.
             */
            total: number;
        };
        /** @description The ends of an interval; null where the samples give no bound. */
        Ends: {
            /**
             * Format: double
             * @description Upper end.
             */
            high?: number | null;
            /**
             * Format: double
             * @description Lower end.
             */
            low?: number | null;
        };
        /** @description Evaluates a formula. Answers `EvaluateResponse`. */
        EvaluateRequest: {
            /** @description The cell that it stands in; the first of the first sheet if left out. */
            cell?: string | null;
            /**
             * @description The formula, with or without the equals sign; at most 8,192 characters.
             * @example =PMT(0.05/12, 360, -300000)
             */
            formula: string;
            /** @description What cells hold instead, as in a calculation. */
            set?: {
                [key: string]: components["schemas"]["CellValue"];
            };
            /** @description The workbook whose cells it may name; left out, it names none. */
            workbook_id?: string | null;
        };
        /** @description The value of a formula. */
        EvaluateResponse: {
            /** @description The whole array row by row, where it is one; at most 10,000 elements. */
            array?: components["schemas"]["CellValue"][][] | null;
            /**
             * Format: double
             * @description Milliseconds that it took.
             */
            elapsed_ms: number;
            /** @description The value as text. */
            text: string;
            /** @description The value; of an array, its first element. */
            value: components["schemas"]["CellValue"];
        };
        /** @description How a user is told of an event. */
        EventPreference: {
            /** @description The channels that are on. */
            channels: components["schemas"]["Channel"][];
            /**
             * @description The event.
             * @example simulation.completed
             */
            event_type: string;
            /**
             * @description Under which heading it stands.
             * @example Simulations
             */
            group: string;
            /** @description Channels that can't be switched off: mail about security, for example. */
            mandatory_channels: components["schemas"]["Channel"][];
            /**
             * @description For people.
             * @example A simulation is done
             */
            title: string;
        };
        /** @description An input that the workbook's own formulas make. */
        ExistingInput: {
            /** @description The cell. */
            cell: string;
            /** @description The distributions that it draws from, as ours: `Normal(100, 15)`. */
            distributions: string[];
            /** @description Its formula. */
            formula: string;
            /** @description The text beside it. */
            label?: string | null;
            /** @description Its name, if the formula gives one or the cell has one. */
            name?: string | null;
            /** @description What to know about the translation. */
            notes: string[];
            /** @description Why it can't be simulated. */
            refused?: string | null;
            /**
             * @description The tool whose functions they are; null for Excel's own and ours.
             * @example @RISK
             */
            tool?: string | null;
        };
        /** @description An output that the workbook's own formulas mark. */
        ExistingOutput: {
            /** @description The cell. */
            cell: string;
            /** @description The text beside it. */
            label?: string | null;
            /** @description Its name. */
            name?: string | null;
        };
        /** @description A cell as JSON. */
        ExportedCell: {
            /** @description Its formula, with the equals sign. */
            formula?: string | null;
            /** @description Its number format code, where it isn't `General`. */
            number_format?: string | null;
            /** @description Its value. */
            value: components["schemas"]["CellValue"];
        };
        /** @description A sheet as JSON. */
        ExportedSheet: {
            /** @description Its cells by address: `{"A1": {"value": 3.5, "formula": "=B1/2"}}`. */
            cells: {
                [key: string]: components["schemas"]["ExportedCell"];
            };
            /** @description Its name. */
            name: string;
        };
        /**
         * @description Form of an export.
         * @enum {string}
         */
        ExportFormat: "xlsx" | "pdf" | "html" | "csv" | "parquet" | "json";
        /**
         * @description Exports a result. Answers `Artifact`: 201 where it is ready, 202 where it is being made.
         * @example {
         *       "format": "pdf"
         *     }
         */
        ExportRequest: {
            /** @description The form. */
            format: components["schemas"]["ExportFormat"];
            /** @description Only these outputs, by key; all if left out. */
            outputs?: string[] | null;
            /**
             * Format: int32
             * @description Which of several simulations, from 1; the first if left out.
             */
            simulation?: number | null;
            /** @description Title of a report; the run's name if left out. */
            title?: string | null;
            /** @description Whether an Excel report has the samples too (at most 1,048,575 trials); not if left out. */
            with_samples?: boolean;
        };
        /** @description What was found in a file. */
        ExtractedMetadata: {
            /** @description Columns of a table. */
            columns: components["schemas"]["ColumnSummary"][];
            /**
             * @description What separates the columns of a CSV file.
             * @example ;
             */
            delimiter?: string | null;
            /**
             * @description Encoding of a text: `utf-8`, `windows-1252`, ...
             * @example utf-8
             */
            encoding?: string | null;
            /** @description Whether the first row names the columns. */
            has_header?: boolean | null;
            /** @description Whether a workbook has macros. */
            has_macros?: boolean | null;
            /** @description What it is. */
            kind: components["schemas"]["FileKind"];
            /** @description When it was looked through. */
            processed_at: string;
            /**
             * Format: int64
             * @description Number of rows, the header not counted.
             */
            row_count?: number | null;
            /** @description Sheets of a workbook. */
            sheets: components["schemas"]["SheetSummary"][];
            /**
             * Format: int32
             * @description The version that was looked through.
             */
            version: number;
            /** @description What a reader should know, one sentence each. */
            warnings: string[];
        };
        /** @description Percentiles over a row of outputs. */
        Fan: {
            /** @description The percentages, ascending. */
            percents: number[];
            /** @description The outputs, from left to right. */
            points: components["schemas"]["FanPoint"][];
            /** @description What the picture shows, in a sentence. */
            sentence: string;
        };
        /** @description An output of a fan chart. */
        FanPoint: {
            /** @description What stands above it: the header of its column. */
            header?: string | null;
            /**
             * Format: double
             * @description Mean.
             */
            mean?: number | null;
            /** @description The output. */
            output: components["schemas"]["Variable"];
            /** @description Percentiles, in the order of `percents`. */
            values: (number | null)[];
        };
        /** @description What is wrong with one field of a request. */
        FieldError: {
            /**
             * @description The field, with dots and indices: `spec.inputs[0].distribution`. Empty for the whole body.
             * @example spec.inputs[0].distribution
             */
            field: string;
            /**
             * @description What is wrong and what is allowed.
             * @example Pert: most_likely 20 is above maximum 15
             */
            message: string;
        };
        /** @description A file with its versions and what was found in it. */
        FileDetails: {
            /** @description The file. */
            file: components["schemas"]["FileInfo"];
            metadata?: components["schemas"]["ExtractedMetadata"] | null;
            /** @description Its versions, the newest first. */
            versions: components["schemas"]["FileVersion"][];
        };
        /** @description A file, its latest version. */
        FileInfo: {
            /**
             * Format: int64
             * @description Size in bytes.
             */
            bytes: number;
            /** @description Its media type. */
            content_type: string;
            /** @description When it was first uploaded. */
            created_at: string;
            /** @description Who uploaded it. */
            created_by: string;
            /** @description Their name. */
            created_by_name?: string | null;
            /** @description What it is about. */
            description?: string | null;
            /** @description The file. */
            id: string;
            /** @description What it is. */
            kind: components["schemas"]["FileKind"];
            /** @description What the caller may do with it. */
            my_access: components["schemas"]["Access"];
            /**
             * @description Its name, without any path.
             * @example plan.xlsx
             */
            name: string;
            /** @description When it is deleted for good, of a deleted file or one with a retention period. */
            purge_at?: string | null;
            /** @description SHA-256 of the content, in lower-case hexadecimal. */
            sha256: string;
            /** @description Its state. */
            state: components["schemas"]["FileState"];
            /** @description Why it is in this state, where that needs saying. */
            state_reason?: string | null;
            /** @description Labels. */
            tags: string[];
            /** @description When the latest version was. */
            updated_at: string;
            /**
             * Format: int32
             * @description Number of the latest version, from 1.
             */
            version: number;
            /** @description The workbook that it was opened as, if it was: `/api/v2/workbooks/{id}`. */
            workbook_id?: string | null;
        };
        /**
         * @description What a file is, found by its content.
         * @enum {string}
         */
        FileKind: "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" | "csv" | "json" | "parquet" | "text" | "other";
        /**
         * @description State of a file.
         * @enum {string}
         */
        FileState: "processing" | "ready" | "quarantined" | "failed" | "deleted";
        /** @description A version of a file. */
        FileVersion: {
            /**
             * Format: int64
             * @description Size in bytes.
             */
            bytes: number;
            /** @description What they said about it. */
            comment?: string | null;
            /** @description When it was uploaded. */
            created_at: string;
            /** @description Who uploaded it. */
            created_by: string;
            /** @description Their name. */
            created_by_name?: string | null;
            /** @description Result of the malware scan. */
            scan: components["schemas"]["ScanResult"];
            /** @description SHA-256 of the content, in lower-case hexadecimal. */
            sha256: string;
            /**
             * Format: int32
             * @description Number, from 1.
             */
            version: number;
        };
        /** @description What a reviewer would point out. */
        Finding: {
            /** @description The cells concerned. */
            cells: string[];
            /**
             * @description The rule's name, which stays.
             * @example range-stops-short
             */
            id: string;
            /** @description Whether an output depends on it; true where no spec says what is simulated. */
            is_on_path: boolean;
            /** @description What it is here, in one sentence. */
            message: string;
            /** @description What to do. */
            remedy: string;
            /** @description How much it matters. */
            severity: components["schemas"]["Severity"];
            /** @description What it is, in a few words. */
            title: string;
            /** @description Why it matters. */
            why: string;
        };
        /**
         * @description What the best fit is.
         * @enum {string}
         */
        FitCriterion: "bic" | "aic" | "aicc" | "ks" | "ad" | "chi2";
        /** @description Where the numbers come from that distributions are fitted to. */
        FitData: {
            /** @enum {string} */
            source: "values";
            /** @description The numbers. */
            values: number[];
        } | {
            /** @description The cells: `Data!A2:A500`, `Data!A:A` or a defined name. */
            range: string;
            /** @enum {string} */
            source: "range";
            /** @description The workbook. */
            workbook_id: string;
        } | {
            /**
             * @description The column: its name in the first row, or its number from 1; may be left out where there
             *     is only one column of numbers.
             */
            column?: string | null;
            /** @description The file. */
            file_id: string;
            /** @enum {string} */
            source: "file";
        } | {
            /** @description The result. */
            result_id: string;
            /** @enum {string} */
            source: "samples";
            /** @description The output or input, by name or cell. */
            variable: string;
        };
        /** @description A histogram of the data. */
        FitHistogram: {
            /** @description Numbers in each bin. */
            counts: number[];
            /** @description Ends of the bins, one more than there are bins. */
            edges: number[];
        };
        /**
         * @description Which distributions are tried.
         * @enum {string}
         */
        FitKind: "automatic" | "discrete" | "continuous";
        /**
         * @description Distributions fitted to data: the object of `ulam fit --json`, with what pictures need. Numbers
         *     that don't exist or aren't finite are null.
         */
        FitReport: {
            /** @description The column's name or the range. */
            column: string;
            /**
             * Format: int64
             * @description Numbers that were fitted.
             */
            count: number;
            /** @description The file's or workbook's name; null for values given in the request. */
            file?: string | null;
            /** @description The fits, best first. */
            fits: components["schemas"]["FitRow"][];
            /** @description A histogram of the data, to draw the fits over. */
            histogram: components["schemas"]["FitHistogram"];
            /**
             * Format: double
             * @description The largest.
             */
            max: number;
            /**
             * Format: double
             * @description Their mean.
             */
            mean: number;
            /**
             * Format: double
             * @description Their median.
             */
            median: number;
            /**
             * Format: double
             * @description The smallest.
             */
            min: number;
            /** @description What to know about the data. */
            notes: string[];
            /** @description Numbers far from all others. */
            outliers: number[];
            /** @description Distributions that couldn't be fitted. */
            rejected: components["schemas"]["RejectedFit"][];
            /**
             * Format: double
             * @description Their standard deviation.
             */
            sd: number;
            /**
             * Format: double
             * @description Their skewness.
             */
            skewness: number;
        };
        /**
         * @description Fits distributions to data and ranks them. Answers `FitReport`.
         * @example {
         *       "data": {
         *         "range": "History!B2:B120",
         *         "source": "range",
         *         "workbook_id": "019a9f3c-2b1e-7c3a-9d2e-5a1b2c3d4e5f"
         *       },
         *       "top": 5
         *     }
         */
        FitRequest: {
            /**
             * Format: int32
             * @description Draws this many samples from each fit and fits it to them, for p-values and errors of
             *     parameters that account for the fitting: 200 to 10,000; none if left out.
             */
            bootstrap?: number | null;
            /** @description What the best is. */
            by?: components["schemas"]["FitCriterion"];
            /** @description The numbers. */
            data: components["schemas"]["FitData"];
            /** @description Only these distributions, such as `Gamma` or `Gamma shifted`; all if left out. */
            families?: string[] | null;
            /** @description Which are tried. */
            kind?: components["schemas"]["FitKind"];
            /**
             * Format: double
             * @description The smallest possible value, known from what the numbers are.
             */
            lower?: number | null;
            /**
             * Format: int64
             * @description Seed of the bootstrap; 1 if left out.
             */
            seed?: number | null;
            /**
             * Format: int32
             * @description How many to return, from 1 to 50; 8 if left out.
             */
            top?: number | null;
            /**
             * Format: double
             * @description The largest possible value.
             */
            upper?: number | null;
        };
        /** @description A fitted distribution. */
        FitRow: {
            /**
             * Format: double
             * @description Akaike's information criterion.
             */
            aic: number;
            /**
             * Format: double
             * @description The same, corrected for few numbers.
             */
            aicc?: number | null;
            /**
             * Format: double
             * @description Anderson-Darling distance.
             */
            anderson_darling?: number | null;
            /**
             * Format: double
             * @description Bayesian information criterion.
             */
            bic: number;
            bootstrap?: components["schemas"]["BootstrapReport"] | null;
            /**
             * @description The call, as it goes into a spec.
             * @example Gamma(2.1, 14.9)
             */
            call: string;
            chi_squared?: components["schemas"]["ChiSquared"] | null;
            /** @description Its name, with how it was fitted: `Gamma shifted`. */
            distribution: string;
            /**
             * Format: int64
             * @description Number of parameters that were estimated.
             */
            estimated: number;
            /** @description Whether its values are single points. */
            is_discrete: boolean;
            /**
             * Format: double
             * @description Kolmogorov-Smirnov distance.
             */
            kolmogorov_smirnov: number;
            /**
             * Format: double
             * @description Logarithm of the likelihood.
             */
            log_likelihood: number;
            /**
             * Format: double
             * @description The distribution's mean.
             */
            mean?: number | null;
            /** @description Its parameters. */
            parameters: components["schemas"]["FittedParameter"][];
            /**
             * Format: double
             * @description The distribution's standard deviation.
             */
            sd?: number | null;
            /** @description Points of its density, or probabilities, over the data's range. */
            sketch?: components["schemas"]["SketchPoint"][];
        };
        /** @description A parameter of a fitted distribution. */
        FittedParameter: {
            /**
             * Format: double
             * @description Upper end.
             */
            high?: number | null;
            /** @description Whether it was known before and not estimated. */
            is_known: boolean;
            /**
             * Format: double
             * @description Lower end of the 95% confidence interval.
             */
            low?: number | null;
            /** @description Its name. */
            name: string;
            /**
             * Format: double
             * @description Standard error.
             */
            standard_error?: number | null;
            /**
             * Format: double
             * @description Its value.
             */
            value: number;
        };
        /** @description What is wrong with a formula. */
        FormulaError: {
            /**
             * @description What is wrong and what is expected.
             * @example a closing parenthesis is missing
             */
            message: string;
            /**
             * Format: int32
             * @description Where, in characters from 0 of the text that was sent.
             */
            position: number;
        };
        /** @description A reference in a formula. */
        FormulaReference: {
            /**
             * Format: int32
             * @description Its length in characters.
             */
            length: number;
            /** @description The cells that it stands for: `Model!$B$3`; null where that is known only when calculated. */
            range?: string | null;
            /**
             * Format: int32
             * @description Where it begins in the formula, in characters from 0, the equals sign counted.
             */
            start: number;
            /**
             * @description As written.
             * @example Discount_rate
             */
            text: string;
        };
        /** @description An example of a function. */
        FunctionExample: {
            /** @description The formula, without the equals sign. */
            formula: string;
            /** @description What it gives. */
            result: string;
        };
        /** @description A function. */
        FunctionInfo: {
            /**
             * @description Its category.
             * @example Lookup and reference
             */
            category: string;
            /** @description Examples. */
            examples: components["schemas"]["FunctionExample"][];
            /** @description Whether it draws random numbers, so that its cells are inputs. */
            is_random: boolean;
            /** @description Whether it is recomputed at every recalculation. */
            is_volatile: boolean;
            /**
             * @description Its name.
             * @example XLOOKUP
             */
            name: string;
            /** @description How it is called. */
            signature: string;
            /** @description What it does, in a sentence. */
            summary: string;
        };
        /** @description The function reference. */
        FunctionReference: {
            /** @description How many of Excel's there are, by category. */
            coverage: components["schemas"]["CategoryCoverage"][];
            /** @description The functions, by name. */
            functions: components["schemas"]["FunctionInfo"][];
        };
        /** @description Status of the gateway itself. */
        GatewayHealth: {
            /**
             * Format: int32
             * @description Circuit breakers that aren't closed.
             */
            breakers_open: number;
            /**
             * Format: int64
             * @description Requests refused since the start because of rate limits.
             */
            rate_limited_total: number;
            /**
             * Format: int64
             * @description Requests under way.
             */
            requests_in_flight: number;
            /**
             * Format: int64
             * @description Requests since the start.
             */
            requests_total: number;
            /** @description How well it works. */
            status: components["schemas"]["HealthStatus"];
            /**
             * Format: double
             * @description Seconds since it started.
             */
            uptime_seconds: number;
            /** @description Version of the program. */
            version: string;
            /**
             * Format: int64
             * @description WebSockets opened since the start.
             */
            websockets: number;
        };
        /** @description Access that someone has. */
        Grant: {
            /** @description What they may do. */
            access: components["schemas"]["Access"];
            /** @description Since when. */
            created_at: string;
            /** @description Who granted it. */
            created_by: string;
            /** @description When it ends. */
            expires_at?: string | null;
            /**
             * @description What they are called.
             * @example Ada Lovelace
             */
            label?: string | null;
            /** @description Whom. */
            subject: components["schemas"]["ShareSubject"];
        };
        /** @description Access for someone. */
        GrantRequest: {
            /** @description What they may do. */
            access: components["schemas"]["Access"];
            /** @description When it ends; left out, never. */
            expires_at?: string | null;
            /** @description Whom. */
            subject: components["schemas"]["ShareSubject"];
        };
        /** @description An output in a small picture. */
        Headline: {
            /** @description The output's cell. */
            cell: string;
            /** @description Whether its workbook counts days from 1904, and not from 1900: which day a date format shows. */
            dates_from_1904?: boolean;
            /** @description What people call it: its name, else the text beside it, else its cell. */
            label: string;
            /**
             * Format: double
             * @description Mean.
             */
            mean?: number | null;
            /** @description The cell's number format code. */
            number_format?: string | null;
            /**
             * Format: double
             * @description 5th percentile.
             */
            p5?: number | null;
            /**
             * Format: double
             * @description 95th percentile.
             */
            p95?: number | null;
            /** @description Counts of a histogram of 20 to 40 bins of equal width. */
            sparkline: number[];
            /**
             * Format: double
             * @description Left end of the first bin.
             */
            sparkline_from?: number | null;
            /**
             * Format: double
             * @description Right end of the last bin.
             */
            sparkline_to?: number | null;
        };
        /** @description Overall health: this process, each service, its dependencies. */
        Health: {
            /** @description The services. */
            services: components["schemas"]["ServiceHealth"][];
            /** @description The worst of what follows. */
            status: components["schemas"]["HealthStatus"];
            /**
             * Format: double
             * @description Seconds since it started.
             */
            uptime_seconds: number;
            /**
             * @description Version of the program.
             * @example 0.1.0
             */
            version: string;
        };
        /**
         * @description How well something works.
         * @enum {string}
         */
        HealthStatus: "HEALTHY" | "DEGRADED" | "UNHEALTHY";
        /** @description Bins and cumulative curve. */
        Histogram: {
            /**
             * Format: int64
             * @description Trials above the last edge.
             */
            above: number;
            /**
             * Format: int64
             * @description Trials below the first edge.
             */
            below: number;
            /**
             * Format: int64
             * @description Trials without error.
             */
            count: number;
            /** @description Trials in each bin. */
            counts: number[];
            /** @description The cumulative curve: shares of trials at or below values, both ascending. */
            cumulative: components["schemas"]["Cumulative"];
            /**
             * @description Ends of the bins, ascending, one more than there are bins. Bins are closed on the left, the
             *     last one on both sides. Also given where `is_discrete`.
             */
            edges: number[];
            /**
             * Format: int64
             * @description Trials with an error, which are in no bin.
             */
            errors: number;
            /** @description Whether the samples take few distinct values: then each bin is one of them, in `values`. */
            is_discrete: boolean;
            /**
             * Format: double
             * @description Largest value.
             */
            max?: number | null;
            /**
             * Format: double
             * @description Mean.
             */
            mean?: number | null;
            /**
             * Format: double
             * @description Smallest value.
             */
            min?: number | null;
            /**
             * Format: double
             * @description Standard deviation.
             */
            sd?: number | null;
            /**
             * @description What the picture shows, in a sentence.
             * @example Net present value is most likely about 1.2 million and lies between 0.4 and 2.1 million in 90% of the trials.
             */
            sentence: string;
            /** @description The distinct values, where there are few; else empty. */
            values: number[];
            /** @description Of what. */
            variable: components["schemas"]["Variable"];
        };
        /**
         * @description What the home page needs, in one call. A part whose service can't be reached is empty and named in
         *     `unavailable`.
         */
        Home: {
            /** @description Dashboards looked at last, at most 8. */
            dashboards: components["schemas"]["DashboardLink"][];
            /** @description The newest notifications, at most 5. */
            notifications: components["schemas"]["Notification"][];
            /** @description Who asks. */
            principal: components["schemas"]["Principal"];
            /** @description Usage against the quota. */
            quota: components["schemas"]["UsageItem"][];
            /** @description Simulations that ended last, with a small picture each, at most 12. */
            recent_runs: components["schemas"]["SimulationSummary"][];
            /** @description Workbooks opened last, at most 8. */
            recent_workbooks: components["schemas"]["WorkbookSummary"][];
            /** @description Simulations that wait or run, at most 10. */
            running: components["schemas"]["SimulationSummary"][];
            /** @description Saved simulations changed last, at most 8. */
            saved_simulations: components["schemas"]["SavedSimulation"][];
            /** @description Services whose part is missing now. */
            unavailable: string[];
            /**
             * Format: int64
             * @description Notifications that aren't read.
             */
            unread_notifications: number;
        };
        /**
         * @description Where a text stands in its cell.
         * @enum {string}
         */
        HorizontalAlignment: "left" | "center" | "right" | "fill";
        /** @description An input. */
        InputResult: {
            /** @description Its cell. */
            cell: string;
            /** @description Its distribution. */
            distribution: string;
            /** @description Its name, if it has one. */
            name?: string | null;
        };
        /** @description An uncertain cell. */
        InputSpec: {
            /**
             * @description `Sheet!A1` or a defined name.
             * @example Model!B3
             */
            cell: string;
            /**
             * @description A distribution call.
             * @example Pert(8, 10, 15)
             */
            distribution: string;
            /**
             * @description What it is called, and what keys its random stream; else the cell's defined name, if it has
             *     one.
             * @example Price
             */
            name?: string | null;
        };
        /** @description An invitation. */
        Invitation: {
            /** @description When. */
            created_at: string;
            /** @description Whom. */
            email: string;
            /** @description When it ends. */
            expires_at: string;
            /** @description The invitation. */
            id: string;
            /** @description Name of the one who invites. */
            invited_by: string;
            /** @description The role that they shall have. */
            role: components["schemas"]["Role"];
            /** @description Its state. */
            state: components["schemas"]["InvitationState"];
        };
        /** @description What an invitation's link leads to, before one accepts. */
        InvitationPreview: {
            /** @description Whom. */
            email: string;
            /** @description When it ends. */
            expires_at: string;
            /** @description Whether the address has an account: sign in; else register with the token. */
            has_account: boolean;
            /** @description Name of the one who invites. */
            invited_by: string;
            /** @description The role. */
            role: components["schemas"]["Role"];
            /** @description The tenant's name. */
            tenant_name: string;
        };
        /**
         * @description State of an invitation.
         * @enum {string}
         */
        InvitationState: "pending" | "accepted" | "revoked" | "expired";
        /** @description A public key (RFC 8037). */
        Jwk: {
            /**
             * @description Always `EdDSA`.
             * @example EdDSA
             */
            alg: string;
            /**
             * @description Always `Ed25519`.
             * @example Ed25519
             */
            crv: string;
            /** @description Its name in tokens' headers. */
            kid: string;
            /**
             * @description Always `OKP`.
             * @example OKP
             */
            kty: string;
            /**
             * @description Always `sig`.
             * @example sig
             */
            use: string;
            /** @description The key, base64url. */
            x: string;
        };
        /** @description The public keys that access tokens are verified with (RFC 7517). */
        Jwks: {
            /** @description The keys; the newest signs. */
            keys: components["schemas"]["Jwk"][];
        };
        /** @description Storage used by files of a kind. */
        KindUsage: {
            /**
             * Format: int64
             * @description Bytes of all versions.
             */
            bytes: number;
            /**
             * Format: int64
             * @description Number of files.
             */
            file_count: number;
            /** @description The kind. */
            kind: components["schemas"]["FileKind"];
        };
        /** @description The run made of a saved simulation last. */
        LastRun: {
            /** @description When it was asked for. */
            created_at: string;
            headline?: components["schemas"]["Headline"] | null;
            /** @description The result. */
            result_id?: string | null;
            /** @description The simulation. */
            simulation_id: string;
        };
        /** @description A cell that looks like an input. */
        LikelyInput: {
            /** @description The cell. */
            cell: string;
            /** @description The text beside it. */
            label?: string | null;
            /**
             * Format: int32
             * @description Formulas that read it.
             */
            readers: number;
            /**
             * Format: double
             * @description Its number.
             */
            value: number;
        };
        /** @description A cell that looks like an output. */
        LikelyOutput: {
            /** @description The cell. */
            cell: string;
            /** @description Whether the workbook marks it as an output. */
            is_marked: boolean;
            /** @description The text beside it. */
            label?: string | null;
            /**
             * Format: double
             * @description Its number.
             */
            value: number;
        };
        /** @description A link that gives access to whoever has it, without an account. Links give `view` only. */
        LinkRequest: {
            /** @description When it ends; left out, never. */
            expires_at?: string | null;
            /** @description Whether to make a new link, so that the old one no longer works. */
            renew?: boolean;
        };
        /**
         * @description A histogram while trials run. Its edges stay where they are, so that it fills in; values that come
         *     to lie outside are counted beside it.
         */
        LiveHistogram: {
            /**
             * Format: int64
             * @description Trials above the last edge.
             */
            above: number;
            /**
             * Format: int64
             * @description Trials below the first edge.
             */
            below: number;
            /** @description Trials in each bin. */
            counts: number[];
            /** @description Ends of the bins, ascending, one more than there are bins; at most 60 bins. */
            edges: number[];
        };
        /** @description An output while its trials run. */
        LiveOutput: {
            /** @description The output's cell. */
            cell: string;
            /**
             * Format: int64
             * @description Trials without error so far.
             */
            count: number;
            /** @description Whether its workbook counts days from 1904, and not from 1900: which day a date format shows. */
            dates_from_1904?: boolean;
            /**
             * Format: int64
             * @description Trials with an error so far.
             */
            errors: number;
            histogram?: components["schemas"]["LiveHistogram"] | null;
            /** @description What people call it: its name, else the text beside it, else its cell. */
            label: string;
            /**
             * Format: double
             * @description Largest value so far.
             */
            max?: number | null;
            /**
             * Format: double
             * @description Mean so far.
             */
            mean?: number | null;
            /**
             * Format: double
             * @description Smallest value so far.
             */
            min?: number | null;
            /** @description Its name, if it has one. */
            name?: string | null;
            /** @description The cell's number format code. */
            number_format?: string | null;
            /**
             * Format: double
             * @description 5th percentile so far.
             */
            p5?: number | null;
            /**
             * Format: double
             * @description 25th percentile so far.
             */
            p25?: number | null;
            /**
             * Format: double
             * @description Median so far.
             */
            p50?: number | null;
            /**
             * Format: double
             * @description 75th percentile so far.
             */
            p75?: number | null;
            /**
             * Format: double
             * @description 95th percentile so far.
             */
            p95?: number | null;
            /**
             * Format: double
             * @description Standard deviation so far.
             */
            sd?: number | null;
        };
        /**
         * @description Signs in. With a second factor it takes two calls: `password`, then `second_factor` with the
         *     challenge of the first answer.
         * @example {
         *       "email": "ada@example.com",
         *       "method": "password",
         *       "password": "correct horse battery staple"
         *     }
         */
        LoginRequest: {
            /** @description The mail address. */
            email: string;
            /** @enum {string} */
            method: "password";
            /** @description The password. */
            password: string;
            /** @description How the tokens are handed over. */
            session?: components["schemas"]["SessionKind"];
            /** @description The tenant to work in; left out, the one last used. */
            tenant_id?: string | null;
        } | {
            /** @description `challenge` of the answer to the first factor. */
            challenge: string;
            /** @description Six digits of the authenticator app, or a recovery code. */
            code: string;
            /** @enum {string} */
            method: "second_factor";
        } | {
            /** @enum {string} */
            method: "link";
            /** @description How the tokens are handed over. */
            session?: components["schemas"]["SessionKind"];
            /** @description The token of the link. */
            token: string;
        } | {
            /** @enum {string} */
            method: "demo";
            /** @description How the tokens are handed over. */
            session?: components["schemas"]["SessionKind"];
        };
        /** @description The answer to an attempt to sign in. */
        LoginResponse: {
            /** @description The session. */
            session: components["schemas"]["Session"];
            /** @enum {string} */
            status: "signed_in";
        } | {
            /** @description To be sent back with the code; good once. */
            challenge: string;
            /**
             * Format: double
             * @description Seconds that the challenge is good for.
             */
            expires_in_seconds: number;
            /** @description What can be used. */
            methods: components["schemas"]["SecondFactorMethod"][];
            /** @enum {string} */
            status: "second_factor_required";
        };
        /** @description Ends this session. */
        LogoutRequest: {
            /** @description Whether to end all other sessions of the user too. */
            everywhere?: boolean;
        };
        /** @description What was marked read. */
        MarkedRead: {
            /**
             * Format: int64
             * @description Number of notifications that weren't read before.
             */
            marked: number;
            /**
             * Format: int64
             * @description Number of notifications that still aren't.
             */
            unread: number;
        };
        /** @description Marks some or all read. Answers `MarkedRead`. */
        MarkRead: {
            /** @description These, at most 200; left out, all. */
            ids?: string[] | null;
        };
        /** @description A member of a tenant. */
        Member: {
            /** @description Their mail address. */
            email: string;
            /** @description Whether they have a second factor. */
            is_second_factor_enabled: boolean;
            /** @description Since when. */
            joined_at: string;
            /** @description When they were last here, to the hour. */
            last_seen_at?: string | null;
            /** @description Their name. */
            name: string;
            /** @description Their role. */
            role: components["schemas"]["Role"];
            /** @description The user. */
            user_id: string;
        };
        /** @description A memory pool. */
        MemoryPool: {
            /**
             * Format: int64
             * @description Its size in bytes.
             */
            capacity_bytes: number;
            /** @description The device whose memory it is. */
            device_id: string;
            /**
             * Format: int64
             * @description Most bytes that were ever held.
             */
            peak_bytes: number;
            /**
             * Format: int64
             * @description Bytes that tasks hold.
             */
            used_bytes: number;
            /**
             * Format: int64
             * @description Tasks that wait for memory.
             */
            waiting: number;
        };
        /** @description A sentence for the user. */
        Message: {
            /**
             * @description The sentence.
             * @example If there is an account with this address, a mail is on its way.
             */
            message: string;
        };
        /** @description Compute in one minute. */
        MetricPoint: {
            /**
             * Format: int64
             * @description Tasks that waited, at most.
             */
            tasks_waiting: number;
            /** @description Beginning of the minute. */
            time: string;
            /**
             * Format: double
             * @description Trials in a second.
             */
            trials_per_second: number;
            /**
             * Format: double
             * @description Share of cores in use, from 0 to 1.
             */
            utilization: number;
        };
        /** @description A function of Excel's that Ulam doesn't have. */
        MissingFunction: {
            /** @description Its name. */
            name: string;
            /** @description Why it is missing. */
            reason: string;
        };
        /** @description A most likely value. */
        ModeResult: {
            /** @description How it was found: `most frequent` or `half-sample`. */
            method: string;
            /**
             * Format: double
             * @description The value.
             */
            value: number;
        };
        /** @description Moments and ends of a distribution; null where they don't exist or aren't finite. */
        Moments: {
            /**
             * Format: double
             * @description Kurtosis, 3 for a normal.
             */
            kurtosis?: number | null;
            /**
             * Format: double
             * @description Largest possible value.
             */
            max?: number | null;
            /**
             * Format: double
             * @description Mean.
             */
            mean?: number | null;
            /**
             * Format: double
             * @description Median.
             */
            median?: number | null;
            /**
             * Format: double
             * @description Smallest possible value.
             */
            min?: number | null;
            /**
             * Format: double
             * @description A most likely value.
             */
            mode?: number | null;
            /**
             * Format: double
             * @description Standard deviation.
             */
            sd?: number | null;
            /**
             * Format: double
             * @description Skewness.
             */
            skewness?: number | null;
            /**
             * Format: double
             * @description Variance.
             */
            variance?: number | null;
        };
        /** @description A cell whose distribution is wanted, with a name. */
        NamedOutput: {
            /**
             * @description `Sheet!A1` or a defined name.
             * @example Model!B21
             */
            cell: string;
            /**
             * @description What it is called.
             * @example Payback
             */
            name?: string | null;
        };
        /** @description An in-app notification. */
        Notification: {
            /** @description In a sentence or two. */
            body: string;
            /** @description When it happened. */
            created_at: string;
            /**
             * @description The event that it tells of.
             * @example simulation.completed
             */
            event_type: string;
            /** @description The notification. */
            id: string;
            /** @description How much it matters. */
            level: components["schemas"]["NotificationLevel"];
            /**
             * @description Path in the app to go to.
             * @example /results/019a9f3c-2b1e-7c3a-9d2e-5a1b2c3d4e5f
             */
            link?: string | null;
            /** @description When it was read. */
            read_at?: string | null;
            /** @description What it is about: the event's subject. */
            subject: string;
            /**
             * @description In a few words.
             * @example Cautious case is done
             */
            title: string;
        };
        /**
         * @description How much a notification matters.
         * @enum {string}
         */
        NotificationLevel: "info" | "success" | "warning" | "error";
        /** @description What `/ws/notifications` sends: first `ready`, then whatever happens. */
        NotificationMessage: {
            /** @enum {string} */
            type: "ready";
            /**
             * Format: int64
             * @description Notifications that aren't read.
             */
            unread: number;
        } | {
            /** @description The notification. */
            notification: components["schemas"]["Notification"];
            /** @enum {string} */
            type: "notification";
            /**
             * Format: int64
             * @description Notifications that aren't read.
             */
            unread: number;
        } | {
            /** @description These; null for all. */
            ids?: string[] | null;
            /** @enum {string} */
            type: "read";
            /**
             * Format: int64
             * @description Notifications that aren't read.
             */
            unread: number;
        } | {
            /** @description How far it is. */
            status: components["schemas"]["SimulationStatus"];
            /** @enum {string} */
            type: "simulation";
        } | {
            /** @description The event that said so. */
            event_type: string;
            /** @description Which. */
            id: string;
            /** @description What: `file`, `workbook`, `simulation`, `result`, `saved_simulation`, `artifact`. */
            resource: string;
            /** @enum {string} */
            type: "changed";
        } | {
            /** @enum {string} */
            type: "pong";
        };
        /** @description The inbox, the newest first. */
        NotificationPage: {
            /** @description The notifications. */
            items: components["schemas"]["Notification"][];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of notifications on all pages.
             */
            total?: number | null;
            /**
             * Format: int64
             * @description Number of notifications that aren't read, whatever the filter.
             */
            unread: number;
        };
        /** @description My settings, by event and channel. */
        NotificationPreferences: {
            /** @description Channels that this server has; others can be chosen, but nothing is sent there yet. */
            available_channels: components["schemas"]["Channel"][];
            /** @description Everything that one can be told of. */
            events: components["schemas"]["EventPreference"][];
            quiet_hours?: components["schemas"]["QuietHours"] | null;
        };
        /** @description An OpenID Connect provider. */
        OidcProvider: {
            /**
             * @description For the button.
             * @example Company account
             */
            label: string;
            /**
             * @description As in paths: `/api/v2/auth/oidc/{provider}/start`.
             * @example keycloak
             */
            provider: string;
        };
        /** @description One of several simulations over lists of values. */
        OneOfSeveral: {
            /** @description The outputs. */
            outputs: components["schemas"]["OutputResult"][];
            /** @description Probabilities that were asked for. */
            probabilities: components["schemas"]["ProbabilityResult"][];
            /**
             * Format: int32
             * @description Its number, from 1.
             */
            simulation: number;
            /**
             * Format: int64
             * @description Trials made.
             */
            trials: number;
            /** @description What the cells that are stepped through values hold in it. */
            values: components["schemas"]["SteppedValue"][];
            /** @description What to know about it. */
            warnings: string[];
        };
        /**
         * @description Opens an uploaded file as a workbook; the same file and version opened again is the same workbook.
         *     Answers `Workbook`.
         */
        OpenWorkbook: {
            /** @description The file. */
            file_id: string;
            /** @description What to call it; the file's name if left out. */
            name?: string | null;
            /**
             * Format: int32
             * @description The version, from 1; the latest if left out.
             */
            version?: number | null;
        };
        /** @description An output of a run against the same of the first run. */
        OutputDifference: {
            kolmogorov_smirnov?: components["schemas"]["DistanceResult"] | null;
            paired?: components["schemas"]["PairedResult"] | null;
            /**
             * Format: int32
             * @description The run, by its number from 0.
             */
            run: number;
            /** @description What it comes to, in a sentence. */
            sentence: string;
            /** @description Statistics side by side. */
            statistics: components["schemas"]["StatisticDifference"][];
        };
        /** @description An output. */
        OutputResult: {
            /** @description Its cell. */
            cell: string;
            /** @description Statistics by number of trials. */
            convergence: components["schemas"]["ConvergencePoint"][];
            /**
             * Format: int64
             * @description Trials without error.
             */
            count: number;
            /**
             * Format: int64
             * @description Trials with an error.
             */
            errors: number;
            /** @description Trials with each error. */
            errors_by_kind?: {
                [key: string]: number;
            };
            /**
             * Format: double
             * @description Kurtosis, 3 for a normal.
             */
            kurtosis?: number | null;
            /**
             * Format: double
             * @description Largest value.
             */
            max?: number | null;
            /**
             * Format: double
             * @description Mean.
             */
            mean?: number | null;
            mean_interval?: components["schemas"]["Ends"] | null;
            /**
             * Format: double
             * @description Smallest value.
             */
            min?: number | null;
            mode?: components["schemas"]["ModeResult"] | null;
            /** @description Its name, if it has one. */
            name?: string | null;
            /** @description 95% confidence intervals of percentiles, by their number. */
            percentile_intervals: {
                [key: string]: components["schemas"]["Ends"];
            };
            /**
             * @description Percentiles by their number: 1, 5, 10, 25, 50, 75, 90, 95, 99.
             * @example {
             *       "5": 812.4,
             *       "50": 1034.1,
             *       "95": 1266.9
             *     }
             */
            percentiles: {
                [key: string]: number | null;
            };
            regression?: components["schemas"]["RegressionResult"] | null;
            /** @description Value at risk and expected shortfall. */
            risk: components["schemas"]["RiskResult"][];
            /** @description The inputs that are unusual in the worst and the best 5% of the trials. */
            scenario: components["schemas"]["ScenarioResult"];
            /**
             * Format: double
             * @description Standard deviation.
             */
            sd?: number | null;
            /** @description What drives it, strongest first. */
            sensitivity: components["schemas"]["DriverResult"][];
            /**
             * Format: double
             * @description Skewness.
             */
            skewness?: number | null;
            sobol_indices?: components["schemas"]["SobolResult"] | null;
            /**
             * Format: double
             * @description Standard error of the mean.
             */
            standard_error?: number | null;
            /**
             * Format: double
             * @description Variance.
             */
            variance?: number | null;
        };
        /** @description A cell whose distribution is wanted: just the cell, or the cell and a name. */
        OutputSpec: string | components["schemas"]["NamedOutput"];
        /** @description One page of a list. */
        Page_AlertRule: {
            /** @description The items, in the order of the list. */
            items: {
                /** @description How its maker is told. */
                channels: components["schemas"]["Channel"][];
                /** @description How the figure is compared. */
                comparator: components["schemas"]["Comparator"];
                /**
                 * Format: double
                 * @description Seconds after an alert in which none follows.
                 */
                cooldown_seconds: number;
                /** @description When it was made. */
                created_at: string;
                /** @description Who made it. */
                created_by: string;
                /** @description The rule. */
                id: string;
                /** @description Whether it is looked at. */
                is_enabled: boolean;
                /** @description When it was seen. */
                last_evaluated_at?: string | null;
                /** @description When it last fired. */
                last_fired_at?: string | null;
                /**
                 * Format: double
                 * @description The figure seen last.
                 */
                last_value?: number | null;
                /** @description What it is called. */
                name: string;
                /** @description Its state. */
                state: components["schemas"]["AlertState"];
                /** @description What it watches. */
                subject: components["schemas"]["AlertSubject"];
                /**
                 * Format: double
                 * @description With what.
                 */
                threshold: number;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_ApiKey: {
            /** @description The items, in the order of the list. */
            items: {
                /**
                 * @description Addresses (CIDR) that it works from; empty for all.
                 * @example [
                 *       "203.0.113.0/24"
                 *     ]
                 */
                allowed_ips: string[];
                /** @description When it was made. */
                created_at: string;
                /** @description When it ends; null for never. */
                expires_at?: string | null;
                /** @description The key. */
                id: string;
                /** @description When it was last used, to the minute. */
                last_used_at?: string | null;
                /** @description Address it was last used from. */
                last_used_ip?: string | null;
                /**
                 * @description What it is for.
                 * @example nightly build
                 */
                name: string;
                /** @description What it may do: at most what its owner may at the time of the call. */
                permissions: components["schemas"]["Permission"][];
                /**
                 * @description The beginning of the secret, to recognise it.
                 * @example ulam_live_5f3c9a
                 */
                prefix: string;
                /** @description When it was revoked. */
                revoked_at?: string | null;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Comment: {
            /** @description The items, in the order of the list. */
            items: {
                /** @description The cell that it is about. */
                cell?: string | null;
                /** @description When it was said. */
                created_at: string;
                /** @description Who said it. */
                created_by: string;
                /** @description Their name. */
                created_by_name?: string | null;
                /** @description When it was deleted. */
                deleted_at?: string | null;
                /** @description The comment. */
                id: string;
                /** @description The comment that it answers. */
                reply_to?: string | null;
                /** @description What was said, as plain text; empty if it was deleted. */
                text: string;
                /**
                 * Format: int32
                 * @description The version that it is about.
                 */
                version?: number | null;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_ComputeTask: {
            /** @description The items, in the order of the list. */
            items: {
                /**
                 * Format: int32
                 * @description Which try of the run it is, from 1.
                 */
                attempt: number;
                /** @description When it was asked for. */
                created_at: string;
                /** @description The devices that it runs on. */
                device_ids: string[];
                failure?: components["schemas"]["RunFailure"] | null;
                /** @description When it ended. */
                finished_at?: string | null;
                /** @description The task. */
                id: string;
                /** @description The instance that runs it. */
                instance?: string | null;
                /**
                 * Format: int64
                 * @description Memory that it holds, in bytes.
                 */
                memory_bytes: number;
                /** @description The run. */
                run_id: string;
                /** @description The simulation. */
                simulation_id: string;
                /** @description When it began. */
                started_at?: string | null;
                /** @description Its state. */
                state: components["schemas"]["TaskState"];
                /** @description The tenant. */
                tenant_id: string;
                /**
                 * Format: int64
                 * @description Trials done.
                 */
                trials_done: number;
                /**
                 * Format: double
                 * @description Trials in a second, lately.
                 */
                trials_per_second?: number | null;
                /**
                 * Format: int64
                 * @description Trials to do.
                 */
                trials_total: number;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Delivery: {
            /** @description The items, in the order of the list. */
            items: {
                /** @description Its attempts, the newest first. */
                attempts: components["schemas"]["DeliveryAttempt"][];
                /** @description By which channel. */
                channel: components["schemas"]["Channel"];
                /** @description When it was asked for. */
                created_at: string;
                /** @description When it arrived. */
                delivered_at?: string | null;
                /** @description The event, if of one. */
                event_type?: string | null;
                /** @description The delivery. */
                id: string;
                /** @description When it is tried again. */
                next_attempt_at?: string | null;
                /** @description Its state. */
                state: components["schemas"]["DeliveryState"];
                /** @description The webhook, if by one. */
                webhook_id?: string | null;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_FileInfo: {
            /** @description The items, in the order of the list. */
            items: {
                /**
                 * Format: int64
                 * @description Size in bytes.
                 */
                bytes: number;
                /** @description Its media type. */
                content_type: string;
                /** @description When it was first uploaded. */
                created_at: string;
                /** @description Who uploaded it. */
                created_by: string;
                /** @description Their name. */
                created_by_name?: string | null;
                /** @description What it is about. */
                description?: string | null;
                /** @description The file. */
                id: string;
                /** @description What it is. */
                kind: components["schemas"]["FileKind"];
                /** @description What the caller may do with it. */
                my_access: components["schemas"]["Access"];
                /**
                 * @description Its name, without any path.
                 * @example plan.xlsx
                 */
                name: string;
                /** @description When it is deleted for good, of a deleted file or one with a retention period. */
                purge_at?: string | null;
                /** @description SHA-256 of the content, in lower-case hexadecimal. */
                sha256: string;
                /** @description Its state. */
                state: components["schemas"]["FileState"];
                /** @description Why it is in this state, where that needs saying. */
                state_reason?: string | null;
                /** @description Labels. */
                tags: string[];
                /** @description When the latest version was. */
                updated_at: string;
                /**
                 * Format: int32
                 * @description Number of the latest version, from 1.
                 */
                version: number;
                /** @description The workbook that it was opened as, if it was: `/api/v2/workbooks/{id}`. */
                workbook_id?: string | null;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Invitation: {
            /** @description The items, in the order of the list. */
            items: {
                /** @description When. */
                created_at: string;
                /** @description Whom. */
                email: string;
                /** @description When it ends. */
                expires_at: string;
                /** @description The invitation. */
                id: string;
                /** @description Name of the one who invites. */
                invited_by: string;
                /** @description The role that they shall have. */
                role: components["schemas"]["Role"];
                /** @description Its state. */
                state: components["schemas"]["InvitationState"];
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Member: {
            /** @description The items, in the order of the list. */
            items: {
                /** @description Their mail address. */
                email: string;
                /** @description Whether they have a second factor. */
                is_second_factor_enabled: boolean;
                /** @description Since when. */
                joined_at: string;
                /** @description When they were last here, to the hour. */
                last_seen_at?: string | null;
                /** @description Their name. */
                name: string;
                /** @description Their role. */
                role: components["schemas"]["Role"];
                /** @description The user. */
                user_id: string;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_ResultSummary: {
            /** @description The items, in the order of the list. */
            items: {
                /** @description When it was stored. */
                created_at: string;
                /** @description Who asked for the run. */
                created_by: string;
                /** @description When it is deleted; null for never. */
                expires_at?: string | null;
                /** @description Every output in a small picture. */
                headlines: components["schemas"]["Headline"][];
                /** @description The result. */
                id: string;
                /** @description What the run is called. */
                name: string;
                /** @description Probabilities that were asked for. */
                probabilities: components["schemas"]["ProbabilityResult"][];
                /** @description The simulation. */
                simulation_id: string;
                /**
                 * Format: int64
                 * @description Trials made.
                 */
                trials: number;
                /** @description What to know about the result, one sentence each. */
                warnings: string[];
                /** @description The workbook. */
                workbook_id: string;
                /** @description The workbook's name. */
                workbook_name: string;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_SavedSimulation: {
            /** @description The items, in the order of the list. */
            items: {
                /**
                 * Format: int64
                 * @description Number of comments.
                 */
                comment_count: number;
                /** @description When it was saved first. */
                created_at: string;
                /** @description Who saved it first. */
                created_by: string;
                /** @description Their name. */
                created_by_name?: string | null;
                /** @description What it is about. */
                description?: string | null;
                /** @description The saved simulation. */
                id: string;
                /**
                 * Format: int32
                 * @description Number of inputs.
                 */
                input_count: number;
                /** @description Whether others may see it. */
                is_shared: boolean;
                last_run?: components["schemas"]["LastRun"] | null;
                /** @description What the caller may do with it. */
                my_access: components["schemas"]["Access"];
                /**
                 * @description What it is called.
                 * @example Cautious case
                 */
                name: string;
                /**
                 * Format: int32
                 * @description Number of outputs.
                 */
                output_count: number;
                /** @description Labels. */
                tags: string[];
                /**
                 * Format: int64
                 * @description Trials.
                 */
                trials: number;
                /** @description When its latest version was. */
                updated_at: string;
                /**
                 * Format: int32
                 * @description Number of its latest version, from 1.
                 */
                version: number;
                /** @description The workbook that it was made for. */
                workbook_id: string;
                /** @description The workbook's name. */
                workbook_name?: string | null;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_SessionInfo: {
            /** @description The items, in the order of the list. */
            items: {
                /** @description When it began. */
                created_at: string;
                /**
                 * @description The browser or program in words: `Firefox on Linux`.
                 * @example Firefox on Linux
                 */
                device: string;
                /** @description When it ends unless it is used. */
                expires_at: string;
                /** @description The session. */
                id: string;
                /** @description Address it was last used from. */
                ip_address?: string | null;
                /** @description Whether it is the one that asks. */
                is_current: boolean;
                /** @description Whether a second factor was given. */
                is_second_factor_verified: boolean;
                /** @description When it was last used, to the minute. */
                last_used_at: string;
                /** @description How it began. */
                method: components["schemas"]["SignInMethod"];
                /** @description As the program called itself. */
                user_agent?: string | null;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_SimulationSummary: {
            /** @description The items, in the order of the list. */
            items: {
                /** @description When it was asked for. */
                created_at: string;
                /** @description Who asked for it. */
                created_by: string;
                /** @description Their name. */
                created_by_name?: string | null;
                /** @description When it ended. */
                finished_at?: string | null;
                headline?: components["schemas"]["Headline"] | null;
                /** @description The simulation. */
                id: string;
                /**
                 * Format: int32
                 * @description Number of inputs, those of the workbook's own formulas included once it ran.
                 */
                input_count: number;
                /** @description What it is called. */
                name: string;
                /**
                 * Format: int32
                 * @description Number of outputs.
                 */
                output_count: number;
                /** @description Sampling plan. */
                sampling: components["schemas"]["Sampling"];
                /** @description The saved simulation that it comes from. */
                saved_simulation_id?: string | null;
                /**
                 * Format: int32
                 * @description The version of that.
                 */
                saved_simulation_version?: number | null;
                /**
                 * Format: int64
                 * @description Seed.
                 */
                seed: number;
                /** @description When it began to run. */
                started_at?: string | null;
                /** @description How far it is. */
                status: components["schemas"]["SimulationStatus"];
                /** @description Labels. */
                tags: string[];
                /**
                 * Format: int64
                 * @description Trials asked for.
                 */
                trials: number;
                /** @description The workbook. */
                workbook_id: string;
                /** @description The workbook's name. */
                workbook_name: string;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Tenant: {
            /** @description The items, in the order of the list. */
            items: {
                /** @description Addresses (CIDR) that members may come from; empty for all. */
                allowed_ips: string[];
                /** @description When it was made. */
                created_at: string;
                /** @description The tenant. */
                id: string;
                /** @description Whether it is the one that the caller works in. */
                is_current: boolean;
                /**
                 * Format: int64
                 * @description Number of members.
                 */
                member_count: number;
                /** @description Its name. */
                name: string;
                /**
                 * @description Its plan.
                 * @example standard
                 */
                plan: string;
                /** @description Whether members need a second factor. */
                requires_second_factor: boolean;
                /** @description The caller's role there. */
                role: components["schemas"]["Role"];
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_Webhook: {
            /** @description The items, in the order of the list. */
            items: {
                /**
                 * Format: int32
                 * @description Deliveries in a row that failed.
                 */
                consecutive_failures: number;
                /** @description When it was made. */
                created_at: string;
                /** @description Who made it. */
                created_by: string;
                /** @description Its last deliveries, the newest first, at most 20. */
                deliveries: components["schemas"]["Delivery"][];
                /** @description What it is for. */
                description?: string | null;
                /** @description Why it was switched off by itself: too many failures in a row. */
                disabled_reason?: string | null;
                /**
                 * @description The events that are sent; `*` for all.
                 * @example [
                 *       "simulation.completed",
                 *       "simulation.failed"
                 *     ]
                 */
                events: string[];
                /** @description The webhook. */
                id: string;
                /** @description Whether anything is sent. */
                is_enabled: boolean;
                /** @description Beginning of the signing secret, to recognise it. */
                secret_hint: string;
                /**
                 * @description Where to.
                 * @example https://hooks.example.com/ulam
                 */
                url: string;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description One page of a list. */
        Page_WorkbookSummary: {
            /** @description The items, in the order of the list. */
            items: {
                base_case?: components["schemas"]["BaseCaseBadge"] | null;
                /**
                 * Format: int64
                 * @description Size of the file in bytes.
                 */
                bytes: number;
                /**
                 * Format: int64
                 * @description Cells that hold something.
                 */
                cell_count: number;
                /** @description When it was opened. */
                created_at: string;
                /** @description Who opened it. */
                created_by: string;
                /** @description Their name. */
                created_by_name?: string | null;
                /** @description The file. */
                file_id: string;
                /**
                 * Format: int32
                 * @description Its version.
                 */
                file_version: number;
                /**
                 * Format: int64
                 * @description Cells with a formula.
                 */
                formula_count: number;
                /** @description Whether the file has a newer version. */
                has_newer_version: boolean;
                /** @description The workbook. */
                id: string;
                /** @description What it is. */
                kind: components["schemas"]["FileKind"];
                /** @description When it was last simulated. */
                last_simulated_at?: string | null;
                /**
                 * @description What it is called.
                 * @example plan.xlsx
                 */
                name: string;
                /**
                 * Format: int32
                 * @description Number of sheets.
                 */
                sheet_count: number;
                /** @description Its state. */
                state: components["schemas"]["WorkbookState"];
                /** @description Why it is in this state, where that needs saying. */
                state_reason?: string | null;
            }[];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of items on all pages, where counting them is cheap; else null.
             */
            total?: number | null;
        };
        /** @description Two runs trial by trial. */
        PairedResult: {
            /**
             * Format: double
             * @description Share of trials in which they are equal.
             */
            are_equal: number;
            /**
             * Format: double
             * @description Pearson's correlation.
             */
            correlation?: number | null;
            /**
             * Format: double
             * @description Mean of the differences.
             */
            mean_difference: number;
            /**
             * Format: double
             * @description Share of trials in which the other is higher.
             */
            second_is_higher: number;
            /**
             * Format: double
             * @description Its standard error.
             */
            standard_error: number;
            /**
             * Format: int64
             * @description Trials without error in both.
             */
            trials: number;
        };
        /**
         * @description What kind of argument a parameter takes.
         * @enum {string}
         */
        ParameterKind: "number" | "list" | "law" | "count" | "laws";
        /** @description Sets a new password with the token of a mailed link, and ends all sessions. */
        PasswordResetConfirm: {
            /** @description At least 12 characters. */
            new_password: string;
            /** @description The token of the link; good once, for an hour. */
            token: string;
        };
        /** @description Mails a link to set a new password. Always answers `Message`, whether or not the address exists. */
        PasswordResetRequest: {
            /**
             * @description The mail address.
             * @example ada@example.com
             */
            email: string;
        };
        /** @description A percentile. */
        Percentile: {
            /**
             * Format: double
             * @description Upper end.
             */
            high?: number | null;
            /**
             * Format: double
             * @description Lower end of the confidence interval.
             */
            low?: number | null;
            /**
             * Format: double
             * @description The percentage.
             */
            percent: number;
            /**
             * Format: double
             * @description The value.
             */
            value?: number | null;
        };
        /** @description Percentiles with confidence intervals. */
        Percentiles: {
            /**
             * Format: double
             * @description Confidence of the intervals.
             */
            confidence: number;
            /** @description How the intervals were found. */
            interval_method: string;
            /** @description The percentiles, ascending. */
            percentiles: components["schemas"]["Percentile"][];
            /** @description Of what. */
            variable: components["schemas"]["Variable"];
        };
        /**
         * @description What someone may do: `<resource>:<verb>`.
         * @enum {string}
         */
        Permission: "files:read" | "files:write" | "workbooks:read" | "workbooks:write" | "simulations:read" | "simulations:run" | "results:read" | "results:export" | "saved_simulations:read" | "saved_simulations:write" | "notifications:read" | "notifications:write" | "members:read" | "members:write" | "api_keys:write" | "tenant:admin" | "platform:operate";
        /** @description A permission. */
        PermissionDescription: {
            /** @description What it allows. */
            description: string;
            /** @description The permission. */
            permission: components["schemas"]["Permission"];
        };
        /** @description A user's settings. Also the body of the request that replaces them. */
        Preferences: {
            /**
             * @description What the app remembers for itself, at most 64 KiB as JSON. Keys are the app's.
             * @default {}
             */
            app?: {
                [key: string]: unknown;
            };
            /** @default null */
            default_sampling?: components["schemas"]["Sampling"] | null;
            /**
             * Format: int64
             * @description Trials of a new simulation; null for the default of 100,000.
             * @default null
             */
            default_trials?: number | null;
            /**
             * @description Whether charts and the page move as little as possible; null as the operating system says.
             * @default null
             */
            reduced_motion?: boolean | null;
            /**
             * @description Light or dark.
             * @default system
             */
            theme?: components["schemas"]["Theme"];
        };
        /** @description An argument of a distribution call. */
        PreviewArgument: {
            /** @description Whether it is a modifier. */
            is_modifier: boolean;
            /**
             * @description The parameter; of a modifier, its name.
             * @example most_likely
             */
            name: string;
            /**
             * @description As written.
             * @example Model!B4*2
             */
            text: string;
            /**
             * Format: double
             * @description What it comes to, where it is a number.
             */
            value?: number | null;
        };
        /** @description Asks for a picture of a distribution. Answers `DistributionPreview`. */
        PreviewDistribution: {
            /** @description The cell that it is for. */
            cell?: string | null;
            /**
             * @description The call; another tool's is translated.
             * @example Pert(8, 10, 15)
             */
            distribution: string;
            /**
             * Format: int32
             * @description Points of the curves, from 20 to 1,000; 200 if left out.
             */
            points?: number | null;
            /**
             * @description Probabilities whose quantiles are wanted, at most 100; 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9,
             *     0.95 and 0.99 if left out.
             */
            probabilities?: number[] | null;
            /** @description The workbook whose cells the parameters may name. */
            workbook_id?: string | null;
        };
        /** @description Who acts. */
        Principal: {
            /** @description The key, of an API key. */
            api_key_id?: string | null;
            /** @description The user's mail address. */
            email?: string | null;
            /** @description Whether it may operate the platform. */
            is_operator: boolean;
            /** @description Whether a second factor was given in this session. */
            is_second_factor_verified: boolean;
            /** @description What kind it is. */
            kind: components["schemas"]["PrincipalKind"];
            /** @description The user's, key's or service's name. */
            name: string;
            /** @description What it may do there. */
            permissions: components["schemas"]["Permission"][];
            role?: components["schemas"]["Role"] | null;
            /** @description The session, of a user. */
            session_id?: string | null;
            /** @description The tenant that it works in. */
            tenant_id?: string | null;
            /** @description The tenant's name. */
            tenant_name?: string | null;
            /** @description The user; of an API key, its owner; null of a service or a link. */
            user_id?: string | null;
        };
        /**
         * @description What kind of principal acts.
         * @enum {string}
         */
        PrincipalKind: "user" | "api_key" | "service" | "link";
        /**
         * @description How urgent a simulation is within its tenant.
         * @enum {string}
         */
        Priority: "low" | "normal" | "high";
        /** @description The probability of a condition, or those to the left of, between and to the right of delimiters. */
        ProbabilityAnswer: {
            above?: components["schemas"]["ProbabilityEstimate"] | null;
            below?: components["schemas"]["ProbabilityEstimate"] | null;
            /**
             * Format: int64
             * @description Trials without error.
             */
            count: number;
            /**
             * Format: int64
             * @description Trials with an error, which count for nothing.
             */
            errors: number;
            /** @description What `probability` is of, in signs: `Model!B20 < 0`. */
            expression: string;
            /** @description The probability of the condition, or of lying between the delimiters (both included). */
            probability: components["schemas"]["ProbabilityEstimate"];
            /**
             * @description The same as a sentence.
             * @example Net present value is below 0 in 12.4% of the trials (95% confidence: 12.2% to 12.6%).
             */
            sentence: string;
            /** @description Of what. */
            variable: components["schemas"]["Variable"];
        };
        /** @description A probability with its confidence interval. */
        ProbabilityEstimate: {
            /**
             * Format: double
             * @description Upper end.
             */
            high?: number | null;
            /**
             * Format: double
             * @description Lower end of the confidence interval.
             */
            low?: number | null;
            /**
             * Format: double
             * @description The probability, from 0 to 1; null without trials.
             */
            probability?: number | null;
        };
        /** @description A probability that was asked for. */
        ProbabilityResult: {
            /**
             * Format: int64
             * @description Trials with an error.
             */
            errors: number;
            /**
             * @description The condition as written.
             * @example Model!B20 < 0
             */
            expression: string;
            /**
             * Format: double
             * @description Upper end.
             */
            high?: number | null;
            /**
             * Format: double
             * @description Lower end of the 95% confidence interval.
             */
            low?: number | null;
            /**
             * Format: double
             * @description Its probability, from 0 to 1.
             */
            probability?: number | null;
        };
        /**
         * @description The process runs (`/health/live`) or can serve (`/health/ready`, which answers 503 with the
         *     same body if it can't).
         */
        Probe: {
            /** @description What it depends on: `database`, ... */
            dependencies?: components["schemas"]["DependencyHealth"][];
            /** @description Whether it does. */
            is_ok: boolean;
            /** @description Version of the program. */
            version: string;
            /** @description What it waits for. */
            waiting_for: string[];
        };
        /** @description What went wrong and what to do (RFC 9457). */
        Problem: {
            /** @description Tell it to support: logs of every service carry it. */
            correlation_id?: string | null;
            /**
             * @description What happened here, and what to do about it, in a sentence or two.
             * @example There is no workbook with this id. List yours with GET /api/v2/workbooks.
             */
            detail: string;
            /** @description What is wrong with each field, of a request that was understood but is not valid. */
            errors?: components["schemas"]["FieldError"][];
            /** @description The path that was asked for. */
            instance?: string | null;
            /**
             * Format: double
             * @description Seconds until it makes sense to try again, of 429 and 503; also in `Retry-After`.
             */
            retry_after_seconds?: number | null;
            /**
             * Format: int32
             * @description The HTTP status.
             * @example 404
             */
            status: number;
            /**
             * @description The kind in a few words.
             * @example Not found
             */
            title: string;
            /**
             * @description What kind of problem it is; stable, for programs.
             * @example https://ulam.dev/problems/not-found
             */
            type: string;
        };
        /** @description Looks through a file. Answers `ExtractedMetadata`. */
        ProcessRequest: {
            /** @description Whether to look again although it was done before. */
            force?: boolean;
            /**
             * Format: int32
             * @description The version, from 1; the latest if left out.
             */
            version?: number | null;
        };
        /** @description A user, as they see themselves. */
        Profile: {
            /** @description When they registered. */
            created_at: string;
            /** @description The mail address. */
            email: string;
            /** @description Whether they have a password; else they sign in with a provider only. */
            has_password: boolean;
            /** @description The user. */
            id: string;
            /** @description Whether the address was confirmed. */
            is_email_confirmed: boolean;
            /** @description Whether signing in needs a second factor. */
            is_second_factor_enabled: boolean;
            /**
             * @description Language and region, as BCP 47.
             * @example en-GB
             */
            locale: string;
            /** @description What to call them. */
            name: string;
            /** @description Telephone number in E.164 form, for messages. */
            phone?: string | null;
            /**
             * @description IANA time zone.
             * @example Europe/Berlin
             */
            time_zone: string;
        };
        /**
         * @description What `/ws/progress/{simulation_id}` sends. First a `snapshot` with all that is known, so that a
         *     client that comes late or again misses nothing; then `progress` at most five times a second; last
         *     `finished`, after which the server closes.
         */
        ProgressMessage: {
            /** @description The first outputs so far, at most 8. */
            outputs: components["schemas"]["LiveOutput"][];
            /** @description How far it is. */
            status: components["schemas"]["SimulationStatus"];
            /** @enum {string} */
            type: "snapshot";
        } | {
            /** @description The first outputs so far, at most 8. */
            outputs: components["schemas"]["LiveOutput"][];
            /** @description How far it is. */
            status: components["schemas"]["SimulationStatus"];
            /** @enum {string} */
            type: "progress";
        } | {
            /** @description The state before. */
            from: components["schemas"]["SimulationState"];
            /** @description How it stands now. */
            status: components["schemas"]["SimulationStatus"];
            /** @enum {string} */
            type: "state";
        } | {
            /** @description How it ended. */
            status: components["schemas"]["SimulationStatus"];
            /** @enum {string} */
            type: "finished";
        } | {
            /** @enum {string} */
            type: "pong";
        };
        /** @description A quantile. */
        Quantile: {
            /**
             * Format: double
             * @description The probability, from 0 to 1.
             */
            probability: number;
            /**
             * Format: double
             * @description The smallest x with P(X <= x) at least that; null where that is infinite.
             */
            value?: number | null;
        };
        /** @description A simulation in the queue. */
        QueuedSimulation: {
            /** @description The simulation. */
            id: string;
            /** @description What it is called. */
            name: string;
            /**
             * Format: int64
             * @description Place in the queue, 1 for the next; null once it runs.
             */
            position?: number | null;
            /** @description How urgent it is. */
            priority: components["schemas"]["Priority"];
            /**
             * Format: double
             * @description Seconds until it probably begins.
             */
            starts_in_seconds?: number | null;
            /** @description Its state. */
            state: components["schemas"]["SimulationState"];
            /**
             * Format: double
             * @description Seconds that it has waited.
             */
            waiting_seconds: number;
        };
        /** @description My place and the queue's length. */
        QueueStatus: {
            /** @description Simulations of mine that wait or run, in the order of their turns. */
            mine: components["schemas"]["QueuedSimulation"][];
            /**
             * Format: int64
             * @description Simulations that run, of all tenants.
             */
            running: number;
            /**
             * Format: int64
             * @description Simulations of my tenant that run.
             */
            tenant_running: number;
            /**
             * Format: int64
             * @description Simulations of my tenant that may run at once.
             */
            tenant_running_max: number;
            /**
             * Format: int64
             * @description Simulations of my tenant that wait.
             */
            tenant_waiting: number;
            /**
             * Format: int64
             * @description Simulations that wait, of all tenants.
             */
            waiting: number;
        };
        /** @description Hours of the day in the user's time zone, across midnight where the first is later. */
        QuietHours: {
            /**
             * @description When they begin.
             * @example 22:00
             */
            from: string;
            /**
             * @description When they end.
             * @example 07:00
             */
            to: string;
        };
        /** @description A cell that draws random numbers already. */
        RandomCell: {
            /** @description The cell. */
            cell: string;
            /** @description Its formula. */
            formula?: string | null;
            /** @description The functions that draw. */
            functions: string[];
        };
        /** @description Codes that each stand in once for the authenticator app. Shown once. */
        RecoveryCodes: {
            /**
             * @description The codes.
             * @example [
             *       "7k2m-9qvx-ltr4"
             *     ]
             */
            codes: string[];
        };
        /** @description Rotates the refresh token. Answers `Session`. */
        RefreshRequest: {
            /** @description The refresh token; left out where the cookie holds the session. */
            refresh_token?: string | null;
        };
        /** @description Creates a user, and a tenant for the first user of one. Answers `RegisterResponse`. */
        RegisterRequest: {
            /**
             * @description The mail address to sign in with; compared without regard to case.
             * @example ada@example.com
             */
            email: string;
            /** @description The token of an invitation: join its tenant and create none. */
            invitation_token?: string | null;
            /**
             * @description What to call the user.
             * @example Ada Lovelace
             */
            name: string;
            /**
             * @description Name of the tenant to create. Left out, it is named after the user.
             * @example Analytical Engines Ltd
             */
            organization?: string | null;
            /**
             * @description At least 12 characters; short and breached ones are refused.
             * @example correct horse battery staple
             */
            password: string;
            /** @description How the tokens are handed over. */
            session?: components["schemas"]["SessionKind"];
        };
        /** @description What became of a registration. */
        RegisterResponse: {
            /** @description The session. */
            session: components["schemas"]["Session"];
            /** @enum {string} */
            status: "signed_in";
        } | {
            /** @description What to tell the user. */
            message: string;
            /** @enum {string} */
            status: "confirmation_mailed";
        };
        /** @description How an output follows from its inputs by least squares. */
        RegressionResult: {
            /** @description Inputs left out since others determine them. */
            collinear: string[];
            /** @description Inputs left out since there are too many. */
            left_out: string[];
            /**
             * Format: double
             * @description Share of the variance that is explained.
             */
            r_squared: number;
            /**
             * Format: int64
             * @description Trials used.
             */
            trials: number;
        };
        /** @description A distribution that couldn't be fitted. */
        RejectedFit: {
            /** @description Its name. */
            distribution: string;
            /** @description Why. */
            reason: string;
        };
        /** @description An input in a trial. */
        ReplayedInput: {
            /** @description Its cell. */
            cell: string;
            /** @description Its name, else its cell. */
            input: string;
            /**
             * Format: double
             * @description Its value.
             */
            value: number;
        };
        /** @description An output in a trial. */
        ReplayedOutput: {
            /** @description Its cell. */
            cell: string;
            /** @description Its name, if it has one. */
            name?: string | null;
            /** @description Its value. */
            value: components["schemas"]["CellValue"];
        };
        /** @description What a run produced: the object of `ulam simulate --json`, with ids and what surrounds it. */
        ResultDetails: components["schemas"]["RunOutcome"] & {
            /** @description Exports that can be downloaded. */
            artifacts: components["schemas"]["Artifact"][];
            /** @description When it was stored. */
            created_at: string;
            /** @description Who asked for the run. */
            created_by: string;
            /** @description Their name. */
            created_by_name?: string | null;
            /** @description When it is deleted; null for never. */
            expires_at?: string | null;
            /** @description The workbook's file. */
            file_id: string;
            /**
             * Format: int32
             * @description Its version.
             */
            file_version: number;
            /** @description The result. */
            id: string;
            /** @description What the caller may do with it. */
            my_access: components["schemas"]["Access"];
            /** @description What the run is called. */
            name: string;
            /** @description The run. */
            run_id: string;
            /** @description The samples that are kept. */
            samples: components["schemas"]["SamplesInfo"];
            /** @description The saved simulation that it comes from. */
            saved_simulation_id?: string | null;
            /**
             * Format: int32
             * @description The version of that.
             */
            saved_simulation_version?: number | null;
            /** @description How. */
            settings: components["schemas"]["RunSettings"];
            /** @description The simulation. */
            simulation_id: string;
            /** @description What was simulated. */
            spec: components["schemas"]["SimulationSpec"];
            /** @description Outputs and inputs with what people call them and how their numbers read. */
            variables: components["schemas"]["Variable"][];
            /** @description The workbook. */
            workbook_id: string;
        };
        /** @description Statistics per output, as in the result. */
        ResultStatistics: {
            /** @description How standard errors and intervals were found. */
            interval_method: string;
            /** @description The outputs asked for. */
            outputs: components["schemas"]["OutputResult"][];
            /** @description The result. */
            result_id: string;
            /**
             * Format: int32
             * @description Which of several simulations, from 1.
             */
            simulation: number;
        };
        /** @description A result in lists. */
        ResultSummary: {
            /** @description When it was stored. */
            created_at: string;
            /** @description Who asked for the run. */
            created_by: string;
            /** @description When it is deleted; null for never. */
            expires_at?: string | null;
            /** @description Every output in a small picture. */
            headlines: components["schemas"]["Headline"][];
            /** @description The result. */
            id: string;
            /** @description What the run is called. */
            name: string;
            /** @description Probabilities that were asked for. */
            probabilities: components["schemas"]["ProbabilityResult"][];
            /** @description The simulation. */
            simulation_id: string;
            /**
             * Format: int64
             * @description Trials made.
             */
            trials: number;
            /** @description What to know about the result, one sentence each. */
            warnings: string[];
            /** @description The workbook. */
            workbook_id: string;
            /** @description The workbook's name. */
            workbook_name: string;
        };
        /** @description Value at risk and expected shortfall at a level. */
        RiskResult: {
            /**
             * Format: double
             * @description Mean of the values beyond it.
             */
            conditional_value_at_risk: number;
            /**
             * Format: double
             * @description The level, such as 0.95.
             */
            level: number;
            /** @description Which end is bad. */
            tail: components["schemas"]["Tail"];
            /**
             * Format: double
             * @description The value that is not fallen short of (or exceeded) with the level's probability.
             */
            value_at_risk: number;
        };
        /**
         * @description What a member of a tenant is.
         * @enum {string}
         */
        Role: "owner" | "admin" | "analyst" | "viewer";
        /** @description A role. */
        RoleDescription: {
            /** @description What it is for. */
            description: string;
            /** @description What it allows. */
            permissions: components["schemas"]["Permission"][];
            /** @description The role. */
            role: components["schemas"]["Role"];
        };
        /** @description Roles and their permissions. */
        RolesResponse: {
            /** @description Every permission that a role or an API key can have. */
            permissions: components["schemas"]["PermissionDescription"][];
            /** @description The roles, the mightiest first. */
            roles: components["schemas"]["RoleDescription"][];
        };
        /** @description Rows of one height. */
        RowLayout: {
            /**
             * Format: int32
             * @description First of them, from 1.
             */
            from: number;
            /**
             * Format: double
             * @description Height in CSS pixels.
             */
            height: number;
            /** @description Whether they are hidden. */
            is_hidden: boolean;
            /**
             * Format: int32
             * @description Last of them.
             */
            to: number;
        };
        /** @description What differs between a run and the first. */
        RunChanges: {
            /** @description The differences. */
            changes: components["schemas"]["SpecChange"][];
            /**
             * Format: int32
             * @description The run, by its number from 0.
             */
            run: number;
        };
        /** @description Why a run failed. */
        RunFailure: {
            /** @description Whether trying again may help. */
            is_retryable: boolean;
            /**
             * @description What kind of failure it is; stable, for programs: the slug of a problem such as `invalid`,
             *     `worker-lost`, `too-large`, `timeout`.
             * @example invalid
             */
            kind: string;
            /**
             * @description What happened, where, and what to do.
             * @example Model!B9 uses CUBEVALUE, which Ulam can't compute; Model!B20 depends on it
             */
            message: string;
        };
        /** @description What came out of a run. A statistic that the samples don't determine is null. */
        RunOutcome: {
            /** @description Correlations that were changed since together they are impossible. */
            correlation_repair?: components["schemas"]["ChangedCorrelation"][];
            /** @description Seconds that the parts took. */
            elapsed_seconds: components["schemas"]["ElapsedSeconds"];
            /** @description The inputs, those of the workbook's own formulas included. */
            inputs: components["schemas"]["InputResult"][];
            /**
             * @description How standard errors and intervals were found: `independent trials`, `replicates`, or
             *     `as if trials were independent`.
             */
            interval_method: string;
            /** @description What a reader of the intervals must know. */
            interval_note?: string | null;
            /** @description The outputs. */
            outputs: components["schemas"]["OutputResult"][];
            /** @description Probabilities that were asked for. */
            probabilities: components["schemas"]["ProbabilityResult"][];
            /** @description Sampling plan. */
            sampling: components["schemas"]["Sampling"];
            /**
             * Format: int64
             * @description Seed.
             */
            seed: number;
            /**
             * @description One for each of several simulations over lists of values, of which the first is told above
             *     too.
             */
            simulations?: components["schemas"]["OneOfSeveral"][];
            /** @description Cells that take statistics of the simulation, and those that depend on them. */
            statistics_in_cells?: components["schemas"]["StatisticInCell"][];
            stopped?: components["schemas"]["StoppedResult"] | null;
            /**
             * Format: int64
             * @description Trials made.
             */
            trials: number;
            /** @description What to know about the result, one sentence each. */
            warnings: string[];
            /** @description The workbook's name. */
            workbook: string;
        };
        /** @description Runs a saved simulation. Answers `Simulation`. */
        RunSavedSimulation: {
            /** @description What to call the run. */
            name?: string | null;
            sampling?: components["schemas"]["Sampling"] | null;
            /**
             * Format: int64
             * @description Another seed.
             */
            seed?: number | null;
            /**
             * Format: int64
             * @description Another number of trials.
             */
            trials?: number | null;
            /**
             * Format: int32
             * @description The version; the latest if left out.
             */
            version?: number | null;
            /** @description Another workbook than the one that it was made for. */
            workbook_id?: string | null;
        };
        /** @description How a simulation is run, beside what its spec says: the options of `ulam simulate`. */
        RunSettings: {
            /**
             * @description Whether the inputs' samples are kept beside the outputs': for scatter plots and the samples
             *     table.
             * @default true
             */
            keep_inputs?: boolean;
            /**
             * Format: int64
             * @description Independent randomisations that the trials are split into, so that confidence intervals are
             *     honest under `lhs` and `sobol` too.
             * @default 1
             */
            replicates?: number;
            /**
             * @description Whether sensitivities are worked out.
             * @default true
             */
            sensitivity?: boolean;
            /**
             * @description Simulates once for each value of these cells, with the same seed. Several lists move together.
             * @default []
             */
            simulate_over?: components["schemas"]["SteppedCell"][];
            /**
             * Format: int64
             * @description Rows that Sobol's variance-based indices are computed from, which needs rows times
             *     (inputs + 2) trials of its own; left out, no indices.
             * @default null
             * @example 10000
             */
            sobol_indices?: number | null;
            /**
             * @description Ends the run at the first power of two of trials at which each statistic is known to within
             *     its tolerance with 95% confidence; `trials` is then the most.
             * @default []
             * @example [
             *       "mean within 1%",
             *       "p95 of Model!B20 within 500"
             *     ]
             */
            stop_when?: string[];
            /**
             * @description Which end of the outputs is bad: value at risk, and the worst trials, are there.
             * @default lower
             */
            tail?: components["schemas"]["Tail"];
            /**
             * @description The statistic whose change over each input's deciles is the tornado: `mean`, `median` or a
             *     percentile such as `p95`.
             * @default mean
             * @example p95
             */
            tornado?: string;
        };
        /** @description How large a run is. */
        RunSize: {
            /**
             * Format: double
             * @description Seconds that it will probably take on this server.
             */
            estimated_seconds?: number | null;
            /**
             * Format: int64
             * @description Formula cells between inputs and outputs.
             */
            formula_cells: number;
            /**
             * Format: int64
             * @description Of these, cells that are interpreted one trial at a time, which takes longer.
             */
            interpreted_cells: number;
            /**
             * Format: int64
             * @description Memory of the samples, in bytes.
             */
            sample_bytes: number;
            /**
             * Format: int32
             * @description Simulations over lists of values; 1 without.
             */
            simulations: number;
            /**
             * Format: int64
             * @description Trials of each simulation.
             */
            trials: number;
        };
        /** @description A trial. */
        SampleRow: {
            /**
             * Format: int64
             * @description The trial, from 1.
             */
            trial: number;
            /** @description Its values, in the order of the columns. */
            values: components["schemas"]["CellValue"][];
        };
        /** @description The samples of a result. */
        SamplesInfo: {
            /**
             * Format: int64
             * @description Size as Parquet, in bytes.
             */
            bytes: number;
            /**
             * Format: int32
             * @description Columns: inputs and outputs.
             */
            columns: number;
            /** @description Whether they are still kept. */
            is_available: boolean;
            /**
             * Format: int64
             * @description Trials, of each simulation over lists of values.
             */
            rows: number;
            /**
             * Format: int32
             * @description Simulations over lists of values; 1 without.
             */
            simulations: number;
        };
        /** @description A page of samples. */
        SamplesPage: {
            /** @description The columns: inputs, then outputs. */
            columns: components["schemas"]["Variable"][];
            /** @description The trials. */
            items: components["schemas"]["SampleRow"][];
            /** @description Pass it as `cursor` to get the next page; null on the last one. */
            next_cursor?: string | null;
            /**
             * Format: int64
             * @description Number of trials on all pages.
             */
            total?: number | null;
        };
        /**
         * @description How trials are laid out.
         * @enum {string}
         */
        Sampling: "random" | "lhs" | "sobol";
        /** @description A saved simulation in lists. */
        SavedSimulation: {
            /**
             * Format: int64
             * @description Number of comments.
             */
            comment_count: number;
            /** @description When it was saved first. */
            created_at: string;
            /** @description Who saved it first. */
            created_by: string;
            /** @description Their name. */
            created_by_name?: string | null;
            /** @description What it is about. */
            description?: string | null;
            /** @description The saved simulation. */
            id: string;
            /**
             * Format: int32
             * @description Number of inputs.
             */
            input_count: number;
            /** @description Whether others may see it. */
            is_shared: boolean;
            last_run?: components["schemas"]["LastRun"] | null;
            /** @description What the caller may do with it. */
            my_access: components["schemas"]["Access"];
            /**
             * @description What it is called.
             * @example Cautious case
             */
            name: string;
            /**
             * Format: int32
             * @description Number of outputs.
             */
            output_count: number;
            /** @description Labels. */
            tags: string[];
            /**
             * Format: int64
             * @description Trials.
             */
            trials: number;
            /** @description When its latest version was. */
            updated_at: string;
            /**
             * Format: int32
             * @description Number of its latest version, from 1.
             */
            version: number;
            /** @description The workbook that it was made for. */
            workbook_id: string;
            /** @description The workbook's name. */
            workbook_name?: string | null;
        };
        /** @description A saved simulation, with its versions and comments. */
        SavedSimulationDetails: components["schemas"]["SavedSimulation"] & {
            /** @description Its comments, the oldest first, at most 200; the others by `GET .../comments`. */
            comments: components["schemas"]["Comment"][];
            /** @description How, in the latest version. */
            settings: components["schemas"]["RunSettings"];
            /** @description What is simulated, in the latest version. */
            spec: components["schemas"]["SimulationSpec"];
            /** @description Its versions, the newest first. */
            versions: components["schemas"]["SavedVersion"][];
        };
        /** @description A version. */
        SavedVersion: {
            /**
             * Format: int32
             * @description Number of differences from the version before.
             */
            change_count: number;
            /** @description When it was saved. */
            created_at: string;
            /** @description Who saved it. */
            created_by: string;
            /** @description Their name. */
            created_by_name?: string | null;
            /** @description What changed, in the words of who saved it. */
            message?: string | null;
            /**
             * Format: int32
             * @description Its number, from 1.
             */
            version: number;
        };
        /** @description Saves a simulation as a template. Answers `SavedSimulationDetails`. */
        SaveSimulation: {
            /** @description What it is about. */
            description?: string | null;
            /**
             * @description What to call it.
             * @example Cautious case
             */
            name: string;
            /** @description How. */
            settings?: components["schemas"]["RunSettings"];
            /** @description What is simulated. */
            spec: components["schemas"]["SimulationSpec"];
            /** @description Labels, at most 20. */
            tags?: string[];
            /** @description The workbook. */
            workbook_id: string;
        };
        /**
         * @description Result of a malware scan.
         * @enum {string}
         */
        ScanResult: "not_scanned" | "clean" | "infected" | "incomplete";
        /** @description Input against output, sampled. */
        Scatter: {
            /**
             * Format: double
             * @description Least squares over all trials: y where x is 0.
             */
            intercept?: number | null;
            /**
             * Format: int64
             * @description Trials that the points stand for.
             */
            of_trials: number;
            /**
             * Format: double
             * @description Pearson's correlation over all trials.
             */
            pearson_correlation?: number | null;
            /**
             * Format: double
             * @description Spearman's rank correlation over all trials.
             */
            rank_correlation?: number | null;
            /** @description What the picture shows, in a sentence. */
            sentence: string;
            /**
             * Format: double
             * @description Least squares over all trials: change of y for one unit of x.
             */
            slope?: number | null;
            /** @description The trials that the points are, from 1: to replay one. */
            trials: number[];
            /** @description Across. */
            x: components["schemas"]["Variable"];
            /** @description Values across. */
            x_values: number[];
            /** @description Upwards. */
            y: components["schemas"]["Variable"];
            /** @description Values upwards. */
            y_values: number[];
        };
        /** @description The trials at one end of an output: how do inputs lie there? */
        Scenario: {
            /** @description Some of these trials, from 1, the most extreme first, at most 20: to replay one. */
            examples: number[];
            /** @description Inputs that are unusual there, the most unusual first. */
            inputs: components["schemas"]["ShiftResult"][];
            /**
             * Format: double
             * @description The output's mean there.
             */
            mean?: number | null;
            /** @description Of which output. */
            output: components["schemas"]["Variable"];
            /** @description What it comes to, in a sentence. */
            sentence: string;
            /**
             * Format: double
             * @description Share of the trials.
             */
            share: number;
            /** @description Which end. */
            tail: components["schemas"]["Tail"];
            /**
             * Format: double
             * @description The output's value that bounds them.
             */
            threshold?: number | null;
            /**
             * Format: int64
             * @description Number of these trials.
             */
            trials: number;
        };
        /** @description The inputs that are unusual in the worst and the best trials. */
        ScenarioResult: {
            /** @description In the best 5%. */
            best: components["schemas"]["ShiftResult"][];
            /** @description In the worst 5%. */
            worst: components["schemas"]["ShiftResult"][];
        };
        /** @description Confirms the second factor with a first code. Answers `RecoveryCodes`. */
        SecondFactorCode: {
            /**
             * @description Six digits of the authenticator app, or (to switch it off) a recovery code.
             * @example 492039
             */
            code: string;
        };
        /**
         * @description A second factor.
         * @enum {string}
         */
        SecondFactorMethod: "totp" | "recovery_code";
        /** @description The second factor of the user who asks. */
        SecondFactorStatus: {
            /** @description Since when. */
            enabled_at?: string | null;
            /** @description Whether signing in needs it. */
            is_enabled: boolean;
            /** @description Whether the tenant demands one. */
            is_required: boolean;
            /**
             * Format: int32
             * @description Recovery codes not yet used.
             */
            recovery_codes_left: number;
        };
        /** @description Sends a mail (service principals and admins). Answers `Delivery` with 202. */
        SendEmail: {
            /** @description What the button says. */
            action_label?: string | null;
            /** @description A button below it: where it leads. */
            action_url?: string | null;
            /** @description The same key twice sends one mail. */
            idempotency_key?: string | null;
            /** @description Subject. */
            subject: string;
            /** @description Body as plain text. */
            text: string;
            /** @description Whom: addresses of members of the tenant, at most 50. Services may write to anybody. */
            to: string[];
        };
        /** @description Tornado, contribution to variance, spider. */
        Sensitivity: {
            /**
             * Format: double
             * @description Where the bars begin: the statistic over all trials for `change`, else 0.
             */
            baseline?: number | null;
            /** @description All measures of the inputs listed. */
            drivers: components["schemas"]["DriverResult"][];
            /**
             * Format: int64
             * @description Number of inputs that drive the output, more than listed where there are more than
             *     `inputs_max`.
             */
            input_count: number;
            /** @description What the tornado's bars are. */
            measure: components["schemas"]["SensitivityMeasure"];
            /** @description The measures that this result has. */
            measures: components["schemas"]["SensitivityMeasure"][];
            /** @description Of which output. */
            output: components["schemas"]["Variable"];
            regression?: components["schemas"]["RegressionResult"] | null;
            /** @description What the picture shows, in a sentence. */
            sentence: string;
            sobol_indices?: components["schemas"]["SobolResult"] | null;
            /** @description The output's mean by each input's deciles, one line an input. */
            spider: components["schemas"]["SpiderLine"][];
            /** @description The bars, longest first. */
            tornado: components["schemas"]["TornadoBar"][];
        };
        /**
         * @description How strongly an input drives an output is measured by this.
         * @enum {string}
         */
        SensitivityMeasure: "change" | "rank_correlation" | "contribution_to_variance" | "pearson_correlation" | "regression_coefficient" | "mapped_regression" | "sobol_first_order" | "sobol_total";
        /** @description Health of a service. */
        ServiceHealth: {
            /** @description What it depends on: `database`, `blobs`, `bus`, `scanner`, `mail`. */
            dependencies: components["schemas"]["DependencyHealth"][];
            /**
             * Format: int32
             * @description Instances that are registered.
             */
            instances: number;
            /**
             * Format: int32
             * @description Instances that get requests.
             */
            instances_ready: number;
            /** @description What is wrong. */
            message?: string | null;
            /**
             * @description The service.
             * @example files
             */
            service: string;
            /** @description How well it works. */
            status: components["schemas"]["HealthStatus"];
        };
        /** @description An instance of a service. */
        ServiceInstance: {
            /**
             * @description Where it listens; `in process` where it is in this one.
             * @example http://10.0.3.7:8002
             */
            address: string;
            /** @description When it was last checked. */
            checked_at?: string | null;
            /**
             * Format: int32
             * @description Checks in a row that failed.
             */
            consecutive_failures: number;
            /** @description The instance. */
            id: string;
            /** @description Whether it gets requests. */
            is_ready: boolean;
            /**
             * Format: double
             * @description Milliseconds that the check took.
             */
            latency_ms?: number | null;
            /** @description What is wrong. */
            message?: string | null;
            /**
             * Format: int64
             * @description Requests under way.
             */
            requests_in_flight: number;
            /** @description The service. */
            service: string;
            /** @description How well it works. */
            status: components["schemas"]["HealthStatus"];
        };
        /** @description Registered instances. */
        ServiceInstances: {
            /** @description The instances, by service. */
            instances: components["schemas"]["ServiceInstance"][];
        };
        /** @description A session that began or was renewed. */
        Session: {
            /** @description For `Authorization: Bearer`: an Ed25519 JWT; null where a cookie holds the session. */
            access_token?: string | null;
            /**
             * Format: double
             * @description Seconds until the access token ends.
             * @example 300
             */
            expires_in_seconds: number;
            /** @description Who is signed in. */
            principal: components["schemas"]["Principal"];
            /**
             * Format: double
             * @description Seconds until the session ends unless it is used.
             */
            refresh_expires_in_seconds: number;
            /** @description To get the next access token, once; null where a cookie holds the session. */
            refresh_token?: string | null;
            /** @description The session. */
            session_id: string;
            /**
             * @description Always `Bearer`.
             * @example Bearer
             */
            token_type: string;
        };
        /** @description One of my sessions. */
        SessionInfo: {
            /** @description When it began. */
            created_at: string;
            /**
             * @description The browser or program in words: `Firefox on Linux`.
             * @example Firefox on Linux
             */
            device: string;
            /** @description When it ends unless it is used. */
            expires_at: string;
            /** @description The session. */
            id: string;
            /** @description Address it was last used from. */
            ip_address?: string | null;
            /** @description Whether it is the one that asks. */
            is_current: boolean;
            /** @description Whether a second factor was given. */
            is_second_factor_verified: boolean;
            /** @description When it was last used, to the minute. */
            last_used_at: string;
            /** @description How it began. */
            method: components["schemas"]["SignInMethod"];
            /** @description As the program called itself. */
            user_agent?: string | null;
        };
        /**
         * @description How the tokens of a session are handed over.
         * @enum {string}
         */
        SessionKind: "token" | "cookie";
        /** @description The channels that are on for an event. */
        SetEventPreference: {
            /** @description The channels. */
            channels: components["schemas"]["Channel"][];
            /** @description The event. */
            event_type: string;
        };
        /** @description Who may do what with a thing: replaces all that was granted before. */
        SetShares: {
            /** @description Everybody who may use it, besides its owner; at most 200. */
            grants?: components["schemas"]["GrantRequest"][];
            link?: components["schemas"]["LinkRequest"] | null;
            /** @description Whether those who newly get access are told. */
            notify?: boolean;
        };
        /**
         * @description How much a finding matters.
         * @enum {string}
         */
        Severity: "high" | "medium" | "low";
        /** @description A link that needs no account. */
        ShareLink: {
            /** @description Since when. */
            created_at: string;
            /** @description When it ends. */
            expires_at?: string | null;
            /** @description Names the link in the audit log. */
            id: string;
            /** @description When it was last opened. */
            last_used_at?: string | null;
            /** @description The token alone, for the header `X-Ulam-Share`; as `url`. */
            token?: string | null;
            /**
             * @description The address to open, its token included. Only in the answer that made or renewed the link:
             *     the token isn't stored.
             */
            url?: string | null;
            /**
             * Format: int64
             * @description How often it was opened.
             */
            uses: number;
        };
        /** @description Who may do what with a thing. */
        Shares: {
            /** @description Everybody else who may use it. */
            grants: components["schemas"]["Grant"][];
            link?: components["schemas"]["ShareLink"] | null;
            /** @description What the caller may do. */
            my_access: components["schemas"]["Access"];
            /** @description Who made it. */
            owner_id: string;
            /** @description Their name. */
            owner_name?: string | null;
        };
        /** @description Whom something is shared with. */
        ShareSubject: {
            /** @enum {string} */
            kind: "user";
            /** @description The user. */
            user_id: string;
        } | {
            /** @description The address. */
            email: string;
            /** @enum {string} */
            kind: "email";
        } | {
            /** @enum {string} */
            kind: "role";
            /** @description The role. */
            role: components["schemas"]["Role"];
        } | {
            /** @enum {string} */
            kind: "tenant";
        };
        /** @description A sheet. */
        Sheet: {
            /**
             * Format: int64
             * @description Cells that hold something.
             */
            cell_count: number;
            /**
             * Format: int32
             * @description Columns up to the last one used.
             */
            column_count: number;
            /**
             * Format: int64
             * @description Cells with a formula.
             */
            formula_count: number;
            /**
             * Format: int32
             * @description Its place, from 0.
             */
            index: number;
            /** @description Its kind. Only worksheets have cells. */
            kind: components["schemas"]["SheetKind"];
            /** @description How it is laid out. */
            layout: components["schemas"]["SheetLayout"];
            /**
             * @description Its name; in paths it is percent-encoded.
             * @example Model
             */
            name: string;
            /**
             * Format: int32
             * @description Rows up to the last one used.
             */
            row_count: number;
            /**
             * @description The smallest range with all used cells: `A1:T431`; null if there are none.
             * @example A1:T431
             */
            used_range?: string | null;
            /** @description Whether users see it. */
            visibility: components["schemas"]["Visibility"];
        };
        /**
         * @description Kind of a sheet.
         * @enum {string}
         */
        SheetKind: "worksheet" | "chart" | "dialog" | "macro";
        /** @description How a sheet is laid out. Sizes are in CSS pixels at 100%. */
        SheetLayout: {
            /** @description Columns of other widths. */
            columns: components["schemas"]["ColumnLayout"][];
            /**
             * Format: double
             * @description Width of a column that isn't listed.
             * @example 64
             */
            default_column_width: number;
            /**
             * Format: double
             * @description Height of a row that isn't listed.
             * @example 20
             */
            default_row_height: number;
            /**
             * Format: int32
             * @description Columns frozen on the left.
             */
            frozen_columns: number;
            /**
             * Format: int32
             * @description Rows frozen at the top.
             */
            frozen_rows: number;
            /** @description Merged cells: `B2:D2`. */
            merged: string[];
            /** @description Rows of other heights, at most 10,000. */
            rows: components["schemas"]["RowLayout"][];
            /** @description Whether lines between cells are shown. */
            shows_gridlines: boolean;
            /** @description Colour of the tab: `#1f77b4`. */
            tab_color?: string | null;
            /**
             * Format: double
             * @description Zoom that the sheet was saved with, 1 for 100%.
             */
            zoom: number;
        };
        /** @description A sheet of a workbook. */
        SheetSummary: {
            /**
             * Format: int32
             * @description Columns up to the last one used.
             */
            column_count: number;
            /**
             * Format: int64
             * @description Cells with a formula.
             */
            formula_count: number;
            /** @description Its name. */
            name: string;
            /**
             * Format: int32
             * @description Rows up to the last one used.
             */
            row_count: number;
        };
        /** @description How an input lies in a tail of an output. */
        ShiftResult: {
            /** @description The input's name, else its cell. */
            input: string;
            /**
             * Format: double
             * @description Its median in the tail.
             */
            median: number;
            /**
             * Format: double
             * @description Which percentile of the input that is, from 0 to 1.
             */
            percentile: number;
            /**
             * Format: double
             * @description Its distance from the median of all trials, in standard deviations of the input.
             */
            sd_shift: number;
        };
        /**
         * @description How a session began.
         * @enum {string}
         */
        SignInMethod: "password" | "oidc" | "link" | "demo";
        /** @description How one can sign in here: for the sign-in page. */
        SignInOptions: {
            /** @description Whether as the demonstration user. */
            demo: boolean;
            /** @description Whether with mail address and password. */
            password: boolean;
            /**
             * Format: int32
             * @description Fewest characters of a password.
             */
            password_characters_min: number;
            /** @description OpenID Connect providers. */
            providers: components["schemas"]["OidcProvider"][];
            /** @description Whether anybody may register; else only those invited. */
            registration: boolean;
        };
        /** @description A simulation: spec and state. */
        Simulation: components["schemas"]["SimulationSummary"] & {
            /** @description The workbook's file. */
            file_id: string;
            /**
             * Format: int32
             * @description Its version.
             */
            file_version: number;
            /** @description How urgent it is. */
            priority: components["schemas"]["Priority"];
            /** @description The run; tries after a lost worker are of the same run. */
            run_id: string;
            /** @description How, with all that was left open filled in. */
            settings: components["schemas"]["RunSettings"];
            /** @description What is simulated, with all that was left open filled in. */
            spec: components["schemas"]["SimulationSpec"];
        };
        /** @description Summary of a simulation's results. */
        SimulationResults: {
            result?: components["schemas"]["ResultSummary"] | null;
            /** @description How far the simulation is. */
            status: components["schemas"]["SimulationStatus"];
        };
        /** @description What is to be simulated: the content of a spec file (`ulam simulate --model`) as JSON. */
        SimulationSpec: {
            /**
             * @description Families of dependence between inputs; an input belongs to one at most.
             * @default []
             */
            copulas?: components["schemas"]["CopulaSpec"][];
            /**
             * @description Rank correlations between inputs.
             * @default []
             */
            correlations?: components["schemas"]["CorrelationSpec"][];
            /**
             * @description Uncertain cells, beside those that the workbook's own formulas make; at most 10,000.
             * @default []
             */
            inputs?: components["schemas"]["InputSpec"][];
            /**
             * @description Cells whose distributions are wanted, beside those that the workbook marks; at most 1,000.
             * @default []
             */
            outputs?: components["schemas"]["OutputSpec"][];
            /**
             * @description Conditions whose probabilities are wanted.
             * @default []
             * @example [
             *       "Model!B20 < 0"
             *     ]
             */
            probabilities?: string[];
            /** @default null */
            sampling?: components["schemas"]["Sampling"] | null;
            /**
             * Format: int64
             * @description Seed: same seed, same bits; 1 if left out.
             * @default null
             * @example 1
             */
            seed?: number | null;
            /**
             * Format: int64
             * @description Number of trials; 100,000 if left out.
             * @default null
             * @example 100000
             */
            trials?: number | null;
        };
        /**
         * @description State of a simulation. The last three are final.
         * @enum {string}
         */
        SimulationState: "queued" | "preparing" | "running" | "summarizing" | "cancelling" | "completed" | "failed" | "cancelled";
        /** @description How far a simulation is. */
        SimulationStatus: {
            /**
             * Format: int32
             * @description Which try this is, from 1: a run whose worker was lost is tried again.
             */
            attempt: number;
            /**
             * Format: double
             * @description Seconds since it began to run; null while it is queued.
             */
            elapsed_seconds?: number | null;
            failure?: components["schemas"]["RunFailure"] | null;
            /** @description The simulation. */
            id: string;
            /**
             * Format: int64
             * @description Place in the queue, 1 for the next; null once it runs.
             */
            queue_position?: number | null;
            /** @description The result, once there is one. */
            result_id?: string | null;
            /**
             * Format: double
             * @description Seconds that it will probably take still.
             */
            seconds_left?: number | null;
            /**
             * Format: double
             * @description Share that is done, from 0 to 1.
             */
            share_done: number;
            /** @description Its state. */
            state: components["schemas"]["SimulationState"];
            /**
             * Format: int64
             * @description Trials done, of all simulations over lists of values together.
             */
            trials_done: number;
            /**
             * Format: double
             * @description Trials in a second, lately; null while none are run.
             */
            trials_per_second?: number | null;
            /**
             * Format: int64
             * @description Trials asked for; the most, with a rule for stopping.
             */
            trials_total: number;
            /** @description When this was so. */
            updated_at: string;
        };
        /** @description A simulation in lists. */
        SimulationSummary: {
            /** @description When it was asked for. */
            created_at: string;
            /** @description Who asked for it. */
            created_by: string;
            /** @description Their name. */
            created_by_name?: string | null;
            /** @description When it ended. */
            finished_at?: string | null;
            headline?: components["schemas"]["Headline"] | null;
            /** @description The simulation. */
            id: string;
            /**
             * Format: int32
             * @description Number of inputs, those of the workbook's own formulas included once it ran.
             */
            input_count: number;
            /** @description What it is called. */
            name: string;
            /**
             * Format: int32
             * @description Number of outputs.
             */
            output_count: number;
            /** @description Sampling plan. */
            sampling: components["schemas"]["Sampling"];
            /** @description The saved simulation that it comes from. */
            saved_simulation_id?: string | null;
            /**
             * Format: int32
             * @description The version of that.
             */
            saved_simulation_version?: number | null;
            /**
             * Format: int64
             * @description Seed.
             */
            seed: number;
            /** @description When it began to run. */
            started_at?: string | null;
            /** @description How far it is. */
            status: components["schemas"]["SimulationStatus"];
            /** @description Labels. */
            tags: string[];
            /**
             * Format: int64
             * @description Trials asked for.
             */
            trials: number;
            /** @description The workbook. */
            workbook_id: string;
            /** @description The workbook's name. */
            workbook_name: string;
        };
        /** @description A point of a sketch. */
        SketchPoint: {
            /**
             * Format: double
             * @description Its density, or probability where the distribution is discrete.
             */
            density: number;
            /**
             * Format: double
             * @description A value.
             */
            x: number;
        };
        /** @description Sobol's indices of an input. */
        SobolIndexResult: {
            /**
             * Format: double
             * @description Share of the variance due to it alone.
             */
            first_order: number;
            /**
             * Format: double
             * @description Standard error.
             */
            first_order_error: number;
            /** @description The input's name, else its cell. */
            input: string;
            /**
             * Format: double
             * @description Share of the variance due to it and all that it interacts with.
             */
            total: number;
            /**
             * Format: double
             * @description Standard error.
             */
            total_error: number;
        };
        /** @description Sobol's variance-based indices. */
        SobolResult: {
            /** @description One an input. */
            indices: components["schemas"]["SobolIndexResult"][];
            /**
             * Format: int64
             * @description Rows that they were computed from.
             */
            rows: number;
            /**
             * Format: int64
             * @description Rows left out since they have an error.
             */
            rows_with_error: number;
        };
        /** @description One difference between two specs. */
        SpecChange: {
            /**
             * @description What it is, as text.
             * @example Pert(6, 10, 15)
             */
            after?: string | null;
            /**
             * @description What it was, as text.
             * @example Pert(8, 10, 15)
             */
            before?: string | null;
            /**
             * @description Which item of it: the input's name or cell, for example.
             * @example Price
             */
            item?: string | null;
            /** @description Which kind. */
            kind: components["schemas"]["ChangeKind"];
            /**
             * @description Which part: `inputs`, `outputs`, `correlations`, `copulas`, `probabilities`, `trials`, `seed`,
             *     `sampling`, `settings`, `workbook`.
             * @example inputs
             */
            part: string;
        };
        /** @description What differs between two versions. */
        SpecDifference: {
            /** @description The differences, in the order of a spec. */
            changes: components["schemas"]["SpecChange"][];
            /**
             * Format: int32
             * @description The version that is compared with.
             */
            from: number;
            /**
             * Format: int32
             * @description The version that is compared.
             */
            to: number;
            /** @description The same as a unified diff of the two spec files. */
            unified: string;
        };
        /** @description What is wrong with a spec, or to be known about it. */
        SpecIssue: {
            /** @description The cell concerned. */
            cell?: string | null;
            /**
             * Format: int32
             * @description Column in the YAML, from 1.
             */
            column?: number | null;
            /**
             * @description The field: `inputs[0].distribution`; empty for the whole.
             * @example inputs[0].distribution
             */
            field: string;
            /**
             * Format: int32
             * @description Line in the YAML, from 1.
             */
            line?: number | null;
            /** @description What is wrong and what to do. */
            message: string;
        };
        /** @description A line of a spider chart. */
        SpiderLine: {
            /** @description The input's key. */
            input: string;
            /** @description What people call it. */
            label: string;
            /** @description From the input's lowest to its highest decile. */
            points: components["schemas"]["SpiderPoint"][];
        };
        /** @description A point of a spider chart. */
        SpiderPoint: {
            /**
             * Format: double
             * @description Mean of the input in the decile.
             */
            input?: number | null;
            /**
             * Format: double
             * @description The output's statistic in the decile.
             */
            output?: number | null;
            /**
             * Format: double
             * @description Middle of the decile as a percentile of the input: 5, 15, ... 95.
             */
            percent: number;
        };
        /** @description How durations are spread. */
        Spread: {
            /**
             * Format: double
             * @description Largest.
             */
            max?: number | null;
            /**
             * Format: double
             * @description Median; null of none.
             */
            p50?: number | null;
            /**
             * Format: double
             * @description 95th percentile.
             */
            p95?: number | null;
            /**
             * Format: double
             * @description 99th percentile.
             */
            p99?: number | null;
        };
        /** @description How a rule stood for an output at the end of a run. */
        StandingResult: {
            /**
             * Format: double
             * @description The statistic.
             */
            estimate?: number | null;
            /**
             * Format: double
             * @description Half of its confidence interval's width.
             */
            half_width?: number | null;
            /** @description Whether the rule held. */
            holds: boolean;
            /** @description The output's cell. */
            output: string;
            /** @description The rule. */
            rule: string;
        };
        /**
         * @description Starts a simulation; with the header `Idempotency-Key` the same request twice starts it once.
         *     Answers `Simulation`.
         * @example {
         *       "settings": {
         *         "stop_when": [
         *           "mean within 1%"
         *         ]
         *       },
         *       "spec": {
         *         "inputs": [
         *           {
         *             "cell": "Model!B3",
         *             "distribution": "Pert(8, 10, 15)",
         *             "name": "Price"
         *           }
         *         ],
         *         "outputs": [
         *           "Model!B20"
         *         ],
         *         "probabilities": [
         *           "Model!B20 < 0"
         *         ],
         *         "seed": 1,
         *         "trials": 100000
         *       },
         *       "workbook_id": "019a9f3c-2b1e-7c3a-9d2e-5a1b2c3d4e5f"
         *     }
         */
        StartSimulation: {
            /** @description What to call the run; the workbook's name if left out. */
            name?: string | null;
            /** @description How urgent it is. */
            priority?: components["schemas"]["Priority"];
            /** @description The saved simulation that it comes from. */
            saved_simulation_id?: string | null;
            /**
             * Format: int32
             * @description The version of that.
             */
            saved_simulation_version?: number | null;
            /** @description How, beside what the spec says. */
            settings?: components["schemas"]["RunSettings"];
            /** @description What is to be simulated. */
            spec: components["schemas"]["SimulationSpec"];
            /** @description Labels, at most 20. */
            tags?: string[];
            /** @description The workbook. */
            workbook_id: string;
        };
        /** @description A statistic of two runs. */
        StatisticDifference: {
            /**
             * Format: double
             * @description The other minus the first.
             */
            difference: number;
            /**
             * Format: double
             * @description In the first run.
             */
            first: number;
            /**
             * Format: double
             * @description In the other.
             */
            second: number;
            /**
             * Format: double
             * @description The difference in standard errors: beyond 2 to either side it is hardly chance.
             */
            standard_errors?: number | null;
            /** @description The statistic: `mean`, `sd`, `P95`. */
            statistic: string;
        };
        /** @description A cell that takes a statistic of the simulation. */
        StatisticInCell: {
            /** @description The cell. */
            cell: string;
            /** @description Its formula. */
            formula: string;
            /** @description Its value after the run. */
            value: components["schemas"]["CellValue"];
        };
        /** @description A cell that is stepped through values, one a simulation. */
        SteppedCell: {
            /**
             * @description `Sheet!A1` or a defined name.
             * @example Model!B3
             */
            cell: string;
            /**
             * @description Its value in each simulation.
             * @example [
             *       1,
             *       2,
             *       3
             *     ]
             */
            values: number[];
        };
        /** @description What a cell that is stepped through values holds. */
        SteppedValue: {
            /** @description The cell. */
            cell: string;
            /** @description Its value. */
            value: components["schemas"]["CellValue"];
        };
        /** @description Why a run ended when it did. */
        StoppedResult: {
            /** @description Whether every rule held; else all trials asked for were made. */
            precise: boolean;
            /** @description How each rule stood at the end, output by output. */
            rules: components["schemas"]["StandingResult"][];
            /**
             * Format: int64
             * @description Trials made.
             */
            trials: number;
        };
        /** @description Bytes used against the quota. */
        StorageUsage: {
            /** @description Usage by kind of file. */
            by_kind: components["schemas"]["KindUsage"][];
            /**
             * Format: int64
             * @description Of these, bytes of deleted files that are kept.
             */
            deleted_bytes: number;
            /**
             * Format: int64
             * @description Largest file that may be uploaded, in bytes.
             */
            file_bytes_max: number;
            /**
             * Format: int64
             * @description Number of files.
             */
            file_count: number;
            /**
             * Format: int64
             * @description Bytes that the tenant may use; null without limit.
             */
            limit_bytes?: number | null;
            /**
             * Format: int64
             * @description Bytes used by the tenant, all versions and deleted files that are kept included.
             */
            used_bytes: number;
            /**
             * Format: int64
             * @description Number of versions of them.
             */
            version_count: number;
        };
        /** @description A cell that looks like an input. */
        SuggestedInput: {
            /** @description The cell. */
            cell: string;
            /**
             * @description A distribution to begin with, around its number.
             * @example Pert(8, 10, 12)
             */
            distribution: string;
            /** @description The text beside it. */
            label?: string | null;
            /**
             * Format: int32
             * @description Formulas that read it.
             */
            readers: number;
            /** @description Why it is suggested, in a sentence. */
            reason: string;
            /** @description As its number format shows it. */
            text: string;
            /**
             * Format: double
             * @description Its number.
             */
            value: number;
        };
        /** @description A cell that looks like an output. */
        SuggestedOutput: {
            /** @description The cell. */
            cell: string;
            /** @description Whether the workbook marks it as an output. */
            is_marked: boolean;
            /** @description The text beside it. */
            label?: string | null;
            /** @description Why it is suggested, in a sentence. */
            reason: string;
            /** @description As its number format shows it. */
            text: string;
            /**
             * Format: double
             * @description Its number.
             */
            value: number;
        };
        /** @description Likely inputs and outputs, and those that the workbook has already. */
        Suggestions: {
            /** @description Inputs that the workbook's own formulas make: RAND, functions of ours or another tool. */
            existing_inputs: components["schemas"]["ExistingInput"][];
            /** @description Outputs that the workbook's own formulas mark. */
            existing_outputs: components["schemas"]["ExistingOutput"][];
            /** @description Cells that look like inputs, the likeliest first. */
            inputs: components["schemas"]["SuggestedInput"][];
            /** @description Cells that look like outputs, the likeliest first. */
            outputs: components["schemas"]["SuggestedOutput"][];
            /** @description What to begin with: the workbook's own outputs and correlations, and nothing suggested. */
            spec: components["schemas"]["SimulationSpec"];
        };
        /** @description Works in another tenant from now on. Answers `Session`. */
        SwitchTenant: {
            /** @description One of the user's tenants. */
            tenant_id: string;
        };
        /** @description A table. */
        Table: {
            /** @description Its columns' names. */
            columns: string[];
            /** @description Whether it has a row of totals. */
            has_totals: boolean;
            /** @description Its name. */
            name: string;
            /**
             * @description Its cells, header included.
             * @example A1:D20
             */
            range: string;
            /** @description The sheet that it is on. */
            sheet: string;
        };
        /**
         * @description Which end of the outputs is the bad one.
         * @enum {string}
         */
        Tail: "lower" | "upper";
        /**
         * @description State of a task. The last three are final.
         * @enum {string}
         */
        TaskState: "waiting" | "running" | "cancelling" | "completed" | "failed" | "cancelled";
        /** @description A tenant, as a member sees it. */
        Tenant: {
            /** @description Addresses (CIDR) that members may come from; empty for all. */
            allowed_ips: string[];
            /** @description When it was made. */
            created_at: string;
            /** @description The tenant. */
            id: string;
            /** @description Whether it is the one that the caller works in. */
            is_current: boolean;
            /**
             * Format: int64
             * @description Number of members.
             */
            member_count: number;
            /** @description Its name. */
            name: string;
            /**
             * @description Its plan.
             * @example standard
             */
            plan: string;
            /** @description Whether members need a second factor. */
            requires_second_factor: boolean;
            /** @description The caller's role there. */
            role: components["schemas"]["Role"];
        };
        /**
         * @description Light or dark.
         * @enum {string}
         */
        Theme: "system" | "light" | "dark";
        /** @description A bar of a tornado. */
        TornadoBar: {
            /** @description Its cell. */
            cell: string;
            /**
             * Format: double
             * @description Left end of the bar.
             */
            from: number;
            /** @description The input's key. */
            input: string;
            /**
             * Format: double
             * @description For `change`: mean of the input in the decile of the left end.
             */
            input_at_from?: number | null;
            /**
             * Format: double
             * @description For `change`: mean of the input in the decile of the right end.
             */
            input_at_to?: number | null;
            /** @description What people call it. */
            label: string;
            /**
             * Format: double
             * @description Standard error of the measure, where it is known.
             */
            standard_error?: number | null;
            /**
             * Format: double
             * @description Right end of the bar.
             */
            to: number;
            /**
             * Format: double
             * @description The measure: for `change`, the bar's length; else signed.
             */
            value: number;
        };
        /** @description What an authenticator app needs. The second factor counts once a code confirmed it. */
        TotpEnrolment: {
            /**
             * Format: double
             * @description Seconds until it must be confirmed.
             */
            expires_in_seconds: number;
            /**
             * @description The same as an address that apps understand.
             * @example otpauth://totp/Ulam:ada@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Ulam
             */
            otpauth_uri: string;
            /** @description The same as a picture to scan: an SVG document. */
            qr_svg: string;
            /**
             * @description The secret to type in, base32 (SHA-1, 6 digits, 30 seconds).
             * @example JBSWY3DPEHPK3PXP
             */
            secret: string;
        };
        /** @description One trial: the object of `ulam replay --json`. */
        TrialReplay: {
            /**
             * Format: int64
             * @description Cells whose values differ from the base case.
             */
            cells_changed: number;
            /** @description Cells whose formulas become constants in the copy. */
            frozen: string[];
            /** @description What the inputs are in it. */
            inputs: components["schemas"]["ReplayedInput"][];
            /** @description Path to download the copy of the workbook from. */
            out: string;
            /** @description What the outputs are in it. */
            outputs: components["schemas"]["ReplayedOutput"][];
            /**
             * Format: int64
             * @description The trial, from 1.
             */
            trial: number;
            /** @description The workbook's name. */
            workbook: string;
        };
        /** @description A cell whose formula can't be read. */
        UnreadableCell: {
            /** @description The cell. */
            cell: string;
            /** @description Its formula. */
            formula?: string | null;
            /** @description Why. */
            message: string;
        };
        /** @description A function that Ulam doesn't have. */
        UnsupportedFunction: {
            /** @description The cells that call it. */
            cells: string[];
            /**
             * @description The function.
             * @example CUBEVALUE
             */
            function: string;
        };
        /** @description Changes an alert rule: what is left out stays. Answers `AlertRule`. */
        UpdateAlertRule: {
            /** @description How to tell me. */
            channels?: components["schemas"]["Channel"][] | null;
            comparator?: components["schemas"]["Comparator"] | null;
            /**
             * Format: double
             * @description Seconds after an alert in which none follows.
             */
            cooldown_seconds?: number | null;
            /** @description Whether it is looked at. */
            is_enabled?: boolean | null;
            /** @description What to call it. */
            name?: string | null;
            /**
             * Format: double
             * @description With what.
             */
            threshold?: number | null;
        };
        /** @description Changes what is said about a file: what is left out stays. Answers `FileInfo`. */
        UpdateFile: {
            /** @description What it is about. */
            description?: string | null;
            /** @description Its name, without any path; the extension stays. */
            name?: string | null;
            /** @description Labels, at most 20. */
            tags?: string[] | null;
        };
        /** @description Changes my settings: events that aren't named stay. Answers `NotificationPreferences`. */
        UpdateNotificationPreferences: {
            /** @description Events with the channels that are on. */
            events?: components["schemas"]["SetEventPreference"][];
            quiet_hours?: components["schemas"]["QuietHours"] | null;
        };
        /** @description Changes one's profile: what is left out stays. Answers `Profile`. */
        UpdateProfile: {
            /** @description Language and region, as BCP 47. */
            locale?: string | null;
            /** @description What to call them. */
            name?: string | null;
            /** @description Telephone number in E.164 form; an empty text removes it. */
            phone?: string | null;
            /** @description IANA time zone. */
            time_zone?: string | null;
        };
        /**
         * @description Saves a new version: what is left out stays. Changing name, description and labels alone makes no
         *     new version. Answers `SavedSimulationDetails`.
         */
        UpdateSavedSimulation: {
            /** @description What it is about. */
            description?: string | null;
            /**
             * Format: int32
             * @description The version that this one follows: 409 if someone else saved one meanwhile.
             */
            expected_version?: number | null;
            /** @description What changed. */
            message?: string | null;
            /** @description What to call it. */
            name?: string | null;
            settings?: components["schemas"]["RunSettings"] | null;
            spec?: components["schemas"]["SimulationSpec"] | null;
            /** @description Labels, at most 20. */
            tags?: string[] | null;
            /** @description The workbook. */
            workbook_id?: string | null;
        };
        /**
         * @description Changes what a simulation is called and its labels: what is left out stays. Answers
         *     `Simulation`.
         */
        UpdateSimulation: {
            /** @description What to call it. */
            name?: string | null;
            /** @description Labels, at most 20. */
            tags?: string[] | null;
        };
        /** @description Changes a tenant: what is left out stays. Answers `Tenant`. */
        UpdateTenant: {
            /** @description Addresses (CIDR) that members may come from, at most 200; empty for all. */
            allowed_ips?: string[] | null;
            /** @description Its name. */
            name?: string | null;
            /** @description Whether members need a second factor. */
            requires_second_factor?: boolean | null;
        };
        /** @description Changes a webhook: what is left out stays. Answers `Webhook`. */
        UpdateWebhook: {
            /** @description What it is for. */
            description?: string | null;
            /** @description The events that are sent. */
            events?: string[] | null;
            /** @description Whether anything is sent. */
            is_enabled?: boolean | null;
            /** @description Where to. */
            url?: string | null;
        };
        /** @description The form of an upload (`multipart/form-data`). Answers `FileInfo`. */
        UploadForm: {
            /** @description Of a new version: what changed. */
            comment?: string | null;
            /** @description What it is about, at most 1,000 characters. */
            description?: string | null;
            /**
             * Format: binary
             * @description The content, with its file name.
             */
            file: string;
            /** @description Labels, separated by commas. */
            tags?: string | null;
        };
        /**
         * @description State of a resumable upload (tus 1.0): the answer to `POST /api/v2/files/uploads` and
         *     `GET /api/v2/files/uploads/{id}`. The bytes go by `PATCH` to `Location`, `HEAD` tells the offset.
         */
        UploadState: {
            /** @description When it is given up if nothing more arrives. */
            expires_at: string;
            file?: components["schemas"]["FileInfo"] | null;
            /** @description The upload. */
            id: string;
            /**
             * Format: int64
             * @description Bytes expected.
             */
            length_bytes: number;
            /**
             * Format: int64
             * @description Bytes received.
             */
            offset_bytes: number;
        };
        /** @description Usage of one thing. */
        UsageItem: {
            /**
             * Format: double
             * @description How much the tenant may use; null without limit.
             */
            limit?: number | null;
            /** @description What. */
            metric: components["schemas"]["UsageMetric"];
            /**
             * Format: double
             * @description How much the user used.
             */
            used: number;
            /**
             * Format: double
             * @description How much the whole tenant used.
             */
            used_by_tenant: number;
        };
        /**
         * @description What is counted.
         * @enum {string}
         */
        UsageMetric: "storage_bytes" | "files" | "simulations" | "trials" | "compute_seconds" | "exports" | "api_requests";
        /** @description My usage against my quota. */
        UsageReport: {
            /** @description One line a thing that is counted. */
            items: components["schemas"]["UsageItem"][];
            /** @description First moment after the period. */
            period_end: string;
            /** @description First moment of the period. */
            period_start: string;
        };
        /** @description Parses a formula. Answers `ValidateFormulaResponse`. */
        ValidateFormulaRequest: {
            /** @description The cell that it stands in. */
            cell?: string | null;
            /**
             * @description The formula, with or without the equals sign; at most 8,192 characters.
             * @example =SUM(A1:A3
             */
            formula: string;
            /** @description The workbook whose names and sheets it may use. */
            workbook_id?: string | null;
        };
        /** @description Whether a formula can be read and computed. */
        ValidateFormulaResponse: {
            error?: components["schemas"]["FormulaError"] | null;
            /** @description The formula as Ulam prints it; null if it can't be read. */
            formula?: string | null;
            /** @description The functions that it calls. */
            functions: string[];
            /** @description Whether it draws random numbers. */
            is_random: boolean;
            /** @description Whether it can be read and all its functions are known. */
            is_valid: boolean;
            /** @description What it names, in order. */
            references: components["schemas"]["FormulaReference"][];
            /** @description Of these, functions that Ulam doesn't have. */
            unsupported: string[];
        };
        /** @description Whether a token is good, and for what. */
        ValidateResponse: {
            /** @description When it ends. */
            expires_at?: string | null;
            /** @description Whether it is good. */
            is_valid: boolean;
            principal?: components["schemas"]["Principal"] | null;
        };
        /** @description Checks a spec without running it; also reads and writes spec files. Answers `ValidationReport`. */
        ValidateSimulation: {
            /** @description How. */
            settings?: components["schemas"]["RunSettings"];
            spec?: components["schemas"]["SimulationSpec"] | null;
            /** @description The workbook. */
            workbook_id: string;
            /** @description The same as a spec file's text (YAML), in place of `spec`; at most 8 MiB. */
            yaml?: string | null;
        };
        /** @description Whether a spec can be run, and what it comes to. */
        ValidationReport: {
            /** @description Correlations that were changed since together they are impossible. */
            correlation_repair: components["schemas"]["ChangedCorrelation"][];
            /** @description What prevents it. */
            errors: components["schemas"]["SpecIssue"][];
            /** @description What a reviewer would point out about the model. */
            findings: components["schemas"]["Finding"][];
            /** @description The inputs, those of the workbook's own formulas included. */
            inputs: components["schemas"]["BoundInput"][];
            /** @description Whether it can be run. */
            is_valid: boolean;
            /** @description The outputs, those that the workbook marks included. */
            outputs: components["schemas"]["BoundOutput"][];
            size?: components["schemas"]["RunSize"] | null;
            spec?: components["schemas"]["SimulationSpec"] | null;
            /** @description What to know before it is run. */
            warnings: components["schemas"]["SpecIssue"][];
            /** @description The spec as a spec file's text, to keep beside the workbook. */
            yaml?: string | null;
        };
        /** @description An output or input of a result. Questions name it by `key`. */
        Variable: {
            /**
             * Format: double
             * @description What the cell holds in the base case, where that is a number.
             */
            base_value?: number | null;
            /**
             * @description Its cell.
             * @example Model!B20
             */
            cell: string;
            /** @description Whether its workbook counts days from 1904, and not from 1900: which day a date format shows. */
            dates_from_1904?: boolean;
            /** @description Of an input, its distribution. */
            distribution?: string | null;
            /** @description Whether its samples are kept. */
            has_samples: boolean;
            /**
             * @description What questions name it by: its name, else its cell; unique among a result's variables.
             * @example Model!B20
             */
            key: string;
            /** @description What kind it is. */
            kind: components["schemas"]["VariableKind"];
            /**
             * @description What people call it: its name, else the text beside it, else its cell.
             * @example Net present value
             */
            label: string;
            /** @description Its name, if it has one. */
            name?: string | null;
            /**
             * @description The cell's number format code.
             * @example #,##0
             */
            number_format?: string | null;
        };
        /**
         * @description What kind of variable it is.
         * @enum {string}
         */
        VariableKind: "output" | "input";
        /** @description An older version, and its difference from another. */
        VersionDetails: components["schemas"]["SavedVersion"] & {
            difference?: components["schemas"]["SpecDifference"] | null;
            /** @description How. */
            settings: components["schemas"]["RunSettings"];
            /** @description What is simulated. */
            spec: components["schemas"]["SimulationSpec"];
        };
        /**
         * @description Whether users see a sheet.
         * @enum {string}
         */
        Visibility: "visible" | "hidden" | "very_hidden";
        /** @description A webhook endpoint. Each event goes there as a CloudEvent by POST with a signature. */
        Webhook: {
            /**
             * Format: int32
             * @description Deliveries in a row that failed.
             */
            consecutive_failures: number;
            /** @description When it was made. */
            created_at: string;
            /** @description Who made it. */
            created_by: string;
            /** @description Its last deliveries, the newest first, at most 20. */
            deliveries: components["schemas"]["Delivery"][];
            /** @description What it is for. */
            description?: string | null;
            /** @description Why it was switched off by itself: too many failures in a row. */
            disabled_reason?: string | null;
            /**
             * @description The events that are sent; `*` for all.
             * @example [
             *       "simulation.completed",
             *       "simulation.failed"
             *     ]
             */
            events: string[];
            /** @description The webhook. */
            id: string;
            /** @description Whether anything is sent. */
            is_enabled: boolean;
            /** @description Beginning of the signing secret, to recognise it. */
            secret_hint: string;
            /**
             * @description Where to.
             * @example https://hooks.example.com/ulam
             */
            url: string;
        };
        /** @description A workbook: sheets, names, tables, counts. */
        Workbook: components["schemas"]["WorkbookSummary"] & {
            /** @description How it asks to be calculated. */
            calculation: components["schemas"]["Calculation"];
            /**
             * Format: int32
             * @description What day 0 is: 1900 or 1904.
             * @example 1900
             */
            date_system: number;
            /** @description Whether it has macros, which are never run. */
            has_macros: boolean;
            /** @description Its defined names. */
            names: components["schemas"]["DefinedName"][];
            /**
             * Format: double
             * @description Seconds that reading and recalculating took.
             */
            open_seconds?: number | null;
            /** @description Its sheets, in order. */
            sheets: components["schemas"]["Sheet"][];
            /** @description Its tables. */
            tables: components["schemas"]["Table"][];
            /** @description What a reader should know, one sentence each. */
            warnings: string[];
        };
        /** @description A workbook as JSON: what its cells hold. Styles are left out. */
        WorkbookExport: {
            /**
             * Format: int32
             * @description What day 0 is: 1900 or 1904.
             */
            date_system: number;
            /** @description Its defined names. */
            names: components["schemas"]["DefinedName"][];
            /** @description Its sheets, in order. */
            sheets: components["schemas"]["ExportedSheet"][];
            /** @description Its tables. */
            tables: components["schemas"]["Table"][];
            /** @description The workbook's name. */
            workbook: string;
        };
        /**
         * @description State of a workbook.
         * @enum {string}
         */
        WorkbookState: "opening" | "ready" | "failed";
        /** @description A workbook in lists. */
        WorkbookSummary: {
            base_case?: components["schemas"]["BaseCaseBadge"] | null;
            /**
             * Format: int64
             * @description Size of the file in bytes.
             */
            bytes: number;
            /**
             * Format: int64
             * @description Cells that hold something.
             */
            cell_count: number;
            /** @description When it was opened. */
            created_at: string;
            /** @description Who opened it. */
            created_by: string;
            /** @description Their name. */
            created_by_name?: string | null;
            /** @description The file. */
            file_id: string;
            /**
             * Format: int32
             * @description Its version.
             */
            file_version: number;
            /**
             * Format: int64
             * @description Cells with a formula.
             */
            formula_count: number;
            /** @description Whether the file has a newer version. */
            has_newer_version: boolean;
            /** @description The workbook. */
            id: string;
            /** @description What it is. */
            kind: components["schemas"]["FileKind"];
            /** @description When it was last simulated. */
            last_simulated_at?: string | null;
            /**
             * @description What it is called.
             * @example plan.xlsx
             */
            name: string;
            /**
             * Format: int32
             * @description Number of sheets.
             */
            sheet_count: number;
            /** @description Its state. */
            state: components["schemas"]["WorkbookState"];
            /** @description Why it is in this state, where that needs saying. */
            state_reason?: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    alerts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AlertRule"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_alert: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAlertRule"];
            };
        };
        responses: {
            /** @description The rule. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRule"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_alert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The rule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAlertRule"];
            };
        };
        responses: {
            /** @description The rule as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRule"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_alert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The rule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    api_keys: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ApiKey"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            /** @description The key with its secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is no longer good. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys that access tokens are verified with. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jwks"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Signed in, or asked for the second factor. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResponse"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The link was used before. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogoutRequest"];
            };
        };
        responses: {
            /** @description The session is over. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_in_options: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ways in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInOptions"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    oidc_callback: {
        parameters: {
            query?: {
                /** @description The authorisation code. */
                code?: string;
                /** @description Why the provider refused. */
                error?: string;
                /** @description The same in words. */
                error_description?: string;
                /** @description The state given at the start. */
                state?: string;
            };
            header?: never;
            path: {
                /** @description The provider's name. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Into the app, signed in; or to its page that asks for the second factor. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The provider can't be asked. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    oidc_start: {
        parameters: {
            query?: {
                /** @description Path in the app to go to afterwards; other addresses are refused. */
                return_to?: string;
            };
            header?: never;
            path: {
                /** @description The provider's name. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On to the provider. */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The provider can't be asked. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetRequest"];
            };
        };
        responses: {
            /** @description A mail is on its way, if there is such an account. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetConfirm"];
            };
        };
        responses: {
            /** @description The new password counts; all sessions are over. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The link was used before or is too old. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description The next tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterRequest"];
            };
        };
        responses: {
            /** @description The user exists, or was mailed. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisterResponse"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The invitation was used, taken back, or is too old. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmEmail"];
            };
        };
        responses: {
            /** @description Confirmed, and signed in or asked for the second factor. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginResponse"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The link was used before or is too old. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    second_factor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecondFactorStatus"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    new_recovery_codes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorCode"];
            };
        };
        responses: {
            /** @description The new codes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrol_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the app needs. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpEnrolment"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorCode"];
            };
        };
        responses: {
            /** @description The second factor counts; codes to write down. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disable_totp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorCode"];
            };
        };
        responses: {
            /** @description The password alone counts again. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sessions: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SessionInfo"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is over. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    switch_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchTenant"];
            };
        };
        responses: {
            /** @description The session in that tenant. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tenant_users: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
                /** @description Part of a name or mail address. */
                q?: string;
                /** @description Only those with this role. */
                role?: "owner" | "admin" | "analyst" | "viewer";
            };
            header?: never;
            path: {
                /** @description The organisation. */
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, who joined first first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Member"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    current_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who acts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurrentUser"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    validate_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether it is good. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidateResponse"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_compute_devices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The devices. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComputeDevices"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_compute_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics of the last hour. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComputeMetrics"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_compute_tasks: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
                /** @description Only tasks in this state; left out, those that wait or run. */
                state?: "waiting" | "running" | "cancelling" | "completed" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tasks, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ComputeTask"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_distributions: {
        parameters: {
            query?: {
                /** @description Only this group. */
                group?: string;
                /** @description Part of a name, another tool's name or a summary. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The catalogue. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DistributionCatalogue"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    correlate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrelateRequest"];
            };
        };
        responses: {
            /** @description The correlations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CorrelationReport"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fit_distributions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FitRequest"];
            };
        };
        responses: {
            /** @description The fits, best first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FitReport"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_distribution: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewDistribution"];
            };
        };
        responses: {
            /** @description The distribution in pictures and numbers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DistributionPreview"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_files: {
        parameters: {
            query?: {
                /** @description Only files that this user uploaded. */
                created_by?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only files of this kind. */
                kind?: "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" | "csv" | "json" | "parquet" | "text" | "other";
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
                /** @description Which way; `descending` if left out. */
                order?: "ascending" | "descending";
                /** @description Part of a name or description. */
                q?: string;
                /** @description What to sort by; `updated_at` if left out. */
                sort?: "updated_at" | "created_at" | "name" | "bytes";
                /** @description Only files in this state; left out, all but deleted ones. */
                state?: "processing" | "ready" | "quarantined" | "failed" | "deleted";
                /** @description Only files with this label. */
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of files. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FileInfo"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileDetails"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedFile"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateFile"];
            };
        };
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileInfo"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    download_file: {
        parameters: {
            query?: {
                /** @description The version, from 1; the latest if left out. */
                version?: number;
            };
            header?: {
                /** @description The entity tag of a content that is there already. */
                "If-None-Match"?: string | null;
                /** @description The range is wanted only of the content with this entity tag; else all of it. */
                "If-Range"?: string | null;
                /** @description The bytes wanted: `bytes=0-1023`. */
                Range?: string | null;
            };
            path: {
                /** @description The file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description The range of the content. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description The content is the one that is there already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The range lies outside of the content. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_file_permissions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who may do what with it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shares"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_file_permissions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetShares"];
            };
        };
        responses: {
            /** @description Who may do what with it now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shares"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    process_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProcessRequest"];
            };
        };
        responses: {
            /** @description What was found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtractedMetadata"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_file_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            /** @description Stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileInfo"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_files_by_old_name: {
        parameters: {
            query?: {
                /** @description Only files that this user uploaded. */
                created_by?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only files of this kind. */
                kind?: "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" | "csv" | "json" | "parquet" | "text" | "other";
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
                /** @description Which way; `descending` if left out. */
                order?: "ascending" | "descending";
                /** @description Part of a name or description. */
                q?: string;
                /** @description What to sort by; `updated_at` if left out. */
                sort?: "updated_at" | "created_at" | "name" | "bytes";
                /** @description Only files in this state; left out, all but deleted ones. */
                state?: "processing" | "ready" | "quarantined" | "failed" | "deleted";
                /** @description Only files with this label. */
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of files. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FileInfo"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    storage_usage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bytes used against the quota. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageUsage"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_file: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            /** @description Stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileInfo"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_upload: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The protocol's version.
                 * @example 1.0.0
                 */
                "Tus-Resumable": string;
                /** @description Size of the file in bytes. */
                "Upload-Length": number;
                /**
                 * @description Name of the file.
                 * @example filename cGxhbi54bHN4
                 */
                "Upload-Metadata": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Started; `Location` is where the bytes go. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadState"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another version of the protocol. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_options: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The headers `Tus-Version`, `Tus-Extension`, `Tus-Max-Size` and `Tus-Checksum-Algorithm` tell. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The upload. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadState"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The upload. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_upload_offset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The upload. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `Upload-Offset` says how many bytes arrived. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    continue_upload: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The protocol's version.
                 * @example 1.0.0
                 */
                "Tus-Resumable": string;
                /** @description Checksum of these bytes: `sha256` or `sha1`, a space, and the digest in base64. */
                "Upload-Checksum"?: string | null;
                /** @description Where these bytes go: the upload's offset. */
                "Upload-Offset": number;
            };
            path: {
                /** @description The upload. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": number[];
            };
        };
        responses: {
            /** @description Taken; `Upload-Offset` is where the next bytes go. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Another version of the protocol. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The bytes don't have this checksum. */
            460: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    evaluate_formula: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluateRequest"];
            };
        };
        responses: {
            /** @description Its value. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluateResponse"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_functions: {
        parameters: {
            query?: {
                /** @description Only this category. */
                category?: string;
                /** @description Part of a name or summary. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The functions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FunctionReference"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    validate_formula: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValidateFormulaRequest"];
            };
        };
        responses: {
            /** @description Whether it can be read, and what it names. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidateFormulaResponse"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    home: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The parts; those that are missing now are named */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Home"];
                };
            };
        };
    };
    invitation_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The token of the link. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who invites whom where. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPreview"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was used, taken back, or is too old. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInvitation"];
            };
        };
        responses: {
            /** @description A session in the organisation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It was used, taken back, or is too old. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_notifications: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only those of this event. */
                event_type?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
                /** @description Only those that aren't read (true), or are (false). */
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPage"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The delivery. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is tried again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendEmail"];
            };
        };
        responses: {
            /** @description The mail is on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mark_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MarkRead"];
            };
        };
        responses: {
            /** @description What was marked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MarkedRead"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notification_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_notification_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateNotificationPreferences"];
            };
        };
        responses: {
            /** @description The settings as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deliver_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeliverWebhook"];
            };
        };
        responses: {
            /** @description The delivery with its first attempt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Webhook"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhook"];
            };
        };
        responses: {
            /** @description The webhook with its signing secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhook"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWebhook"];
            };
        };
        responses: {
            /** @description The webhook as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deliveries: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Most items, from 1 to 200; 50 if left out. The newest come first. */
                limit?: number;
                /** @description Only those in this state. */
                state?: "pending" | "retrying" | "delivered" | "dead_letter";
            };
            header?: never;
            path: {
                /** @description The webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Delivery"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openapi_document: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The OpenAPI 3.1 document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
        };
    };
    list_results: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Most items, from 1 to 200; 50 if left out. The newest come first. */
                limit?: number;
                /** @description Part of the run's name or the workbook's. */
                q?: string;
                /** @description Only those of this saved simulation. */
                saved_simulation_id?: string;
                /** @description Only those of this workbook. */
                workbook_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of results */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ResultSummary"];
                };
            };
        };
    };
    get_result: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The result */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultDetails"];
                };
            };
        };
    };
    delete_result: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_artifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The export */
                artifact_id: string;
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artifact"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    download_artifact: {
        parameters: {
            query?: {
                /** @description Whether a browser shall show it rather than save it; not if left out. */
                inline?: boolean;
            };
            header?: never;
            path: {
                /** @description The export */
                artifact_id: string;
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The content */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/pdf": number[];
                    "application/vnd.apache.parquet": number[];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                    "text/csv": string;
                    "text/html": string;
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    result_convergence: {
        parameters: {
            query?: {
                /**
                 * @description The output; the first if left out (statistics: all).
                 * @example Model!B20
                 */
                output?: string;
                /** @description Which of several simulations, from 1; the first if left out. */
                simulation?: number;
            };
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Statistics by number of trials */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Convergence"];
                };
            };
        };
    };
    result_correlations: {
        parameters: {
            query?: {
                /** @description Which of several simulations, from 1; the first if left out. */
                simulation?: number;
                /**
                 * @description Variables by key, separated by commas, at most 100; the outputs and their strongest drivers,
                 *     20 in all, if left out.
                 */
                variables?: string;
            };
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The correlations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CorrelationMatrix"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The samples are no longer kept */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_result: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportRequest"];
            };
        };
        responses: {
            /** @description The export is ready, or can't be made: see its state */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artifact"];
                };
            };
            /** @description The export is being made */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artifact"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The samples are no longer kept */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    result_fan: {
        parameters: {
            query?: {
                /**
                 * @description Outputs by key, separated by commas, or the range of their cells: `Model!B20:M20`. All
                 *     outputs if left out.
                 * @example Model!B20:M20
                 */
                outputs?: string;
                /** @description Percentages, separated by commas; 5, 10, 25, 50, 75, 90, 95 if left out. */
                percents?: string;
                /** @description Which of several simulations, from 1; the first if left out. */
                simulation?: number;
            };
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The fan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Fan"];
                };
            };
        };
    };
    result_histogram: {
        parameters: {
            query?: {
                /** @description Bins, from 5 to 500; as many as suit the samples if left out. */
                bins?: number;
                /**
                 * @description Left end of the first bin; where the samples begin if left out. Give it and `to` to lay
                 *     several histograms over each other.
                 */
                from?: number;
                /** @description Points of the cumulative curve, from 0 to 2,000; 200 if left out. */
                points?: number;
                /** @description Which of several simulations, from 1; the first if left out. */
                simulation?: number;
                /** @description Right end of the last bin. */
                to?: number;
                /** @description The output or input; the first output if left out. */
                variable?: string;
            };
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Bins and cumulative curve */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Histogram"];
                };
            };
        };
    };
    result_percentiles: {
        parameters: {
            query?: {
                /** @description Confidence of the intervals, from 0.5 to 0.9999; 0.95 if left out. */
                confidence?: number;
                /**
                 * @description Percentages above 0 and below 100, separated by commas, at most 200; 1, 5, 10, 20, ... 90, 95
                 *     and 99 if left out.
                 * @example 5,50,95
                 */
                percents?: string;
                /** @description Which of several simulations, from 1; the first if left out. */
                simulation?: number;
                /** @description The output or input; the first output if left out. */
                variable?: string;
            };
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The percentiles */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Percentiles"];
                };
            };
        };
    };
    result_probability: {
        parameters: {
            query?: {
                /** @description Confidence of the intervals, from 0.5 to 0.9999; 0.95 if left out. */
                confidence?: number;
                /**
                 * @description A condition on an output: `Model!B20 < 0`.
                 * @example Model!B20 < 0
                 */
                expression?: string;
                /** @description Left delimiter. */
                from?: number;
                /** @description Which of several simulations, from 1; the first if left out. */
                simulation?: number;
                /** @description Right delimiter. */
                to?: number;
                /** @description The output or input that delimiters are put on; the first output if left out. */
                variable?: string;
            };
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The probability */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbabilityAnswer"];
                };
            };
        };
    };
    result_samples: {
        parameters: {
            query?: {
                /** @description Variables by key, separated by commas; all that are kept if left out. */
                columns?: string;
                /** @description Of JSON: `next_cursor` of the page before. */
                cursor?: string;
                /** @description The form; `json` if left out. */
                format?: "json" | "csv" | "parquet";
                /** @description Of JSON: most trials of a page, from 1 to 10,000; 200 if left out. */
                limit?: number;
                /** @description Which of several simulations, from 1; the first if left out. */
                simulation?: number;
                /** @description Of JSON: the first trial of the page, from 1; left out, the cursor's or the first. */
                trial?: number;
            };
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A page of trials, or a file with all */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplesPage"];
                };
            };
        };
    };
    result_scatter: {
        parameters: {
            query?: {
                /** @description Most points, from 10 to 20,000; 2,000 if left out. */
                points?: number;
                /** @description Which of several simulations, from 1; the first if left out. */
                simulation?: number;
                /** @description Across: an input or output; the strongest driver of `y` if left out. */
                x?: string;
                /** @description Upwards: an output or input; the first output if left out. */
                y?: string;
            };
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The points */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scatter"];
                };
            };
        };
    };
    result_scenario: {
        parameters: {
            query?: {
                /** @description The output; the first if left out. */
                output?: string;
                /** @description Share of the trials, from 0.001 to 0.5; 0.05 if left out. */
                share?: number;
                /** @description Which of several simulations, from 1; the first if left out. */
                simulation?: number;
                /** @description Which end; the bad one if left out. */
                tail?: "lower" | "upper";
            };
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trials at one end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenario"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The samples are no longer kept */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    result_sensitivity: {
        parameters: {
            query?: {
                /** @description Most inputs, from 1 to 1,000; 20 if left out. The strongest come first. */
                inputs_max?: number;
                /** @description What the tornado's bars are; `change` if left out. */
                measure?: "change" | "rank_correlation" | "contribution_to_variance" | "pearson_correlation" | "regression_coefficient" | "mapped_regression" | "sobol_first_order" | "sobol_total";
                /** @description The output; the first if left out. */
                output?: string;
                /** @description Which of several simulations, from 1; the first if left out. */
                simulation?: number;
            };
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What drives an output */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sensitivity"];
                };
            };
        };
    };
    get_result_shares: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who may do what with it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shares"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_result_shares: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetShares"];
            };
        };
        responses: {
            /** @description Who may do what with it now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shares"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    result_statistics: {
        parameters: {
            query?: {
                /**
                 * @description The output; the first if left out (statistics: all).
                 * @example Model!B20
                 */
                output?: string;
                /** @description Which of several simulations, from 1; the first if left out. */
                simulation?: number;
            };
            header?: never;
            path: {
                /** @description The result */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Statistics per output */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResultStatistics"];
                };
            };
        };
    };
    replay_trial: {
        parameters: {
            query?: {
                /** @description Form of the answer; `json` if left out. */
                format?: "json" | "xlsx";
                /** @description The output that `worst`, `best`, `median` and percentiles are of; the first if left out. */
                of?: string;
                /** @description Which of several simulations, from 1; the first if left out. */
                simulation?: number;
            };
            header?: never;
            path: {
                /** @description The result */
                id: string;
                /**
                 * @description The trial: its number from 1, `worst`, `best`, `median` or `p95`
                 * @example worst
                 */
                n: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trial */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialReplay"];
                    "application/vnd.ms-excel.sheet.macroEnabled.12": number[];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": number[];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The workbook or the samples are no longer kept */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compare_results: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompareRequest"];
            };
        };
        responses: {
            /** @description The comparison */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The roles, the mightiest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolesResponse"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_saved_simulations: {
        parameters: {
            query?: {
                /** @description Only those that this user saved. */
                created_by?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
                /** @description Which way; `descending` if left out. */
                order?: "ascending" | "descending";
                /** @description Words to search for in names, descriptions, labels, cells and names of inputs and outputs. */
                q?: string;
                /** @description What to sort by; `updated_at` if left out. */
                sort?: "updated_at" | "created_at" | "name";
                /** @description Only those with this label. */
                tag?: string;
                /** @description Only those of this workbook. */
                workbook_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SavedSimulation"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    save_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveSimulation"];
            };
        };
        responses: {
            /** @description Saved. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedSimulationDetails"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_saved_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The saved simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedSimulationDetails"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_saved_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The saved simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSavedSimulation"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedSimulationDetails"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_saved_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The saved simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_saved_simulation_comments: {
        parameters: {
            query?: {
                /** @description Only those about this cell. */
                cell?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
                /** @description Only those about this version. */
                version?: number;
            };
            header?: never;
            path: {
                /** @description The saved simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Comment"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comment_on_saved_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The saved simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddComment"];
            };
        };
        responses: {
            /** @description Said. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_saved_simulation_comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The comment. */
                comment_id: string;
                /** @description The saved simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    run_saved_simulation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client; counts for a day. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The saved simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunSavedSimulation"];
            };
        };
        responses: {
            /** @description It waits for its turn. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_saved_simulation_shares: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The saved simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who may do what with it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shares"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_saved_simulation_shares: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The saved simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetShares"];
            };
        };
        responses: {
            /** @description Who may do what with it now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shares"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_saved_version: {
        parameters: {
            query?: {
                /** @description The version to tell the difference from; the one before if left out. */
                against?: number;
            };
            header?: never;
            path: {
                /** @description The saved simulation. */
                id: string;
                /** @description The version, from 1. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionDetails"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_simulations: {
        parameters: {
            query?: {
                /** @description Only those that haven't ended (true), or have (false). */
                active?: boolean;
                /** @description Only those that this user asked for. */
                created_by?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only those asked for at this time or later. */
                from?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
                /** @description Which way; `descending` if left out. */
                order?: "ascending" | "descending";
                /** @description Part of its name or the workbook's. */
                q?: string;
                /** @description Only those of this saved simulation. */
                saved_simulation_id?: string;
                /** @description What to sort by; `created_at` if left out. */
                sort?: "created_at" | "finished_at" | "name";
                /** @description Only those in this state. */
                state?: "queued" | "preparing" | "running" | "summarizing" | "cancelling" | "completed" | "failed" | "cancelled";
                /** @description Only those with this label. */
                tag?: string;
                /** @description Only those asked for before this time. */
                to?: string;
                /** @description Only those of this workbook. */
                workbook_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of simulations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SimulationSummary"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    start_simulation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client; counts for a day. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartSimulation"];
            };
        };
        responses: {
            /** @description It waits for its turn. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The simulation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSimulation"];
            };
        };
        responses: {
            /** @description The simulation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelSimulation"];
            };
        };
        responses: {
            /** @description It is cancelled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationStatus"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_simulation_results: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The summary; without a result before the end. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationResults"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_simulation_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The simulation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description State, progress, rate, time left. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationStatus"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_simulation_queue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The queue as seen by the caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueStatus"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    validate_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValidateSimulation"];
            };
        };
        responses: {
            /** @description Whether it can be run, and what it comes to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationReport"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tenants: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Tenant"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTenant"];
            };
        };
        responses: {
            /** @description The organisation, of which the caller is the owner. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation. */
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTenant"];
            };
        };
        responses: {
            /** @description The organisation as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_tenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation. */
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    invitations: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; left out for the first page. */
                cursor?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The organisation. */
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Invitation"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation. */
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInvitation"];
            };
        };
        responses: {
            /** @description The invitation with its link. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedInvitation"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The invitation. */
                id: string;
                /** @description The organisation. */
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its link is no longer good. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    members: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
                /** @description Part of a name or mail address. */
                q?: string;
                /** @description Only those with this role. */
                role?: "owner" | "admin" | "analyst" | "viewer";
            };
            header?: never;
            path: {
                /** @description The organisation. */
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, who joined first first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Member"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation. */
                tenantId: string;
                /** @description The member. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeRole"];
            };
        };
        responses: {
            /** @description The member as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The organisation. */
                tenantId: string;
                /** @description The member. */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are no member any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description The new password counts. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Preferences"];
            };
        };
        responses: {
            /** @description The settings as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateProfile"];
            };
        };
        responses: {
            /** @description The profile as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteAccount"];
            };
        };
        responses: {
            /** @description The account is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was used this month. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageReport"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_workbooks: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only workbooks of this file. */
                file_id?: string;
                /** @description Most items, from 1 to 200; 50 if left out. */
                limit?: number;
                /** @description Which way; `descending` if left out. */
                order?: "ascending" | "descending";
                /** @description Part of a name. */
                q?: string;
                /** @description What to sort by; `created_at` if left out. */
                sort?: "created_at" | "last_simulated_at" | "name";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of workbooks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WorkbookSummary"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    open_workbook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenWorkbook"];
            };
        };
        responses: {
            /** @description It was open already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workbook"];
                };
            };
            /** @description It is being opened. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workbook"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_workbook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workbook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workbook. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workbook"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    close_workbook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workbook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Closed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    calculate_workbook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workbook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalculateRequest"];
            };
        };
        responses: {
            /** @description The values. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalculateResponse"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_workbook: {
        parameters: {
            query?: {
                /** @description Most items in each list, from 0 to 100,000; 1,000 if left out. `totals` has the full numbers. */
                items_max?: number;
            };
            header?: never;
            path: {
                /** @description The workbook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckReport"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_dependencies: {
        parameters: {
            query: {
                /**
                 * @description The cell: `Model!B20` or a defined name.
                 * @example Model!B20
                 */
                cell: string;
                /** @description Most cells each way, from 1 to 10,000; 500 if left out. */
                cells_max?: number;
                /** @description Steps to follow, from 1 to 50; 1 if left out. */
                depth?: number;
                /** @description Which way; `both` if left out. */
                direction?: "precedents" | "dependents" | "both";
            };
            header?: never;
            path: {
                /** @description The workbook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Precedents and dependents. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dependencies"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_workbook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workbook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What its cells hold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkbookExport"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_cells: {
        parameters: {
            query?: {
                /** @description Whether formulas are wanted; they are if left out. */
                formulas?: boolean;
                /**
                 * @description The window, such as `A1:T100`: at most 50,000 cells. The first 200 rows and 50 columns if left
                 *     out.
                 * @example A1:T100
                 */
                range?: string;
                /** @description Whether styles are wanted; they are if left out. */
                styles?: boolean;
            };
            header?: never;
            path: {
                /** @description The workbook. */
                id: string;
                /** @description The sheet's name, percent-encoded. */
                sheet: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cells. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CellWindow"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_suggestions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The workbook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Likely inputs and outputs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    documentation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The page is at `/docs/` */
            308: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    circuit_breakers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The breakers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CircuitBreakers"];
                };
            };
        };
    };
    reset_circuit_breaker: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The service
                 * @example files
                 */
                service: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused, or no such service */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service's breakers, closed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CircuitBreakers"];
                };
            };
        };
    };
    gateway_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description How the gateway is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayHealth"];
                };
            };
        };
    };
    gateway_services: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The instances */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceInstances"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Refused */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description All services answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A service doesn't answer; others may */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    health_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probe"];
                };
            };
        };
    };
    health_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probe"];
                };
            };
            /** @description It can't yet, or no longer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probe"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In Prometheus' text form */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    watch_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A WebSocket: see NotificationMessage and ClientMessage. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a WebSocket handshake. */
            426: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watch_simulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The simulation. */
                simulation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A WebSocket: see ProgressMessage and ClientMessage. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not understood. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or no longer. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Signed in, but not allowed. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not there, or another organisation's. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not of an accepted media type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Well-formed, but not valid; `errors` says where. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a WebSocket handshake. */
            426: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam is not available now. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A part of Ulam took too long. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
