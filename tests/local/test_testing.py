from coproduce.local import testing


def test_the_whole_suite_runs_in_two_processes() -> None:
    assert testing.with_defaults(["-x"]) == ["-n", "2", "--dist", "loadfile", "-x"]
