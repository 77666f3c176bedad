"""What Firsthand costs, in figures: ``bin/bench`` prints them as one table.

A row is a module in ``benchmarks/rows`` with ``NAME`` (one word with hyphens), ``WHAT`` (one line) and
``measure() -> list[Figure]``. Each row runs in a process and a data folder of its own.
"""
