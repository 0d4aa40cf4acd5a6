"""Readers: from bytes to documents and claims, one module per kind of source.

A reader is any callable that satisfies `kg.readers.protocol.Reader`. What a plain text holds
(paragraphs, title, byline, date, site furniture) is found in three steps, each a module:
`layout` (lines to units), `furniture` (what tells a menu from an article) and `segmentation`
(units to blocks).
"""
