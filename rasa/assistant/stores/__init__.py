"""Where conversations and locks are kept: in this process, or in stores that replicas share."""
