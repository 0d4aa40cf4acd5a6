"""Short ways to write claims of several documents about one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from kg.model import Claim, Entity, Modality, Qualifier, Span, with_id
from kg.views.dated import Dated

CITY = Entity("Elverton", "GovernmentOrganization")
TOOL = Entity("NightEye", "Product")
MAKERS = {name: Entity(name, "Company") for name in ("Corvid", "Corvid Labs", "Harrow", "Tollgate")}
DAY = "2023-05-01"


@dataclass(frozen=True, slots=True)
class Telling:
    """What a document tells: `at` is the sentence, `by` who vouches for it."""

    document: str = "a"
    published: str | None = DAY
    status: str = "active"
    modality: Modality = "asserted"
    type: str = "deploys"
    subject: Entity = CITY
    object: Entity = TOOL
    words: str = "What the sentence says of it."
    at: int = 0
    by: str = ""
    group: str = ""
    values: Mapping[str, Qualifier | str] = field(default_factory=dict)

    def dated(self) -> Dated:
        """Return the claim with its date and its source."""
        given = {**self.values, **({"status": self.status} if self.status else {})}
        values = {
            name: value if isinstance(value, Qualifier) else worded(value, value)
            for name, value in given.items()
        }
        start = 1000 * self.at
        claim = Claim(
            document=f"https://news.example/{self.document}",
            type=self.type,
            subject=self.subject,
            object=self.object,
            evidence=(Span(start, start + len(self.words), self.words),),
            extractor="manual",
            qualifiers=MappingProxyType(values),
            modality=self.modality,
            attributed_to=Entity(self.by, "Organization") if self.by else None,
        )
        return Dated(with_id(claim), self.published, self.group)


def tell(document: str = "a", published: str | None = DAY, **values: Qualifier | str) -> Telling:
    """Return what a document tells of a use, with qualifiers by name."""
    status = values.pop("status", "active")
    assert isinstance(status, str)
    return Telling(document, published, status, values=values)


def deal(document: str, date: str, words: str = "It bought Harrow.") -> Telling:
    """Return what a document tells of when one company bought another."""
    told = tell(document, date=date, status="")
    bought = MAKERS["Harrow"]
    return replace(told, type="acquires", words=words, subject=MAKERS["Corvid"], object=bought)


def made(document: str, maker: str, role: str = "", **values: Qualifier | str) -> Telling:
    """Return what a document tells of who makes the tool."""
    roles = {"role": role} if role else {}
    told = Telling(document, status="", type="makes", values={**values, **roles})
    return replace(told, subject=MAKERS[maker])


def worded(value: str, words: str) -> Qualifier:
    """Return a qualifier with a value and the words that tell it."""
    return Qualifier(Span(0, len(words), words), value)


def money(
    low: int | None,
    high: int | None = None,
    per: str | None = "month",
    *,
    currency: str = "USD",
    words: str = "that sum",
) -> Qualifier:
    """Return a price; of one number, that number exactly."""
    least = None if low is None else Decimal(low)
    most = least if high is None else Decimal(high)
    span = Span(0, len(words), words)
    return Qualifier(span, minimum=least, maximum=most, currency=currency, per=per)
