"""The policy that a page states: where it stands, what it lets run, and what never."""

import base64
import hashlib
import re

import pytest

from oit_site.csp import THEME_SCRIPTS, with_policy

HEAD = '<!doctype html><html lang="th"><head><meta charset="utf-8">'


def page(*scripts, body=""):
    inner = "".join(f"<script>{script}</script>" for script in scripts)
    return f'{HEAD}<link rel="stylesheet" href="a.css">{inner}</head><body>{body}</body></html>'


def policy_of(html):
    (content,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    return {name: value for name, _, value in (part.strip().partition(" ") for part in content.split(";"))}


def sha256(script):
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_the_policy_stands_before_all_that_it_governs():
    """The policy follows the encoding at once, before any style or script."""
    html = with_policy(page("var palette=__md_get(1)"))
    assert html.startswith(f'{HEAD}<meta http-equiv="Content-Security-Policy" content="default-src \'self\'')
    assert html.index("http-equiv") < html.index("<link") < html.index("<script")


def test_everything_comes_from_the_site_itself():
    """No other host, no plug-in, no other base, no form to elsewhere; nothing inline by a blanket word."""
    policy = policy_of(with_policy(page()))
    assert "'self'" == policy["default-src"]
    assert "'none'" == policy["object-src"] == policy["base-uri"]
    assert "'self'" == policy["form-action"]
    assert "unsafe" not in " ".join(policy.values())
    assert "http" not in " ".join(policy.values())
    assert "*" not in " ".join(policy.values())


@pytest.mark.parametrize("start", THEME_SCRIPTS)
def test_what_the_theme_needs_runs_by_its_hash(start):
    """An inline script of Material is allowed by the hash of its exact text, blanks and all."""
    script = f"\n  {start}(x && y)\n"
    assert f"'self' {sha256(script)}" == policy_of(with_policy(page(script)))["script-src"]


@pytest.mark.parametrize("script", ["alert(1)", " alert('__md_scope=new URL')", "x;var palette=__md_get"])
def test_any_other_script_gets_no_hash(script):
    """A script that came in with a text is left without a hash, and so does not run."""
    assert "'self'" == policy_of(with_policy(page(body=f"<script>{script}</script>")))["script-src"].strip()


def test_two_scripts_have_two_hashes_and_twins_one():
    """Each different script has its hash, in order; the same text twice has one."""
    one, two = f"{THEME_SCRIPTS[0]}(1)", f"{THEME_SCRIPTS[1]}(2)"
    assert f"'self' {sha256(one)} {sha256(two)}" == policy_of(with_policy(page(one, two, one)))["script-src"]


def test_nothing_but_the_policy_is_added():
    """Without its policy the page is what it was, and a second encoding in a text is left alone."""
    html = page(body='<pre>&lt;meta&gt; <meta charset="utf-8"></pre>')
    assert html == re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", with_policy(html))
    assert 1 == with_policy(html).count("http-equiv")


def test_one_page_has_the_same_policy_each_time():
    """The policy depends on the page alone."""
    html = page(f"{THEME_SCRIPTS[2]}(1)")
    assert with_policy(html) == with_policy(html)
