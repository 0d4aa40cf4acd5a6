"""Facts by patterns: who makes, uses, buys, joins or opposes what, as pattern files say it."""

from kg.extractors.facts.finding_facts import find_facts
from kg.extractors.facts.frames import Frame, Pattern, Patterns
from kg.extractors.facts.loading import load_patterns

__all__ = ["Frame", "Pattern", "Patterns", "find_facts", "load_patterns"]
