//! The rows.

/// Results.
pub(crate) mod result {
    use sea_orm::entity::prelude::*;

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
        pub run: String,
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
