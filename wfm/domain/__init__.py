"""The planner's world in frozen dataclasses: an object that exists is valid."""
