"""`quotetrack models train`: its arguments, and running it."""

from __future__ import annotations

import argparse
import logging
import sys
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..errors import InputError


def add_train(commands: Any) -> None:
    """Adds the command to argparse's group of commands."""
    train = commands.add_parser("train", help="make a model folder from treebanks in CoNLL-U")
    train.add_argument("--language", nargs="+", required=True, metavar="LANG", help="codes or profile files")
    train.add_argument("--treebanks", type=Path, required=True, metavar="DIR", help="folder of CoNLL-U files")
    train.add_argument("--out", type=Path, required=True, metavar="DIR", help="model folder to write")
    train.add_argument(
        "--texts",
        type=Path,
        nargs="*",
        default=[],
        metavar="FILE",
        help="whose words the encoder should know",
    )
    train.add_argument(
        "--encoder", type=Path, metavar="FILE", help="stand on this one instead of training one"
    )
    train.add_argument("--work", type=Path, metavar="DIR", help="keep intermediate files here")
    train.add_argument("--free", action="store_true", help="without treebanks that forbid commercial use")
    train.add_argument("--threads", type=int, default=1, help="of PyTorch; 1 by default")
    train.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Trains, and writes the scores of each test part, a line each.

    Raises:
        InputError: a folder or file is missing.
    """
    from .run import Plan, train_models  # noqa: PLC0415  # imports Stanza's trainers

    if not arguments.treebanks.is_dir():
        raise InputError("--treebanks", f"there is no folder {arguments.treebanks}")
    if arguments.encoder and not arguments.encoder.is_file():
        raise InputError("--encoder", f"there is no file {arguments.encoder}")
    logging.getLogger("quotetrack.training").setLevel(logging.INFO)
    with TemporaryDirectory() as scratch, redirect_stdout(sys.stderr):  # Stanza's trainers print as they go
        plan = Plan(
            languages=arguments.language,
            treebanks=arguments.treebanks,
            out=arguments.out,
            work=arguments.work or Path(scratch),
            texts=arguments.texts,
            encoder=arguments.encoder,
            free=arguments.free,
        )
        scores = train_models(plan, threads=arguments.threads)
    sys.stdout.writelines(f"{score}\n" for score in scores)
    return 0
