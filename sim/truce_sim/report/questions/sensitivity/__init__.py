"""`sensitivity` in the report."""

from truce_sim.report.questions.sensitivity.question import QUESTION as QUESTION
