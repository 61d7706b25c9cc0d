"""The ways of asking, in the order in which editors see them; a new one is a folder and a line here."""

WAYS_OF_ASKING = (
    "consultations.methods.survey",
    "consultations.methods.ideas",
    "consultations.methods.text",
    "consultations.methods.ranking",
    "consultations.methods.map",
    "consultations.methods.dialogue",
)
