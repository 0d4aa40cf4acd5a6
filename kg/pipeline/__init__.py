"""The whole flow, from sources to a validated graph and its files."""
