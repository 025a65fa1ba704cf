"""Builds the example workbooks: one module per example, and what they share."""
