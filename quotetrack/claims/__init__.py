"""Quotes become claims: what is asserted, with its figures, times, names, polarity and modality."""

from .extract import claim_from_text, extract_claims
from .normalise import meaning_text

__all__ = ["claim_from_text", "extract_claims", "meaning_text"]
