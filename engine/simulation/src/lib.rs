//! From a workbook and its uncertain inputs to a block program and its outcomes.
