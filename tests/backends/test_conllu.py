"""Parses from CoNLL-U, laid over the text they are of."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.backends.conllu import ConlluAnnotator, parse_conllu, to_conllu
from quotetrack.errors import InputError
from quotetrack.model.article import Passage
from quotetrack.model.syntax import Speech
from quotetrack.testing import FakeAnnotator, check_annotator

TEXT = "Parla della  diga.\nPiove."
PARSE = """# text is not read: the passage counts
1\tParla\tparlare\tVERB\t_\tMood=Ind|Person=3\t0\troot\t_\t_
2-3\tdella\t_\t_\t_\t_\t_\t_\t_\t_
2\tdi\tdi\tADP\t_\t_\t4\tcase\t_\t_
3\tla\til\tDET\t_\t_\t4\tdet\t_\t_
4\tdiga\tdiga\tNOUN\t_\t_\t1\tobl\t_\t_
4.1\tnulla\tnulla\tNOUN\t_\t_\t_\t_\t_\t_
5\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_

1\tPiove\tpiovere\tVERB\t_\t_\t0\troot\t_\t_
2\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_

"""


def test_it_keeps_the_contract():
    """An annotator over files owes what every annotator owes."""
    passages = ("Il ministro ha detto no.", "\nDella diga, «nulla». \n", "Della diga, «nulla». \n")
    parses = {
        text: to_conllu(FakeAnnotator().annotate([Passage(text, "it")])[0].sentences) for text in passages
    }
    check_annotator(ConlluAnnotator(parses), language="it")


def test_words_of_one_token_share_its_span():
    """The two words of *della* cover the token; an empty node is no word; spans are the article's."""
    first, second = parse_conllu(PARSE, language="it", passage=TEXT, start=100)
    assert [(w.form, w.span.start - 100, w.span.end - 100) for w in first.words] == [
        *(("Parla", 0, 5), ("di", 6, 11), ("la", 6, 11), ("diga", 13, 17), (".", 17, 18)),
    ]
    assert (first.span.start, second.span.start) == (100, 119)
    assert first.words[0].feats == (("Mood", "Ind"), ("Person", "3"))
    assert [word.head for word in first.words] == [0, 4, 4, 1, 1]


def test_a_text_without_parse_has_no_sentences():
    """What was not parsed gives an empty annotation, in its place."""
    empty, known = ConlluAnnotator({TEXT: PARSE}).annotate([Passage("Altro.", "it"), Passage(TEXT, "it", 5)])
    assert empty.sentences == ()
    assert [sentence.span.start for sentence in known.sentences] == [5, 24]


@pytest.mark.parametrize(
    ("parse", "reason"),
    [(PARSE.replace("diga", "nave"), "'nave' is not in the text after character 11"), ("1\tx", "CoNLL-U")],
)
def test_a_parse_of_another_text_is_refused(parse, reason):
    """A form that the passage lacks, and lines that are no CoNLL-U, raise our error."""
    with pytest.raises(InputError, match=reason):
        parse_conllu(parse, language="it", passage=TEXT)


words = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=6).filter(lambda w: w != "_")


@given(st.lists(words, min_size=1, max_size=8))
def test_what_is_written_is_read_again(forms):
    """Sentences come back from CoNLL-U as they were, each word over its own characters."""
    text = "  ".join(forms)
    [annotation] = FakeAnnotator().annotate([Passage(text, "xx", 3)])
    again = parse_conllu(to_conllu(annotation.sentences), language="xx", passage=text, start=3)
    assert [s.words for s in again] == [s.words for s in annotation.sentences]
    assert all(word.span.shifted(0).of("___" + text) == word.form for s in again for word in s.words)


def test_what_a_tagger_says_is_kept_in_the_last_column():
    """Written and read again, each word has the same likelihoods; without them the column stays empty."""
    text = "Neri disse addio."
    tree = "".join(
        f"{i}\t{form}\t{form}\tX\t_\t_\t{0 if i == 2 else 2}\tdep\t_\t_\n"
        for i, form in enumerate(["Neri", "disse", "addio", "."], 1)
    )
    (plain,) = parse_conllu(tree, language="it", passage=text)
    assert plain.speech == ()
    assert to_conllu([plain]).count("\t_\n") == 4
    tagged = evolve(plain, speech=tuple(Speech(i / 4, 0.5, 0.0125) for i in range(4)))
    (again,) = parse_conllu(to_conllu([tagged]), language="it", passage=text)
    assert again.speech == tagged.speech
