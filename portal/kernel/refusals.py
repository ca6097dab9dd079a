"""How the portal says no."""


class Refused(Exception):
    """A rule said no. The message is a whole Italian sentence: the thing, its state, the way out.

    ``field`` names the form field the sentence belongs to, when there is one.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotThere(Exception):
    """Nothing by that id among what the viewer may see. A stranger's record and no record look alike."""


class NotAllowed(Exception):
    """The viewer is known, and this is not for the roles they act in."""
