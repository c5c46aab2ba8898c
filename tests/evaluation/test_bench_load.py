"""The load benchmark's own parts: what people say, what is counted, and what counts as growth."""

from __future__ import annotations

import asyncio
import itertools
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from evaluation.bench.load import baseline
from evaluation.bench.load.measuring import Round, figures, percentiles, ratio, used
from evaluation.bench.load.people import NoAnswer, Sent, crowd
from evaluation.bench.load.soak import Note, faults, growth, slope
from evaluation.bench.load.talks import LONGEST, Talk, endless, read_talks

SETS = Path(__file__).parents[2] / "evaluation" / "sets"
TEMPLATE = """
pipeline:
# # No configuration for the NLU pipeline was provided.
#   - name: WhitespaceTokenizer
#   - name: DIETClassifier
#     epochs: 100

# Configuration for Rasa Core.
policies:
# # No configuration for policies was provided.
#   - name: MemoizationPolicy
#   - name: TEDPolicy
#     max_history: 5
#     epochs: 100
#   - name: RulePolicy
"""


def test_people_of_the_development_set_talk_in_a_fixed_order_with_varied_words() -> None:
    talks = read_talks(SETS / "dialogues-dev.jsonl")
    assert talks
    assert {talk.start["spreker"] for talk in talks} == {"inwoner", "naaste"}
    one, other = (list(itertools.islice(endless(talks, 7), 200)) for _ in range(2))
    assert one == other
    assert len({talk.story for talk in one}) > len(talks)
    assert one != list(itertools.islice(endless(talks, 8), 200))


def test_a_person_answers_what_is_asked_and_says_so_when_it_is_not_known() -> None:
    talk = Talk({}, "verhaal", {"leeftijd": "34"})
    assert talk.answer("leeftijd") == "34"
    assert talk.answer(None) == "ja"
    assert talk.answer("woonvorm") == "weet ik niet"


class Quick:
    """Answers at once."""

    async def hold(self, talk: Talk) -> AsyncIterator[Sent]:
        for number in range(LONGEST):
            await asyncio.sleep(0.01)
            yield Sent(float(number), 0.01)


def test_a_crowd_talks_for_as_long_as_it_is_asked_to_all_at_once() -> None:
    talks = endless([Talk({}, "verhaal", {})], 1)
    one = asyncio.run(crowd(Quick(), talks, 1, 0.3))
    ten = asyncio.run(crowd(Quick(), talks, 10, 0.3))
    assert len(ten.sent) > 4 * len(one.sent) > 0
    assert ten.unanswered == 0


class Silent(Quick):
    """Answers nobody."""

    async def hold(self, talk: Talk) -> AsyncIterator[Sent]:
        await asyncio.sleep(0.01)
        raise NoAnswer
        yield Sent(0.0, 0.0)


def test_who_gets_no_answer_is_counted() -> None:
    found = asyncio.run(crowd(Silent(), endless([Talk({}, "verhaal", {})], 1), 2, 0.1))
    assert not found.sent
    assert found.unanswered > 2


def test_the_figures_are_those_of_all_rounds_together() -> None:
    rounds = [
        Round(10, 2.0, [Sent(0, each / 1000) for each in times], 1, {"rasa": 0.3}, {"rasa": memory})
        for times, memory in (((10, 20, 30), 700.0), ((40, 50, 60), 800.0))
    ]
    found = figures(rounds)
    assert (found["messages"], found["unanswered"]) == (6, 2)
    assert found["messages_per_second"] == 1.5
    assert found["p50"] == 35.0
    assert found["cpu_ms_per_message"] == {"rasa": 100.0}
    assert found["memory_mb"] == {"rasa": 800}
    other = {**found, "messages_per_second": 0.5, "p50": 70.0}
    assert ratio(found, other) == {"messages_per_second": 3.0, "p50": 0.5, "p95": 1.0, "p99": 1.0}


def test_percentiles_of_nothing_and_of_one_are_given_too() -> None:
    assert percentiles([]) == {"p50": 0.0, "p95": 0.0, "p99": 0.0}
    assert percentiles([Sent(0, 0.5)])["p95"] == 500.0


def test_a_process_is_measured_and_one_that_is_gone_counts_nothing() -> None:
    assert used(os.getpid()).memory_mb > 10
    assert used(2**22 - 1).cpu_s == 0.0


# -- the baseline -------------------------------------------------------------------------------


def test_the_baseline_has_the_pipeline_and_policies_of_rasa_init() -> None:
    found = baseline.config(TEMPLATE)
    assert [p["name"] for p in found["pipeline"]] == ["WhitespaceTokenizer", "DIETClassifier"]
    assert found["policies"] == [
        {"name": "MemoizationPolicy"},
        {"name": "TEDPolicy", "max_history": 5, "epochs": 1},
        {"name": "RulePolicy"},
    ]
    with pytest.raises(ValueError, match="policies"):
        baseline.policies("policies:\n")


def test_the_baseline_learns_our_intents_and_rules(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(
        "nlu:\n- intent: groet\n  examples: |\n    - hallo [daar](x)\n    - hoi\n"
    )
    (tmp_path / "rules.yml").write_text(
        "rules:\n- rule: groet\n  steps:\n  - intent: groet\n  - action: action_algemeen\n"
    )
    found = baseline.training_data(tmp_path)
    assert found["nlu"] == [{"intent": "groet", "examples": "- hallo daar x\n- hoi\n"}]
    assert found["rules"][0]["steps"] == found["stories"][0]["steps"]


# -- growth -------------------------------------------------------------------------------------


def notes(name: str, values: list[float]) -> list[Note]:
    return [Note(5.0 * number, {name: value}) for number, value in enumerate(values)]


def test_the_slope_does_not_see_outliers() -> None:
    line = [(float(x), 2.0 * x + 1) for x in range(20)]
    line[7] = (7.0, 900.0)
    assert slope(line) == pytest.approx(2.0, abs=0.05)
    assert slope([(1.0, 1.0)]) == 0.0


def test_what_rises_until_the_end_is_told_and_warming_up_is_not() -> None:
    leaking = notes("memory rasa", [700.0 + 5 * n for n in range(60)])
    warming = notes("memory rasa", [400.0 + 10 * n for n in range(30)] + [700.0] * 30)
    noisy = notes("latency", [100.0 + 30 * (n % 3) for n in range(60)])
    assert growth(leaking, "memory rasa")[1] == pytest.approx(145.0)
    assert faults(leaking)
    assert not faults(warming)
    assert not faults(noisy)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("connections gateway", [10.0 + n for n in range(40)]),
        ("latency", [100.0 + 10 * n for n in range(40)]),
    ],
)
def test_growing_connections_and_latency_are_told(name: str, values: list[float]) -> None:
    assert faults(notes(name, values))
