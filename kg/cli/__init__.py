"""The command line: parses arguments, calls plain functions, prints."""

from kg.cli.main import main

__all__ = ["main"]
