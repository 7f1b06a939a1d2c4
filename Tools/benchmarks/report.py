"""Tables for people, and JSON lines for programs."""

import json
from dataclasses import asdict
from statistics import median


def number(value):
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value >= 10 else f"{value:.2f}"


def ratio_number(value):
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def row(comparison, name):
    samples = comparison.scaled(name)
    ratio = comparison.ratio(name)
    verdict = comparison.verdict(name)
    cells = [name, comparison.roles[name], number(median(samples))]
    cells.append(f"{number(min(samples))} – {number(max(samples))}")
    if ratio:
        cells += [
            ratio_number(ratio.median),
            f"{ratio_number(ratio.low)} – {ratio_number(ratio.high)}",
            ratio_number(ratio.of_minima),
        ]
    else:
        cells += ["", "", ""]
    cells += [verdict.text, "met" if verdict.is_met else "NOT MET"] if verdict else ["", ""]
    return cells


def table(comparison):
    """The comparison as text: one line a contestant."""
    heads = ["", "", "median", "min – max", "ours ÷ it", "min – max", "of minima", "target", ""]
    rows = [heads] + [row(comparison, name) for name in comparison.samples]
    widths = [max(len(cells[column]) for cells in rows) for column in range(len(heads))]
    rounds = len(comparison.samples[comparison.ours])
    lines = [f"{comparison.benchmark}: {comparison.title} [{comparison.unit}, {rounds} rounds]"]
    for cells in rows:
        padded = [cell.ljust(width) for cell, width in zip(cells[:2], widths)]
        padded += [cell.rjust(width) for cell, width in zip(cells[2:], widths[2:])]
        lines.append("  " + "  ".join(padded).rstrip())
    return "\n".join(lines)


def json_lines(comparison, **context):
    """One line a contestant, with every sample."""
    for name in comparison.samples:
        samples = comparison.scaled(name)
        ratio = comparison.ratio(name)
        verdict = comparison.verdict(name)
        line = {
            **context,
            "benchmark": comparison.benchmark,
            "workload": comparison.title,
            "contestant": name,
            "role": comparison.roles[name],
            "unit": comparison.unit,
            "median": median(samples),
            "min": min(samples),
            "max": max(samples),
            "samples": samples,
            "ours_to_it": ratio and asdict(ratio),
            "target": verdict and verdict.text,
            "met": verdict and verdict.is_met,
        }
        yield json.dumps(line, ensure_ascii=False)
