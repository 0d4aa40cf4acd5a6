"""An extractor that asks a language model through any endpoint that speaks OpenAI's protocol.

The model quotes; the program finds the quotations in the text, and sets aside every claim with a
word that is not there. `docs/llm.md` says what is sent, kept and counted.
"""

from kg.extractors.llm.extractor import LlmExtractor, llm_extractor
from kg.extractors.llm.limits import Limits

__all__ = ["Limits", "LlmExtractor", "llm_extractor"]
