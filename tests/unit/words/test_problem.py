"""A problem tells its sentence in both languages, with what fills it."""

import pytest

from outpace.words.problem import Problem, ProblemError, catalogue


def test_a_sentence_is_filled_in_both_languages() -> None:
    text = Problem("NOT_ALLOWED", {"what": "merge"}).text
    assert "merge" in text.zh
    assert text.en == "Your post does not allow this: merge."


def test_a_problem_knows_its_status_and_exit_code() -> None:
    kind = Problem("NOT_FOUND", {}).kind
    assert (kind.http, kind.exit) == (404, 5)


def test_an_error_carries_the_problem_and_reads_in_a_log() -> None:
    error = ProblemError("NOT_ALLOWED", what="merge")
    assert error.problem == Problem("NOT_ALLOWED", {"what": "merge"})
    assert str(error) == "NOT_ALLOWED: Your post does not allow this: merge."


def test_an_unknown_code_is_no_problem_of_ours() -> None:
    with pytest.raises(KeyError):
        ProblemError("NO_SUCH_CODE")


def test_an_open_sentence_that_is_not_filled_is_refused() -> None:
    with pytest.raises(KeyError, match="what"):
        ProblemError("NOT_ALLOWED")


def test_codes_are_their_own_keys() -> None:
    assert all(code == kind.code for code, kind in catalogue().items())
