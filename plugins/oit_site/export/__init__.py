"""Open data: the facts of a site as files that other people's tools accept. One module a format."""
