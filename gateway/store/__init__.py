"""Where conversations are kept between messages: one interface, one store by SQLAlchemy."""
