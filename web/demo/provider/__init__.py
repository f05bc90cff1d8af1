"""The sign-in provider of the demo and the tests: a certified OpenID Connect server in Node with a page to choose whom to be."""
