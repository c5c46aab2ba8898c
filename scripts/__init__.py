"""What installs, trains, starts and talks to Keukentafel; the standard library suffices."""
