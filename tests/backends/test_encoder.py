"""The encoder under tagger and parser."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch")

from quotetrack.backends.encoder import Encoder, Pieces, Shape, load_encoder, save_encoder  # noqa: E402

TABLE = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁di", "ga", "▁la", "a", "b", "▁ponte"]
SCORES = [0.0, 0.0, 0.0, 0.0, -3.0, -1.0, -1.5, -1.0, -4.0, -4.0, -2.0]
SHAPE = Shape(pieces=len(TABLE), layers=2, width=32, heads=4, inner=64, longest=40)

sentences = st.lists(
    st.lists(st.sampled_from(["diga", "la", "ponte", "abba", "Ж", "🙂", "\u200b"]), min_size=1, max_size=8),
    min_size=1,
    max_size=5,
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    torch.manual_seed(1)
    return Encoder(SHAPE).eval()


def pieces() -> Pieces:
    return Pieces(TABLE, SCORES, SHAPE.longest)


def asked(encoder: Encoder, words: list[list[str]]) -> list[torch.Tensor]:
    """One tensor a sentence, without padding."""
    batch = pieces()(words)
    ids, mask = torch.tensor(batch["input_ids"]), torch.tensor(batch["attention_mask"])
    with torch.inference_mode():
        [hidden] = encoder(ids, attention_mask=mask).hidden_states
    return [rows[: int(m.sum())] for rows, m in zip(hidden, mask, strict=True)]


def test_words_are_cut_into_pieces_between_two_ends():
    """A word begins with its mark; each piece knows its word, the special ones none."""
    batch = pieces()([["la", "diga"], ["ponte"]])
    assert batch["input_ids"] == [[0, 7, 5, 6, 2], [0, 10, 2, 1, 1]]
    assert batch.word_ids(0) == [None, 0, 1, 1, None]


@settings(max_examples=30, deadline=None)
@given(sentences)
def test_every_word_has_a_piece(words):
    """No word is lost, whatever it is written in: Stanza needs a vector for each."""
    batch = pieces()(words)
    for number, sentence in enumerate(words):
        assert {w for w in batch.word_ids(number) if w is not None} == set(range(len(sentence)))


@settings(max_examples=30, deadline=None)
@given(sentences)
def test_company_changes_no_vector(encoder, words):
    """A sentence has the same vectors alone and beside others, asked anew or remembered."""
    encoder.forget()
    together = asked(encoder, words)
    remembered = asked(encoder, words)
    encoder.forget()
    alone = [asked(encoder, [sentence])[0] for sentence in words]
    for a, b, c in zip(together, remembered, alone, strict=True):
        assert torch.equal(a, b) and torch.allclose(a, c, atol=1e-5)


def test_a_sentence_is_computed_once(encoder, monkeypatch):
    """What tagger and parser both ask for is encoded for the first of them only, until it is forgotten."""
    encoder.forget()
    counted = []
    inner = encoder.states
    monkeypatch.setattr(encoder, "states", lambda ids, mask: counted.append(len(ids)) or inner(ids, mask))
    for _ in range(3):
        asked(encoder, [["la", "diga"]])
    encoder.forget()
    asked(encoder, [["la", "diga"]])
    assert counted == [1, 1]


def test_lower_layers_are_remembered_on_demand(encoder, monkeypatch):
    """The last layer's vectors first, then those of the layers asked for, none computed anew."""
    row = [0, 7, 5, 6, 2]
    encoder.forget()
    monkeypatch.setattr(encoder, "lower", (1,))
    asked(encoder, [["la", "diga"]])
    monkeypatch.setattr(encoder, "states", None)
    vectors = encoder.vectors(row)
    monkeypatch.undo()
    first, last = encoder.states(torch.tensor([row]), torch.ones(1, 5, dtype=torch.long))
    assert torch.allclose(vectors, torch.cat([last[0], first[0]], dim=1), atol=1e-2)
    encoder.forget()


def test_padding_alone_needs_no_vector(encoder):
    """Where a long sentence is cut in two, a short one beside it is all padding in the second half."""
    ids = torch.tensor([[0, 7, 2], [1, 1, 1]])
    [hidden] = encoder(ids, attention_mask=(ids != 1).long()).hidden_states
    assert hidden[0].abs().sum() > 0 and hidden[1].abs().sum() == 0


def test_it_comes_back_from_its_file(encoder, tmp_path):
    """Written and read, it answers nearly the same: weights are rounded to 8 bits, pieces to 4."""
    save_encoder(tmp_path / "encoder" / "encoder.pt", encoder, TABLE, SCORES)
    again, cut = load_encoder(tmp_path / "encoder" / "encoder.pt")
    assert again.shape == SHAPE and cut([["diga"]])["input_ids"] == [[0, 5, 6, 2]]
    [before], [after] = asked(encoder, [["la", "diga"]]), asked(again, [["la", "diga"]])
    assert 0 < (before - after).abs().mean() < 0.1 * before.abs().mean()
    assert not any(p.requires_grad for p in again.parameters())
