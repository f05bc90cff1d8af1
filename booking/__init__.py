"""Demand: availability, search, requests, offers, assignments and the share of qualified assignments."""
