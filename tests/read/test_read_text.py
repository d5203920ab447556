"""Plain text as an article."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import EmptyArticle
from quotetrack.lang.load import load_profile
from quotetrack.model.article import BlockKind
from quotetrack.read.text import read_text

PROFILES = (load_profile("it"), load_profile("en"))
SEEDS = Path(__file__).parents[2] / "seeds"


def read(text, **given):
    return read_text(text, profiles=PROFILES, **given)


def blocks(article):
    return [(block.kind.value, block.span.of(article.text)) for block in article.blocks]


def seed(name):
    return read((SEEDS / name).read_bytes().decode())


def test_first_seed_gives_repeated_title_author_and_day():
    """A title printed three times is three title blocks; byline and Italian date line are read."""
    article = seed("000_ee218c8378218b0e.txt")
    assert article.title == "Incontri fruttuosi a Miami: Usa e Ucraina rafforzano la cooperazione"
    assert (article.author, article.published) == ("Matteo Rigamonti", date(2025, 12, 22))
    kinds = [kind for kind, _ in blocks(article)]
    assert kinds[:7] == ["title"] * 3 + ["byline", "date", "dateline", "paragraph"]
    assert kinds.count("heading") == 4
    assert blocks(article)[5][1] == "Miami, 22 dicembre 2025 –"


def test_second_seed_opens_with_a_tweet_and_has_no_title():
    """A tweet at the top is no title, and its day is not the article's."""
    article = seed("004_5a5ff212faf2a387.txt")
    assert (article.title, article.author, article.published) == (None, None, None)
    (tweet, words), (signature, who), (heading, _) = blocks(article)[:3]
    assert (tweet, signature, heading) == ("tweet", "signature", "heading")
    assert words.startswith("Rustem Umerov reported") and words.endswith("Glory to Ukraine!")
    assert who.endswith("December 26, 2025")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Dicembre 22, 2025", date(2025, 12, 22)),
        ("22 dicembre 2025", date(2025, 12, 22)),
        ("mercoledì 3 dicembre 2025", date(2025, 12, 3)),
        ("Pubblicato il 1º dicembre 2025, ore 9:30", date(2025, 12, 1)),
        ("Bari, sabato 6 dicembre 2025", date(2025, 12, 6)),
        ("Saturday 6 December 2025", date(2025, 12, 6)),
        ("December 26, 2025", date(2025, 12, 26)),
        ("2025-12-26", date(2025, 12, 26)),
    ],
)
def test_date_lines_of_both_languages(line, day):
    """A line that is a full date, in either language, is the day of publication."""
    article = read(f"Il mercato riapre\n{line}\n\nDa domani si torna tra i banchi del pesce.")
    assert article.published == day
    assert blocks(article)[1] == ("date", line)


@pytest.mark.parametrize("line", ["Nel 2025", "3 dicembre", "Alle 10 in piazza", "99 dicembre 2025"])
def test_a_line_with_figures_is_no_date(line):
    """Without day, month and year there is no day of publication."""
    assert read(f"Il mercato riapre\n{line}\n\nDa domani si torna tra i banchi.").published is None


@pytest.mark.parametrize(("text", "month"), [("Il porto è chiuso per vento.", 3), ("The port is shut.", 5)])
def test_order_of_day_and_month_follows_the_language(text, month):
    """05/03/2025 is in March where the text is Italian and in May where it is English."""
    assert read(f"Porto\n05/03/2025\n\n{text}").published.month == month


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("di Ada Corti", "Ada Corti"),
        ("By Ada Corti in Castelvero", "Ada Corti"),
        ("By Ada Corti and Luc de Vries, Travel Editor", "Ada Corti and Luc de Vries"),
        ("Redazione Esteri", "Redazione Esteri"),
        ("Ada Corti, inviata", "Ada Corti"),
        ("dal nostro inviato Ugo D’Amico", "Ugo D’Amico"),
    ],
)
def test_bylines(line, author):
    """An author is read after "by", as a desk, or alone on the line above the date."""
    article = read(f"Il mercato riapre\n{line}\n4 marzo 2025\n\nDa domani si torna tra i banchi.")
    assert article.author == author
    assert blocks(article)[1] == ("byline", line)


@pytest.mark.parametrize(
    ("dateline", "source", "day"),
    [
        ("(AgeProva) - LECCE, 3 DIC -", "AgeProva", None),
        ("NEW YORK, Nov. 19 (UPI) —", "UPI", None),
        ("LONDON (Reuters) -", "Reuters", None),
        ("ROMA -", None, None),
        ("Lecce, 3 dicembre 2025 –", None, date(2025, 12, 3)),
        ("LECCE, Italy (Prova News) —", "Prova News", None),
        ("Lecce –", None, None),
    ],
)
def test_datelines(dateline, source, day):
    """A dateline is cut from its paragraph; it gives the outlet, and the day where it has a year."""
    article = read(f"Il mercato riapre\n\n{dateline} Da domani si torna tra i banchi del pesce.")
    assert (article.source, article.published) == (source, day)
    assert blocks(article)[1:] == [
        ("dateline", dateline),
        ("paragraph", "Da domani si torna tra i banchi del pesce."),
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Corti – che era presente – ha lasciato la sala.",
        "Roma, 10 feriti – Un autobus è uscito di strada.",
        "Ada Corti – «Non ci sarò», ha detto.",
        "Juve-Toro 3 - 1 dopo i supplementari.",
    ],
)
def test_a_dash_is_not_yet_a_dateline(paragraph):
    """Parentheses between dashes, labels and results stay in their paragraph."""
    assert blocks(read(f"Titolo breve\n\n{paragraph}"))[1:] == [("paragraph", paragraph)]


def test_no_title_above_a_story_that_begins_at_once():
    """A first line that is a long sentence, a quotation or half a sentence is no title."""
    sentence = "Il consiglio comunale ha approvato ieri sera il nuovo piano del traffico per il centro."
    assert read(f"{sentence}\n\nDa domani non si passa più in via Roma, nemmeno in bicicletta.").title is None
    assert read("«Non ci fermeremo»\n\nLo ha detto il sindaco ieri.").title is None
    assert read("Il consiglio ha approvato il\nnuovo piano del traffico.").title is None
    assert read("Una frase sola.").title is None


def test_title_with_a_full_stop():
    """A short first line above longer paragraphs is a title even where it ends in a full stop."""
    story = "The council approved a new traffic plan last night, after four hours of debate in the hall."
    assert read(f"Council backs traffic plan.\n\n{story}\n\n{story}").title == "Council backs traffic plan."


def test_the_callers_metadata_wins():
    """What the caller gives is kept, and a given title is marked where the text begins with it."""
    article = read("Il  Ponte\n4 marzo 2025\n\nRiapre.", title="Il ponte", published=date(2024, 1, 1), id="x")
    assert (article.title, article.published, article.id) == ("Il ponte", date(2024, 1, 1), "x")
    assert blocks(article)[0] == ("title", "Il  Ponte")


def test_tweet_in_the_middle():
    """A tweet reaches back to the blank line above it, whatever dash signs it."""
    text = "Titolo\n\nCosì il ministro:\n\nFirst line\nSecond line.\n- Ugo Bini (@ubini)\n\nPoi il silenzio."
    assert [kind for kind, _ in blocks(read(text))][2:] == ["tweet", "tweet", "signature", "paragraph"]


def test_tweet_between_paragraphs_without_blank_lines():
    """Where no blank lines part the paragraphs, only the line above a signature is the tweet."""
    text = "Prima frase del pezzo.\nSeconda frase del pezzo.\nWe win.\n— Ugo Bini (@ubini)\nFine del pezzo."
    kinds = [kind for kind, _ in blocks(read(text))]
    assert kinds == ["paragraph", "paragraph", "tweet", "signature", "paragraph"]


def test_broken_lines_are_one_paragraph():
    """A line that begins in lower case goes on with the one above."""
    text = "Titolo\n\nIl sindaco ha detto che la\nstrada riapre. Poi è partito.\nAltro capoverso."
    assert [kind for kind, _ in blocks(read(text))] == ["title", "paragraph", "paragraph"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f", "\u2028"])
def test_line_ends_of_all_kinds(end):
    """Blocks are the same whatever ends the lines, and the text keeps its ends."""
    text = end.join(["\ufeffTitolo", "", "di Ada Corti", "4 marzo 2025", "", "Il testo.\x00"])
    article = read(text)
    assert article.text == text
    assert [words for _, words in blocks(article)] == ["Titolo", "di Ada Corti", "4 marzo 2025", "Il testo."]


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff", "\x00\x00"])
def test_nothing_is_an_error(text):
    """A text without anything in it is refused."""
    with pytest.raises(EmptyArticle):
        read(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "Titolo",
                "di Ada Corti",
                "4 marzo 2025",
                "",
                "ROMA - Un fatto.",
                "— A (@b)",
                "«",
                "\ufeff",
                "a\r",
            ]
        )
    )
)
def test_blocks_never_overlap(lines):
    """Whatever stands where, blocks lie in order inside the text and neither begin nor end blank."""
    text = "\n".join([*lines, "x"])
    article = read(text)
    for block in article.blocks:
        assert block.span.of(text) == block.span.of(text).strip() != ""
    assert article.blocks[-1].kind in set(BlockKind)


def test_a_line_that_begins_with_a_comma_goes_on() -> None:
    """A line that begins with a comma belongs to the one above, whatever stands between; one with a mark may not."""
    text = "Il titolo\n\nIl coro ha finito. «Manca un brano?»\n\n, ha scherzato Nino Vella.\n\nPoi la festa."
    kinds = [block.span.of(text) for block in read_text(text, profiles=[]).blocks]
    assert kinds[1:] == [
        "Il coro ha finito. «Manca un brano?»\n\n, ha scherzato Nino Vella.",
        "Poi la festa.",
    ]
