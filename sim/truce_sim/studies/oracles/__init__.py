"""The simulator checked against exact results, by switching mechanisms off in real scenarios."""

from truce_sim.studies.oracles.cases import ORACLES
from truce_sim.studies.oracles.row import Oracle, OracleRow, verify

__all__ = ["ORACLES", "Oracle", "OracleRow", "verify"]
