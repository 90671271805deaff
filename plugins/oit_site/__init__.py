"""A Thai agency's integrity measures and OIT checklist, from YAML to a site.

The modules stand on floors and import only downward (see CONTRIBUTING.md):
problem, rules, thai · yaml_source, model, shape, load · scoring, checklist, facts, check, uris · prose, render ·
site · mkdocs_plugin.
"""
