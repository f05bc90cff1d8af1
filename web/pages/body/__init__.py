"""The public body's pages: ordering an interpreter, following the order, and today."""
