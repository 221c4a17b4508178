"""References for a chaperone that come by a link: who was asked, and what they answered, each once."""
