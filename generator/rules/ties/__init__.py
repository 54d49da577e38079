"""T: inputs that are given independently must agree. A module per family of tie-outs (勾稽关系)."""

from generator.rules.ties import (
    absent,
    basic,
    corrections,
    departments,
    details,
    economic,
    funds,
    groups,
    holdings,
    items,
    items_elsewhere,
    last_year,
    listed_units,
    paying,
    performance,
    projects,
    running,
    scale,
    totals,
    twice,
)

RULES = (
    *absent.RULES,
    *totals.RULES,
    *projects.RULES,
    *basic.RULES,
    *groups.RULES,
    *economic.RULES,
    *details.RULES,
    *funds.RULES,
    *paying.RULES,
    *items.RULES,
    *items_elsewhere.RULES,
    *running.RULES,
    *performance.RULES,
    *holdings.RULES,
    *last_year.RULES,
    *scale.RULES,
    *corrections.RULES,
    *departments.RULES,
    *listed_units.RULES,
    *twice.RULES,
)

__all__ = ["RULES"]
