"""Stanza, kept to itself: the only module that knows its types and habits."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from ..errors import ModelCorrupted, ModelNotFound, UnknownLanguage
from ..lang.profile import LanguageProfile
from ..model.article import Passage
from ..model.note import Note
from ..model.span import Span
from ..model.syntax import Annotation, Entity, Sentence, Speech, Word
from ..models import ENCODER, SHIPPED, ModelFolder, find_model
from .splits import known_splits, mend_splits

logger = logging.getLogger(__name__)

# The treebanks know only straight marks: parsers read “ and « as words and «l’» as a noun. One character
# for one, so that offsets stay those of the article; white space of all kinds becomes a plain space.
PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´‚‛", "'"),
        **dict.fromkeys("“”„‟«»‹›″", '"'),
        **dict.fromkeys("–—―‐‑‒−", "-"),
        **dict.fromkeys("\n\r\t\v\f\u00a0\u2028\u2029\u202f\u2009\u0000\ufeff\u200b", " "),
    }
)

_KINDS = {
    **dict.fromkeys(("PER", "PERSON"), "person"),
    "ORG": "organisation",
    **dict.fromkeys(("LOC", "GPE", "FAC"), "place"),
}

FIRST = "tokenize,mwt"
_LONGEST_TOKEN = 1000  # characters; for longer tokens Stanza writes "<UNK>"

# What loading a model raises when a file is cut short, or is something else.
_BROKEN = (OSError, RuntimeError, ValueError, LookupError, TypeError, EOFError, UnpicklingError)


class StanzaAnnotator:
    """Stanza pipelines, one a language, each loaded on first use; nothing is ever downloaded.

    Args:
        profiles: the languages it may be asked for, by code.
        models: "shipped", "fetched", or a folder (see `quotetrack.models`).
        longest: words in a sentence beyond which it is noted and not parsed.
    """

    def __init__(
        self,
        profiles: Mapping[str, LanguageProfile],
        *,
        models: str | Path = SHIPPED,
        longest: int = 300,
    ) -> None:
        self._profiles = dict(profiles)
        self._models = models
        self._longest = longest
        self._pipelines: dict[str, Any] = {}
        self._taggers: dict[str, Any] = {}
        self._shared: dict[Path, Any] = {}  # what the pipelines of one folder have in common: the encoder
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Engine and model."""
        return f"stanza/{self._models}"

    def annotate(self, passages: Sequence[Passage]) -> Sequence[Annotation]:
        """One annotation per passage, in order.

        Raises:
            UnknownLanguage: a passage is in a language without profile.
            ModelNotFound: there is no model for it.
            ModelCorrupted: a file of the model is not what it was.
        """
        answers = [Annotation()] * len(passages)
        by_language: dict[str, list[int]] = {}
        for number, passage in enumerate(passages):
            if passage.text.strip():
                by_language.setdefault(passage.language, []).append(number)
        for language, numbers in by_language.items():
            group = [passages[n] for n in numbers]
            for number, answer in zip(numbers, self._parse(language, group), strict=True):
                answers[number] = answer
        return answers

    def _parse(self, language: str, passages: Sequence[Passage]) -> list[Annotation]:
        import stanza  # noqa: PLC0415  # seconds and 250 MB: only when used
        import torch  # noqa: PLC0415  # seconds and 250 MB: only when used

        pipeline = self._pipeline(language)
        titles = _titles(self._profiles[language])
        documents = [stanza.Document([], text=_plain(p.text, titles)) for p in passages]
        with self._lock, torch.inference_mode():
            known = known_splits(pipeline)
            documents = [mend_splits(d, known) for d in pipeline(documents, processors=FIRST)]
            notes = [self._guard(d, p) for d, p in zip(documents, passages, strict=True)]
            full = [d for d in documents if d.sentences]
            if full:
                rest = set(pipeline.processors) - set(FIRST.split(","))
                pipeline(full, processors=rest)
            tags = self._speech(language, [s for d in documents for s in d.sentences])
            forget(pipeline)
        return [
            Annotation(tuple(_sentence(s, p, next(tags)) for s in d.sentences), n)
            for d, p, n in zip(documents, passages, notes, strict=True)
        ]

    def _guard(self, document: Any, passage: Passage) -> tuple[Note, ...]:
        """Takes sentences too long to parse out of the document, and says so."""
        kept, notes = [], []
        for sentence in document.sentences:
            if len(sentence.words) <= self._longest:
                kept.append(sentence)
                continue
            start, end = sentence.tokens[0].start_char, sentence.tokens[-1].end_char
            span = Span(start, end).shifted(passage.start)
            message = f"a sentence of {len(sentence.words)} words (limit {self._longest}) was not parsed"
            notes.append(Note("sentence-too-long", span, message))
        document.sentences = kept
        document.num_tokens = sum(len(s.tokens) for s in kept)  # the tagger fails unless these agree
        document.num_words = sum(len(s.words) for s in kept)
        return tuple(notes)

    def _speech(self, language: str, sentences: Sequence[Any]) -> Iterator[tuple[Speech, ...]]:
        """What the models' tagger of reported speech says of each sentence; nothing where they have none."""
        tagger = self._taggers[language]
        if tagger is None:
            return repeat(())
        from .speech import tag_speech  # noqa: PLC0415  # imports torch

        record = self._pipelines[language].foundation_cache.bert[ENCODER]
        words = [[word.text for word in sentence.words] for sentence in sentences]
        return iter(tag_speech(tagger, record.model, record.tokenizer, words))

    def _pipeline(self, language: str) -> Any:
        with self._lock:
            if language not in self._pipelines:
                if language not in self._profiles:
                    raise UnknownLanguage(language, tuple(self._profiles))
                model = find_model(self._profiles[language], self._models)
                self._pipelines[language] = load_pipeline(language, model, self._shared)
                self._taggers[language] = _tagger(model.path, self._pipelines[language])
            return self._pipelines[language]


def _titles(profile: LanguageProfile) -> re.Pattern[str] | None:
    """Abbreviations before a name or number, whose full stop tokenizers take for a sentence's end."""
    words = profile.people.titles | profile.grammar.abbreviations
    shortened = [re.escape(t[:-1]) for t in sorted(words) if t.endswith(".")]
    return re.compile(rf"\b({'|'.join(shortened)})\.(?=\s+\w)", re.IGNORECASE) if shortened else None


def _plain(text: str, titles: re.Pattern[str] | None) -> str:
    """The copy that is parsed, character for character as long as the text."""
    text = text.translate(PLAIN)
    return titles.sub(r"\1 ", text) if titles else text


def load_pipeline(language: str, model: ModelFolder, shared: dict[Path, Any] | None = None) -> Any:
    """A Stanza pipeline over a model folder, its parser's decoding made fast.

    Args:
        language: the code of its language.
        model: the folder.
        shared: by folder what pipelines of several languages have in common; filled here.

    Raises:
        ModelNotFound: a file is missing.
        ModelCorrupted: a file can't be read.
    """
    import stanza  # noqa: PLC0415  # seconds and 250 MB: only when used

    logger.info("loading %s from %s", language, model.path)
    try:
        pipeline = stanza.Pipeline(
            language,
            dir=str(model.path),
            package=model.package,
            processors=model.processors,
            download_method=None,
            foundation_cache=_foundation(model.path, {} if shared is None else shared),
            use_gpu=False,
            verbose=False,
            tokenize_max_seqlen=_LONGEST_TOKEN,
        )
    except (
        FileNotFoundError,
        ImportError,
    ) as error:  # for an encoder that is not there Stanza imports transformers
        raise ModelNotFound(language, model.path) from error
    except _BROKEN as error:
        reason = f"Stanza can't load it ({type(error).__name__}: {error})"
        raise ModelCorrupted(model.path, reason, f"Run: quotetrack models fetch {language}") from error
    from .decoding import decode_greedily  # noqa: PLC0415  # imports Stanza

    decode_greedily(pipeline)
    return pipeline


def _tagger(folder: Path, pipeline: Any) -> Any:
    """The tagger of reported speech in a model folder, its encoder told what to remember; None where there is none.

    Raises:
        ModelCorrupted: its file can't be read.
    """
    from . import speech  # noqa: PLC0415  # imports torch

    file = folder / speech.FILE
    if not file.is_file():
        return None
    try:
        tagger = speech.load_tagger(file)
    except _BROKEN as error:
        raise ModelCorrupted(file) from error
    pipeline.foundation_cache.bert[ENCODER].model.lower = tagger.lower
    return tagger


def _foundation(folder: Path, shared: dict[Path, Any]) -> Any:
    """Stanza's cache of models under other models, our encoder in it where the folder has one."""
    from stanza.models.common.foundation_cache import BertRecord, FoundationCache  # noqa: PLC0415

    from . import encoder  # noqa: PLC0415  # imports torch

    if folder not in shared:
        shared[folder] = FoundationCache(local_files_only=True)
        if (folder / encoder.FILE).is_file():
            shared[folder].bert[encoder.NAME] = BertRecord(*encoder.load_encoder(folder / encoder.FILE), {})
    return shared[folder]


def forget(pipeline: Any) -> None:
    """Frees what the encoder remembers of the sentences parsed last."""
    for record in pipeline.foundation_cache.bert.values():
        if hasattr(record.model, "forget"):
            record.model.forget()


def _sentence(parsed: Any, passage: Passage, speech: tuple[Speech, ...]) -> Sentence:
    words: list[Word] = []
    for token in parsed.tokens:
        whole = Span(token.start_char, token.end_char)
        words.extend(_word(word, whole, passage) for word in token.words)
    span = Span(parsed.tokens[0].start_char, parsed.tokens[-1].end_char).shifted(passage.start)
    return Sentence(
        words=tuple(words),
        language=passage.language,
        span=span,
        entities=tuple(
            Entity(Span(e.start_char, e.end_char).shifted(passage.start), _KINDS[e.type])
            for e in getattr(parsed, "ents", ())
            if e.type in _KINDS
        ),
        speech=speech,
    )


def _word(word: Any, token: Span, passage: Passage) -> Word:
    """A word with its own range where Stanza gives one (do|n't), else its token's (della)."""
    own = Span(word.start_char, word.end_char) if word.start_char is not None else token
    split = word.start_char is None
    return Word(
        index=word.id,
        form=word.text if split else own.of(passage.text),  # never a character the article lacks
        lemma=word.lemma or word.text,
        upos=word.upos or "X",
        head=word.head or 0,
        deprel=word.deprel or "dep",
        span=own.shifted(passage.start),
        feats=tuple(
            (key, value) for key, _, value in (f.partition("=") for f in (word.feats or "").split("|")) if key
        ),
    )
