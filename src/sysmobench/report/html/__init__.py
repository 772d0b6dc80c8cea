"""Pages: a report of one check, a comparison of results, and a system with its traces.

``model`` modules say what is shown, templates how. Every page is one file that needs no network: style and script are inside.
"""
