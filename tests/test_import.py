"""Importing quotetrack is light and has no side effects."""

import json
import subprocess
import sys

import pytest

HEAVY = ("torch", "stanza", "pandas", "langdetect", "dateparser", "trafilatura")

# Told by a fresh process: what came along, and what changed.
PROBE = """
import json, logging, os, sys, time, warnings
before = dict(os.environ), len(logging.getLogger().handlers), list(warnings.filters)
start = time.process_time()
import quotetrack
seconds = time.process_time() - start
after = dict(os.environ), len(logging.getLogger().handlers), list(warnings.filters)
print(json.dumps({"modules": sorted(sys.modules), "unchanged": before == after, "seconds": seconds}))
"""


@pytest.fixture(scope="module")
def fresh():
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("package", HEAVY)
def test_import_brings_nothing_heavy(fresh, package):
    """`import quotetrack` leaves the heavy packages for whoever needs them."""
    came = [name for name in fresh["modules"] if name.partition(".")[0] == package]
    assert not came, f"import quotetrack brought {came[:5]}"


def test_import_changes_nothing(fresh):
    """No environment variable, log handler or warning filter is touched."""
    assert fresh["unchanged"]


def test_import_is_quick(fresh):
    """`import quotetrack` takes less than a fifth of a second of the processor (0.08 where this was written)."""
    assert fresh["seconds"] < 0.2
