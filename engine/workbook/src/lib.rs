//! Reading workbooks, recalculating them and checking them against their cached values.
