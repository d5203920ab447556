"""Ids made from content."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from quotetrack.model.ids import content_id

PARTS = st.lists(texts, max_size=4)


@given(PARTS, PARTS)
def test_ids_tell_contents_apart(one, other):
    """Equal parts have one id, others another: where a part ends counts."""
    assert (content_id(*one) == content_id(*other)) == (one == other)


@given(PARTS)
def test_id_is_sixteen_hexadecimal_digits(parts):
    """Whatever the content, lone surrogates included, the id is short and plain."""
    assert len(content_id(*parts)) == 16
    assert set(content_id(*parts)) <= set("0123456789abcdef")


def test_id_is_the_same_in_every_process():
    """Another process, with another hash seed, makes the same id."""
    code = "from quotetrack.model.ids import content_id; print(content_id('quote', 'Umerov', 3))"
    path = {"PYTHONPATH": ":".join(filter(None, sys.path))}
    made = [
        subprocess.check_output([sys.executable, "-c", code], env={**path, "PYTHONHASHSEED": seed}, text=True)
        for seed in ("1", "2")
    ]
    assert made == [content_id("quote", "Umerov", 3) + "\n"] * 2
