"""`postpone` in the report."""

from truce_sim.report.questions.postpone.question import QUESTION as QUESTION
