"""geocoders."""
