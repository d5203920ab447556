"""The part of a profile that tells who speaks."""

from __future__ import annotations

from attrs import frozen


@frozen(kw_only=True)
class People:
    """Nouns for those who speak, by lemma, and words around names, by lower-case form.

    Args:
        person: "ministro", "spokeswoman"; feminine forms where the parser keeps them as lemmas.
        person_endings: endings of nouns that name people by what they do ("-ista", "-woman").
        feminine: those of `person` that name a woman.
        masculine: those of `person` that name a man.
        unnamed: those of `person` for somebody who is not to be named ("fonte", "insider").
        generic: those of `person` that may stand for anybody just spoken of ("leader", "expert").
        group: several people, named by what they are ("fonti", "sources", "analysts").
        organisation: "governo", "ministry".
        company: those of `organisation` that a company is called when its name is known ("azienda", "airline").
        document: "rapporto", "report".
        release: those of `document` by which their owner speaks ("comunicato", "press release").
        capacity: phrases between a name and its role ("in qualità di", "in her role as").
        titles: before a name and no part of it ("Mr", "dott.", "on.").
        particles: inside names in lower case ("de", "van", "della").
        capital_particles: those of `particles` that only join a name when capitalised ("Di Meo", "Banca di Roma").
        pronouns: personal pronouns that may speak, form to "gender number" ("she" = "Fem Sing").
        relatives: relative pronouns ("che", "who").
    """

    person: frozenset[str]
    person_endings: tuple[str, ...] = ()
    feminine: frozenset[str] = frozenset()
    masculine: frozenset[str] = frozenset()
    unnamed: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    group: frozenset[str] = frozenset()
    organisation: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()
    document: frozenset[str] = frozenset()
    release: frozenset[str] = frozenset()
    capacity: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    capital_particles: frozenset[str] = frozenset()
    pronouns: tuple[tuple[str, str], ...] = ()
    relatives: frozenset[str] = frozenset()

    def is_person(self, *forms: str) -> bool:
        """Whether one of the forms (lower case) is a noun for a person: listed, or by its ending."""
        nouns = {n for f in forms for n in (f, f.rpartition("-")[2])}  # "ex-presidente"
        return any(n in self.person or (len(n) > 5 and n.endswith(self.person_endings)) for n in nouns)

    def can_speak(self, *forms: str) -> bool:
        """Whether one of the forms (lower case) is a noun for anybody or anything that may be a source."""
        others = self.group | self.organisation | self.document
        return self.is_person(*forms) or any(f in others for f in forms)
