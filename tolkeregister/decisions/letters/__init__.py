"""Letters: dated templates, accessible PDF, and delivery with receipts."""
