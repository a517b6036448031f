"""Luck of a study beside that of its histories: each draw at an address, as theirs."""

import numpy as np

from truce_sim.model.addresses import address


def luck_of(seed: int, purpose: str, *numbers: int) -> np.random.Generator:
    """Return what draws for one purpose of a study.

    Args:
        seed: root seed of the study.
        purpose: in words that nothing else of a study has.
        numbers: which part of it, where its parts have luck of their own.
    """
    entropy = np.random.SeedSequence([seed, address(purpose), *numbers])
    return np.random.Generator(np.random.Philox(entropy))
