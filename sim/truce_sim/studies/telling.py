"""One run told event by event, as a typed value that can be stored."""

from truce_sim.model import Story as ModelStory
from truce_sim.studies.results import Event, Story

_TOLD = tuple(Event.model_fields)


def told(story: ModelStory) -> Story:
    """Return a model's story as a result."""
    return Story(
        replication=story.replication,
        held=story.held,
        cause=story.cause,
        end_hours=story.end_hours,
        horizon_hours=story.horizon_hours,
        events=tuple(
            Event(**{name: getattr(event, name) for name in _TOLD}) for event in story.events
        ),
    )
