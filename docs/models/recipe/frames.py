"""In how many of the reporting frames of frames.tsv the verb of saying gets the right subject.

python frames.py MODELS
"""

import csv
import sys
from collections import Counter
from pathlib import Path

import stanza


def subject_found(doc: stanza.Document, verbs: str, subjects: str) -> bool:
    """Whether one of the subjects hangs on one of the verbs as nsubj."""
    return any(
        word.deprel.startswith("nsubj")
        and word.text in subjects.split("|")
        and sentence.words[word.head - 1].text in (*verbs.split("|"), "dir")  # "dir|lo" when "dirlo" is split
        for sentence in doc.sentences
        for word in sentence.words
    )


def main() -> None:
    """Print one line a language."""
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    pipelines: dict[str, stanza.Pipeline] = {}
    with Path(__file__).with_name("frames.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            lang = row["language"]
            if lang not in pipelines:
                options = {
                    "dir": sys.argv[1],
                    "package": "compact",
                    "download_method": None,
                    "verbose": False,
                }
                processors = "tokenize,mwt,pos,lemma,depparse"
                pipelines[lang] = stanza.Pipeline(lang, processors=processors, use_gpu=False, **options)
            asked[lang] += 1
            found[lang] += subject_found(pipelines[lang](row["text"]), row["verb"], row["subject"])
    for lang, count in asked.items():
        print(lang, found[lang], "of", count)


if __name__ == "__main__":
    main()
