"""What a page is made of: template engine, texts, formats, labels, figures, icons and menus. No HTTP here."""
