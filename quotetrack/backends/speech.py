"""The tagger of reported speech: how likely each word is part of a cue, of what is said, of who says it.

One recurrent layer over the vectors of our encoder, which the parser has computed already. It knows no language: what it
learns of English articles holds for Italian ones, as far as the encoder brings the two together. The rules do not need
it; where it is there, `quotes.weigh` weighs what they find, and what they do not, by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from ..model.syntax import Speech
from ..models import ENCODER
from .encoder import Encoder, Pieces

FILE = f"{ENCODER}/speech.pt"

KINDS = 3  # cue, content, source
#: The layers looked at besides the last, which learned to parse and forgot what words mean: with them cues of Italian news
#: are found with F1 66 instead of 58, sources 61 instead of 50 (tagger trained on 1,500 Italian statements only).
LOWER = (2, 4, 6)
_NARROW, _HIDDEN = 200, 200
_DIGITS = 4  # of a likelihood


class SpeechTagger(nn.Module):
    """Vectors of words, shape (sentences, words, width), to logits, shape (sentences, words, 3).

    Args:
        width: of a word's vector: all layers side by side.
        lower: the layers of the encoder it looks at besides the last, counted from 1.
        dropout: share of values left out while it learns.
    """

    def __init__(self, width: int, *, lower: Sequence[int] = LOWER, dropout: float = 0.0) -> None:
        super().__init__()
        self.lower = tuple(lower)
        self.dropout = nn.Dropout(dropout)
        self.narrow = nn.Linear(width, _NARROW)
        self.recurrent = nn.LSTM(_NARROW, _HIDDEN, bidirectional=True, batch_first=True)
        self.out = nn.Linear(2 * _HIDDEN, KINDS)

    def forward(self, vectors: Tensor, lengths: Tensor) -> Tensor:
        """Logits; those beyond a sentence's length mean nothing."""
        narrow = self.dropout(torch.relu(self.narrow(self.dropout(vectors))))
        packed = pack_padded_sequence(narrow, lengths, batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.recurrent(packed)[0], batch_first=True)
        logits: Tensor = self.out(self.dropout(states))
        return logits


def save_tagger(path: Path, tagger: SpeechTagger) -> None:
    """Writes weights, 16 bits each, and the layers they are for."""
    weights = {name: weight.half() for name, weight in tagger.state_dict().items()}
    torch.save({"lower": list(tagger.lower), "weights": weights}, path)


def load_tagger(path: Path) -> SpeechTagger:
    """A tagger, ready to answer.

    Raises:
        OSError, RuntimeError, LookupError, TypeError, pickle.UnpicklingError: the file is not a tagger's.
    """
    saved = torch.load(path, map_location="cpu", weights_only=True)
    weights = {name: weight.float() for name, weight in saved["weights"].items()}
    tagger = SpeechTagger(weights["narrow.weight"].shape[1], lower=saved["lower"])
    tagger.load_state_dict(weights)
    tagger.eval().requires_grad_(False)
    return tagger


def word_vectors(encoder: Encoder, pieces: Pieces, sentences: Sequence[Sequence[str]]) -> Iterator[Tensor]:
    """The vectors of each sentence's words (see `Encoder.vectors`), shape (words, width): the mean of their pieces';
    pieces beyond what the encoder can read count for nothing. Its memory spares it what the parser asked for.
    """
    for words in sentences:
        cut = pieces([words])
        states = encoder.vectors(cut["input_ids"][0][: encoder.shape.longest])
        owners = cut.word_ids(0)[: encoder.shape.longest]
        places = [at for at, owner in enumerate(owners) if owner is not None]
        of = torch.tensor([owner for owner in owners if owner is not None], dtype=torch.long)
        sums = torch.zeros(len(words), states.shape[1]).index_add_(0, of, states[places])
        yield sums / torch.bincount(of, minlength=len(words)).clamp(min=1)[:, None]


def tag_speech(
    tagger: SpeechTagger, encoder: Encoder, pieces: Pieces, sentences: Sequence[Sequence[str]]
) -> list[tuple[Speech, ...]]:
    """What the tagger says of each word. Sentences are read one by one, so that none depends on its neighbours."""
    return [tags_of(tagger, vectors) for vectors in word_vectors(encoder, pieces, sentences)]


def tags_of(tagger: SpeechTagger, vectors: Tensor) -> tuple[Speech, ...]:
    """What the tagger says of each word of a sentence, given their vectors, shape (words, width)."""
    logits = tagger(vectors[None], torch.tensor([len(vectors)]))[0]
    rows = torch.sigmoid(logits).double().tolist()
    return tuple(Speech(*(round(value, _DIGITS) for value in row)) for row in rows)
