"""Which parts of a measure report an issue states: what O42 and O43 of 2566 ask of this site's own pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from oit_site.model import Issue, Measure

_PARTS: Mapping[str, Callable[[Issue | Measure], object]] = {
    "responsible": lambda work: work.responsible,
    "steps": lambda work: work.steps,
    "monitoring": lambda work: work.monitoring or work.monitored_by,
    "results": lambda work: work.results,
    "outcomes": lambda work: work.outcomes,
    "problems": lambda work: work.problems or (work.budget and work.budget.problems),
    "suggestions": lambda work: work.suggestions or (work.budget and work.budget.suggestions),
    "budget": lambda work: work.budget,
    "timeframe": lambda work: work.timeframe,
}

PART_NAMES: Mapping[str, str] = {
    "measures": "มาตรการ",
    "weaknesses": "ข้อบกพร่องหรือจุดอ่อน",
    "improvements": "ประเด็นที่จะพัฒนา",
    "responsible": "ผู้รับผิดชอบ",
    "steps": "ขั้นตอนหรือวิธีการ",
    "monitoring": "การกำกับติดตาม",
    "results": "ผลการดำเนินการ",
    "outcomes": "ผลลัพธ์หรือความสำเร็จ",
    "problems": "ปัญหาและอุปสรรค",
    "suggestions": "ข้อเสนอแนะ",
    "budget": "งบประมาณ",
    "timeframe": "ระยะเวลา",
}


def states_part(issue: Issue, part: str) -> bool:
    """Return whether *issue* states *part*: for itself, or for every one of its measures."""
    if part == "measures":
        return bool(issue.measures)
    if part in ("weaknesses", "improvements"):
        return bool(getattr(issue, part))
    has = _PARTS[part]
    return bool(has(issue)) or (bool(issue.measures) and all(has(measure) for measure in issue.measures))
