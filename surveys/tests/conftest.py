from surveys.tests.answered_cast import compared, made, nameless, people  # noqa: F401
