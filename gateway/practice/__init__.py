"""Practising as the gateway sees it: who a trainee is, and how progress looks on a card."""
