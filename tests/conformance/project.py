"""Checks that are the project's as a whole, not one example's."""


def all(report, binary, debug_binary, work, examples):
    pass
