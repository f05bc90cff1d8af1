"""Cases that end in a decision by the directorate (enkeltvedtak), whatever they are about.

What kinds of case there are, what they may end in and what their letters say is registered by the packages above, see
`kinds.py` and `letters/registry.py`; what follows from a signature is theirs too, by the event `decision.signed`.
"""
