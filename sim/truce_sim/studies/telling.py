"""One run told event by event, as a typed value that can be stored."""

from truce_sim.model import Story as ModelStory
from truce_sim.studies.key_events import key_events
from truce_sim.studies.results.common import Event, Story

_TOLD = tuple(name for name in Event.model_fields if name != "key")


def told(story: ModelStory) -> Story:
    """Return a model's story as a result."""
    events = [Event(**{name: getattr(event, name) for name in _TOLD}) for event in story.events]
    for place in key_events(events):
        events[place] = events[place].model_copy(update={"key": True})
    return Story(
        replication=story.replication,
        held=story.held,
        cause=story.cause,
        end_hours=story.end_hours,
        horizon_hours=story.horizon_hours,
        events=tuple(events),
    )
