"""Reported speech for training: frames such as «ha detto Anna Ferri» composed with the treebanks' own clauses.

What differs between languages stands in `speech.toml`.

The treebanks hold some dozens of such sentences, news articles live on them, and quotetrack parses frames without their
quotation. Trees follow the treebanks' majority: in Italian a quotation before its frame is the root and the frame its
parataxis, in English the verb of saying is the root; a quotation after a colon is a ccomp in both.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
FINITE = "Mood=Ind|Number=Sing|Person=3|Tense={}|VerbForm=Fin"
PARTICIPLE = "Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part"

Row = list[
    Any
]  # form, lemma, UPOS, features, head inside the phrase (1-based; 0: the phrase's own head), relation
Sentence = list[list[str]]


class Phrase:
    """Words with heads inside the phrase."""

    def __init__(self, *rows: Row) -> None:
        self.rows = rows
        self.top = next(i for i, r in enumerate(rows, 1) if r[4] == 0)


Part = tuple[Phrase, str, str | None, str | None]  # phrase, its key, the key of its governor, relation


def moved(phrase: Phrase, by: int, head: int = 0, relation: str | None = None) -> list[Row]:
    """The words of a phrase that comes after `by` others and hangs on the word `head` of the whole."""
    return [[*r[:4], r[4] + by if r[4] else head, r[5] if r[4] else relation or r[5]] for r in phrase.rows]


def fixed(words: list[str]) -> Phrase:
    """A phrase as the TOML file writes it, a string a word."""
    fields = [w.split(" ") for w in words]
    return Phrase(*([*f[:4], int(f[4]), f[5]] for f in fields))


def mark(form: str, key: str, governor: str) -> Part:
    """A punctuation mark as a part of a sentence."""
    return Phrase([form, form, "PUNCT", "_", 0, "x"]), key, governor, "punct"


def join(top: str, parts: list[Part]) -> Sentence:
    """One sentence out of its parts, the one named `top` as root."""
    starts, size = {}, 0
    for phrase, key, _, _ in parts:
        starts[key] = size
        size += len(phrase.rows)
    heads = {key: starts[key] + phrase.top for phrase, key, _, _ in parts}
    rows: Sentence = []
    for phrase, key, governor, relation in parts:
        outside = (0, "root") if key == top or governor is None else (heads[governor], relation)
        for form, lemma, upos, feats, inside, label in phrase.rows:
            head, name = (inside + starts[key], label) if inside else outside
            rows.append(
                [str(len(rows) + 1), form, lemma, upos, "_", feats or "_", str(head), str(name), "_", "_"]
            )
    return rows


def plain_sentence(rows: Sentence) -> bool:
    """Whether a sentence is short, complete and without brackets or quotations."""
    return (
        4 <= len(rows) <= 20
        and rows[-1][1] in ".!?"
        and not any(r[1] in '"()[]' for r in rows)
        and any(r[3] in ("VERB", "AUX") for r in rows)
    )


def noun_phrase(rows: Sentence, head: list[str]) -> Phrase | None:
    """The subtree of a word if it is short, unbroken and nothing but a noun phrase."""
    inside = {int(head[0])}
    while more := {int(r[0]) for r in rows if int(r[6]) in inside} - inside:
        inside |= more
    low = min(inside)
    part = rows[low - 1 : max(inside)]
    if (
        len(part) != len(inside)
        or len(part) > 8
        or any(r[3] in ("VERB", "AUX", "PUNCT", "PRON") for r in part)
    ):
        return None
    return Phrase(*([*r[1:4], r[5], 0 if r is head else int(r[6]) - low + 1, r[7]] for r in part))


class Composer:
    """Composes sentences of one language, the same ones for the same seed."""

    def __init__(self, lang: str, train: list[Sentence], rng: random.Random) -> None:
        self.rng, self.data = rng, DATA[lang]
        treebank = [[r for r in sentence if "-" not in r[0]] for sentence in train]
        self.whole = [
            [[*r[1:4], r[5], int(r[6]), r[7]] for r in rows] for rows in treebank if plain_sentence(rows)
        ]
        self.subjects = [
            phrase
            for rows in treebank
            for r in rows
            if r[7] == "nsubj" and r[3] in ("NOUN", "PROPN") and "Number=Plur" not in r[5]
            if (phrase := noun_phrase(rows, r))
        ]

    def name(self) -> Phrase:
        """Anna Ferri, or Ferri."""
        first, last = self.rng.choice(self.data["first"]), self.rng.choice(self.data["last"])
        feats, flat = self.data["name_features"], self.data["name_relation"]
        if self.rng.random() < 0.4:
            return Phrase([last, last, "PROPN", feats, 0, "x"])
        return Phrase([first, first, "PROPN", feats, 0, "x"], [last, last, "PROPN", feats, 1, flat])

    def role(self) -> Phrase:
        """La ministra, la ministra Anna Ferri; in English always with a name: Minister Ferri."""
        title = self.rng.choice(self.data["roles"])
        name = self.name() if self.rng.random() < 0.6 else None
        if not self.data["titles_with_article"]:
            return Phrase(
                [title, title, "PROPN", "Number=Sing", 2, "nmod:desc"], *moved(name or self.name(), 1, 0)
            )
        article, noun, gender = title.split()
        feats = f"Gender={'Masc' if gender == 'M' else 'Fem'}|Number=Sing"
        return Phrase(
            [article, "il", "DET", f"Definite=Def|{feats}|PronType=Art", 2, "det"],
            [noun, noun, "NOUN", feats, 0, "x"],
            *(moved(name, 2, 2, "nmod") if name else []),
        )

    def apposed(self) -> Phrase:
        """Anna Ferri, presidente di la giunta; Ann Ferris, president of the council."""
        name = self.name().rows
        post, place = self.rng.choice(self.data["posts"]), self.rng.choice(self.subjects)
        of, size = self.data["of"], len(name)
        return Phrase(
            *name,
            [",", ",", "PUNCT", "_", size + 2, "punct"],
            [post, post, "NOUN", "Number=Sing", 1, "appos"],
            [of, of, "ADP", "_", size + 3 + place.top, "case"],
            *moved(place, size + 3, size + 2, "nmod"),
        )

    def subject(self) -> Phrase:
        """Who speaks."""
        kinds: list[Callable[[], Phrase]] = [
            self.name,
            self.name,
            self.role,
            self.apposed,
            lambda: self.rng.choice(self.subjects),
        ]
        return self.rng.choice(kinds)()

    def said(self) -> Phrase:
        """The verb of saying, with its auxiliary where the language tells the past so."""
        forms = self.rng.choice(self.data["verbs"]).split()
        kind = self.rng.random()
        compound, past_share = self.data["compound_past"], self.data["past"]
        if kind < compound:
            has = [*self.data["auxiliary"], "AUX", FINITE.format("Pres"), 2, "aux"]
            return Phrase(has, [forms[3], forms[0], "VERB", PARTICIPLE, 0, "x"])
        past = kind >= 1 - past_share if compound else kind < past_share
        tense = FINITE.format("Past" if past else "Pres")
        return Phrase([forms[2 if past else 1], forms[0], "VERB", tense, 0, "x"])

    def quotation(self) -> Phrase:
        """A sentence of the treebanks, without its full stop."""
        rows = self.rng.choice(self.whole)
        final = rows[-1][0] == "." and all(r[4] != len(rows) for r in rows)
        return Phrase(*(rows[:-1] if final else rows))

    def frame(self, *, before: bool) -> list[Part]:
        """Subject, verb and perhaps a time or place, the subject before or after the verb."""
        subject = (self.subject(), "subject", "verb", "nsubj")
        verb = (self.said(), "verb", None, "root")
        extra: list[Part] = []
        if self.rng.random() < 0.35:
            phrase = fixed(self.rng.choice(self.data["extras"]))
            extra = [(phrase, "extra", "verb", phrase.rows[phrase.top - 1][5])]
        if before:
            comma = any(r[0] == "," for r in subject[0].rows)
            return [subject, *([mark(",", "closing", "subject")] if comma else []), verb, *extra]
        return [verb, *([*extra, subject] if self.rng.random() < 0.4 else [subject, *extra])]

    def after_quotation(self, *, before: bool) -> Sentence:
        """A quotation, a comma or dash, then its frame."""
        frame = self.frame(before=before)
        inside = self.rng.random() < 0.7 and self.data["comma_inside"]
        separator = "," if self.data["comma_inside"] or self.rng.random() < 0.7 else "-"
        top, quotation = "verb", (self.quotation(), "quote", "verb", "ccomp")
        if self.data["quotation_governs"]:
            top = "quote"
            frame = [(p, k, g or "quote", "parataxis" if k == "verb" else r) for p, k, g, r in frame]
        close, comma = mark('"', "close", "quote"), mark(separator, "separator", top)
        middle = [comma, close] if inside else [close, comma]
        return join(top, [mark('"', "open", "quote"), quotation, *middle, *frame, mark(".", "end", top)])

    def sentence(self) -> Sentence:
        """A bare frame, a frame with a colon, a quotation after a colon, or a quotation before its frame."""
        kind = self.rng.random()
        before = self.rng.random() < self.data["subject_first"]
        if kind < 0.35:
            frame = self.frame(before=before)
            rows = join("verb", frame + ([mark(".", "end", "verb")] if self.rng.random() < 0.6 else []))
        elif kind < 0.45:
            rows = join("verb", [*self.frame(before=True), mark(":", "end", "verb")])
        elif kind < 0.60:
            quotation = (self.quotation(), "quote", "verb", "ccomp")
            opening = [mark(":", "colon", "quote"), mark('"', "open", "quote")]
            closing = [mark('"', "close", "quote"), mark(".", "end", "verb")]
            rows = join("verb", [*self.frame(before=True), *opening, quotation, *closing])
        else:
            rows = self.after_quotation(before=before)
        if kind >= 0.35 or self.rng.random() < 0.3:
            rows[0][1] = rows[0][1][:1].upper() + rows[0][1][1:]
        return rows


def quoted_speech(lang: str, train: list[Sentence], rng: random.Random, share: float = 0.1) -> list[Sentence]:
    """As many composed sentences as a tenth of the training set; none where `speech.toml` lacks the language."""
    if lang not in DATA:
        return []
    composer = Composer(lang, train, rng)
    return [composer.sentence() for _ in range(int(share * len(train)))]
