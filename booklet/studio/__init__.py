"""The studio: a manuscript in the browser of this machine, its text beside its pages.

A server on the loopback alone (server.py), behind one guard (safety.py); what it saves are the files of the manuscript
(files.py). It reads and sets nothing itself: a worker does (worker.py), which may die without a word being lost.
"""
