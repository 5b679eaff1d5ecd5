import torch

from kgaigc.generation.delexicalise import delexicalise
from kgaigc.generation.search import Search, beam_search
from kgaigc.generation.vocabulary import BOS_ID, EOS_ID

from .conftest import fact


def greedy(network, vocabulary, source, steps):
    batch = vocabulary.batch([source])
    memory = network.encode(batch.tokens, batch.roles, batch.copied, batch.names)
    state, last, ids = network.start(memory), torch.full((1, 1), BOS_ID), []
    for _ in range(steps):
        log, state = network.decode(last, state, memory, extra=len(batch.words))
        log[0, 0, [0, BOS_ID, 3]] = -1e9
        for token, i in (
            (t, i) for i, t in enumerate(vocabulary.tokens) if t[:1] == "S" and t[1:2].isdigit()
        ):
            if int(token[1:].partition("~")[0]) >= len(source.slots):
                log[0, 0, i] = -1e9
        last = log[:, 0].argmax(-1, keepdim=True)
        if last.item() == EOS_ID:
            break
        ids.append(last.item())
    return tuple(vocabulary.tokens[i] for i in ids)


def test_a_beam_of_one_is_greedy(network, vocabulary, ada):
    source = delexicalise([[ada]])
    search = Search(num_beams=1, missing=0.0, repeated=0.0, max_tokens=12)
    found = beam_search(network, vocabulary, [source], search=search)
    assert found[0][0].tokens == greedy(network, vocabulary, source, 12)


def test_a_batch_finds_what_each_source_finds_alone(network, vocabulary, ada):
    sources = [delexicalise([[ada]]), delexicalise([[fact("Alan", "birth place", "London"), ada]])]
    search = Search(num_beams=3, max_tokens=15)
    together = beam_search(network, vocabulary, sources, search=search)
    alone = [beam_search(network, vocabulary, [source], search=search)[0] for source in sources]
    assert [[h.tokens for h in found] for found in together] == [[h.tokens for h in found] for found in alone]


def test_banned_tokens_and_slots_that_are_not_there_are_never_written(network, vocabulary, ada):
    search = Search(num_beams=4, max_tokens=20)
    banned = frozenset({"was", "S0~adj", "S1~adj", "S0~short", "S1~short"})
    for hypothesis in beam_search(
        network, vocabulary, [delexicalise([[ada]])], search=search, banned=[banned]
    )[0]:
        assert not banned & set(hypothesis.tokens)
        assert not any(t.startswith("S") and t[1:2].isdigit() and int(t[1]) > 1 for t in hypothesis.tokens)


def test_the_same_search_gives_the_same_text(network, vocabulary, ada):
    search = Search(num_beams=4, max_tokens=20)
    runs = [beam_search(network, vocabulary, [delexicalise([[ada]])], search=search) for _ in range(2)]
    assert runs[0] == runs[1]
