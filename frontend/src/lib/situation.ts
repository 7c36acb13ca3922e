// The choices of the situation page, read from the address, and which incidents they let through.

import type { Columns, Incident, Light, Lights, Standing } from "./types";

export type Box = [west: number, south: number, east: number, north: number];

export interface Choice {
  family: string[];
  status: string[];
  standing: string[];
  since: string | null;
  until: string | null;
  sources: number;
  killed: number;
  box: Box | null;
}

/** The incidents that the columns hold, latest first. */
export function unpacked(columns: Columns): Lights["features"] {
  const days = new Map<number, string>();
  const iso = (day: number | null): string | null => {
    if (day === null) return null;
    let text = days.get(day);
    if (text === undefined) days.set(day, (text = new Date(day * 86_400_000).toISOString().slice(0, 10)));
    return text;
  };
  const text = ({ names, of }: { names: string[]; of: (number | null)[] }, index: number): string | null => {
    const number = of[index] ?? null;
    return number === null ? null : names[number]!;
  };
  const families = columns.type.names.map((name) => name.split("/")[0]!);
  const begin = (index: number): number => columns.start[index] ?? -Infinity;
  const order = Uint32Array.from(columns.id.keys()).sort((a, b) => begin(b) - begin(a) || a - b);
  return Array.from(order, (index) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [columns.lon[index]!, columns.lat[index]!] },
    properties: {
      id: columns.id[index]!,
      type: text(columns.type, index)!,
      family: families[columns.type.of[index]!]!,
      status: text(columns.status, index)!,
      standing: text(columns.standing, index) as Standing,
      precision: columns.precision[index] ?? null,
      radius_km: columns.radius_km[index]!,
      start: iso(columns.start[index] ?? null),
      end: iso(columns.end[index] ?? null),
      killed: columns.killed[index]!,
      sources: columns.sources[index]!,
      place: text(columns.place, index),
    },
  }));
}

export function boxOf(text: string | null): Box | null {
  const parts = (text ?? "").split(",").map(Number);
  return text && parts.length === 4 && parts.every(Number.isFinite) ? (parts as Box) : null;
}

export function choiceOf(query: URLSearchParams): Choice {
  const whole = (name: string): number => Math.max(0, Math.floor(Number(query.get(name)) || 0));
  const date = (name: string): string | null => {
    const text = query.get(name) ?? "";
    return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
  };
  return {
    family: query.getAll("family"),
    status: query.getAll("status"),
    standing: query.getAll("standing"),
    since: date("since"),
    until: date("until"),
    sources: whole("sources"),
    killed: whole("killed"),
    box: boxOf(query.get("box")),
  };
}

export function within([lon, lat]: number[], [west, south, east, north]: Box): boolean {
  if (lat! < south || lat! > north) return false;
  return west <= east ? lon! >= west && lon! <= east : lon! >= west || lon! <= east;
}

/** Whether an incident fits all choices but the time. */
function fits(one: Light, point: number[] | undefined, choice: Choice): boolean {
  return (
    (!choice.family.length || choice.family.includes(one.family)) &&
    (!choice.status.length || choice.status.includes(one.status)) &&
    (!choice.standing.length || choice.standing.includes(one.standing)) &&
    one.sources >= choice.sources &&
    (!choice.killed || (one.killed ?? 0) >= choice.killed) &&
    (!choice.box || (point !== undefined && within(point, choice.box)))
  );
}

export function chosen(all: Lights["features"], choice: Choice): Lights["features"] {
  return all.filter(({ properties, geometry }) => fits(properties, geometry?.coordinates, choice));
}

export function inTime(all: Lights["features"], since: string | null, until: string | null): Lights["features"] {
  if (!since && !until) return all;
  return all.filter(({ properties: { start, end } }) => {
    const first = start ?? end;
    const last = end ?? start;
    return first && last && (!since || last >= since) && (!until || first <= until);
  });
}

/** An incident as the map would get it. */
export function featureOf(one: Incident): Lights["features"][number] {
  const killed = one.figures.filter((figure) => figure.kind === "killed");
  return {
    type: "Feature",
    geometry: one.place?.lat != null && one.place.lon != null
      ? { type: "Point", coordinates: [one.place.lon, one.place.lat] }
      : null,
    properties: {
      id: one.id,
      type: one.type,
      family: one.type.split("/")[0] ?? one.type,
      status: one.status,
      standing: one.standing,
      precision: one.place?.precision ?? null,
      radius_km: null,
      start: one.period?.start ?? null,
      end: one.period?.end ?? null,
      killed: Math.max(0, ...killed.map((figure) => figure.best ?? figure.low ?? 0)),
      sources: one.sources,
      place: one.place?.name ?? null,
    },
  };
}
