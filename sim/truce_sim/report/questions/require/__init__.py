"""`require` in the report."""

from truce_sim.report.questions.require.question import QUESTION as QUESTION
