"""Tolkebevis: the card a listed interpreter shows, its signed statement, and the keys anyone may check it with."""
