"""The message model and the bodies of the web API. No channel has one of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

MAX_TEXT = 4000
MAX_TYPED = 400
"""The most characters that one field of a form takes."""

type Json = Any
type Sender = Literal["assistant", "person", "system"]
type MessageId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
type ChoiceId = Annotated[str, Field(min_length=1, max_length=64)]
type Command = Literal[
    "back",
    "restart",
    "erase",
    "help",
    "why",
    "unknown",
    "human",
    "summary",
    "stop",
    "resume",
    # What a worker's channel offers beside these.
    "form",
    "report",
    "compare",
    "overview",
    "overrule",
    "why_not",
    "what_if",
    "edit",
    # Where practising is on.
    "practice",
    "progress",
]
type FieldName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
type FormId = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")]


type Choices = Annotated[list[ChoiceId], Field(max_length=40)]
type Typed = Annotated[str, Field(max_length=MAX_TYPED)]


class Strict(BaseModel):
    """A body that may hold nothing unknown."""

    model_config = ConfigDict(extra="forbid")


class Entry(BaseModel):
    """One thing that was said, by whom, as every channel shows it."""

    model_config = ConfigDict(populate_by_name=True)

    seq: int
    id: str
    sender: Sender = Field(alias="from")
    at: str
    kind: str
    text: str
    data: dict[str, Json] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that has no number yet."""

    sender: Sender
    kind: str
    text: str
    data: Mapping[str, Json] = field(default_factory=dict)


# -- what the person sends ---------------------------------------------------------------------


class TextMessage(Strict):
    """An answer in the person's own words."""

    id: MessageId
    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT, pattern=r"\S")]


class ChoiceMessage(Strict):
    """One or more of the choices of the open question."""

    id: MessageId
    choices: Annotated[list[ChoiceId], Field(min_length=1, max_length=40)]


class CommandMessage(Strict):
    """A button of the page itself."""

    id: MessageId
    command: Command


class ChangeMessage(Strict):
    """The wish to give another answer about one kenmerk."""

    id: MessageId
    change: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]


class FillMessage(Strict):
    """A form that was filled in: per field the ids of what was chosen, or what was typed.

    `question` is the id of the form as it was shown (`data.form`). A field that is left out stays
    as it is; an empty list or text clears it.
    """

    id: MessageId
    question: FormId
    fill: Annotated[dict[FieldName, Choices | Typed], Field(max_length=60)]


type Message = TextMessage | ChoiceMessage | CommandMessage | ChangeMessage | FillMessage

type Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]


class Start(Strict):
    """What is known before the first question."""

    spreker: Literal["inwoner", "naaste", "trainee"] | None = None
    stelsel: Identifier | None = None
    domein: Literal["begeleiding", "dagbesteding", "wonen"] | None = None


class SessionRequest(Strict):
    """The wish to begin."""

    channel: Literal["webchat"] = "webchat"
    start: Start = Field(default_factory=Start)
    # Only with the spreker `trainee`; SecretStr keeps it out of anything that is printed.
    practice_code: Annotated[SecretStr, Field(max_length=64)] | None = None


class Contact(Strict):
    """How the gemeente may reach the person; given at the melding only, never kept."""

    naam: Annotated[str, Field(max_length=120)] = ""
    telefoon: Annotated[str, Field(max_length=40)] = ""
    email: Annotated[str, Field(max_length=200)] = ""


class PreviewRequest(Strict):
    """The wish to see what would be sent."""

    contact: Contact = Field(default_factory=Contact)


def _only_true(value: object) -> object:
    # True equals 1, and a 1 is no consent.
    if value is not True:
        raise ValueError("consent is needed")
    return value


class MeldingRequest(Strict):
    """The wish to send what was shown."""

    consent: Annotated[Literal[True], BeforeValidator(_only_true)]
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    contact: Contact = Field(default_factory=Contact)


# -- what the gateway answers ------------------------------------------------------------------


class Session(BaseModel):
    """A new conversation."""

    token: str
    expires_at: str
    idle_seconds: int


class Can(BaseModel):
    """What is possible now."""

    back: bool = False
    change: bool = False
    advice: bool = False
    melding: bool = False


class Sent(BaseModel):
    """A melding that was handed over."""

    sent_at: str
    reference: str


class Standing(BaseModel):
    """How a conversation stands."""

    last: int
    open: Entry | None
    busy: bool
    can: Can
    ends_at: str
    melding: Sent | None


class Conversation(Standing):
    """A part of a conversation and how it stands."""

    entries: list[Entry]


class Accepted(BaseModel):
    """A message that will be handled."""

    seq: int
    repeated: bool


class Fact(BaseModel):
    """One thing that was understood."""

    kenmerk: str
    question: str
    label: str
    value: str
    sentence: str
    unknown: bool = False


class Facts(BaseModel):
    """Everything that was understood, in order."""

    facts: list[Fact]


class MeldingPreview(BaseModel):
    """Exactly what would be sent."""

    text: str
    digest: str
    terms: list[str]
    to: str


class MeldingSent(Sent):
    """A melding that was handed over, and what follows."""

    terms: list[str]
