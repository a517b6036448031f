"""`backtest`: how good were the odds of past truces?"""

from truce_sim.report.questions.backtest.question import QUESTION as QUESTION
