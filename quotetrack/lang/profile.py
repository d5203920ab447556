"""A language as a record: what the files in `lang/data` say, checked on entry."""

from __future__ import annotations

from functools import cached_property

from attrs import Factory, frozen

from .explanations import Explanations
from .people import People

Strings = tuple[str, ...]


@frozen(kw_only=True)
class Models:
    """How Stanza serves the language: its package name and processors, in Stanza's spelling."""

    package: str = "compact"
    processors: str = "tokenize,pos,lemma,depparse"


@frozen(kw_only=True)
class Cues:
    """Words that report speech: lemmas of verbs by what they take as content, and nouns.

    A verb of two words ("fare sapere", "make clear") is its head's lemma and that of a dependent.

    Args:
        clause: verbs with a complement clause ("dire che").
        bare: verbs of `clause` whose clause may go without complementizer ("she said it rained").
        infinitive: verbs whose infinitive is content ("promettere di").
        object: verbs whose noun object is content ("annunciare l'acquisto"); with a figure behind a preposition, "put at".
        predicate: verbs with an object and what it is called ("definire «utile» il confronto").
        oblique: verbs with the preposition before the noun they report, an object between the two or none ("accusare di").
        quote: verbs that report only where a quotation stands beside them ("sorridere").
        belief: verbs of thought: content only where a quotation or a public act shows speech.
        nouns: nouns with a clause or complement as content ("l'annuncio di").
        support: verbs that lend themselves to a noun ("lanciare un appello").
        denial: lemmas of all kinds that deny their content ("smentire", "denial").
        refusal: verbs whose infinitive was not said ("decline to say").
        resolve: verbs, modal ones too, whose infinitive was said ("ha voluto ribadire").
        addressee: verbs whose object is who was spoken to ("tell").
        request: lemmas that ask or order ("chiedere", "urge").
    """

    clause: frozenset[str]
    bare: frozenset[str] = frozenset()
    infinitive: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    predicate: frozenset[str] = frozenset()
    oblique: frozenset[str] = frozenset()
    quote: frozenset[str] = frozenset()
    belief: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    support: frozenset[str] = frozenset()
    denial: frozenset[str] = frozenset()
    refusal: frozenset[str] = frozenset()
    resolve: frozenset[str] = frozenset()
    addressee: frozenset[str] = frozenset()
    request: frozenset[str] = frozenset()

    @cached_property
    def framing(self) -> frozenset[str]:
        """The verbs of `oblique`, without their prepositions."""
        return frozenset(entry.rsplit(" ", 1)[0] for entry in self.oblique)

    @cached_property
    def reporting(self) -> frozenset[str]:
        """The verbs that report by clause, object or name, each by its own lemma ("call" for "call for")."""
        return frozenset(entry.split()[0] for entry in self.clause | self.object | self.predicate)


@frozen(kw_only=True)
class AccordingTo:
    """Phrases before a source, by lower-case form with spaces between words ("a detta di").

    Args:
        phrases: with any source.
        person: only before a person ("per Oreste Fabbri").
        own: whole phrases that name no source ("a suo dire", "in her view").
        behind: phrases that open the sentence after a quotation and take it up ("con queste parole").
    """

    phrases: frozenset[str]
    person: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()


@frozen(kw_only=True)
class Grammar:
    """Small closed classes, by lower-case form.

    Args:
        complementizers: words before a reported clause, outside its content ("che", "that").
        infinitive_marks: words before an infinitive that stay outside content ("di").
        negations: "non", "never".
        idle_negations: phrases whose negation denies nothing ("non più di", "no later than", "not only").
        hedges: words that make a claim possible rather than asserted ("forse", "may").
        future_words: words of the future ("will").
        approximations: words before a rounded figure ("circa", "about").
        function_words: the most frequent words, to tell the language of a short passage.
        connectives: words that begin another main clause ("mentre", "while").
        articles: "il", "the".
        sequels: words before what somebody did after speaking ("per poi").
        as_words: words before a cue that comments on its sentence ("come ha spiegato", "as she said").
        from_words: prepositions before the source of a report that arrives ("da fonti europee").
        abbreviations: with a full stop that ends no sentence, before a name or number ("jan.", "no.").
        verb_endings: endings of forms that lemmatisers get wrong, and those of the lemma.
    """

    complementizers: frozenset[str]
    infinitive_marks: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    idle_negations: frozenset[str] = frozenset()
    hedges: frozenset[str] = frozenset()
    future_words: frozenset[str] = frozenset()
    approximations: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()
    connectives: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    sequels: frozenset[str] = frozenset()
    as_words: frozenset[str] = frozenset()
    from_words: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    verb_endings: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=True)
class Page:
    """How newspapers in the language lay out a page.

    Args:
        byline: phrases before an author's name ("di", "by", "a cura di").
        desk: bylines that name no person ("redazione", "staff").
        published: words before a date ("pubblicato il", "updated").
    """

    byline: Strings = ()
    desk: Strings = ()
    published: Strings = ()


@frozen(kw_only=True)
class Figures:
    """How the language writes numbers, beyond what text2num and CLDR know. Forms in lower case.

    Args:
        one: words that are 1 before a fraction or a multiplier ("a").
        multipliers: "milioni" = "1000000"; a single letter counts only when glued to its digits.
        fractions: "metà" = "0.5"; ordinals ("due terzi") need no entry.
        halves: what adds a half behind a number ("e mezzo").
        ratios: between the two numbers of "one in ten".
        percent: "%", "per cento".
        currencies: everyday names, "sterline" = "GBP".
        subunits: parts of any currency: "centesimi" = "0.01".
        times: what counts occasions, and how many times as much: "volte".
        factors: stems that are a number: "raddoppi" = "2".
        units: names CLDR has not, or other ones, "gradi" = "degree_Celsius"; the names are pint's.
        joins: between the parts of a number ("due miliardi e 300 milioni"); `hundredths`: those of a unit ("un metro e ottanta").
        adjectives_first: whether adjectives stand before what is counted ("three serious cases").
        of: between a number and what it counts ("posti di lavoro").
        instead: before a figure that is not the right one ("anziché"), beside the negations.
    """

    one: frozenset[str] = frozenset()
    multipliers: tuple[tuple[str, str], ...] = ()
    fractions: tuple[tuple[str, str], ...] = ()
    halves: frozenset[str] = frozenset()
    ratios: frozenset[str] = frozenset()
    percent: frozenset[str] = frozenset()
    currencies: tuple[tuple[str, str], ...] = ()
    subunits: tuple[tuple[str, str], ...] = ()
    times: frozenset[str] = frozenset()
    factors: tuple[tuple[str, str], ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    hundredths: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    adjectives_first: bool = False
    of: frozenset[str] = frozenset()
    instead: frozenset[str] = frozenset()


@frozen(kw_only=True)
class Calendar:
    """How the language tells days and hours, beyond the names CLDR has.

    Args:
        days: words that are a day counted from publication: "domani" = "1".
        next: words that put a weekday after publication; `last`: before.
        clock: words before an hour ("alle").
        oclock: words behind an hour ("o'clock"); CLDR has "a.m." and "p.m.".
    """

    days: tuple[tuple[str, str], ...] = ()
    next: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    clock: frozenset[str] = frozenset()
    oclock: frozenset[str] = frozenset()


@frozen(kw_only=True)
class Claims:
    """Words that tell how a claim stands to another. Single words match by stem, phrases by form.

    Args:
        contrasts: the two poles of what cannot both hold, named alike in all languages:
            "amount+" = "aumentare, salire", "amount-" = "calare".
        denying: words that turn the claim behind them into its denial ("it is not true that").
        negated: verb forms with their plain negation, "is" = "is not"; for made training pairs.
        news: words of a later state of things ("ora", "salito a", "definitivo").
        endings: ends of verb forms that make a claim possible ("-rebbe").
        offices: what only one of a person's roles can be, named alike in all languages:
            "spokesperson" = "portavoce".
        fields: what an office is for, named alike in all languages: "defence" = "difesa".
    """

    contrasts: tuple[tuple[str, str], ...] = ()
    denying: str = ""
    negated: tuple[tuple[str, str], ...] = ()
    news: frozenset[str] = frozenset()
    endings: Strings = ()
    offices: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=True)
class LanguageProfile:
    """A language quotetrack can read.

    Args:
        code: ISO 639-1, lower case.
        name: in the language itself.
        quote_marks: pairs of opening and closing marks.
        dialogue_dashes: marks that open (and close) a turn of speech at a line's head.
        drops_subjects: whether finite verbs may go without a subject.
    """

    code: str
    name: str
    quote_marks: tuple[tuple[str, str], ...]
    dialogue_dashes: Strings = ()
    drops_subjects: bool = False
    stanza: Models = Factory(Models)
    cues: Cues
    according_to: AccordingTo
    grammar: Grammar
    people: People
    page: Page = Factory(Page)
    figures: Figures = Factory(Figures)
    calendar: Calendar = Factory(Calendar)
    claims: Claims = Factory(Claims)
    explanations: Explanations = Factory(Explanations)
