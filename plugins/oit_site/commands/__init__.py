"""The commands of `oit`, one subject a module; `__main__` wires them. The only room that knows click."""
