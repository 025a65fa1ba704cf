//! The spreadsheet formula language: parser, values, evaluator and function library.
