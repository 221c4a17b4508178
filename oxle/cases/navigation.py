"""The entries cases add to the service navigation, and those of every installed duty."""

from oxle.accounts.permissions import read, write
from oxle.cases import duties
from oxle.core import navigation


def register() -> None:
    """Add them, once every duty is known."""
    navigation.register(
        navigation.Entry("My work", "cases:work", read("cases"), order=10, shortcut="g w"),
        navigation.Entry("Cases", "cases:list", read("cases"), order=15),
        navigation.Entry("Inbox", "cases:inbox", write("inbox"), order=30),
        navigation.Entry("Team", "cases:team", read("team"), order=40),
        navigation.Entry("Challenges", "cases:challenges", read("cases"), order=56, section=navigation.REPORTS),
        navigation.Entry("Disposal", "cases:disposals", read("disposal"), order=79, section=navigation.MANAGE),
    )
    for duty in duties.duties():
        navigation.register(*duty.navigation)
