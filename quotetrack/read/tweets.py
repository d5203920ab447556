"""Tweets in the running text, told by the line that signs them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..model.article import BlockKind
from .lines import Line, spaced

#: "— Name / Ім'я (@handle) December 26, 2025", with any dash, with or without the day.
_SIGNATURE = re.compile(r"[—–―-]{1,3}\s*\S[^\n]{0,120}?\s*\(@\w{1,30}\)(?:[\s,·|–—-]+[^\n]{0,40})?")
_LONGEST = 280  # characters of an ordinary tweet: lines beyond them above a signature are the article's


def find_tweets(lines: tuple[Line, ...]) -> Mapping[int, BlockKind]:
    """The lines, by index, that are tweets or signatures of tweets.

    A tweet is the line above its signature, and the lines above that one up to a blank line or a
    colon, as long as they fit in a tweet; in a text without blank lines between its paragraphs, only
    that one line.
    """
    signatures = [i for i, line in enumerate(lines) if _SIGNATURE.fullmatch(line.text)]
    kinds = dict.fromkeys(signatures, BlockKind.SIGNATURE)
    alone = not spaced(lines)
    for index in signatures:
        size = 0
        for i in range(index - 1, -1, -1):
            size += len(lines[i].text)
            if i in kinds or (i < index - 1 and (alone or size > _LONGEST or lines[i].text.endswith(":"))):
                break
            kinds[i] = BlockKind.TWEET
            if lines[i].after_gap:
                break
    return kinds
