"""Estimators: pure functions from arrays of outcomes to numbers with intervals."""
