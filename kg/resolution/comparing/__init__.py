"""How names of one kind are taken apart, indexed and compared; `kg.resolution.likeness` is the door.

Every kind of name has a parsed form (a frozen data class), a function that makes it of a name,
one that gives its blocking keys, and one that compares two of them.
"""
