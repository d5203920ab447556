"""Replace the UPOS column of a CoNLL-U file by a tagger's answers.

python tag.py TAGGER.pt VECTORS.pt IN.conllu OUT.conllu
"""

import sys

import torch
from stanza.models.common import pretrain, utils
from stanza.models.common.doc import UPOS
from stanza.models.pos.data import Dataset
from stanza.models.pos.trainer import Trainer
from stanza.utils.conll import CoNLL


def main() -> None:
    """Tag IN, write OUT, print the share of unchanged tags."""
    weights, vector_file, source, out = sys.argv[1:]
    torch.set_num_threads(1)
    vectors = pretrain.Pretrain(vector_file)
    trainer = Trainer(pretrain=vectors, model_file=weights, device="cpu")
    doc = CoNLL.conll2doc(source)
    data = Dataset(doc, trainer.args, vectors, vocab=trainer.vocab, evaluation=True, sort_during_eval=True)
    answers, order = [], []
    with torch.no_grad():
        for batch in data.to_loader(batch_size=100):
            answers += trainer.predict(batch)
            order.extend(batch.idx)
    tags = [word[0] for sentence in utils.unsort(answers, order) for word in sentence]
    gold = doc.get(UPOS)
    doc.set([UPOS], tags)
    CoNLL.write_doc2conll(doc, out)
    print(source, "same tag", sum(map(str.__eq__, gold, tags)) / len(gold))


if __name__ == "__main__":
    main()
