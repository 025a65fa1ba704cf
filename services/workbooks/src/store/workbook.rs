//! The rows.

use sea_orm::entity::prelude::*;
use ulam_platform::store::Sealed;

/// A workbook: a version of a file.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "workbooks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub tenant_id: String,
    pub name: String,
    /// The name in lower case, for finding it.
    pub search_text: String,
    pub file_id: String,
    pub file_version: i32,
    pub kind: String,
    pub bytes: i64,
    pub sha256: String,
    pub state: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub state_reason: Option<Sealed>,
    /// The base-case badge as JSON; null until it was checked.
    #[sea_orm(column_type = "Text", nullable)]
    pub badge: Option<Sealed>,
    pub sheet_count: i64,
    pub cell_count: i64,
    pub formula_count: i64,
    pub open_seconds: Option<f64>,
    pub created_us: i64,
    pub created_by: String,
    /// When it was last simulated; 0 for never.
    pub simulated_us: i64,
    /// Times that opening it was begun.
    pub attempts: i32,
    /// Until then some process is opening it.
    pub leased_until_us: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}
impl ActiveModelBehavior for ActiveModel {}
