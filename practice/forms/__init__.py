"""The four ways to practise, each a pure state machine: (state, input, context) -> turn."""
