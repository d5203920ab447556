"""CoNLL 2018 scores from raw text, and words a second of processor time on one thread.

    python score.py MODELS LANG GOLD.conllu

The raw text is the treebank's `# text` lines, five sentences to a paragraph, with the marks straight.
"""

import io
import sys
import time
from pathlib import Path

import stanza
import torch
from prepare import STRAIGHT
from stanza.models.common.utils import ud_scores

SHOWN = ("Words", "Sentences", "UPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS")


def main() -> None:
    """Print one line of scores; set OMP_NUM_THREADS=1 for the speed."""
    models, lang, gold = sys.argv[1:]
    torch.set_num_threads(1)
    straight = Path(gold).read_text(encoding="utf-8").translate(STRAIGHT)
    texts = [line[9:] for line in straight.split("\n") if line.startswith("# text = ")]
    paragraphs = [" ".join(texts[i : i + 5]) for i in range(0, len(texts), 5)]
    pipeline = stanza.Pipeline(
        lang,
        dir=models,
        package="compact",
        download_method=None,
        processors="tokenize,mwt,pos,lemma,depparse",
        use_gpu=False,
        verbose=False,
        tokenize_max_seqlen=1000,  # longer tokens become "<UNK>"; at the stored 300 a URL of EWT test did
    )
    documents = [stanza.Document([], text=p) for p in paragraphs]
    began = time.process_time()
    with torch.inference_mode():
        documents = pipeline(documents)
    spent = time.process_time() - began
    system = "".join(f"{d:C}\n\n" for d in documents)
    marks = ud_scores(io.StringIO(straight), io.StringIO(system))
    scores = (f"{name} {100 * marks[name].f1:.2f}" for name in SHOWN)
    print(Path(gold).stem, *scores, f"{sum(d.num_words for d in documents) / spent:.0f} words/s")


if __name__ == "__main__":
    main()
