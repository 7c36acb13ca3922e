"""Fitting the linear rankers of the text classification tasks."""
