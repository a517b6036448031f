"""The simulator checked against exact results, by switching mechanisms off in real scenarios."""

from sim.studies.oracles.cases import ORACLES
from sim.studies.oracles.row import Oracle, OracleRow, verify

__all__ = ["ORACLES", "Oracle", "OracleRow", "verify"]
