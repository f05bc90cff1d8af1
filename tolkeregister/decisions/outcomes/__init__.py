"""Drafts, their approval, and the signed decision."""
