"""Who is who: claims in, claims with resolved entities out."""

from kg.resolution.names import organization_name, plain_name, resolve

__all__ = ["organization_name", "plain_name", "resolve"]
