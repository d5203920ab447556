"""Stanza with the models that come with the package."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.backends.splits import mend_splits
from quotetrack.backends.stanza import StanzaAnnotator
from quotetrack.errors import ModelCorrupted, ModelNotFound, UnknownLanguage
from quotetrack.lang.load import available_languages, load_profile
from quotetrack.model.article import Article, Passage
from quotetrack.model.syntax import Annotation, Sentence, Word
from quotetrack.models import shipped_folder
from quotetrack.testing import check_annotator
from quotetrack.tracker import QuoteTracker

pytestmark = pytest.mark.model

PROFILES = {code: load_profile(code) for code in available_languages()}
SEEDS = Path(__file__).parent.parent.parent / "seeds"


@pytest.fixture(scope="module")
def annotator() -> StanzaAnnotator:
    """One for all tests: loading takes a second a language."""
    return StanzaAnnotator(PROFILES)


@pytest.mark.parametrize("language", PROFILES)
def test_it_keeps_the_contract(annotator, language):
    """The real parser owes what every annotator owes, in every language we ship."""
    check_annotator(annotator, language=language)


def test_words_of_a_split_token_cover_it(annotator):
    """*della* is two words over one range; an English contraction is two with their own."""
    italian, english = annotator.annotate(
        [Passage("Parla della diga.", "it", 7), Passage("It doesn't hold.", "en")]
    )
    spans = {w.form: (w.span.start, w.span.end) for w in italian.sentences[0].words}
    assert spans["di"] == spans["la"] == (13, 18)
    spans = {w.form: (w.span.start, w.span.end) for w in english.sentences[0].words}
    assert (spans["does"], spans["n't"]) == ((3, 7), (7, 10))


def words_of(annotations: Sequence[Annotation]) -> list[list[Word]]:
    return [[word for s in annotation.sentences for word in s.words] for annotation in annotations]


def test_order_and_company_make_no_difference(annotator):
    """A passage has the same parse alone, in a batch of two languages, and in another order."""
    passages = [
        Passage("Il ministro ha detto che la diga tiene.", "it"),
        Passage("The minister said the dam holds.", "en", 50),
        Passage("«Nulla è deciso», ha aggiunto.", "it", 90),
    ]
    together = words_of(annotator.annotate(passages))
    assert words_of(annotator.annotate(passages[::-1]))[::-1] == together
    assert [words_of(annotator.annotate([passage]))[0] for passage in passages] == together


def test_long_sentences_are_noted_and_skipped():
    """A sentence over the limit leaves a note with its place; the one after it is parsed."""
    text = "parola " * 40 + "fine. Piove."
    [annotation] = StanzaAnnotator(PROFILES, longest=20).annotate([Passage(text, "it", 10)])
    [note] = annotation.notes
    assert note.code == "sentence-too-long" and note.span.start == 10
    assert [sentence.span.of("_" * 10 + text) for sentence in annotation.sentences] == ["Piove."]


hostile = st.text(
    st.sampled_from("«»“”\"'‘’–— \n\t\0\u200b\u202e\ufeff\u0301.,:;!?()aeòilZ12Жق中🙂") | st.characters(),
    max_size=60,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(hostile, min_size=1, max_size=4), st.sampled_from(sorted(PROFILES)))
def test_any_text_is_parsed_within_its_characters(annotator, texts, language):
    """Whatever the text, each word covers characters of its own passage."""
    passages = [Passage(text, language, 3) for text in texts]
    for passage, annotation in zip(passages, annotator.annotate(passages), strict=True):
        for sentence in annotation.sentences:
            for word in sentence.words:
                assert 3 <= word.span.start < word.span.end <= 3 + len(passage.text)


def test_words_are_spelled_as_in_the_article(annotator):
    """Names, links and signs no treebank holds come back as they were written, whole."""
    strange = "Žižek's ☃️ 4.5m² 🙂🙂 https://x.example/" + "a" * 400 + " Ħ'x dell'Ħħ naïveté's"
    for language in PROFILES:
        [annotation] = annotator.annotate([Passage(strange, language)])
        covered = {i for s in annotation.sentences for w in s.words for i in range(w.span.start, w.span.end)}
        assert covered == {i for i, c in enumerate(strange) if not c.isspace()}
        assert not any("UNK" in w.form for s in annotation.sentences for w in s.words)


def test_tokens_spelled_wrongly_are_kept_whole():
    """Where the expander of split words spells another word, the token stays one."""
    stanza = pytest.importorskip("stanza")
    tokens = [
        ["della", "di", "la"],
        ["Ħħlo", "<UNK>", "lo"],
        ["Angelo", "An", "glo"],
        ["vederlo", "veder", "lo"],
    ]
    rows: list[dict[str, Any]] = []
    for number, (token, *parts) in enumerate(tokens):
        first, start = 2 * number + 1, sum(len(t[0]) + 1 for t in tokens[:number])
        rows.append(
            {"id": (first, first + 1), "text": token, "start_char": start, "end_char": start + len(token)}
        )
        rows += ({"id": first + i, "text": part} for i, part in enumerate(parts))
    rows.append({"id": 9, "text": ".", "start_char": 25, "end_char": 26})
    document = stanza.Document([rows], text="della Ħħlo Angelo vederlo.")
    [sentence] = mend_splits(document, frozenset({"della"})).sentences
    assert [word.text for word in sentence.words] == ["di", "la", "Ħħlo", "Angelo", "veder", "lo", "."]
    places = [(0, 5), (6, 10), (11, 17), (18, 25), (25, 26)]
    assert [(t.start_char, t.end_char) for t in sentence.tokens] == places


def test_common_words_are_not_split(annotator):
    """Names and pronouns that end like split words stay whole; prepositions with articles are split."""
    [annotation] = annotator.annotate([Passage("Angelo non ha nulla da dire della mela.", "it")])
    words = [w.form for s in annotation.sentences for w in s.words]
    assert "Angelo" in words and "nulla" in words and {"di", "la"} <= set(words)
    [annotation] = annotator.annotate([Passage("Carla ringrazia. Vuole definirla.", "it")])
    words = [w.form for s in annotation.sentences for w in s.words]
    assert words[0] == "Carla" and words[-3:] == ["definir", "la", "."]
    [annotation] = annotator.annotate([Passage("Keane's plan failed.", "en")])
    assert [w.form for s in annotation.sentences for w in s.words][:2] == ["Keane", "'s"]


def test_nothing_is_loaded_before_the_first_text(monkeypatch):
    """Making an annotator, and asking it about nothing, needs no model."""
    lazy = StanzaAnnotator(PROFILES, models="/nowhere")
    assert lazy.annotate([]) == [] and lazy.name == "stanza//nowhere"
    assert not lazy.annotate([Passage(" ", "it")])[0].sentences
    with pytest.raises(ModelNotFound, match="Run: quotetrack models fetch it"):
        lazy.annotate([Passage("Piove.", "it")])
    with pytest.raises(UnknownLanguage):
        lazy.annotate([Passage("Il pleut.", "fr")])


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:1000])


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        (cut, ModelCorrupted),
        (lambda file: file.write_bytes(b""), ModelCorrupted),
        (lambda file: file.write_bytes(b"no model" * 99), ModelCorrupted),
        (Path.unlink, ModelNotFound),
    ],
)
@pytest.mark.parametrize("hashes", [True, False])
@pytest.mark.parametrize("file", ["it/pos/compact.pt", "encoder/encoder.pt"])
def test_a_damaged_model_is_our_error(tmp_path, damage, error, hashes, file):
    """A file cut short, emptied, replaced or gone gives an error that says what to run."""
    for name in ("it", "encoder", "resources.json", "hashes.json"):
        source, copy = shipped_folder() / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, copy)
        elif hashes or name != "hashes.json":
            shutil.copy(source, copy)
    damage(tmp_path / file)
    with pytest.raises(error, match="Run: "):
        StanzaAnnotator(PROFILES, models=tmp_path).annotate([Passage("Piove.", "it")])


def test_articles_without_a_model_fail_with_its_name():
    """Where a model is missing each article tells so, and the run goes on."""
    with QuoteTracker.open(models="/nowhere") as tracker:
        [failure] = tracker.add("Il ponte riapre lunedì, ha detto il sindaco.")
        assert failure.code == "model-not-found" and "models fetch it" in str(failure.error)


def test_no_network_is_asked(monkeypatch, annotator):
    """Reading an article opens no connection."""

    def refuse(*_args, **_options):
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    parsed = StanzaAnnotator(PROFILES).annotate([Passage("Piove.", "it"), Passage("It rains.", "en")])
    assert [len(annotation.sentences) for annotation in parsed] == [1, 1]


def test_real_words_slice_the_seeds(annotator):
    """On the seeds every word that is no part of a split token is the text its span covers."""
    for path in sorted(SEEDS.glob("*.txt")):
        article = Article(text=path.read_bytes().decode())
        sentences: list[Sentence] = []
        start = 0
        for line in article.text.split("\n"):
            if line.strip():
                sentences += annotator.annotate([Passage(line, "it", start)])[0].sentences
            start += len(line) + 1
        words = [word for sentence in sentences for word in sentence.words]
        shared = {w.span for w in words if sum(o.span == w.span for o in words) > 1}
        assert len(words) > 300
        assert all(w.form == w.span.of(article.text) for w in words if w.span not in shared)
