//! The rows.

/// Files, as their latest version is.
pub mod file {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "file_metadata")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub tenant_id: String,
        pub name: String,
        /// Name and description in lower case, for finding them.
        #[sea_orm(column_type = "Text")]
        pub search_text: String,
        pub kind: String,
        pub content_type: String,
        pub bytes: i64,
        pub sha256: String,
        pub state: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub state_reason: Option<String>,
        pub version: i32,
        #[sea_orm(column_type = "Text", nullable)]
        pub description: Option<String>,
        /// A JSON array of texts.
        #[sea_orm(column_type = "Text")]
        pub tags: String,
        pub created_us: i64,
        pub updated_us: i64,
        pub created_by: String,
        pub purge_us: Option<i64>,
        pub workbook_id: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Versions of files.
pub mod version {
    use sea_orm::entity::prelude::*;
    use ulam_platform::store::Sealed;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "file_versions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub file_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub version: i32,
        pub tenant_id: String,
        pub bytes: i64,
        pub sha256: String,
        pub created_us: i64,
        pub created_by: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub comment: Option<Sealed>,
        pub scan: String,
        /// Where its bytes are, as JSON.
        #[sea_orm(column_type = "Text")]
        pub blob: String,
        /// What was found in it, as JSON; null until it was looked through.
        #[sea_orm(column_type = "Text", nullable)]
        pub metadata: Option<String>,
        /// Whether it still is to be looked through.
        pub is_waiting: bool,
        /// Times that looking through it was begun.
        pub attempts: i32,
        /// Until then some process is looking through it.
        pub leased_until_us: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Who, besides the owner, may do what with a file.
pub mod permission {
    use sea_orm::entity::prelude::*;

    /// `subject` is a user's id.
    pub const USER: &str = "user";
    /// `subject` is a role.
    pub const ROLE: &str = "role";
    /// All of the tenant.
    pub const TENANT: &str = "tenant";

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "file_permissions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub file_id: String,
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

/// Links that need no account, at most one a file.
pub mod link {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "file_links")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        #[sea_orm(unique)]
        pub file_id: String,
        pub tenant_id: String,
        /// Keyed hash of the token, in hexadecimal.
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

/// Bytes that tenants use.
pub mod quota {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "storage_quotas")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: String,
        /// Bytes of all versions.
        pub used_bytes: i64,
        /// Bytes of uploads that are under way.
        pub reserved_bytes: i64,
        /// The tenant's own limit; null for the settings'.
        pub limit_bytes: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Bytes set aside for uploads that are under way.
pub mod reservation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "storage_reservations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub tenant_id: String,
        pub bytes: i64,
        /// Then it ends by itself: its upload crashed.
        pub expires_us: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Resumable uploads.
pub mod upload {
    use sea_orm::entity::prelude::*;
    use ulam_platform::store::Sealed;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "uploads")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub tenant_id: String,
        pub created_by: String,
        pub name: Sealed,
        #[sea_orm(column_type = "Text", nullable)]
        pub description: Option<Sealed>,
        /// A JSON array of texts.
        #[sea_orm(column_type = "Text")]
        pub tags: Sealed,
        pub length_bytes: i64,
        pub offset_bytes: i64,
        pub expires_us: i64,
        /// The file that it became.
        pub file_id: Option<String>,
        /// Why it became none.
        #[sea_orm(column_type = "Text", nullable)]
        pub failure: Option<Sealed>,
        /// Until then some process is making the file.
        pub leased_until_us: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Pieces of resumable uploads, in the order of their offsets.
pub mod part {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "upload_parts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub upload_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub offset_bytes: i64,
        /// Where its bytes are, as JSON.
        #[sea_orm(column_type = "Text")]
        pub blob: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
