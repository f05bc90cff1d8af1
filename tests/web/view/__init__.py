"""The templates, texts, formats and figures."""
