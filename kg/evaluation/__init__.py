"""Measure claims against gold: what is found, what is right, what is missing, how sure it was."""

from kg.evaluation.assigning import assign
from kg.evaluation.files import GoldFile, find_gold
from kg.evaluation.gold import Gold, GoldClaim, GoldEntity
from kg.evaluation.judging import Judgement, judge
from kg.evaluation.measures import Measure, Scores, Share, measure
from kg.evaluation.misses import Miss, misses
from kg.evaluation.reading import read_gold
from kg.evaluation.reliability import Reliability, reliability, reliability_of

__all__ = [
    "Gold",
    "GoldClaim",
    "GoldEntity",
    "GoldFile",
    "Judgement",
    "Measure",
    "Miss",
    "Reliability",
    "Scores",
    "Share",
    "assign",
    "find_gold",
    "judge",
    "measure",
    "misses",
    "read_gold",
    "reliability",
    "reliability_of",
]
