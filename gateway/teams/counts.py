"""What the channel counts; no number leads to a person, a talk or a text."""

from __future__ import annotations

from prometheus_client import Counter

REFUSED = Counter("keukentafel_teams_refused", "Requests that were turned away", ["kind"])
TAKEN = Counter("keukentafel_teams_activities", "Activities that were taken", ["kind"])
SENT = Counter("keukentafel_teams_sent", "Messages that Teams took")
RETRIED = Counter("keukentafel_teams_retried", "Attempts that Teams asked to repeat", ["status"])
UNDELIVERED = Counter("keukentafel_teams_undelivered", "Messages that were given up", ["status"])
