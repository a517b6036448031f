"""Runs found by what they came to: a condition over the columns of a run, and who looks for it.

A condition reads as `cause = walk-out and life < 3 days`. It is read by `grammar` from the `pieces`
of its text, with `terms` for what can be asked of a run and `values` for what it is compared with;
it becomes a `condition`, which `looking` tries on runs.
"""
