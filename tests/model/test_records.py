"""Records: frozen, hashed by value, carried between processes, and refusing what would corrupt."""

import pickle

import pytest
import strategies as make
from attrs.exceptions import FrozenInstanceError
from hypothesis import given

from quotetrack.model.article import Article, Block, BlockKind
from quotetrack.model.claim import Claim
from quotetrack.model.quote import Quote, QuoteKind, Speaker, joined
from quotetrack.model.span import Span

PARAGRAPH = BlockKind.PARAGRAPH


@given(make.results())
def test_records_survive_pickling(result):
    """A result carried to another process is equal, hash included."""
    copy = pickle.loads(pickle.dumps(result))  # noqa: S301 - our own bytes
    assert copy == result
    assert hash(copy) == hash(result)


@given(make.articles())
def test_article_blocks_lie_in_order(article):
    """Blocks follow one another inside the text."""
    ends = [block.span.end for block in article.blocks]
    assert ends == sorted(ends)
    assert all(end <= len(article.text) for end in ends)


def test_records_do_not_change():
    """Setting a field fails."""
    with pytest.raises(FrozenInstanceError):
        Speaker(id="s", name="Umerov").name = "Witkoff"


@pytest.mark.parametrize(
    "blocks",
    [(Block(PARAGRAPH, Span(0, 9)),), (Block(PARAGRAPH, Span(0, 3)), Block(PARAGRAPH, Span(2, 5)))],
    ids=["outside", "overlapping"],
)
def test_article_refuses_impossible_blocks(blocks):
    """Blocks outside the text or over one another are refused."""
    with pytest.raises(ValueError, match="block"):
        Article(text="Kiev.", blocks=blocks)


def test_article_id_is_its_content():
    """Source, address and text make the id; where it was found and when does not."""
    article = Article(text="Kiev.", source="A")
    assert article.id == Article(text="Kiev.", source="A", path="x.txt", title="T").id
    assert len({article.id, Article(text="Kiev.").id, Article(text="Kiev.", url="A").id}) == 3
    assert Article(text="Kiev.", id="mine").id == "mine"


def test_article_without_structure_is_one_paragraph():
    """Left empty, the blocks are the whole text; of an empty text there are none."""
    assert [block.span for block in Article(text="Kiev.").blocks] == [Span(0, 5)]
    assert Article(text="").blocks == ()


def quote(*content: Span, article: str = "a") -> Quote:
    return Quote(
        article=article, kind=QuoteKind.DIRECT, content=content, text="", language="xx", rule="colon"
    )


def test_quote_needs_content():
    """A quote without a range is refused."""
    with pytest.raises(ValueError, match="at least one range"):
        quote()


def test_quote_id_is_article_and_ranges():
    """Quotes of other ranges or articles have other ids."""
    one = quote(Span(0, 3))
    assert one.id == quote(Span(0, 3)).id
    assert len({one.id, quote(Span(0, 4)).id, quote(Span(0, 3), article="b").id}) == 3


def test_claim_id_is_quote_and_text():
    """What is found out about a claim later does not change its id."""
    claim = Claim(quote="q", article="a", text="t", language="xx")
    assert claim.id == Claim(quote="q", article="a", text="t", language="xx", polarity=False).id
    assert claim.id != Claim(quote="r", article="a", text="t", language="xx").id


def test_joined_shows_where_a_quote_was_interrupted():
    """Ranges are joined by an ellipsis, white space at their ends left out."""
    assert joined("We did, he said, agree", (Span(0, 6), Span(16, 22))) == "We did … agree"
