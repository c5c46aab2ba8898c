"""What would change a result, and what to ask next."""

from __future__ import annotations

from catalog.advice.changing import changes, next_questions, other_answers
from catalog.advice.deciding import Field
from catalog.model import Facts, Publiek, Rol, Toets, Uitkomst
from tests.catalog.advice.building import criterium, field, product, regel, stelsel, toets

NEVER: frozenset[str] = frozenset({"acuut_gevaar"})
MATIG = toets("gedrag", "matig", "ernstig")
ESCALATIE = toets("risico", "escalatie")
GRENZEN = [
    regel("acuut-gevaar", Uitkomst.CRISIS, toets("acuut_gevaar", True)),
    regel("jong", Uitkomst.JEUGDWET, Toets("leeftijd", maximum=17)),
]
OWN = field(
    stelsel(
        product("basis", 10, criterium(Rol.UITSLUITEND, MATIG)),
        product("plus", 20, criterium(Rol.VEREIST, ESCALATIE)),
        product("hoog", 30),
        beslist=[["gedrag"]],
    ),
    grenzen=GRENZEN,
)


def found(own: Field, facts: Facts) -> list[tuple[str, object, tuple[str, ...]]]:
    listed = changes(own, facts, own.decide(facts), never=NEVER)
    return [(c.kenmerk, c.waarde, c.decision.producten) for c in listed]


def asked(own: Field, facts: Facts, publiek: Publiek = Publiek.WIJKTEAM) -> tuple[str, ...]:
    return next_questions(own, facts, own.decide(facts), publiek)


def test_every_single_answer_that_gives_another_result_is_found() -> None:
    known: Facts = {"gedrag": "geen"}
    assert found(OWN, known) == [
        ("leeftijd", 17, ()),
        ("gedrag", "matig", ("plus",)),
        ("gedrag", "ernstig", ("plus",)),
    ]


def test_an_answer_that_two_others_hang_on_is_found_from_where_it_stands() -> None:
    known: Facts = {"gedrag": "ernstig", "leeftijd": 30}
    assert ("risico", (), ("hoog",)) in found(OWN, known)
    assert ("gedrag", "geen", ("basis",)) in found(OWN, known)


def test_nobody_is_told_that_danger_would_change_it() -> None:
    assert "acuut_gevaar" not in [kenmerk for kenmerk, _, _ in found(OWN, {})]


def test_of_a_known_list_one_value_more_and_one_less_is_tried() -> None:
    answers = list(other_answers(OWN, "risico", {"risico": ("overlast",)}))
    assert answers == [("escalatie", "overlast"), ()]


def test_of_anything_else_every_other_answer_is_tried() -> None:
    assert list(other_answers(OWN, "gedrag", {"gedrag": "matig"})) == ["geen", "ernstig"]
    assert list(other_answers(OWN, "leeftijd", {})) == [17, 18]


def test_what_decides_is_asked_first() -> None:
    assert asked(OWN, {}) == ("gedrag", "leeftijd")


def test_what_can_no_longer_change_the_result_is_not_asked() -> None:
    assert asked(OWN, {"gedrag": "geen"}) == ("leeftijd",)
    assert asked(OWN, {"gedrag": "geen", "leeftijd": 40}) == ()


def test_an_earlier_answer_can_make_a_question_matter() -> None:
    assert asked(OWN, {"gedrag": "ernstig", "leeftijd": 40}) == ("risico",)


def test_only_what_this_audience_is_asked_is_asked() -> None:
    variants = field(
        stelsel(
            product("licht", 10, pakket="thuis", uren=4),
            product("zwaar", 20, pakket="thuis", uren=8),
        )
    )
    assert asked(variants, {}) == ("uren_per_week",)
    assert asked(variants, {}, Publiek.INWONER) == ()


def test_more_different_results_come_before_fewer() -> None:
    calm, safe = criterium(Rol.UITSLUITEND, MATIG), criterium(Rol.UITSLUITEND, ESCALATIE)
    no_more = criterium(Rol.UITSLUITEND, toets("gedrag", "ernstig"))
    own = field(stelsel(product("a", 10, calm, safe), product("b", 20, no_more), product("c", 30)))
    # Behaviour leads to a, b or c; a risk to a or b only.
    assert asked(own, {}) == ("gedrag", "risico")


def test_in_a_crisis_nothing_is_asked() -> None:
    assert asked(OWN, {"acuut_gevaar": True}) == ()


def test_below_another_boundary_what_lifts_nothing_is_not_asked() -> None:
    assert asked(OWN, {"leeftijd": 15}) == ()
