"""Replaces methods of moto."""


def patch(owner):
    """Replaces or adds a method; the original comes as first argument."""

    def replace(function):
        original = getattr(owner, function.__name__, None)

        def method(self, *args, **kwargs):
            return function(original, self, *args, **kwargs)

        setattr(owner, function.__name__, method)
        return function

    return replace
