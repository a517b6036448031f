"""`now`: given the days that have passed, does the truce hold until the talks?"""

from truce_sim.report.questions.now.question import QUESTION

__all__ = ["QUESTION"]
