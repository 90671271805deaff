"""A Thai agency's integrity measures and OIT checklist, from YAML to a site.

The modules stand on floors and import only downward (see CONTRIBUTING.md):
problem, rules, thai · yaml_source, model, load · scoring, checklist, check, uris · render · site · mkdocs_plugin.
"""
