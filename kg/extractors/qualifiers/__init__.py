"""Circumstances of a claim, read from the words around it: dates, money, counts, places, aims."""
