"""What the gate answers. The words found are for who typed them: no representation of a finding shows them."""

from dataclasses import dataclass, field

from portal.reference.free_text.vocabulary import Rule


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text, by position, and the rule that it breaks."""

    start: int
    end: int
    rule: Rule

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Finding:
    """``words`` as they were written; ``sentence`` names them and says the way out."""

    rule: Rule
    words: tuple[str, ...] = field(repr=False)
    sentence: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``text``: as it would be kept, unescaped, in one form of Unicode, with single spaces."""

    text: str = field(repr=False)
    findings: tuple[Finding, ...] = ()

    @property
    def rules(self) -> frozenset[Rule]:
        return frozenset(one.rule for one in self.findings)

    @property
    def is_clean(self) -> bool:
        return not self.findings

    @property
    def is_refused(self) -> bool:
        """It may not be kept as it is; else it may, and needs a reader unless it is clean."""
        return any(one.rule.blocks for one in self.findings)
