"""Quotation marks."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import marked_texts

from quotetrack.lang.load import available_languages, load_profile
from quotetrack.model.note import Note
from quotetrack.model.span import Span
from quotetrack.quotes.marks import Quotation, ends_like_speech, find_quotations, marked_inside

PROFILES = {code: load_profile(code) for code in available_languages()}
PLAIN = st.text(st.characters(exclude_characters="«»“”„‘’‹›\"'`‚‟—–-", exclude_categories=("Cs",)))


def paragraphs(text: str) -> list[Span]:
    """The lines of a text that have something on them."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)).stripped(text))
        start += len(line) + 1
    return spans


def found(text: str, language: str) -> tuple[tuple[Quotation, ...], tuple[Note, ...]]:
    return find_quotations(text, paragraphs(text), PROFILES[language])


def inside(text: str, language: str) -> list[list[str]]:
    """What stands between the marks, a list a quotation."""
    return [[piece.of(text) for piece in q.pieces] for q in found(text, language)[0]]


@pytest.mark.parametrize("language", PROFILES)
@pytest.mark.parametrize("text", ["«a b»", "“a b”", '"a b"', "‘a b’", "'a b'", "‹a b›", "„a b”"])
def test_every_pair_of_marks_is_known(language: str, text: str) -> None:
    """Each style of quotation marks opens and closes."""
    assert inside(f"Poi {text}.", language) == [["a b"]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("«Lei disse “va bene” e uscì»", [["Lei disse “va bene” e uscì"]]),
        ("«Uno «due» tre» quattro", [["Uno «due» tre"]]),
        ("'L'acqua è poca'", [["L'acqua è poca"]]),
        ("L'acqua dell'anno '98", []),
        ("un po' d'acqua e un po' di pane", []),
        ("«Uno» e «due»", [["Uno"], ["due"]]),
    ],
)
def test_marks_in_italian(text: str, wanted: list[list[str]]) -> None:
    """Inner marks stay inside outer ones, and apostrophes are no marks."""
    assert inside(text, "it") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("‘The workers’ union won’t sign,’ he said", [["The workers’ union won’t sign,"]]),
        ("The workers' union isn't Ann's", []),
        ('A 17" screen and a 24" one', []),
        ("“He said ‘no’ twice”", [["He said ‘no’ twice"]]),
    ],
)
def test_marks_in_english(text: str, wanted: list[list[str]]) -> None:
    """Possessives, contractions and inches are no marks."""
    assert inside(text, "en") == wanted


def test_a_quotation_reopened_at_each_paragraph_is_one() -> None:
    """A mark left open goes on where the next paragraph opens with the same mark."""
    text = "«Uno.\n«Due.\n«Tre»."
    (quotation,), notes = found(text, "it")
    assert [p.of(text) for p in quotation.pieces] == ["Uno.", "Due.", "Tre"]
    assert quotation.closed
    assert not notes


def test_a_single_mark_reopened_by_the_next_paragraph_is_no_apostrophe() -> None:
    text = "He left. ‘We waited for years\n\n‘Nobody came.’ They left in ‘98\n\n‘Then it rained.’"
    assert inside(text, "en") == [["We waited for years", "Nobody came."], ["Then it rained."]]


def test_an_unclosed_mark_ends_with_its_paragraph_and_is_noted() -> None:
    """The text after an unclosed mark's paragraph is not lost, and a note says where the mark stands."""
    text = "Disse: «Uno.\nDue, “tre”."
    (first, second), (note,) = found(text, "it")
    assert (first.pieces[0].of(text), first.closed) == ("Uno.", False)
    assert second.pieces[0].of(text) == "tre"
    assert (note.code, note.span.of(text)) == ("unclosed-quote", "«")


@pytest.mark.parametrize("language", PROFILES)
def test_a_straight_mark_closes_in_the_next_paragraph(language: str) -> None:
    """A quotation in straight marks that a line break cuts in two is one."""
    text = 'Olga Neri: "Il fiume sale.\n\nLa strada resta chiusa".'
    assert inside(text, language) == [["Il fiume sale.", "La strada resta chiusa"]]


@pytest.mark.parametrize("language", PROFILES)
def test_a_mark_forgotten_in_a_sentence_ends_with_it(language: str) -> None:
    """A quotation opened inside a sentence and never closed does not swallow the sentences after it."""
    text = "La folla grida “Vogliamo l'acqua e se ne va. Domani si vota."
    assert inside(text, language) == [["Vogliamo l'acqua e se ne va"]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The vet called it “a gift from Dr. Brown to the farm. It rained.",
            "a gift from Dr. Brown to the farm",
        ),
        ("She saw “the U.S. Army in town and left. It rained.", "the U.S. Army in town and left"),
        (
            "Parla di “una ferita... è tempo di agire e basta. Piove.",
            "una ferita... è tempo di agire e basta",
        ),
    ],
)
def test_an_open_mark_does_not_end_with_an_abbreviation(text: str, wanted: str) -> None:
    """Full stops of titles, initials and pauses end no sentence, and so no forgotten mark either."""
    assert inside(text, "it" if "Piove" in text else "en") == [[wanted]]


@pytest.mark.parametrize("language", PROFILES)
def test_an_open_mark_after_a_colon_runs_on(language: str) -> None:
    """What a colon announces goes on to the paragraph's end where no mark closes it."""
    text = "Olga Neri dice: “Il fiume sale. La strada resta chiusa."
    assert inside(text, language) == [["Il fiume sale. La strada resta chiusa."]]


def test_dialogue_dashes_part_speech_from_its_cue() -> None:
    """A paragraph that begins with a dash and has a second one is speech and cue in turn."""
    text = "— Io resto — disse lei. — E tu vai."
    assert inside(text, "it") == [["Io resto"], ["E tu vai."]]
    assert not inside("— Io resto qui.", "it")


def test_what_ends_like_speech() -> None:
    """A comma or full stop at the closing mark, inside or outside, tells speech from a title."""
    for text, wanted in (
        ("«Va bene», disse", True),
        ("“Fine,” she said", True),
        ("il film «Faro» piace", False),
    ):
        (quotation,), _ = found(text, "it")
        assert ends_like_speech(text, quotation) is wanted


def test_marked_ranges_of_a_span() -> None:
    """The marked ranges that share a character with a span, those that only touch it left out."""
    text = "«Uno» e «due»"
    quotations, _ = found(text, "it")
    assert [s.of(text) for s in marked_inside(Span(4, 9), quotations)] == ["«Uno»", "«due»"]
    assert not marked_inside(Span(5, 8), quotations)


@example("«Uno.\n— Due — disse.\n«Tre»", "it")
@given(marked_texts, st.sampled_from(sorted(PROFILES)))
def test_quotations_lie_in_order_in_the_text(text: str, language: str) -> None:
    """Pieces lie inside their marks, marks inside one paragraph, and no two ranges share a character."""
    quotations, notes = found(text, language)
    for quotation in quotations:
        assert len(quotation.pieces) == len(quotation.outer)
        for outer, piece in zip(quotation.outer, quotation.pieces, strict=True):
            assert outer.contains(piece)
            assert any(p.contains(outer) for p in paragraphs(text))
    ranges = [outer for quotation in quotations for outer in quotation.outer]
    assert all(a.end <= b.start for a, b in pairwise(ranges))
    assert sum(not q.closed for q in quotations) == len(notes)
    assert all(0 <= n.span.start < n.span.end <= len(text) for n in notes)


def test_a_paragraph_of_dialogue_ends_what_was_left_open() -> None:
    """A quotation never closed does not go on behind a paragraph of dialogue."""
    assert inside("«Uno.\n— Due — disse.\n«Tre»", "it") == [["Uno."], ["Due"], ["Tre"]]


@given(PLAIN, st.sampled_from(sorted(PROFILES)))
def test_text_without_marks_has_no_quotations(text: str, language: str) -> None:
    """Where there is no mark there is no quotation, and nothing to note."""
    assert found(text, language) == ((), ())


@pytest.mark.parametrize("language", PROFILES)
def test_a_mark_never_closed_inside_another_ends_with_it(language: str) -> None:
    """One opening mark too many does not swallow the rest of the paragraph."""
    assert inside("«Uno e «due». Poi altro, senza marche.", language) == [["Uno e «due"]]


@pytest.mark.parametrize("language", PROFILES)
def test_a_straight_mark_closes_a_curly_one(language: str) -> None:
    """Two keyboards meet in one quotation."""
    assert inside('Poi “a b", disse. E altro.', language) == [["a b"]]
