"""Reports in our own words for the tests of copies."""

from __future__ import annotations

from dateline.records import Document

BRIDGE = """MARVON, May 4 (Inland Wire) - Rebels blew up the rail bridge over the Teska on \
Tuesday, cutting the last supply line to the garrison of Marvon, the defence ministry said.

Two engineers were killed and four soldiers wounded when the charges went off shortly before \
dawn, Colonel Danil Orsk told journalists in the capital.

The bridge, built in 1911, carried grain and fuel to some 30,000 people. Repairs could take three \
months, according to the state railway company.

A fighter who calls himself Korbin claimed the attack in a video. "No train will cross this river \
while they hold our town," he said.

Shops in Marvon limited the sale of bread to two loaves a family. The governor, Lena Abrasin, \
asked the neighbouring province for trucks.

The rebels have besieged the town since February. Talks on a corridor for the wounded broke down \
last week over the release of prisoners."""

# The same story by somebody else, with the same facts.
BRIDGE_OWN = """The garrison in Marvon is cut off. Overnight explosions brought down the only \
railway crossing on the Teska river, and with it the flow of flour and diesel into the besieged \
town.

"I heard three bangs, then the windows rattled," said Mira Toll, who sells vegetables by the \
station. By noon there was a queue of two hundred people outside the bakery.

Officials in the capital put the losses at two dead engineers and four injured soldiers. They \
gave no word on how the attackers got past the guard posts. A rebel commander known as Korbin \
took responsibility.

The railway thinks that it will need a whole summer to put the spans back. Governor Lena Abrasin \
has begged for lorries from next door."""

PORT = """SELLA, May 4 (Inland Wire) - Drones set two fuel tanks alight in the port of Sella on \
Tuesday night, and the harbour master closed the basin to ships until further notice.

Nobody was hurt, said Pavel Ignas, who leads the fire brigade. His crews needed seven hours and \
foam from three airports to put out the flames.

The navy shot down five of the nine aircraft over the bay. Debris broke windows at a school in \
the Kasten quarter, where lessons were called off.

Insurers raised premiums for the strait at once. Grain traders said that eleven ships with maize \
for Egypt were waiting outside the breakwater."""

DAILY = """Summary of the Northern Command for {day} {month}. In the past 24 hours {a} clashes \
took place along the front.

The enemy carried out {b} air strikes, dropped {c} guided bombs and used {d} attack drones. He \
shelled the positions of our troops and settlements {e} times, {f} of them with multiple rocket \
launchers.

In the {g} direction our defenders repelled {h} assaults near {i}. In the {j} direction {k} \
attacks were stopped close to {l}.

Our aviation hit {m} areas where personnel and equipment were massed, {n} command posts and {o} \
artillery systems.

In all the enemy lost {p} soldiers over the day. Our troops also destroyed {q} tanks, {r} \
armoured vehicles, {s} guns and {t} trucks."""

_FIRST = "148 62 97 1430 5120 140 Orlan 17 Vesk Tarn 23 Lomno 12 3 8 1210 6 14 41 97"
_NEXT = "163 71 113 1275 4890 96 Grodek 21 Salma Tarn 19 Pirna 9 4 11 1090 3 22 37 88"
FIRST = dict(zip("abcdefghijklmnopqrst", _FIRST.split(), strict=True))
NEXT = dict(zip("abcdefghijklmnopqrst", _NEXT.split(), strict=True))


def report(
    name: str, text: str, published: str | None = None, publisher: str | None = None
) -> Document:
    """A report with what matters to copies."""
    return Document(
        id=name,
        text=text,
        published=published,
        published_basis="given" if published else "unknown",
        publisher=publisher,
    )


def daily(name: str, day: int, figures: dict[str, str], published: str | None = None) -> Document:
    """One issue of a daily bulletin of numbers."""
    return report(name, DAILY.format(day=day, month="May", **figures), published)
