//! The rows of the service's tables.

/// People.
pub mod user {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "users")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        /// As its owner writes it.
        pub email: String,
        /// As it is compared: in lower case.
        #[sea_orm(unique)]
        pub email_key: String,
        pub is_email_confirmed: bool,
        pub name: String,
        pub locale: String,
        pub time_zone: String,
        pub phone: Option<String>,
        pub created_us: i64,
        /// The tenant worked in last.
        pub last_tenant_id: Option<String>,
        /// Whether the user may operate the platform.
        pub is_operator: bool,
        /// Settings as JSON.
        #[sea_orm(column_type = "Text")]
        pub preferences: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What users prove who they are with.
pub mod credential {
    use sea_orm::entity::prelude::*;

    /// A password: `secret` is its Argon2id hash, `subject` the user's id.
    pub const PASSWORD: &str = "password";
    /// An authenticator app that counts: `secret` is sealed, `counter` the last step used.
    pub const TOTP: &str = "totp";
    /// An authenticator app that waits for its first code until `counter`, in microseconds.
    pub const TOTP_PENDING: &str = "totp_pending";
    /// A recovery code: `subject` is its keyed hash.
    pub const RECOVERY: &str = "recovery";
    /// An account at a provider: `subject` is `<provider>|<its id there>`.
    pub const OIDC: &str = "oidc";

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "credentials")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub user_id: String,
        pub kind: String,
        pub subject: String,
        #[sea_orm(column_type = "Text")]
        pub secret: String,
        pub counter: i64,
        pub created_us: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Sign-ins that last.
pub mod session {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub user_id: String,
        /// The tenant worked in; empty for none.
        pub tenant_id: String,
        pub created_us: i64,
        pub last_used_us: i64,
        pub expires_us: i64,
        pub revoked_us: Option<i64>,
        pub ip_address: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub user_agent: Option<String>,
        /// How it began.
        pub method: String,
        pub is_second_factor_verified: bool,
        /// Whether a cookie holds it; else tokens do.
        pub is_cookie: bool,
        /// Counts the tokens that were given out, which follow from it.
        pub generation: i64,
        /// When the generation last changed.
        pub rotated_us: i64,
        /// What makes this session's tokens differ from another's.
        pub salt: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Organisations.
pub mod tenant {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tenants")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub name: String,
        pub plan: String,
        pub created_us: i64,
        pub requires_second_factor: bool,
        /// Networks that members may come from, as a JSON list.
        #[sea_orm(column_type = "Text")]
        pub allowed_ips: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Who belongs to which tenant.
pub mod membership {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "memberships")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub user_id: String,
        pub role: String,
        pub joined_us: i64,
        pub last_seen_us: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Keys of programs.
pub mod api_key {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_keys")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        /// The part of the key by which it is found.
        #[sea_orm(unique)]
        pub lookup: String,
        pub tenant_id: String,
        pub user_id: String,
        pub name: String,
        /// Keyed hash of the whole key.
        pub secret_hash: String,
        /// Permissions, separated by spaces.
        #[sea_orm(column_type = "Text")]
        pub permissions: String,
        /// Networks that it works from, as a JSON list.
        #[sea_orm(column_type = "Text")]
        pub allowed_ips: String,
        pub created_us: i64,
        pub expires_us: Option<i64>,
        pub last_used_us: Option<i64>,
        pub last_used_ip: Option<String>,
        pub revoked_us: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Invitations to tenants.
pub mod invitation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "invitations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub tenant_id: String,
        pub email: String,
        pub email_key: String,
        pub role: String,
        #[sea_orm(unique)]
        pub token_hash: String,
        pub invited_by: String,
        pub invited_by_name: String,
        pub created_us: i64,
        pub expires_us: i64,
        pub accepted_us: Option<i64>,
        pub revoked_us: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Secrets that are good once: links in mails, challenges, states.
pub mod one_time_token {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "one_time_tokens")]
    pub struct Model {
        /// Keyed hash of the token.
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        pub kind: String,
        /// Whose it is; empty where there is nobody yet.
        pub user_id: String,
        /// What goes with it, as JSON.
        #[sea_orm(column_type = "Text")]
        pub data: String,
        pub expires_us: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Failed attempts to sign in, by account and by address.
pub mod attempt {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_attempts")]
    pub struct Model {
        /// `account:<keyed hash>` or `address:<keyed hash>`.
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: String,
        pub failures: i64,
        pub last_us: i64,
        pub blocked_until_us: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Mails that notifications has not taken yet.
pub mod outgoing_mail {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "outgoing_mails")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        /// The mail as sealed JSON: links in it are secrets.
        #[sea_orm(column_type = "Text")]
        pub sealed: String,
        pub attempts: i32,
        pub next_attempt_us: i64,
        pub created_us: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What users used, by month.
pub mod usage {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "user_usage_metrics")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub user_id: String,
        /// First moment of the month.
        #[sea_orm(primary_key, auto_increment = false)]
        pub period_us: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub metric: String,
        pub amount: f64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
