"""The sign-in provider of the demo and the tests: an OpenID Connect server with a page to choose whom to be."""
