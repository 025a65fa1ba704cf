//! The rows of the service's tables.

/// What stands in inboxes.
pub mod notification {
    use sea_orm::entity::prelude::*;
    use ulam_platform::store::Sealed;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notifications")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub tenant_id: String,
        pub user_id: String,
        pub event_type: String,
        pub level: String,
        pub title: Sealed,
        #[sea_orm(column_type = "Text")]
        pub body: Sealed,
        pub link: Option<String>,
        pub subject: String,
        pub created_us: i64,
        pub read_us: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// How users are told of events.
pub mod preference {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notification_preferences")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub user_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub event_type: String,
        #[sea_orm(column_type = "Text")]
        pub channels: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// When users want no mail.
pub mod quiet {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "quiet_hours")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub user_id: String,
        pub begins: String,
        pub ends: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Where tenants want events.
pub mod webhook {
    use sea_orm::entity::prelude::*;
    use ulam_platform::store::Sealed;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "webhook_endpoints")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub tenant_id: String,
        #[sea_orm(column_type = "Text")]
        pub url: Sealed,
        pub description: Option<Sealed>,
        #[sea_orm(column_type = "Text")]
        pub events: String,
        pub is_enabled: bool,
        pub disabled_reason: Option<String>,
        #[sea_orm(column_type = "Text")]
        pub sealed_secret: String,
        pub secret_hint: String,
        pub created_us: i64,
        pub created_by: String,
        pub consecutive_failures: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What leaves the platform.
pub mod delivery {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "deliveries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub tenant_id: String,
        pub user_id: Option<String>,
        pub channel: String,
        pub webhook_id: Option<String>,
        pub event_type: Option<String>,
        pub state: String,
        #[sea_orm(column_type = "Text")]
        pub sealed: String,
        pub idempotency_key: Option<String>,
        pub created_us: i64,
        pub delivered_us: Option<i64>,
        pub next_attempt_us: i64,
        pub lease_until_us: i64,
        pub attempts: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What became of each attempt.
pub mod attempt {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "delivery_attempts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub delivery_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub at_us: i64,
        pub status: Option<i32>,
        pub duration_ms: Option<f64>,
        pub error: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// When somebody wants to be alerted.
pub mod rule {
    use sea_orm::entity::prelude::*;
    use ulam_platform::store::Sealed;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "alert_rules")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub tenant_id: String,
        pub created_by: String,
        pub name: Sealed,
        #[sea_orm(column_type = "Text")]
        pub watched: String,
        pub comparator: String,
        pub threshold: f64,
        #[sea_orm(column_type = "Text")]
        pub channels: String,
        pub cooldown_seconds: f64,
        pub is_enabled: bool,
        pub state: String,
        pub last_value: Option<f64>,
        pub last_evaluated_us: Option<i64>,
        pub last_fired_us: Option<i64>,
        pub created_us: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
