"""Stories of a dossier, and what is new in it since a day."""
