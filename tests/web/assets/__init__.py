"""The build of stylesheets, scripts, fonts and icons."""
