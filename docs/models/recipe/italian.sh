# The Italian vectors, tagger and parser from nothing.   italian.sh TREEBANKS FIRST WORK [--free]
# FIRST is a Stanza folder with the first models, whose tokenizer, expander and lemmatizer are kept.
set -e
TREEBANKS=$1 FIRST=$2 WORK=$3 HERE=$(dirname "$0")
export OMP_NUM_THREADS=1
VECTORS=$WORK/vectors/it.pt
DATA=$WORK/data/it
mkdir -p "$WORK/weights" "$WORK/vectors"

python "$HERE/prepare.py" "$TREEBANKS" "$WORK/data" "${@:4}"
python "$HERE/vectors.py" it 60000 120 "$VECTORS" "$TREEBANKS/it_train.conllu" "$TREEBANKS/it_isdt_dev.conllu"

# Predicted tags for the parser: a small tagger (UPOS alone) of each half tags the other half.
for part in fold0 fold1 dev; do
  awk -F'\t' 'BEGIN{OFS="\t"} NF==10{$6="_"} 1' "${DATA}_$part.conllu" > "${DATA}_$part.upos.conllu"
done
for k in 0 1; do
  other="${DATA}_fold$((1 - k))"
  python "$HERE/train.py" pos it "${DATA}_fold$k.upos.conllu" "${DATA}_dev.upos.conllu" "$VECTORS" \
    "$WORK/weights/it_fold$k.pt" --steps 600 --batch 50 --rate 3e-3 \
    --hidden_dim 100 --num_layers 1 --char_hidden_dim 64 --char_emb_dim 48 --word_emb_dim 50 --transformed_dim 100 \
    --deep_biaff_hidden_dim 100 --word_cutoff 4 --augment_nopunct 0
  python "$HERE/tag.py" "$WORK/weights/it_fold$k.pt" "$VECTORS" "$other.conllu" "$other.tagged.conllu"
done
python "$HERE/tag.py" "$WORK/weights/it_fold0.pt" "$VECTORS" "${DATA}_dev.conllu" "${DATA}_dev.tagged.conllu"
python "$HERE/assemble.py" "$WORK/data" it 2

python "$HERE/train.py" pos it "${DATA}_pos.conllu" "${DATA}_dev.conllu" "$VECTORS" "$WORK/weights/it_pos.pt" \
  --steps 1700 --batch 50 --rate 3e-3 \
  --hidden_dim 160 --num_layers 2 --char_hidden_dim 96 --char_emb_dim 48 --word_emb_dim 50 --transformed_dim 100 \
  --deep_biaff_hidden_dim 160 --share_hid --word_cutoff 3 --word_dropout 0.25 --dropout 0.4
python "$HERE/train.py" depparse it "${DATA}_depparse.conllu" "${DATA}_dev.tagged.conllu" "$VECTORS" \
  "$WORK/weights/it_depparse.pt" --steps 2100 --batch 1200 --rate 3e-3 \
  --hidden_dim 200 --num_layers 2 --deep_biaff_hidden_dim 120 --char_hidden_dim 64 --char_emb_dim 48 --word_emb_dim 50 \
  --transformed_dim 100 --tag_emb_dim 50 --word_cutoff 3 --no_ufeats --no_xpos --word_dropout 0.2 --dropout 0.33

python "$HERE/package.py" "$FIRST" "$WORK/models" it pretrain="$VECTORS" pos="$WORK/weights/it_pos.pt" \
  depparse="$WORK/weights/it_depparse.pt"
