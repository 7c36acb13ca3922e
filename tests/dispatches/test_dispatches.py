from collections import Counter
from importlib.resources import files

from dateline.dispatches import dispatches


def test_every_dispatch_is_a_short_report_with_its_own_id():
    found = dispatches()
    assert 15 <= len(found) <= 20
    assert len({document.id for document in found}) == len(found)
    for document in found:
        assert document.title
        assert document.publisher
        assert 60 <= len(document.text.split()) <= 250, document.id


def test_the_readme_cites_every_dispatch_in_both_tables():
    readme = files("dateline.dispatches").joinpath("README.md").read_text("utf-8")
    for document in dispatches():
        assert readme.count(f"`{document.id}`") >= 2, document.id


def test_one_dispatch_is_cut_from_another_word_for_word():
    by_id = {document.id: document for document in dispatches()}
    whole, cut = by_id["sumy-agency"], by_id["sumy-agency-cut"]
    assert whole.text.startswith(cut.text)
    assert len(cut.text) < len(whole.text)
    assert whole.publisher != cut.publisher


def test_at_least_four_incidents_are_told_more_than_once():
    told = Counter(document.id.split("-")[0] for document in dispatches())
    assert sum(count > 1 for count in told.values()) >= 4


def test_a_dispatch_without_a_date_says_that_it_is_unknown():
    undated = [document for document in dispatches() if document.published is None]
    assert undated
    assert all(document.published_basis == "unknown" for document in undated)


def test_the_file_is_read_once():
    assert dispatches() is dispatches()
