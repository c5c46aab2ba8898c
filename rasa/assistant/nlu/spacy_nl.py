"""Dutch spaCy for the pipeline: the trained model where it is installed, else a blank one."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP

logger = logging.getLogger(__name__)

LANGUAGE = "nl"
# Only words and their places are used: what costs time beyond that stays out.
UNUSED_PIPES = ("parser", "ner")


def is_available(model: str) -> bool:
    """Tell whether `model` is an installed package or the folder of a spaCy pipeline."""
    return spacy.util.is_package(model) or (Path(model) / "config.cfg").is_file()


def identity(model: str) -> str:
    """Give a text that changes whenever another pipeline would be loaded for `model`.

    The name with the version where the model is there, `blank-nl` with spaCy's version where it
    is not. Reads the pipeline's description only. Raises OSError for a broken pipeline.
    """
    if not is_available(model):
        return f"blank-{LANGUAGE}-{spacy.__version__}"
    meta = spacy.info(model, silent=True)
    return f"{model}-{meta.get('version', '?')}-{spacy.__version__}"


@cache
def load(model: str) -> SpacyModel:
    """Load the spaCy pipeline of that name or folder once in a process, or the blank Dutch one.

    Says once, in one line, that the blank one serves. A pipeline that is there but cannot be
    loaded raises the error of spaCy (OSError, ValueError): a fault must not look like absence.
    """
    if is_available(model):
        language = spacy.load(model, exclude=list(UNUSED_PIPES))
    else:
        logger.warning("%s is not installed: spaCy's blank Dutch pipeline serves.", model)
        language = spacy.blank(LANGUAGE)
    return SpacyModel(model=language, model_name=identity(model))


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MODEL_LOADER,
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
    ],
    is_trainable=False,
    model_from="SpacyNl",
)
class SpacyNl(SpacyNLP):
    """Provides Dutch spaCy to the tokenizer, with or without the trained model.

    Configuration: `model`, the name of an installed spaCy package or a pipeline's folder.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the default configuration."""
        return {"case_sensitive": False, "model": "nl_core_news_sm"}

    @classmethod
    def create(cls, config: dict[str, Any], *_more: Any, **_graph: Any) -> SpacyNl:
        """Create the component with the pipeline that is there."""
        config = {**cls.get_default_config(), **config}
        return cls(load(config["model"]), config)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Give what the cache must know: installing the model later makes its results stale."""
        return identity({**cls.get_default_config(), **config}["model"])
