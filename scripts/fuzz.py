"""Mutants of the real content: bytes of one file damaged at a time, each read, checked and, where clean, rendered.

A mutant fails where the program raises, takes more time than the limit, or reports a problem that lies outside its
file or takes more than a line. Everything follows from `--seed`: the same number is the same mutant on any machine.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from oit_site.load import load_source
from oit_site.problem import Problem, count_problems
from oit_site.site import build_site, plan_site

ROOT = Path(__file__).resolve().parent.parent
CHUNK = 100
"""Mutants that one process makes in one copy of the content."""

_SPICES = (
    *tuple(
        text.encode()
        for text in (
            *(
                "&a ",
                "*a",
                "<<: ",
                "!!python/object:os.system ",
                "!x ",
                "---\n",
                "...\n",
                "%YAML 1.3\n",
                "? ",
                ": ",
                "- ",
            ),
            *("\t", "\r", "\r\n", "\n\n", "\x00", "\x07", "\x85", "\ufeff", "\u2028", "\u200b", "\u202e", "�"),
            *("{", "}", "[", "]", '"', "'", "|", ">", "#", "@", "`", ",", "\\", "{{ 7*7 }}", "</script><script>"),
            *("๒๕๖๖", "เเ", "ํา", "่้", "O99", "012", "../../", "file:", "1" * 400, "[" * 60, "null", "~", "เ" * 3000),
        )
    ),
    b"\xff",
    b"\xfe\xff",
    b"\xa1\xd2",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
)
"""What breaks readers: marks of YAML, odd line ends, letters nobody sees, bytes that are not UTF-8, other formats."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file of the content: the agency it is read with, its path from the content folder, its bytes."""

    agency: str
    path: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Mutant:
    """An original, damaged: its number, how, and its bytes now."""

    number: int
    original: Original
    how: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a mutant ended: `clean`, `warnings`, `errors`, or a failure, which *fault* describes."""

    mutant: Mutant
    end: str
    seconds: float
    fault: str = ""


# ---------------------------------------------------------------- mutants


def read_originals(content: Path) -> tuple[Original, ...]:
    """Return every file of *content* in order; authored pages and catalogues are read with the smallest agency."""
    agencies = {path.parent.name: path.parent for path in content.glob("*/agency.yml")}
    smallest = min(agencies, key=lambda name: sum(p.stat().st_size for p in agencies[name].rglob("*") if p.is_file()))
    return tuple(
        Original(folder if (folder := path.relative_to(content).parts[0]) in agencies else smallest, shown, raw)
        for path in sorted(content.rglob("*"))
        if path.is_file() and (shown := path.relative_to(content).as_posix()) and (raw := path.read_bytes())
    )


def make_mutant(originals: tuple[Original, ...], seed: int, number: int) -> Mutant:
    """Return mutant *number* of *seed*: one file with one to four damages."""
    dice = random.Random(f"{seed}:{number}")
    texts = [original for original in originals if original.path.endswith((".yml", ".yaml", ".md", ".json"))]
    # Evidence files are few bytes of code and many of data: one mutant in eight is enough for them.
    original = dice.choice(originals if dice.random() < 0.125 else texts)
    raw, how = original.raw, []
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        name = dice.choice(list(_DAMAGES))
        raw = _DAMAGES[name](raw, dice, originals)
        how.append(name)
    return Mutant(number, original, "+".join(how), raw)


def _flip(raw: bytes, dice: random.Random, _: tuple[Original, ...]) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + bytes(byte ^ (1 << dice.randrange(8)) for byte in raw[at : at + 1]) + raw[at + 1 :]


def _delete(raw: bytes, dice: random.Random, _: tuple[Original, ...]) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + raw[at + dice.choice((1, 1, 2, 3, 8, 60)) :]


def _insert(raw: bytes, dice: random.Random, _: tuple[Original, ...]) -> bytes:
    at = dice.randrange(len(raw) + 1)
    piece = dice.choice(_SPICES) if dice.random() < 0.8 else dice.randbytes(dice.randint(1, 6))
    return raw[:at] + piece + raw[at:]


def _duplicate(raw: bytes, dice: random.Random, _: tuple[Original, ...]) -> bytes:
    lines = raw.splitlines(keepends=True) or [b""]
    at = dice.randrange(len(lines))
    return b"".join([*lines[: at + 1], *lines[at : at + dice.randint(1, 5)], *lines[at + 1 :]])


def _swap(raw: bytes, dice: random.Random, _: tuple[Original, ...]) -> bytes:
    lines = raw.splitlines(keepends=True) or [b""]
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _cut(raw: bytes, dice: random.Random, _: tuple[Original, ...]) -> bytes:
    return raw[: dice.randrange(len(raw) + 1)]


def _splice(raw: bytes, dice: random.Random, originals: tuple[Original, ...]) -> bytes:
    other = dice.choice(originals).raw
    return raw[: dice.randrange(len(raw) + 1)] + other[dice.randrange(len(other) + 1) :]


def _retype(raw: bytes, dice: random.Random, _: tuple[Original, ...]) -> bytes:
    """Return the text in another encoding or with other line ends, as an editor saves it."""
    text = raw.decode("utf-8", "replace")
    if dice.random() < 0.5:
        return text.replace("\n", dice.choice(("\r", "\r\n", "\x85", "\u2028"))).encode()
    return text.encode(dice.choice(("utf-8-sig", "cp874", "utf-16", "utf-16-be")), "replace")


_DAMAGES = {
    "flip": _flip,
    "delete": _delete,
    "insert": _insert,
    "duplicate": _duplicate,
    "swap": _swap,
    "cut": _cut,
    "splice": _splice,
    "retype": _retype,
}


# ---------------------------------------------------------------- verdicts


class _TooLong(Exception):
    pass


def _stop(*_: object) -> None:
    raise _TooLong


def judge(mutant: Mutant, content: Path, limit: float) -> Verdict:
    """Return how the program takes *mutant*, which lies in the folder *content*.

    *limit* is in seconds of the processor, so that a busy machine changes no verdict.
    """
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    begin = time.process_time()
    try:
        source = load_source(content, "content", content.parent / "evidence.json")
        plan = plan_site(source)
        errors, warnings = count_problems(plan.problems)
        if not errors:
            build_site(source)
    except _TooLong:
        return Verdict(mutant, "timeout", time.process_time() - begin, f"longer than {limit} s")
    except Exception:  # whatever it is, it is what this program looks for
        return Verdict(mutant, "traceback", time.process_time() - begin, traceback.format_exc())
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - begin
    if seconds > limit:
        return Verdict(mutant, "timeout", seconds, f"{seconds:.1f} s, limit {limit} s")
    if faults := list(faulty_problems(plan.problems, content)):
        return Verdict(mutant, "location", seconds, "\n".join(faults))
    return Verdict(mutant, "errors" if errors else "warnings" if warnings else "clean", seconds)


def faulty_problems(problems: tuple[Problem, ...], content: Path) -> Iterator[str]:
    """Yield what is wrong with the form of *problems*: a place outside the file, or more than a line of text."""
    texts: dict[str, list[str]] = {}
    for problem in problems:
        where = problem.where
        path = content.parent / where.path
        if not path.exists():
            yield f"no such file: {problem}"
            continue
        if len(str(problem).splitlines()) != 1:
            yield f"not one line: {str(problem)!r}"
        if path.is_dir() or "/evidence/" in where.path:
            inside = (where.line, where.column) == (1, 1)
        else:
            lines = texts.get(where.path) or texts.setdefault(where.path, _lines(path.read_bytes()))
            inside = 1 <= where.line <= len(lines) and 1 <= where.column <= len(lines[where.line - 1]) + 1
        if not inside:
            yield f"outside the file: {problem}"


def _lines(raw: bytes) -> list[str]:
    """Return the lines of a file as YAML 1.1 counts them; a BOM is none of its letters."""
    return re.split("\r\n|[\n\r\x85\u2028\u2029]", raw.decode("utf-8-sig", "replace"))


def run_chunk(content: Path, seed: int, numbers: range, limit: float) -> list[Verdict]:
    """Return the verdicts on the mutants *numbers*, made in a copy of *content* that lies in memory where possible."""
    originals = read_originals(content)
    memory = Path("/dev/shm")
    verdicts = []
    with tempfile.TemporaryDirectory(prefix="oit-fuzz-", dir=memory if os.access(memory, os.W_OK) else None) as folder:
        for number in numbers:
            mutant = make_mutant(originals, seed, number)
            copy = Path(folder) / mutant.original.agency / "content"
            if not copy.exists():
                _copy(content, copy, mutant.original.agency)
                # Catalogues and templates are read once in a process; that is no mutant's time.
                build_site(load_source(copy, "content", copy.parent / "evidence.json"))
            target = copy / mutant.original.path
            target.write_bytes(mutant.raw)
            verdicts.append(judge(mutant, copy, limit))
            target.write_bytes(mutant.original.raw)
    return verdicts


def _copy(content: Path, copy: Path, agency: str) -> None:
    for name in (agency, "pages", "catalogue"):
        if (content / name).is_dir():
            shutil.copytree(content / name, copy / name)


# ---------------------------------------------------------------- the run


def main() -> int:
    """Judge the mutants, print the figures, keep the failures; return 1 where there is one."""
    options = _options()
    begin = time.perf_counter()
    verdicts: list[Verdict] = []
    died: list[range] = []
    chunks = [
        range(at, min(at + CHUNK, options.first + options.mutants))
        for at in range(options.first, options.first + options.mutants, CHUNK)
    ]
    with ProcessPoolExecutor(options.jobs) as pool:
        tasks = {pool.submit(run_chunk, options.content, options.seed, chunk, options.limit): chunk for chunk in chunks}
        for task in as_completed(tasks):
            try:
                verdicts += task.result()
            except BrokenProcessPool:
                died.append(tasks[task])
    failures = [verdict for verdict in verdicts if verdict.fault]
    for failure in failures:
        _keep(failure, options.failures)
    _print_figures(verdicts, failures, time.perf_counter() - begin)
    for chunk in died:
        print(f"a process died in mutants {chunk.start}-{chunk.stop - 1}: run them with --first and --jobs 1")
    return 1 if failures or died else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mutants", type=int, default=10_000, help="how many (default 10000)")
    parser.add_argument("--seed", type=int, default=1, help="what they follow from (default 1)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first: repeats part of a run")
    parser.add_argument(
        "--limit", type=float, default=2.0, help="seconds of the processor that one may take (default 2)"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes (default: all cores)")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="what is damaged (a copy of it)")
    parser.add_argument("--failures", type=Path, default=ROOT / ".cache" / "fuzz", help="where failures are kept")
    return parser.parse_args()


def _keep(failure: Verdict, folder: Path) -> None:
    """Write the mutant and what was wrong with it; *folder* lies outside the content."""
    mutant = failure.mutant
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{mutant.number}-{Path(mutant.original.path).name}").write_bytes(mutant.raw)
    (folder / f"{mutant.number}.txt").write_text(
        f"{failure.end} · {mutant.original.path} · {mutant.how}\n{failure.fault}\n", encoding="utf-8"
    )
    print(f"FAILED {mutant.number} {failure.end} {mutant.original.path} ({mutant.how})")
    print("  " + failure.fault.strip().splitlines()[-1])


def _print_figures(verdicts: list[Verdict], failures: list[Verdict], seconds: float) -> None:
    ends = ", ".join(f"{end} {number}" for end, number in Counter(v.end for v in verdicts).most_common())
    damages = Counter(name for verdict in verdicts for name in verdict.mutant.how.split("+"))
    times = sorted(verdict.seconds for verdict in verdicts) or [0.0]
    slowest = max(verdicts, key=lambda verdict: verdict.seconds, default=None)
    print(f"{len(verdicts)} mutants in {seconds:.0f} s: {ends}")
    print(f"damages: {', '.join(f'{name} {number}' for name, number in damages.most_common())}")
    print(f"time: median {times[len(times) // 2] * 1000:.0f} ms, slowest {times[-1] * 1000:.0f} ms", end="")
    print(f" (mutant {slowest.mutant.number}, {slowest.mutant.original.path})" if slowest else "")
    print(f"failures: {len(failures)}")


if __name__ == "__main__":
    sys.exit(main())
