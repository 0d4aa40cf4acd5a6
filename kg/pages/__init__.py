"""The graph as one page to explore in a browser, which needs no network."""

from kg.pages.writing import write_page

__all__ = ["write_page"]
