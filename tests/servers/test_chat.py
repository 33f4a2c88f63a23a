"""The talk with a model's server: whatever the server does, it comes to an end, as an answer or as one clear fault."""

import time
from typing import Any

import pytest

import scripted
from scripted import Handler, completion, event, failing, saying, server, streaming
from variorum.errors import WrongUse
from variorum.servers.chat import Fault, Question, Server

QUESTION = Question("Compare.", "[1] The gate was shut.", {"type": "object"}, "a model", 99, 5)
KEY = "very-secret-key"


def test_an_answer_in_one_piece() -> None:
    with server(saying('{"facts": []}')) as there:
        answered = Server(there.address).ask(QUESTION)
    assert answered == ('{"facts": []}', True, 7)
    (asked,) = there.asked
    assert asked["path"] == "/v1/chat/completions"
    assert (asked["model"], asked["temperature"], asked["seed"], asked["max_tokens"]) == ("a model", 0, 5, 99)
    assert [one["content"] for one in asked["messages"]] == ["Compare.", "[1] The gate was shut."]
    assert asked["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert "Authorization" not in there.headers[0]


def test_an_answer_token_by_token_is_heard_as_it_comes() -> None:
    heard: list[int] = []
    with server(streaming('{"fac', 'ts"', ": []}")) as there:
        answered = Server(there.address).ask(QUESTION, heard.append)
    assert answered.text == '{"facts": []}'
    assert answered.whole
    assert heard == [1, 2, 3]


def test_an_answer_that_was_too_long_for_the_model_is_told_as_such() -> None:
    with server(streaming('{"facts": [', finish="length")) as there:
        assert not Server(there.address).ask(QUESTION).whole


@pytest.mark.parametrize(
    ("known", "status", "tried"),
    [
        ("json_object", 500, ["json_schema", "json_object", "json_object"]),  # llama-cpp-python
        (None, 400, ["json_schema", "json_object", None, None]),
    ],
)
def test_a_server_is_told_of_the_schema_as_it_knows_it(known: str | None, status: int, tried: list[str | None]) -> None:
    def act(handler: Handler, body: dict[str, Any]) -> None:
        fits = body.get("response_format", {}).get("type") == known
        handler.reply(*((200, completion("{}")) if fits else (status, b"{}")))

    with server(act) as there:
        talk = Server(there.address, again=())
        assert talk.ask(QUESTION).text == "{}"
        assert talk.ask(QUESTION).text == "{}"
    assert [asked.get("response_format", {}).get("type") for asked in there.asked] == tried


def test_a_busy_server_is_asked_again() -> None:
    statuses = iter((503, 429))

    def act(handler: Handler, _: object) -> None:
        status = next(statuses, 200)
        handler.reply(status, completion("{}") if status == 200 else b"")

    with server(act) as there:
        assert Server(there.address, again=(0.0, 0.0)).ask(QUESTION).text == "{}"
    assert len(there.asked) == 3


@pytest.mark.parametrize(
    ("act", "told", "lasting"),
    [
        (failing(500), "status 500", False),
        (failing(401), "wants a key", True),
        (failing(404), "no such model", True),
        (failing(302, Location="http://192.0.2.7/"), "sends to another address", True),
        (failing(200, b'{"choices": ['), "is no JSON", False),
        (failing(200, b"[1]"), "not answer in the form", False),
        (failing(200, b'{"choices": []}'), "not answer in the form", False),
        (failing(200, b'{"choices": [{"message": {"content": null}}]}'), "not answer in the form", False),
        (failing(200, b'{"error": {"message": "no"}}'), "error of its own", False),
        (failing(200, b"[" * 100_000), "is no JSON", False),
        (streaming("half", finish=None, done=False), "broke off", False),
        (lambda handler, _: handler.reply(200, b"data: {half\n\n", "text/event-stream", length=-1), "is no JSON", False),
        (scripted.cut_off, "broke off", False),
        (scripted.huge, "no end", False),
        (scripted.endless, "no end", False),
    ],
)
def test_a_fault_is_one_clear_sentence(act: scripted.Act, told: str, lasting: bool) -> None:
    with server(act) as there, pytest.raises(Fault, match=told) as caught:
        Server(there.address, key=KEY, again=()).ask(QUESTION)
    assert caught.value.lasting == lasting
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("act", [scripted.hanging, scripted.dripping, scripted.dripping_headers])
def test_a_server_that_draws_it_out_is_left(act: scripted.Act) -> None:
    began = time.monotonic()
    with server(act) as there, pytest.raises(Fault, match="took longer"):
        Server(there.address, patience=0.3, again=()).ask(QUESTION)
    assert time.monotonic() - began < 5


def test_nobody_there() -> None:
    with pytest.raises(Fault, match="nothing answers") as caught:
        Server(scripted.nobody()).ask(QUESTION)
    assert caught.value.lasting


def test_a_key_is_sent_and_never_comes_back() -> None:
    with server(lambda handler, _: handler.reply(200, completion(f"you said {KEY}"))) as there:
        talk = Server(there.address, key=KEY)
        assert talk.ask(QUESTION).text == "you said …"
    assert there.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in repr(talk)


def test_half_a_letter_pair_does_not_harm() -> None:
    with server(lambda handler, _: handler.reply(200, b'{"choices": [{"message": {"content": "\\ud83d"}}]}')) as there:
        Server(there.address).ask(QUESTION).text.encode("utf-8")
    with server(lambda handler, _: handler.reply(200, event("a") + event(None, "stop"), "text/event-stream", length=-1)) as there:
        assert Server(there.address).ask(QUESTION).text == "a"


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/v1", "http://localhost/v1", "http://[::1]:80/v1", "https://127.8.9.1/v1"])
def test_this_machine_needs_no_leave(address: str) -> None:
    assert Server(address).near


@pytest.mark.parametrize(
    "address", ["http://192.0.2.7/v1", "http://127.0.0.1.example.com/v1", "https://api.example.com/v1", "http://localhost.example/v1"]
)
def test_another_machine_needs_the_users_leave(address: str) -> None:
    with pytest.raises(WrongUse, match="--reader-remote"):
        Server(address)
    assert not Server(address, remote=True).near


@pytest.mark.parametrize("address", ["", "127.0.0.1:11434", "ftp://127.0.0.1/", "http://me:word@127.0.0.1/", "http://127.0.0.1:0/", "http://[::1/"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(WrongUse):
        Server(address)
