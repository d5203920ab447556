"""Language profiles from their files."""

from pathlib import Path

import pytest

from quotetrack.errors import LexiconError, UnknownLanguage
from quotetrack.lang.load import available_languages, load_profile
from quotetrack.lang.profile import LanguageProfile

SMALLEST = """
code = "xx"
name = "exemple"
quote_marks = [["«", "»"]]
cues = {clause = ["dire"]}
according_to = {phrases = "selon, d' après"}
grammar = {complementizers = "que"}
people = {person = ["ministre"]}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "xx.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_profiles() -> None:
    """The files of the data folder are languages, each under its own code; the file of names is none."""
    assert {"it", "en"} <= set(available_languages())
    for code in available_languages():
        profile = load_profile(code)
        assert isinstance(profile, LanguageProfile)
        assert profile.code == code
        assert load_profile(code) is profile


def test_the_smallest_profile(tmp_path: Path) -> None:
    """A path is a profile too: words as a list or in one string, all that is not needed left out."""
    for path in (written(tmp_path, SMALLEST), str(written(tmp_path, SMALLEST))):
        profile = load_profile(path)
        assert profile.quote_marks == (("«", "»"),)
        assert profile.according_to.phrases == {"selon", "d' après"}
        assert profile.cues.clause == {"dire"}
        assert not profile.drops_subjects


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('code = "xx"', "", "code"),
        ('code = "xx"', "code = 3", "code"),
        ('name = "exemple"', 'name = "exemple"\ndrops_subjects = "no"', "drops_subjects"),
        ('name = "exemple"', 'name = "exemple"\ncolour = "blue"', "colour"),
        ('[["«", "»"]]', '[["«"]]', "quote_marks"),
        ('[["«", "»"]]', "[1]", "quote_marks"),
        ('[["«", "»"]]', '"«»"', "quote_marks"),
        ('clause = ["dire"]', 'say = ["dire"]', "cues.say"),
        ('clause = ["dire"]', "clause = [1]", "cues.clause"),
        ('clause = ["dire"]', "", "cues.clause"),
        ('cues = {clause = ["dire"]}', 'cues = ["dire"]', "cues."),
        ('{complementizers = "que"}', "{complementizers = 1}", "grammar.complementizers"),
        ('name = "exemple"', "name = ", "(file)"),
        ('name = "exemple"', 'name = "exemple"\nexplanations = {why = "1"}', "explanations.why"),
        ('name = "exemple"', 'name = "exemple"\nexplanations = {agree = ["1"]}', "explanations.agree"),
        *(
            (
                'name = "exemple"',
                f'name = "exemple"\nexplanations = {{{key} = {value}}}',
                f"explanations.{key}",
            )
            for key, value in (
                ("alone", '"{relation} {reasons}"'),
                ("sentence", '"{reasons}"'),
                ("joint", '"{first} {second!r}"'),
                ("despite", '"{first} {second"'),
                ("relations", '{same = ""}'),
                ("relations", '{alike = "Pareil"}'),
                ("agree", '{numbers = "{who}"}'),
                ("partly", '{"alike numbers" = "{left}"}'),
                ("differ", '{numbers = "{left.__class__}"}'),
                ("differ", '{numbers = "{left:>9999}"}'),
                ("differ", '{numbers = "left}"}'),
                ("differ", '{numbers = "{left:{right}}"}'),
            )
        ),
    ],
)
def test_a_wrong_profile_names_its_file_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    """A key missing, unknown or of the wrong shape is an error that says where it is."""
    path = written(tmp_path, SMALLEST.replace(old, new))
    with pytest.raises(LexiconError) as caught:
        load_profile(path)
    assert (caught.value.path, caught.value.key) == (path, key)
    assert str(path) in str(caught.value)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are an error of the file."""
    path = tmp_path / "xx.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(LexiconError, match=r"xx\.toml"):
        load_profile(path)


@pytest.mark.parametrize("language", ["xx", "names", "", "nowhere/xx.toml", Path("nowhere/xx.toml")])
def test_a_language_that_is_not_there(language: str | Path) -> None:
    """An unknown code or path says which languages there are."""
    with pytest.raises(UnknownLanguage, match="it") as caught:
        load_profile(language)
    assert caught.value.available == available_languages()
