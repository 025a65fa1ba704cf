//! The rows.

/// Saved simulations, as their latest version is.
pub(crate) mod saved {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "saved_simulations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub tenant_id: String,
        pub name: String,
        /// The name in lower case, for sorting.
        pub name_sort: String,
        /// Names, description, labels and cells in lower case, for finding it.
        #[sea_orm(column_type = "Text")]
        pub search_text: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub description: Option<String>,
        /// A JSON array of texts.
        #[sea_orm(column_type = "Text")]
        pub tags: String,
        pub workbook_id: String,
        pub workbook_name: String,
        pub version: i32,
        /// Counts changes of the row: who changes it must have seen the last one.
        pub revision: i64,
        pub input_count: i32,
        pub output_count: i32,
        pub trials: i64,
        pub created_us: i64,
        pub updated_us: i64,
        pub created_by: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Versions.
pub(crate) mod version {
    use sea_orm::entity::prelude::*;
    use ulam_platform::store::Sealed;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "saved_simulation_versions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub saved_simulation_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub version: i32,
        pub tenant_id: String,
        pub workbook_id: String,
        pub workbook_name: String,
        /// JSON.
        #[sea_orm(column_type = "Text")]
        pub spec: Sealed,
        /// JSON.
        #[sea_orm(column_type = "Text")]
        pub settings: Sealed,
        #[sea_orm(column_type = "Text", nullable)]
        pub message: Option<Sealed>,
        pub change_count: i32,
        pub created_us: i64,
        pub created_by: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Who, besides the owner, may do what with one.
pub(crate) mod share {
    use sea_orm::entity::prelude::*;

    /// `subject` is a user's id.
    pub const USER: &str = "user";
    /// `subject` is a role.
    pub const ROLE: &str = "role";
    /// All of the tenant.
    pub const TENANT: &str = "tenant";

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "saved_simulation_shares")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub saved_simulation_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: String,
        pub tenant_id: String,
        pub access: String,
        pub created_us: i64,
        pub created_by: String,
        pub expires_us: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Links that need no account, at most one for each.
pub(crate) mod link {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "saved_simulation_links")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        #[sea_orm(unique)]
        pub saved_simulation_id: String,
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

/// Comments.
pub(crate) mod comment {
    use sea_orm::entity::prelude::*;
    use ulam_platform::store::Sealed;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "saved_simulation_comments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub saved_simulation_id: String,
        pub tenant_id: String,
        #[sea_orm(column_type = "Text")]
        pub text: Sealed,
        pub reply_to: Option<String>,
        pub version: Option<i32>,
        pub cell: Option<String>,
        pub created_us: i64,
        pub created_by: String,
        pub deleted_us: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The run made of each last.
pub(crate) mod last_run {
    use sea_orm::entity::prelude::*;
    use ulam_platform::store::Sealed;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "saved_simulation_last_runs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub saved_simulation_id: String,
        pub tenant_id: String,
        pub simulation_id: String,
        pub result_id: Option<String>,
        pub created_us: i64,
        /// JSON.
        #[sea_orm(column_type = "Text", nullable)]
        pub headline: Option<Sealed>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
