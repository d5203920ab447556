"""Files and folders as articles."""

import io
from pathlib import Path

import pytest

from quotetrack.errors import EmptyArticle, InputError, NotText
from quotetrack.lang.load import load_profile
from quotetrack.model.article import Article
from quotetrack.read.files import as_article, read_paths
from quotetrack.read.jsonl import Unreadable

PROFILES = (load_profile("it"), load_profile("en"))
PAGE = "<html><body><article><p>Il ponte riapre domani mattina alle otto, dice il sindaco.</p></article></body></html>"


def read(*paths, **options):
    return list(read_paths(paths, profiles=PROFILES, **options))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "c.txt").write_text("Terzo pezzo.", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Primo pezzo.", encoding="utf-8")
    (tmp_path / "b" / "x.jsonl").write_text('{"text": "Secondo pezzo."}\n', encoding="utf-8")
    (tmp_path / "notes.md").write_text("# no", encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_in_sorted_order(folder):
    """Files of known kinds, sub-folders included, come sorted; other files are left alone."""
    assert [a.text for a in read(folder)] == ["Primo pezzo.", "Secondo pezzo.", "Terzo pezzo."]


def test_each_file_once(folder):
    """A file named twice, or reached through a link to it, is read once."""
    (folder / "d.txt").symlink_to(folder / "a.txt")
    assert len(read(folder / "a.txt", folder, folder / "b" / ".." / "a.txt")) == 3


def test_links_to_folders_are_not_followed(folder, tmp_path_factory):
    """A folder linked inside a folder is not entered."""
    other = tmp_path_factory.mktemp("other")
    (other / "y.txt").write_text("Altrove.", encoding="utf-8")
    (folder / "link").symlink_to(other, target_is_directory=True)
    assert len(read(folder)) == 3


def test_failures_stand_in_their_place(folder):
    """What can't be read is told in its place, and what follows is read."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "latin.txt").write_bytes("perché".encode("latin-1"))
    names = ["empty.txt", "latin.txt", "missing.txt", "notes.md", "b/none", "a.txt"]
    *bad, good = read(*(folder / name for name in names))
    assert [type(b.error) for b in bad] == [EmptyArticle, NotText, InputError, InputError, InputError]
    assert all(isinstance(b, Unreadable) and b.path in str(b.error) for b in bad)
    assert "byte 5" in str(bad[1].error)
    assert good.text == "Primo pezzo."


def test_a_folder_without_articles_is_told(tmp_path):
    """An empty folder gives a reason, not silence."""
    [bad] = read(tmp_path)
    assert "no file in it" in str(bad.error)


def test_text_is_the_files_own(tmp_path):
    """Line ends and a byte order mark stay as they are in the file."""
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffTitolo\r\n\r\nIl testo.\r\n".encode())
    [article] = read(path)
    assert article.text == "\ufeffTitolo\r\n\r\nIl testo.\r\n"
    assert (article.title, article.path) == ("Titolo", str(path))


def test_standard_input():
    """A dash reads JSON Lines from the stream that is given, and says so when there is none."""
    [article] = read("-", stdin=io.BytesIO(b'{"text": "Ciao."}'))
    assert article.text == "Ciao."
    [bad] = read("-")
    assert isinstance(bad, Unreadable)


def test_one_article_at_a_time(folder):
    """Nothing is read before it is asked for."""
    (folder / "z.jsonl").write_text('{"text": "Uno."}\n{"text": "Due."}\n', encoding="utf-8")
    stream = read_paths([folder / "z.jsonl", folder / "later.txt"], profiles=PROFILES)
    assert next(stream).text == "Uno."
    (folder / "later.txt").write_text("Tardi.", encoding="utf-8")
    assert [a.text for a in stream] == ["Due.", "Tardi."]


def test_as_article(folder):
    """An article comes from a text, a dictionary, a path or itself."""
    (folder / "p.html").write_text(PAGE, encoding="utf-8")
    article = as_article("Il ponte riapre.", PROFILES)
    assert as_article(article, PROFILES) is article
    assert as_article({"text": "Il ponte riapre.", "id": "k"}, PROFILES).id == "k"
    assert as_article(folder / "a.txt", PROFILES).text == "Primo pezzo."
    assert "riapre domani" in as_article(folder / "p.html", PROFILES).text


@pytest.mark.parametrize(
    "item", [7, None, "", {"title": "x"}, Path("nowhere.txt"), Path("many.jsonl"), b"Ciao."]
)
def test_as_article_refuses_the_rest(item):
    """What no single article can be made of is refused."""
    with pytest.raises(InputError):
        as_article(item, PROFILES)


def test_articles_of_files_are_articles(folder):
    """Every readable file gives an `Article` with its path."""
    assert all(isinstance(a, Article) and a.path for a in read(folder))
