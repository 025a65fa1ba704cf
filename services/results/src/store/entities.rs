//! The rows.

/// Results.
pub(crate) mod result {
    use sea_orm::entity::prelude::*;
    use ulam_platform::store::Sealed;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "simulation_results")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub tenant_id: String,
        pub simulation_id: String,
        pub run_id: String,
        pub attempt: i64,
        pub name: String,
        /// Names in lower case, for finding them.
        #[sea_orm(column_type = "Text")]
        pub search_text: String,
        pub workbook_id: String,
        pub saved_simulation_id: Option<String>,
        pub created_by: String,
        pub created_us: i64,
        pub expires_us: Option<i64>,
        /// What compute stored, as JSON (`StoreResult`).
        #[sea_orm(column_type = "Text")]
        pub run: Sealed,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Links that need no account, at most one a result.
pub(crate) mod link {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "result_links")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        #[sea_orm(unique)]
        pub result_id: String,
        pub tenant_id: String,
        #[sea_orm(unique)]
        pub token_hash: String,
        pub created_us: i64,
        pub expires_us: Option<i64>,
        pub last_used_us: Option<i64>,
        pub uses: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Exports that are made, can be downloaded, or failed.
pub(crate) mod artifact {
    use sea_orm::entity::prelude::*;
    use ulam_platform::store::Sealed;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "result_artifacts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub result_id: String,
        pub tenant_id: String,
        /// What was asked for, as JSON (`ExportRequest`).
        #[sea_orm(column_type = "Text")]
        pub request: Sealed,
        /// `pending`, `ready` or `failed`.
        pub state: String,
        #[sea_orm(column_type = "Text")]
        pub message: Option<Sealed>,
        #[sea_orm(column_type = "Text")]
        pub file_name: Sealed,
        /// Where its content is, as JSON (`BlobReference`), once it is ready.
        #[sea_orm(column_type = "Text")]
        pub blob: Option<String>,
        pub created_by: String,
        pub created_us: i64,
        pub expires_us: i64,
        /// Until when somebody makes it.
        pub leased_until_us: Option<i64>,
        pub attempts: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
