"""Put trained processors into a Stanza model folder with its resources.json.

    python package.py BASE OUT LANG processor=FILE...

BASE is a folder of the same layout: processors not named are copied from it.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path


def main() -> None:
    """Copy the files and write their MD5 sums, which Stanza compares."""
    base, out, lang = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    given = dict(g.split("=") for g in sys.argv[4:])
    listing = out / "resources.json"
    known = listing if listing.exists() else base / "resources.json"
    resources = json.loads(known.read_text(encoding="utf-8"))
    for folder in sorted((base / lang).iterdir()):
        target = out / lang / folder.name / "compact.pt"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(given.get(folder.name, folder / "compact.pt"), target)
        digest = hashlib.md5(target.read_bytes(), usedforsecurity=False).hexdigest()
        resources[lang][folder.name]["compact"]["md5"] = digest
    listing.write_text(json.dumps(resources, indent=1), encoding="utf-8")
    size = sum(f.stat().st_size for f in (out / lang).rglob("compact.pt"))
    print(lang, f"{size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
