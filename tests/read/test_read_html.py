"""Web pages as articles."""

from datetime import date

import pytest

from quotetrack.errors import EmptyArticle
from quotetrack.lang.load import load_profile
from quotetrack.read.html import read_html

PROFILES = (load_profile("it"), load_profile("en"))
PAGE = """<!doctype html><html lang="it"><head><title>Riapre il ponte | La Prova</title>
<meta property="og:title" content="Riapre il ponte sul Tesino"><meta property="og:site_name" content="La Prova">
<meta name="author" content="Livia Sarti"><meta property="article:published_time" content="2025-03-04T09:00:00+01:00">
</head><body><nav><a href="/">Home</a></nav><article><h1>Riapre il ponte sul Tesino</h1>
<p>Dopo due anni di lavori il ponte riapre al traffico. «Una promessa mantenuta», ha detto il sindaco.</p>
<h2>I lavori</h2>
<p>I lavori sono costati quattro milioni di euro, ha spiegato l'assessora, e sono finiti in anticipo.</p>
<blockquote class="twitter-tweet"><p lang="en">The bridge is <b>open</b> again. Thank you all!</p>&mdash; Renzo Galli
(@renzogalli) <a href="https://example.org/1">March 4, 2025</a></blockquote><script>x()</script>
<p>Resta chiusa la pista ciclabile, che sarà pronta soltanto a giugno, salvo altri ritardi.</p>
</article><footer>Copyright</footer></body></html>"""


def test_metadata_and_structure():
    """Title, author, day and outlet come from the page; the title is the text's first line."""
    article = read_html(PAGE, profiles=PROFILES)
    assert article.text.startswith("Riapre il ponte sul Tesino\n\nDopo due anni")
    assert (article.title, article.author) == ("Riapre il ponte sul Tesino", "Livia Sarti")
    assert (article.published, article.source) == (date(2025, 3, 4), "La Prova")
    assert "Copyright" not in article.text


def test_tweets_survive_with_their_signature():
    """An embedded tweet is a tweet block followed by the block of its signature."""
    article = read_html(PAGE.encode(), profiles=PROFILES)
    told = [(b.kind.value, b.span.of(article.text)) for b in article.blocks]
    place = told.index(("tweet", "The bridge is open again. Thank you all!"))
    assert told[place + 1] == ("signature", "— Renzo Galli (@renzogalli) March 4, 2025")
    assert told[place + 2][1].startswith("Resta chiusa")


@pytest.mark.parametrize("page", ["", "<html></html>", b"\xff\xfe\x00", "<p></p>"])
def test_a_page_without_text_is_refused(page):
    """A page with nothing to read is an empty article."""
    with pytest.raises(EmptyArticle):
        read_html(page, profiles=PROFILES)
