"""The fold gives the same dossier for one batch as for many, and ids last through a rebuild."""

import dataclasses
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from made_pages import Made

from selon import store
from selon.lang import LanguagePack, load_pack
from selon.link import link, rebind
from selon.link.claim_keys import renamed_key
from selon.records import Act, Actor, Changes, Factuality, Membership, PageRead, Status

STATES = [("la France", "FRA"), ("la Belgique", "BEL"), ("le Tchad", "TCD"), ("la Corée du Nord", "PRK")]
PEOPLE = ["Jean Dupuis", "Dupuis", "Kim Jong Un", "Kim", "Kim Yo Jong", "Marie Leroy"]
TIMES = [None, "2022", "2022-11", "[2024-06-06,2024-06-13]", "2024-06-13", "2022-05/2022-12"]
STATUSES: list[tuple[Status, Factuality]] = [
    ("asserted", "CT+"),
    ("denied", "CT-"),
    ("threatened", "PS+"),
    ("planned", "PR-"),
    ("alleged", "CT+"),
]
ACTS: list[Act] = ["assert", "deny", "accuse", "threaten", "concern", "demand", "promise", "ask"]


def made_page(number: int, seed: int) -> PageRead:
    """A page of some sentences, each an event that somebody tells."""
    draw = random.Random(seed)
    lines = [f"Page {number}."]
    plan = []
    for index in range(draw.randint(1, 4)):
        who, what = draw.choice(PEOPLE), draw.sample(STATES, 2)
        plan.append((index, who, what, draw.choice(TIMES), draw.choice(STATUSES), draw.choice(ACTS)))
        content = f"{what[0][0]} livre{index} des armes à {what[1][0]}"
        lines.append(f"{who} dit{index} jeudi{index} que {content}{index}, porte-parole{index}.")
    made = Made("\n".join(lines), published=draw.choice([None, "2024-06"]))
    known: dict[str, str] = {}

    def entity(words: str, country: str | None) -> str:
        if words not in known:
            role = None if country else "porte-parole"
            known[words] = made.entity(words, "state" if country else "person", country, role=role)
        return known[words]

    for index, who, what, edtf, (status, factuality), act in plan:
        content = f"{what[0][0]} livre{index} des armes à {what[1][0]}{index}"
        said = made.quotation(content, (entity(who, None),), f"dit{index}", act)
        time = made.time(f"jeudi{index}", edtf)
        roles = {"supplier": entity(what[0][0], what[0][1])}
        if draw.random() < 0.7:
            roles["recipient"] = entity(what[1][0], what[1][1])
        told = (said,) if draw.random() < 0.8 else ()
        made.event(
            f"livre{index}", roles=roles, time=time, status=status, factuality=factuality, according_to=told
        )
    return made.page()


def folded(pages: list[PageRead], sizes: list[int], pack: LanguagePack) -> Changes:
    with TemporaryDirectory() as folder:
        db = store.connect(Path(folder) / "d.selon", create=True)
        rest = list(pages)
        while rest:
            size = sizes.pop(0) if sizes else len(rest)
            batch, rest = rest[:size], rest[size:]
            with store.transaction(db):
                for page in batch:
                    store.save_raw(db, page.document.id, None, page.document.source)
                    store.save_page(db, page)
                store.save_changes(db, link(store.StoredState(db), batch, pack))
        changes = store.fold(db)
        db.close()
    return changes


@settings(max_examples=30, deadline=None)
@given(
    seeds=st.lists(st.integers(0, 10**6), min_size=1, max_size=6),
    sizes=st.lists(st.integers(1, 4), max_size=6),
)
def test_batches_do_not_matter(seeds: list[int], sizes: list[int]) -> None:
    pack = load_pack("fr")
    pages = [made_page(number, seed) for number, seed in enumerate(seeds)]
    assert folded(pages, [], pack) == folded(pages, sizes, pack)


@settings(max_examples=20, deadline=None)
@given(seeds=st.lists(st.integers(0, 10**6), min_size=1, max_size=5))
def test_every_reference_of_the_fold_is_there(seeds: list[int]) -> None:
    pages = [made_page(number, seed) for number, seed in enumerate(seeds)]
    changes = folded(pages, [1] * len(pages), load_pack("fr"))
    actors, claims = {a.id for a in changes.actors}, {c.id: c for c in changes.claims}
    items = {q.id for p in pages for q in p.analysis.quotations}
    items |= {e.id for p in pages for e in p.analysis.events}
    assert {m.entity for m in changes.memberships} == {e.id for p in pages for e in p.analysis.entities}
    for actor in changes.actors:
        assert actor.acts_for in {None, *actors} - {actor.id}
    for claim in changes.claims:
        assert set(claim.reports) <= items
        assert all(claim.id in claims[name].narrower for name in claim.broader)
        assert all(claim.id in claims[name].broader for name in claim.narrower)
    for stance in changes.stances:
        assert stance.claim in claims
        assert {stance.actor, stance.reported_by} <= {None, *actors}
        assert set(stance.evidence) <= items
    events = [event for claim in changes.claims for event in claim.reports]
    assert len(events) == len(set(events))


def shifted(changes: Changes, by: int) -> Changes:
    """The same records under other numbers, as a second reading mints them."""

    def new(name: str) -> str:
        return f"{name[0]}{int(name[1:]) + by}"

    names = {actor.id: new(actor.id) for actor in changes.actors}
    return Changes(
        actors=tuple(
            dataclasses.replace(
                a,
                id=new(a.id),
                acts_for=new(a.acts_for) if a.acts_for else None,
                roles=tuple(
                    dataclasses.replace(r, organisation=new(r.organisation) if r.organisation else None)
                    for r in a.roles
                ),
            )
            for a in changes.actors
        ),
        actor_keys=tuple((key, new(name)) for key, name in changes.actor_keys),
        memberships=tuple(dataclasses.replace(m, actor=new(m.actor)) for m in changes.memberships),
        placements=tuple(dataclasses.replace(p, story=new(p.story)) for p in changes.placements),
        claim_keys=tuple((renamed_key(key, names), new(name)) for key, name in changes.claim_keys),
        claims=tuple(
            dataclasses.replace(
                c,
                id=new(c.id),
                roles={
                    k: tuple(new(f) if f[0] == "a" and f[1:].isdigit() else f for f in v)
                    for k, v in c.roles.items()
                },
                broader=tuple(map(new, c.broader)),
                narrower=tuple(map(new, c.narrower)),
            )
            for c in changes.claims
        ),
        stances=tuple(
            dataclasses.replace(
                s,
                id=s.id.replace(f"{s.claim}.{s.actor}", f"{new(s.claim)}.{new(s.actor)}"),
                actor=new(s.actor),
                claim=new(s.claim),
                reported_by=new(s.reported_by) if s.reported_by else None,
            )
            for s in changes.stances
        ),
    )


@settings(max_examples=20, deadline=None)
@given(seeds=st.lists(st.integers(0, 10**6), min_size=1, max_size=4))
def test_a_second_reading_keeps_the_ids(seeds: list[int]) -> None:
    pages = [made_page(number, seed) for number, seed in enumerate(seeds)]
    before = folded(pages, [1] * len(pages), load_pack("fr"))
    after, aliases = rebind(before, shifted(before, 100), {"a": 50, "c": 50, "s": 50})
    assert after == before
    assert aliases == ()


def people(**members: str) -> Changes:
    """Actors with these entities, given as words."""
    return Changes(
        actors=tuple(Actor(name, "person", name) for name in members),
        memberships=tuple(Membership(e, name, 1.0, "") for name, es in members.items() for e in es.split()),
    )


def test_what_is_merged_away_leaves_an_alias() -> None:
    after, aliases = rebind(people(a1="e1 e2", a2="e3"), people(a9="e1 e2 e3"), {"a": 3, "c": 1, "s": 1})
    assert [actor.id for actor in after.actors] == ["a1"]
    assert aliases == (("a2", "a1"),)


def test_what_is_split_off_takes_a_new_number() -> None:
    after, aliases = rebind(people(a1="e1 e2 e3"), people(a9="e3", a10="e1 e2"), {"a": 2, "c": 1, "s": 1})
    assert {member.entity: member.actor for member in after.memberships} == {
        "e1": "a1",
        "e2": "a1",
        "e3": "a2",
    }
    assert aliases == ()
