"""Nothing that the five source documents state may be lost: where each of their fields lives in our models."""

import dataclasses
import importlib
import pkgutil
import re
import types
import typing

import pytest
from pydantic import BaseModel

import oit_site
from oit_site import model

WHERE = {
    "doc_id": "Report.doc_id",
    "doc_type": "Report.doc_type",
    "title_lines": "Report.title_lines[]",
    "org_unit": "Report.org_unit",
    "agency.name": "Agency.name",
    "agency.short": "Agency.short_name",
    "agency.type": "Agency.kind",
    "agency.parent": "Agency.parents[]",
    "agency.website": "Agency.websites[].url",
    "agency.name_variants": "Agency.name_variants[]",
    "fy_result": "Assessment.result_year",
    "fy_measures": "YearSource.fiscal_year",
    "fy_report": "Report.fiscal_year",
    "preface": "Report.preface[]",
    "summary": "Report.summary[]",
    "toc.title": "Report.toc[].title",
    "toc.page": "Report.toc[].page",
    "rationale": "Report.rationale[]",
    "strategy_ref.name": "Report.strategy.name",
    "strategy_ref.period": "Report.strategy.year",
    "threshold": "Assessment.threshold.printed",
    "scores.fy": "Assessment.scores[].fiscal_year",
    "scores.total": "Assessment.scores[].total.printed",
    "scores.grade": "Assessment.scores[].grade",
    "scores.iit_weighted": "Assessment.scores[].weighted.iit.printed",
    "scores.eit_weighted": "Assessment.scores[].weighted.eit.printed",
    "scores.oit_weighted": "Assessment.scores[].weighted.oit.printed",
    "scores.indicators.no": "Assessment.scores[].indicators[].no",
    "scores.indicators.no_printed": "Assessment.scores[].indicators[].no_printed",
    "scores.indicators.name_printed": "Assessment.scores[].indicators[].name_printed",
    "scores.indicators.score": "Assessment.scores[].indicators[].score.printed",
    "scores.indicators.grade": "Assessment.scores[].indicators[].grade",
    "scores.indicators.status": "Assessment.scores[].indicators[].status",
    "scores.indicators.rank": "Assessment.scores[].indicators[].rank",
    "scores.indicators.scope": "Assessment.scores[].indicators[].scope",
    "scores.narrative": "Assessment.scores[].narrative[]",
    "history.heading": "Assessment.history.heading",
    "history.points.fy": "Assessment.history.points[].fiscal_year",
    "history.points.score": "Assessment.history.points[].score.printed",
    "cpi.heading": "Assessment.cpi.heading",
    "cpi.value": "Assessment.cpi.value",
    "strengths.indicator_no": "Assessment.strengths[].indicator",
    "strengths.score": "Assessment.strengths[].score.printed",
    "strengths.text": "Assessment.strengths[].text",
    "strengths.advice": "Assessment.strengths[].advice",
    "weak_indicators.indicator_no": "Assessment.weak_indicators[].indicator",
    "weak_indicators.score": "Assessment.weak_indicators[].score.printed",
    "weak_indicators.text": "Assessment.weak_indicators[].text",
    "weak_count_printed": "Assessment.weak_count_printed.printed",
    "issues": "YearSource.issues[]",
    "issues.code": "Issue.printed_no",
    "issues.title": "Issue.title",
    "issues.heading": "Issue.heading",
    "issues.indicator_no": "Issue.indicators[]",
    "issues.indicator_score": "Issue.score[].score.printed",
    "issues.linked_items.code_printed": "Issue.oit[].printed",
    "issues.linked_items.code": "Issue.oit[].codes[]",
    "issues.linked_items.year": "Issue.oit[].year",
    "issues.linked_items.title": "Issue.oit[].title",
    "issues.linked_items.checked": "Issue.oit[].checked",
    "issues.linked_items.question": "Issue.survey_questions[].text",
    "issues.assessment_points": "Issue.assessment_points[].text",
    "issues.weaknesses": "Issue.weaknesses[].text",
    "issues.improvements.text": "Issue.improvements[].text",
    "issues.improvements.children": "Issue.improvements[].children[].text",
    "issues.narrative": "Issue.narrative",
    "issues.responsible": "Issue.responsible[]",
    "issues.constraints": "Issue.constraints",
    "issues.timeframe.text": "Issue.timeframe[].text",
    "issues.timeframe.start": "Issue.timeframe[].start",
    "issues.timeframe.end": "Issue.timeframe[].end",
    "issues.timeframe.months": "Issue.timeframe[]",
    "measures.no": "Issue.measures[].printed_no",
    "measures.text": "Issue.measures[].title",
    "measures.children": "Issue.measures[].details[].text",
    "measures.links": "Issue.measures[].links[].url",
    "measures.order_no": "Issue.measures[].order_no",
    "measures.steps.no_printed": "Issue.measures[].steps[].printed_no",
    "measures.steps.text": "Issue.measures[].steps[].text",
    "measures.steps.children": "Issue.measures[].steps[].children[].text",
    "measures.responsible": "Issue.measures[].responsible[]",
    "measures.monitoring": "Issue.measures[].monitoring[].text",
    "measures.monitored_by": "Issue.measures[].monitored_by[]",
    "measures.results": "Issue.measures[].results[].text",
    "measures.outcomes": "Issue.measures[].outcomes[].text",
    "measures.problems": "Issue.measures[].problems",
    "measures.suggestions": "Issue.measures[].suggestions",
    "measures.targets.text": "Issue.measures[].targets[].text",
    "measures.targets.value": "Issue.measures[].targets[].value.printed",
    "measures.targets.unit": "Issue.measures[].targets[].unit",
    "budget.indicator_no": "Issue.indicators[]",
    "budget.amount": "Issue.budget.amount.printed",
    "budget.unit": "Issue.budget.unit",
    "budget.source": "Issue.budget.source",
    "budget.problems": "Issue.budget.problems",
    "budget.suggestions": "Issue.budget.suggestions",
    "column_labels (issues)": "Issue.column_labels",
    "column_labels (scores)": "Assessment.column_labels",
    "references.kind": "Issue.references[].kind",
    "references.name": "Issue.references[].name",
    "references.year": "Issue.references[].year",
    "references (report)": "Report.references[].name",
    "evidence_urls": "Issue.measures[].steps[].links[].url",
    "discrepancies.field": "Issue.discrepancies[].about",
    "discrepancies.printed": "Issue.discrepancies[].printed",
    "discrepancies.other_printed": "Issue.discrepancies[].other",
    "discrepancies.line": "Issue.discrepancies[].lines",
    "discrepancies.note": "Issue.discrepancies[].note",
    "discrepancies (scores)": "Assessment.discrepancies[].about",
    "discrepancies (report)": "Report.discrepancies[].about",
    "discrepancies (agency)": "Agency.discrepancies[].about",
}
"""Every key that the five documents need, and where a value of it is kept; `[]` marks a list."""

MODULES = [
    importlib.import_module(f"oit_site.{found.name}")
    for found in pkgutil.iter_modules(oit_site.__path__)
    if found.name not in ("__main__", "mkdocs_plugin")
]
MODELS = {
    name: value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, type) and value.__module__ == module.__name__
}


def plain(annotation):
    """Return *annotation* without Annotated, None and the names of the model module, and whether it was a list."""
    if isinstance(annotation, str | typing.ForwardRef):
        annotation = eval(getattr(annotation, "__forward_arg__", annotation), vars(model))
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return plain(annotation.__origin__)
    arguments = [argument for argument in typing.get_args(annotation) if argument not in (type(None), ...)]
    if origin in (typing.Union, types.UnionType):
        return plain(arguments[0])
    return (plain(arguments[0])[0], True) if origin is tuple else (annotation, False)


def resolve(path):
    """Return the type at *path*, or fail at the step that does not exist."""
    name, *steps = path.split(".")
    found = MODELS[name]
    for step in steps:
        field = step.removesuffix("[]")
        if dataclasses.is_dataclass(found):
            annotation = typing.get_type_hints(found)[field]
        else:
            annotation = found.model_fields[field].annotation
        found, is_list = plain(annotation)
        assert step.endswith("[]") == is_list, f"{step} of {path}"
    return found


@pytest.mark.parametrize("key", WHERE)
def test_every_field_of_the_documents_has_its_place(key):
    """A field that a document states has a place in the models, down to a text, a number, a day or a table."""
    found = resolve(WHERE[key])
    if key not in ("issues", "issues.timeframe.months"):
        assert not (isinstance(found, type) and issubclass(found, BaseModel))


FIELDS = [
    pytest.param(info.title, id=f"{name}.{field}")
    for name, found in MODELS.items()
    for field, info in (
        found.model_fields if issubclass(found, BaseModel) else getattr(found, "__pydantic_fields__", {})
    ).items()
]


@pytest.mark.parametrize("title", FIELDS)
def test_every_field_of_every_model_has_a_thai_title(title):
    """Pages and exports can name every field in Thai; only the three surveys go by their letters."""
    assert title in ("IIT", "EIT", "OIT") or re.search(r"[ก-๙]", title or "")
