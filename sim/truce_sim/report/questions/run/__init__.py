"""`run` in the report."""

from truce_sim.report.questions.run.question import QUESTION as QUESTION
