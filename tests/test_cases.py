"""Quotes and speakers on parses written by hand: a case is a piece of `cases/LANGUAGE/*.conllu`.

A case begins at `# newdoc id = what it shows`. Its article stands in the comments, one line a block:
`# title`, `# heading`, `# text` (a paragraph), `# tweet`, `# signature`. Then come the statements expected,

    # quote = direct | La diga … non corre pericoli | cue = ha spiegato | source = Viti | speaker = Sandro Viti

kind first, then the content (ranges joined by " … "; punctuation at their edges never matters), then
whatever of cue, source and speaker it has, and the rule where that is the point. `# note = code` is a note
expected, `# xfail = reason` a case the code gets wrong today. Below stands the parse, in article order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from attrs import field, frozen

from quotetrack.backends.conllu import parse_conllu
from quotetrack.lang.load import load_profile
from quotetrack.model.article import Article, Block, BlockKind, Passage
from quotetrack.model.quote import Quote, QuoteKind
from quotetrack.model.result import ArticleResult
from quotetrack.model.span import Span
from quotetrack.model.syntax import Annotation, Sentence
from quotetrack.pipeline import Stages, pipe
from quotetrack.quotes.marks import find_quotations
from quotetrack.settings import Settings
from quotetrack.testing.fakes import FakeDetector

ROOT = Path(__file__).parent / "cases"
_BLOCKS = {"text": BlockKind.PARAGRAPH} | {kind.value: kind for kind in BlockKind}


@frozen(kw_only=True)
class Case:
    """One article with its parse and what is to be found in it."""

    name: str
    article: Article
    parse: str = field(repr=False)
    quotes: tuple[dict[str, str | None], ...]
    notes: tuple[str, ...]
    xfail: str | None


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file, in order."""
    for piece in path.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        name, *lines = piece.splitlines()
        remarks = [line[2:].split(" = ", 1) for line in lines if line.startswith("# ")]
        yield Case(
            name=f"{path.parent.name}/{path.stem}: {name}",
            article=_article([(_BLOCKS[k], v) for k, v in remarks if k in _BLOCKS], path.parent.name),
            parse="\n".join(line for line in lines if not line.startswith("#")),
            quotes=tuple(_quote(value) for key, value in remarks if key == "quote"),
            notes=tuple(value for key, value in remarks if key == "note"),
            xfail=next((value for key, value in remarks if key == "xfail"), None),
        )


def _article(lines: Sequence[tuple[BlockKind, str]], language: str) -> Article:
    blocks, start = [], 0
    for kind, line in lines:
        blocks.append(Block(kind, Span(start, start + len(line))))
        start += len(line) + 2
    return Article(text="\n\n".join(line for _, line in lines), language=language, blocks=tuple(blocks))


def _quote(line: str) -> dict[str, str | None]:
    kind, content, *rest = line.split(" | ")
    given = dict(part.split(" = ", 1) for part in rest)
    return {"cue": None, "source": None, "speaker": None, "kind": kind, "content": _bare(content), **given}


def _bare(content: str) -> str:
    return " … ".join(piece.strip(" .,;:") for piece in content.split(" … "))


def _found(quote: Quote, text: str, asked: frozenset[str]) -> dict[str, str | None]:
    found = {
        "kind": quote.kind.value,
        "content": _bare(quote.text),
        "cue": quote.cue.span.of(text) if quote.cue else None,
        "source": quote.source.text if quote.source else None,
        "speaker": quote.speaker.name if quote.speaker else None,
        "rule": quote.rule.partition("+")[0],
    }
    return {key: value for key, value in found.items() if key in asked}


@frozen
class CaseAnnotator:
    """Gives each passage the sentences that begin in it, wherever the stages cut."""

    sentences: Sequence[Sentence]
    name: str = "case"

    def annotate(self, passages: Sequence[Passage]) -> Sequence[Annotation]:
        """One annotation per passage."""
        ranges = [range(p.start, p.start + len(p.text)) for p in passages]
        return [Annotation(tuple(s for s in self.sentences if s.span.start in r)) for r in ranges]


def run(case: Case) -> ArticleResult:
    """What the real stages find in a case."""
    language = case.article.language or ""
    stages = Stages(
        detector=FakeDetector(otherwise=language),
        annotator=CaseAnnotator(parse_conllu(case.parse, language=language, passage=case.article.text)),
        profiles={language: load_profile(language)},
        settings=Settings(),
    )
    (result,) = pipe([case.article], stages)
    assert isinstance(result, ArticleResult), result
    return result


CASES = [case for path in sorted(ROOT.glob("*/*.conllu")) for case in read_cases(path)]


def _param(case: Case) -> object:
    marks = [pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else []
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", map(_param, CASES))
def test_finds_what_the_case_says(case: Case) -> None:
    """The statements of a case are found with their kind, content, cue, source and speaker: no more, no less."""
    result = run(case)
    asked = [frozenset(quote) for quote in case.quotes]
    asked += [frozenset(_quote("kind | content"))] * (len(result.quotes) - len(asked))
    found = [_found(q, case.article.text, keys) for q, keys in zip(result.quotes, asked, strict=False)]
    assert found == list(case.quotes)
    assert [note.code for note in result.notes if note.code != "unnamed-speaker"] == list(case.notes)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_spans_cover_what_quotes_say(case: Case) -> None:
    """The text of a quote is what its ranges cover, in order and apart; it is direct exactly where all of
    it stands inside quotation marks.
    """
    text, profile = case.article.text, load_profile(case.article.language or "")
    paragraphs = [b.span for b in case.article.blocks]
    quotations, _ = find_quotations(text, paragraphs, profile)
    marked = [piece for quotation in quotations for piece in quotation.pieces]
    for quote in run(case).quotes:
        assert quote.text == " … ".join(span.of(text).strip() for span in quote.content)
        assert all(a.end <= b.start for a, b in zip(quote.content, quote.content[1:], strict=False))
        assert quote.source is None or quote.source.text == quote.source.span.of(text)
        if quote.rule.partition("+")[0] not in {"tweet", "dash"}:
            inside = [any(m.contains(span) for m in marked) for span in quote.content]
            assert (quote.kind is QuoteKind.DIRECT) == all(inside)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_parses_are_trees(case: Case) -> None:
    """Every sentence of a case has one root, and all its words hang on it."""
    sentences = parse_conllu(case.parse, language="xx", passage=case.article.text)
    for sentence in sentences:
        (root,) = (w for w in sentence.words if not w.head)
        assert len(sentence.subtree(root)) == len(sentence.words)
