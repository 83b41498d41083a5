"""The door: what one types, or a double click."""
