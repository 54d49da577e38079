"""Reading of YAML: values, places, and what is refused."""
