"""The tagger of reported speech."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

torch = pytest.importorskip("torch")

from quotetrack.backends.encoder import Encoder, Pieces, Shape  # noqa: E402
from quotetrack.backends.speech import (  # noqa: E402
    FILE,
    SpeechTagger,
    load_tagger,
    save_tagger,
    tag_speech,
    word_vectors,
)
from quotetrack.backends.stanza import StanzaAnnotator  # noqa: E402
from quotetrack.errors import ModelCorrupted  # noqa: E402
from quotetrack.lang.load import load_profile  # noqa: E402
from quotetrack.model.article import Passage  # noqa: E402
from quotetrack.models import shipped_folder  # noqa: E402

TABLE = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁di", "ga", "▁la", "a", "b", "▁ponte"]
SHAPE = Shape(pieces=len(TABLE), layers=2, width=32, heads=4, inner=64, longest=12)
SENTENCES = st.lists(
    st.lists(st.sampled_from(["diga", "la", "ponte", "abba", "Ж", "\u200b"]), min_size=1, max_size=8),
    min_size=1,
    max_size=5,
)


@pytest.fixture(scope="module")
def parts():
    torch.manual_seed(1)
    encoder, tagger = Encoder(SHAPE).eval(), SpeechTagger(2 * SHAPE.width, lower=[1]).eval()
    encoder.lower = tagger.lower
    return tagger.requires_grad_(False), encoder.requires_grad_(False), Pieces(TABLE, [-1.0] * len(TABLE), 12)


@settings(max_examples=30, deadline=None)
@given(SENTENCES)
def test_a_sentence_gets_the_same_answer_whatever_stands_beside_it(parts, sentences):
    """One answer a word, each 0 to 1; alone or among others."""
    answers = tag_speech(*parts, sentences)
    assert [len(answer) for answer in answers] == [len(words) for words in sentences]
    assert all(0 <= v <= 1 for answer in answers for s in answer for v in (s.cue, s.content, s.source))
    parts[1].forget()
    assert [tag_speech(*parts, [words])[0] for words in sentences] == answers


def test_a_word_is_the_mean_of_its_pieces(parts):
    """The word diga is two pieces; words beyond what the encoder can read are zeros."""
    _, encoder, pieces = parts
    [vectors] = word_vectors(encoder, pieces, [["diga"]])
    lower, last = encoder.states(torch.tensor([[0, 5, 6, 2]]), torch.ones(1, 4, dtype=torch.long))
    whole = torch.cat([last[0], lower[0]], dim=1)
    assert torch.allclose(vectors[0], whole[1:3].mean(0), atol=1e-3)
    [long] = word_vectors(encoder, pieces, [["ponte"] * 20])
    assert not long[-1].any() and long[0].any()


def test_a_tagger_is_kept(parts, tmp_path):
    """What is read back is what was written, to 16 bits."""
    save_tagger(tmp_path / "speech.pt", parts[0])
    again = load_tagger(tmp_path / "speech.pt")
    for one, other in zip(parts[0].parameters(), again.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-3)


def test_the_shipped_tagger_reads_both_languages():
    """Cue, content and source of a plain sentence stand out, in either language."""
    profiles = {code: load_profile(code) for code in ("it", "en")}
    texts = {
        "it": "Il presidente ha detto che i lavori sono finiti.",
        "en": "The president said that the works are over.",
    }
    annotator = StanzaAnnotator(profiles)
    answers = annotator.annotate([Passage(text, code, 0) for code, text in texts.items()])
    for answer in answers:
        (sentence,) = answer.sentences
        said = {w.form: s for w, s in zip(sentence.words, sentence.speech, strict=True)}
        assert max(s.cue for s in said.values()) == max(
            said[form].cue for form in ("detto", "said") if form in said
        )
        assert all(said[form].content > 0.5 for form in ("lavori", "finiti", "works", "over") if form in said)
        assert all(said[form].source > 0.5 for form in ("presidente", "president") if form in said)


def test_models_without_a_tagger_say_nothing_of_speech(tmp_path):
    """The rules decide alone on them; a broken one is told by name."""
    folder = tmp_path / "models"
    folder.mkdir()
    for part in shipped_folder().iterdir():
        if part.name not in {"encoder", "hashes.json"}:
            (folder / part.name).symlink_to(part)
    (folder / "encoder").mkdir()
    (folder / "encoder" / "encoder.pt").symlink_to(shipped_folder() / "encoder" / "encoder.pt")
    profiles = {"it": load_profile("it")}
    passage = Passage("Il presidente ha detto che i lavori sono finiti.", "it", 0)
    [answer] = StanzaAnnotator(profiles, models=folder).annotate([passage])
    assert answer.sentences[0].speech == ()
    (folder / FILE).write_bytes(b"no tagger")
    with pytest.raises(ModelCorrupted, match=r"speech\.pt"):
        StanzaAnnotator(profiles, models=folder).annotate([passage])
