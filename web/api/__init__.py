"""The JSON API; shapes are declared in `schemas`, and nothing that is not declared leaves the service."""
