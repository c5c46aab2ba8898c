"""The texts of a catalogue that inwoners and naasten read."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from catalog.lint.fault import Fault
from catalog.lint.reading_level import lint_fragments, lint_texts
from catalog.loader import Catalogue
from catalog.model import Stelsel, Teksten

type Named = tuple[str, str]


def faults(catalogue: Catalogue, explained: Collection[str]) -> Iterator[Fault]:
    """Give the faults of all texts for inwoners and naasten, each stelsel's scored together."""
    names = {stelsel.naam for stelsel in catalogue.stelsels.values()}
    names |= {gemeente.naam for gemeente in catalogue.gemeenten}
    known = {*explained, *names, *(word for name in names for word in name.split())}
    yield from lint_fragments(_labels(catalogue), known)
    yield from lint_texts(_vocabulary(catalogue), known)
    yield from lint_texts(_general(catalogue), known)
    for stelsel in catalogue.stelsels.values():
        yield from lint_texts(dict.fromkeys(_of_stelsel(stelsel)), known)
    for gemeente in catalogue.gemeenten:
        texts = [(f"gemeente {gemeente.id} › {k}", t) for k, t in gemeente.teksten.items()]
        yield from lint_texts(texts, known)


def _both(where: str, texts: Teksten) -> Iterator[Named]:
    yield f"{where} › inwoner", texts.inwoner
    yield f"{where} › naaste", texts.naaste


def _labels(catalogue: Catalogue) -> Iterator[Named]:
    for kenmerk in catalogue.vocabulary.values():
        if kenmerk.names is not None:
            yield from _both(f"kenmerken › {kenmerk.naam}", kenmerk.names)
        for value, texts in kenmerk.labels.items():
            yield from _both(f"kenmerken › {kenmerk.naam} › {value}", texts)


def _vocabulary(catalogue: Catalogue) -> Iterator[Named]:
    for kenmerk in catalogue.vocabulary.values():
        for value, texts in kenmerk.sentences.items():
            yield from _both(f"kenmerken › {kenmerk.naam} › {value} › zin", texts)


def _general(catalogue: Catalogue) -> Iterator[Named]:
    for regel in catalogue.grenzen:
        yield from _both(f"grenzen › regel {regel.id}", regel.tekst)
    for signaal in catalogue.signalen:
        yield from _both(f"grenzen › signaal {signaal.id}", signaal.tekst)


def _of_stelsel(stelsel: Stelsel) -> Iterator[Named]:
    name = stelsel.id
    yield from _both(f"{name} › toelichting", stelsel.toelichting)
    for regel in stelsel.regels:
        yield from _both(f"{name} › regel {regel.id}", regel.tekst)
    for signaal in stelsel.signalen:
        yield from _both(f"{name} › signaal {signaal.id}", signaal.tekst)
    for samen in stelsel.samen:
        yield from _both(f"{name} › samen {' + '.join(samen.producten)}", samen.tekst)
    for rule in stelsel.activiteiten:
        yield from _both(f"{name} › activiteit {rule.id}", rule.waarom)
    for product in stelsel.producten:
        yield from _both(f"{name} › {product.id} › samenvatting", product.samenvatting)
        for criterium in product.criteria:
            yield from _both(f"{name} › criterium {criterium.id}", criterium.tekst)
