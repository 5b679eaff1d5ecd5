"""Training the generator: one epoch after another, checkpoints that resume, a log with losses and dev scores."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from pickle import UnpicklingError

import torch
from torch import Tensor
from torch.nn.utils import clip_grad_norm_

from kgaigc.errors import CheckpointError, ConfigError
from kgaigc.generation.delexicalise import Source
from kgaigc.generation.model import Hyperparameters, Network
from kgaigc.generation.vocabulary import UNK_ID, Vocabulary
from kgaigc.training.corpora import Example

STATE = "training.pt"
LOG = "log.jsonl"
HIDDEN = "<hidden>"


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train.

    Attributes:
        epochs: passes over the examples.
        batch_tokens: target tokens in a batch, padding included.
        rate: the peak learning rate of the one-cycle schedule.
        weight_decay: of AdamW.
        smoothing: of the labels.
        clip: largest gradient norm.
        seed: of weights, order and dropout.
        threads: processor threads.
        device: "cpu" or "cuda".
        average: how many of the last epochs' weights are averaged.
        disguise: share of predicate and category tokens hidden in training, so that unseen ones are met.
        word_dropout: share of the hidden predicates whose words are hidden too, but for their frozen vectors.
        name_dropout: share of slots whose names are hidden in training, so that unseen ones are met.
    """

    epochs: int = 12
    batch_tokens: int = 1600
    rate: float = 3e-3
    weight_decay: float = 1e-2
    smoothing: float = 0.1
    clip: float = 1.0
    seed: int = 1
    threads: int = 1
    device: str = "cpu"
    average: int = 3
    disguise: float = 0.15
    word_dropout: float = 0.5
    name_dropout: float = 0.25

    def __post_init__(self) -> None:
        if self.epochs < 1 or self.batch_tokens < 1 or self.average < 1:
            raise ValueError(f"epochs, batch_tokens and average must be at least 1, got {self}")
        shares = (self.smoothing, self.disguise, self.word_dropout, self.name_dropout)
        if self.smoothing == 1 or not all(0 <= share <= 1 for share in shares):
            raise ValueError(f"smoothing, disguise, word_dropout and name_dropout are shares, got {self}")


def fit(
    examples: Sequence[Example],
    vocabulary: Vocabulary,
    *,
    sizes: Hyperparameters,
    settings: Settings,
    output: Path,
    score: Callable[[Network], dict[str, float]],
    report: Callable[[str], None],
    vectors: Tensor | None = None,
) -> Network:
    """Train a network and return it with the averaged weights of its last epochs.

    After every epoch the weights, the optimizer and the state of the random generators go to ``output``; a run that
    was interrupted goes on from there.

    Args:
        examples: training pairs.
        vocabulary: of the pairs.
        sizes: of the network.
        settings: how to train.
        output: folder of checkpoint and log.
        score: dev scores of the network as it stands (called at the end of an epoch).
        report: takes a line for each step of progress.
        vectors: (words of ``vocabulary.meant`` + 1, numbers), the frozen vectors; None for none.

    Raises:
        CheckpointError: ``output`` holds an unfinished run that is damaged or has other settings.
        ConfigError: ``output`` can't be written.
    """
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    network = Network(
        sizes,
        vocabulary=len(vocabulary),
        roles=len(vocabulary.roles),
        names=len(vocabulary.names),
        meant=len(vocabulary.meant),
    )
    if vectors is not None:
        network.vectors.copy_(vectors)
    network = network.to(settings.device)
    steps = sum(1 for _ in batches(examples, settings.batch_tokens, random.Random(0))) * settings.epochs
    run = _Run.begin(network, settings, steps)
    _make(output)
    first = run.resume(output)
    weights = sum(p.numel() for p in network.parameters())
    report(f"{len(examples)} examples, {len(vocabulary)} tokens, {weights} weights")
    for epoch in range(first, settings.epochs):
        started = time.monotonic()
        loss = run.epoch(examples, vocabulary, epoch, report)
        seconds = round(time.monotonic() - started, 1)
        line = json.dumps({"epoch": epoch + 1, "loss": round(loss, 4), "seconds": seconds} | score(network))
        report(line)
        with (output / LOG).open("a", encoding="utf-8") as log:
            log.write(line + "\n")
        run.save(output, epoch + 1)
    network.load_state_dict(run.average())
    return network


def _make(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"{output}: can't be written ({error.strerror}); choose another --output"
        ) from error


@dataclass(slots=True)
class _Run:
    """A training under way: what an interrupted one needs to go on."""

    network: Network
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    settings: Settings
    history: list[dict[str, Tensor]]

    @classmethod
    def begin(cls, network: Network, settings: Settings, steps: int) -> _Run:
        optimizer = torch.optim.AdamW(
            network.parameters(), lr=settings.rate, weight_decay=settings.weight_decay
        )
        # The number of batches varies a little from epoch to epoch; the cycle has a tenth to spare.
        cycle = torch.optim.lr_scheduler.OneCycleLR
        schedule = cycle(optimizer, settings.rate, total_steps=steps + steps // 10 + 1)
        return cls(network, optimizer, schedule, settings, [])

    def epoch(
        self, examples: Sequence[Example], vocabulary: Vocabulary, epoch: int, report: Callable[[str], None]
    ) -> float:
        """One pass over the examples; gives the mean loss and leaves the network ready to be used."""
        self.network.train()
        draw = random.Random(self.settings.seed * 1000 + epoch)
        total, count = 0.0, 0
        for chosen in batches(examples, self.settings.batch_tokens, draw):
            loss = step(self.network, vocabulary, chosen, self.settings, draw)
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]  # torch has no types here
            clip_grad_norm_(self.network.parameters(), self.settings.clip)
            self.optimizer.step()
            self.schedule.step()
            total, count = total + loss.item(), count + 1
            if count % 100 == 0:
                report(f"epoch {epoch + 1}/{self.settings.epochs} step {count} loss {total / count:.4f}")
        weights = self.network.state_dict().items()
        self.history.append({name: weight.detach().cpu().clone() for name, weight in weights})
        del self.history[: -self.settings.average]
        self.network.eval()
        return total / count

    def average(self) -> dict[str, Tensor]:
        """The mean of the last epochs' weights."""
        return {name: torch.stack([w[name] for w in self.history]).mean(0) for name in self.history[0]}

    def save(self, output: Path, epoch: int) -> None:
        """Store everything after an epoch, under a temporary name first."""
        state = {
            "settings": asdict(self.settings),
            "epoch": epoch,
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "history": self.history,
            "random": torch.get_rng_state(),
        }
        torch.save(state, output / (STATE + ".part"))
        (output / (STATE + ".part")).replace(output / STATE)

    def resume(self, output: Path) -> int:
        """Take up what ``output`` holds; gives the number of epochs that are done."""
        path = output / STATE
        if not path.exists():
            return 0
        try:
            state = torch.load(path, weights_only=True, map_location=self.settings.device)
        except (OSError, RuntimeError, UnpicklingError) as error:
            raise CheckpointError(f"{path}: damaged ({error}); delete it to begin again") from error
        if state["settings"] != asdict(self.settings):
            raise CheckpointError(
                f"{path}: an unfinished run with other settings; go on with those, or choose another --output"
            )
        try:
            self.network.load_state_dict(state["network"])
        except RuntimeError as error:
            raise CheckpointError(
                f"{path}: an unfinished run on other data or sizes; choose another --output, or delete it"
            ) from error
        self.network.eval()
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.history.extend(state["history"])
        torch.set_rng_state(state["random"].cpu())
        return int(state["epoch"])


def step(
    network: Network,
    vocabulary: Vocabulary,
    examples: Sequence[Example],
    settings: Settings,
    draw: random.Random,
) -> Tensor:
    """The loss of one batch, some predicates, categories and names hidden."""
    sources = [disguised(example, settings.disguise, draw) for example in examples]
    batch = vocabulary.batch(
        sources, device=settings.device, hides=lambda: draw.random() < settings.name_dropout
    )
    inputs, targets = vocabulary.targets([example.target for example in examples], batch)
    tokens = batch.tokens.where(~_wordless(sources, batch.tokens, settings.word_dropout, draw), UNK_ID)
    memory = network.encode(tokens, batch.roles, batch.copied, batch.names, batch.meanings)
    return network.loss(inputs, targets, memory, smoothing=settings.smoothing)


def _wordless(sources: Sequence[Source], tokens: Tensor, share: float, draw: random.Random) -> Tensor:
    """Which words to hide, (B, S): those of some of the predicates that are hidden."""
    hidden = torch.zeros(tokens.shape, dtype=torch.bool)
    for row, source in enumerate(sources):
        inside = False
        for place, (token, role) in enumerate(zip(source.tokens, source.roles, strict=True)):
            if role == "predicate":
                inside = token == HIDDEN and draw.random() < share
            hidden[row, place] = inside and role == "word"
    return hidden.to(tokens.device)


def disguised(example: Example, share: float, draw: random.Random) -> Source:
    """The source with some whole-predicate and category tokens made unknown; the predicate's words stay."""
    source = example.source
    tokens = tuple(
        HIDDEN
        if role in {"predicate", "category"} and draw.random() < share * (1 + (role == "category"))
        else token
        for token, role in zip(source.tokens, source.roles, strict=True)
    )
    return Source(tokens, source.roles, source.slots)


def batches(examples: Sequence[Example], size: int, draw: random.Random) -> Iterator[list[Example]]:
    """Batches of about equal target length, in random order, each example once."""
    order = sorted(examples, key=lambda e: len(e.target) + 3 * draw.random())
    rows: list[list[Example]] = [[]]
    for example in order:
        width = len(example.target) + 1
        if rows[-1] and width * (len(rows[-1]) + 1) > size:
            rows.append([])
        rows[-1].append(example)
    draw.shuffle(rows)
    yield from rows
