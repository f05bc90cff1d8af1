"""Every figure the source documents print, beside ours: `python -m web.figures` (make figures)."""
