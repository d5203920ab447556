"""The default reader: its layers, its file, and what it owes."""

import pytest

torch = pytest.importorskip("torch")

from quotetrack import QuoteTracker  # noqa: E402
from quotetrack.backends.encoder import Shape  # noqa: E402
from quotetrack.backends.joint import ABOVE, BELOW, JointLayers, load_reader, save_reader  # noqa: E402
from quotetrack.backends.reader import RELATIONS, PairReader  # noqa: E402
from quotetrack.errors import ModelCorrupted  # noqa: E402
from quotetrack.model.claim import Relation  # noqa: E402
from quotetrack.models import shipped_folder  # noqa: E402
from quotetrack.testing import check_reader  # noqa: E402

SMALL = Shape(pieces=4, layers=1, width=32, heads=2, inner=64, longest=20)


@pytest.fixture
def layers():
    """Small layers with weights of their own."""
    torch.manual_seed(0)
    return JointLayers(SMALL).eval()


def claims(layers, *lengths):
    """Claims of some lengths, read by themselves."""
    with torch.no_grad():
        return [layers.alone(torch.randn(1, length, SMALL.width))[0] for length in lengths]


def test_layers_are_those_told(layers):
    """As many below and above as the module says, and a logit a relation."""
    assert (len(layers.below), len(layers.above)) == (BELOW, ABOVE)
    a, b = claims(layers, 3, 5)
    assert layers([(a, b)]).shape == (1, RELATIONS)


def test_padding_says_nothing(layers):
    """A pair is answered as alone in a batch with a longer one."""
    a, b, c, d = claims(layers, 3, 5, 9, 8)
    with torch.no_grad():
        batch, single = layers([(a, b), (c, d)])[0], layers([(a, b)])[0]
    assert torch.allclose(batch, single, atol=1e-5)


def test_each_claim_is_read_beside_the_other(layers):
    """What is answered of a claim depends on every piece of the other."""
    a, b = claims(layers, 3, 5)
    with torch.no_grad():
        changed = torch.cat([b[:4], b[4:] + 1])
        assert not torch.allclose(layers([(a, b)]), layers([(a, changed)]), atol=1e-4)


def test_file_gives_back_what_was_saved(layers, tmp_path):
    """Languages as they were, weights within a step of what they are rounded to."""
    save_reader(tmp_path / "encoder" / "reader.pt", layers, {"it", "en"})
    again, languages = load_reader(tmp_path / "encoder" / "reader.pt")
    assert languages == {"it", "en"}
    for name, weight in layers.state_dict().items():
        steps = 7 if name.startswith("below") else 127
        off = (again.state_dict()[name] - weight).abs().max()
        assert off <= weight.abs().max() / steps, name


def test_a_changed_file_is_told(tmp_path):
    """Weights that are not those that were sealed are not read."""
    for name in ("hashes.json", "encoder/encoder.pt", "encoder/reader.pt", "encoder/speech.pt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((shipped_folder() / name).read_bytes())
    with (tmp_path / "encoder/reader.pt").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelCorrupted):
        PairReader(tmp_path).read([("a", "b")])


@pytest.mark.model
def test_shipped_reader_keeps_its_contract():
    """The reader that comes with quotetrack."""
    check_reader(PairReader())


@pytest.mark.model
@pytest.mark.parametrize(
    ("a", "b", "likelier", "than"),
    [
        (
            "Mi candiderò alla guida della Regione",
            "She will run for president of the region",
            Relation.SAME,
            Relation.UNRELATED,
        ),
        (
            "Nove dei venti treni sono partiti",
            "Dei venti treni ne sono partiti dodici",
            Relation.CONTRADICTS,
            Relation.SAME,
        ),
        (
            "Nine of the 20 trains have left",
            "Twelve of the 20 trains have now left",
            Relation.UPDATES,
            Relation.CONTRADICTS,
        ),
        (
            "The mayor opened the new library",
            "Le barbabietole costano di più",
            Relation.UNRELATED,
            Relation.SAME,
        ),
        (
            "La Corte ha bocciato la legge sul lupo",
            "The court upheld the wolf law",
            Relation.CONTRADICTS,
            Relation.SAME,
        ),
    ],
)
def test_shipped_reader_tells_plain_pairs(a, b, likelier, than):
    """Other words for one thing agree, other figures and outcomes are opposed, *now* updates, and two stories are neither."""
    row = dict(zip(Relation, PairReader().read([(a, b)])[0], strict=True))
    assert row[likelier] > row[than]


@pytest.mark.model
@pytest.mark.parametrize(
    ("other", "relation"),
    [
        ({"text": "48,300 signatures are needed", "language": "en"}, Relation.SAME),
        ({"text": "Di firme ne bastano 21.000", "language": "it", "speaker": "Ugo Po"}, Relation.CONTRADICTS),
    ],
)
def test_number_formats_do_not_change_what_is_read(other, relation):
    """The reader sees a figure as it is written; grouped or not, or rounded to thousands, the relation is one."""
    day = {"date": "2025-03-04", "speaker": "Ada Riva"}
    with QuoteTracker.open() as tracker:
        for figure in ("48300", "48.300", "48\u00a0300", "48,3 mila"):
            claim = day | {"text": f"Servono {figure} firme", "language": "it"}
            assert tracker.relate(claim, day | other).relation is relation, figure
