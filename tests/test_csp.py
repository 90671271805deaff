"""The policy that a page states: where it stands, and what it lets run."""

from oit_site.csp import POLICY, with_policy

HEAD = '<!doctype html><html lang="th"><head><meta charset="utf-8">'
PAGE = f'{HEAD}<link rel="stylesheet" href="a.css"><script src="a.js"></script></head><body>ก</body></html>'


def test_the_policy_stands_before_all_that_it_governs():
    """The policy follows the encoding at once, before any style or script."""
    html = with_policy(PAGE)
    assert html.startswith(f'{HEAD}<meta http-equiv="Content-Security-Policy" content="default-src \'self\'')
    assert html.index("http-equiv") < html.index("<link") < html.index("<script")


def test_everything_comes_from_the_site_itself():
    """No other host, no plug-in, no other base, no form to elsewhere, and nothing inline at all."""
    policy = {name: value for name, _, value in (part.strip().partition(" ") for part in POLICY.split(";"))}
    assert "'self'" == policy["default-src"] == policy["script-src"] == policy["worker-src"] == policy["form-action"]
    assert "'none'" == policy["object-src"] == policy["base-uri"]
    for word in ("unsafe", "http", "*", "sha256", "nonce"):
        assert word not in POLICY


def test_nothing_but_the_policy_is_added():
    """A second encoding in a text is left alone."""
    text = '<pre>&lt;meta&gt; <meta charset="utf-8"></pre>'
    html = with_policy(PAGE.replace("ก", text))
    assert 1 == html.count("http-equiv")
    assert text in html
