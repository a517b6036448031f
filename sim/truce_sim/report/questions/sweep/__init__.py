"""`sweep` in the report."""

from truce_sim.report.questions.sweep.question import QUESTION as QUESTION
