"""TLA+ as a language: values and their JSON, types of observables, module text, configuration files."""
