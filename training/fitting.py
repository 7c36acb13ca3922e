"""What several trainings share: a logistic fit, and the scorers that lie beside the data."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import numpy as np

# Newton's method is done long before.
_ROUNDS = 30


def logistic(table: np.ndarray, right: np.ndarray, penalty: float | np.ndarray) -> np.ndarray:
    """Logistic regression with a ridge, by Newton's method.

    Args:
        table: a row for each case, a column for each feature.
        right: 1 or 0 for each case.
        penalty: on the squares of all weights, or of each.

    Returns:
        a weight for each feature.
    """
    ridge = np.broadcast_to(np.asarray(penalty, dtype=float), table.shape[1:])
    weights = np.zeros(table.shape[1])
    for _ in range(_ROUNDS):
        chances = chance(table @ weights)
        slope = table.T @ (chances - right) + ridge * weights
        curve = (table * (chances * (1 - chances))[:, None]).T @ table + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    return weights


def chance(scores: np.ndarray) -> np.ndarray:
    """The chances that sums of weights stand for."""
    return np.asarray(1 / (1 + np.exp(-scores)))


def scorer(path: Path) -> ModuleType:
    """A scoring script as a module."""
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None, f"no scorer at {path}"
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
