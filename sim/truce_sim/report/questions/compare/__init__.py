"""`compare` in the report."""

from truce_sim.report.questions.compare.question import QUESTION as QUESTION
