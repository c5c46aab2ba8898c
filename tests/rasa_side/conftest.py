"""Fixtures of the Rasa side; the main environment (another Python, no Rasa) collects nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from sanic import Sanic

# Each channel is tried in a server of its own, all in one process.
Sanic.test_mode = True

if sys.version_info >= (3, 11):
    collect_ignore_glob = ["test_*.py"]

ROOT = Path(__file__).resolve().parents[2]

os.environ.update(
    RASA_TELEMETRY_ENABLED="false",
    SQLALCHEMY_SILENCE_UBER_WARNING="1",
    TF_CPP_MIN_LOG_LEVEL="3",
    CUDA_VISIBLE_DEVICES="-1",
    OMP_NUM_THREADS="1",
)


@pytest.fixture
def root() -> Path:
    """The project's folder."""
    return ROOT
